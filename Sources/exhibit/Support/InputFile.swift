#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import ExhibitCore
import ExhibitStorage

/// The system calls, under a name that the functions here do not hide.
private enum System {
    static func read(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
        #if canImport(Darwin)
            Darwin.read(descriptor, &buffer, buffer.count)
        #else
            Glibc.read(descriptor, &buffer, buffer.count)
        #endif
    }

    static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
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
            guard bytes.count <= limit else { throw UserError("\(path): larger than \(limit >> 20) MiB") }
        }
    }

    static func isFolder(_ path: String) -> Bool {
        var state = stat()
        return stat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFDIR
    }
}

/// Files that a command makes where a person asked for them; "-" is standard output.
enum OutputFile {
    static func check(_ path: String, force: Bool) throws {
        guard path != "-", !force, access(path, F_OK) == 0 else { return }
        throw UserError("\(path): exists already. Choose another name, or say --force to replace it.")
    }

    static func write(_ bytes: [UInt8], to path: String, force: Bool) throws {
        if path == "-" {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { System.write(STDOUT_FILENO, $0) }
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw UserError("standard output: \(String(cString: strerror(errno)))") }
                rest = rest.dropFirst(count)
            }
        } else {
            try DurableFile.write(bytes, to: path, permissions: 0o644, replacing: force)
        }
    }
}
