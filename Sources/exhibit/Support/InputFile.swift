import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The system calls, under a name that the functions here do not hide.
private enum System {
    static func read(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
        #if canImport(Darwin)
            Darwin.read(descriptor, &buffer, buffer.count)
        #else
            Glibc.read(descriptor, &buffer, buffer.count)
        #endif
    }
}

/// Files that a person names to be read; "-" is standard input.
enum InputFile {
    static func read(_ path: String, limit: Int = ReportFile.maximumBytes) throws -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UserError("\(path): \(String(cString: strerror(errno)))") }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = System.read(descriptor, &buffer)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw UserError("\(path): \(String(cString: strerror(errno)))") }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw UserError("\(shown(path)): larger than the \(limit) bytes that such a file may have")
            }
        }
    }

    /// A kept checkpoint, or that of a report: whoever holds a report holds one.
    static func checkpoint(_ path: String) throws -> [UInt8] {
        let bytes = try read(path, limit: ReportFile.maximumBytes)
        guard let report = try? ReportFile(encoded: bytes), let bundle = try? Bundle(encoded: report.bundle) else {
            return bytes
        }
        return bundle.checkpoint.encoded
    }

    /// By its first bytes: a ledger of any size is read by SQLite, never into memory.
    static func isDatabase(_ path: String) -> Bool {
        var status = stat()
        guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var start = [UInt8](repeating: 0, count: 16)
        return System.read(descriptor, &start) == 16 && start == Array("SQLite format 3\0".utf8)
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func isFolder(_ path: String) -> Bool {
        var state = stat()
        return stat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFDIR
    }
}
