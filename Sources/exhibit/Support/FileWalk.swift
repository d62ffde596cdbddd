#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The regular files that a person named, folders walked recursively, in the order of their bytes.
struct FileWalk {
    let excluded: [String]
    private(set) var files: [String] = []
    /// Named files and folders that could not be looked at, with the reason.
    private(set) var problems: [(path: String, reason: String)] = []
    /// Links and special files inside folders, which are not followed.
    private(set) var skipped: [String] = []

    init(_ paths: [String], excluding excluded: [String]) {
        self.excluded = excluded
        var seen: Set<[UInt8]> = []
        for path in paths { visit(path, named: true) }
        files = files.filter { seen.insert(Array($0.utf8)).inserted }
    }

    private mutating func visit(_ path: String, named: Bool) {
        if isExcluded(path) { return }
        var state = stat()
        guard (named ? stat(path, &state) : lstat(path, &state)) == 0 else {
            problems.append((path, String(cString: strerror(errno))))
            return
        }
        switch state.st_mode & S_IFMT {
        case S_IFDIR: enter(path)
        case S_IFREG: files.append(path)
        default:
            if named { problems.append((path, "not a file or a folder")) } else { skipped.append(path) }
        }
    }

    private mutating func enter(_ path: String) {
        guard let folder = opendir(path) else {
            problems.append((path, String(cString: strerror(errno))))
            return
        }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        closedir(folder)
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            visit(path.hasSuffix("/") ? path + name : "\(path)/\(name)", named: false)
        }
    }

    /// In bytes; 0 where it cannot be asked. Only for planning: the file may be another one when it is read.
    static func size(of path: String) -> Int64 {
        var state = stat()
        return stat(path, &state) == 0 ? Int64(state.st_size) : 0
    }

    /// As a shell would: the pattern against the whole path, and against the last part of it.
    private func isExcluded(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return excluded.contains { fnmatch($0, path, 0) == 0 || fnmatch($0, name, 0) == 0 }
    }
}

/// A file read once, into the one buffer that is then hashed, decoded and compared.
struct StableFile {
    let bytes: [UInt8]
    let size: Int64
    /// Nanoseconds since 1970.
    let modified: Int64

    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    static let largest: Int64 = 1 << 30

    /// Throws where the file is no regular file, is too large, or changed while it was read.
    init(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Problem(description: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let before = try Self.state(of: descriptor)
        guard before.st_mode & S_IFMT == S_IFREG else { throw Problem(description: "not a regular file") }
        guard before.st_size <= Self.largest else {
            throw Problem(description: "larger than \(Self.largest >> 20) MiB, which is not read")
        }
        var failure: Int32 = 0
        bytes = [UInt8](unsafeUninitializedCapacity: Int(before.st_size) + 1) { buffer, count in
            while count < buffer.count {
                let got = read(descriptor, buffer.baseAddress! + count, buffer.count - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw Problem(description: String(cString: strerror(failure))) }
        let after = try Self.state(of: descriptor)
        guard Self.stamp(after) == Self.stamp(before), after.st_size == before.st_size, bytes.count == before.st_size
        else { throw Problem(description: "it changed while it was read; ingest it again when nobody writes to it") }
        size = Int64(after.st_size)
        modified = Self.stamp(after)
    }

    private static func state(of descriptor: Int32) throws -> stat {
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { throw Problem(description: String(cString: strerror(errno))) }
        return state
    }

    private static func stamp(_ state: stat) -> Int64 {
        #if canImport(Darwin)
            Int64(state.st_mtimespec.tv_sec) * 1_000_000_000 + Int64(state.st_mtimespec.tv_nsec)
        #else
            Int64(state.st_mtim.tv_sec) * 1_000_000_000 + Int64(state.st_mtim.tv_nsec)
        #endif
    }
}
