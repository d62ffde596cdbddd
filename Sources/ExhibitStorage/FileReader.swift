#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A regular file in pieces of 64 KiB.
struct FileReader: ~Copyable {
    private let descriptor: Int32
    private let path: String
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// - Throws: `.notFound`, `.notAllowed` (a folder, a pipe).
    init(_ path: String) throws(StorageError) {
        self.path = path
        // Without O_NONBLOCK, opening a pipe waits for its writer.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(errno, path: path, doing: "opened") }
        guard try FileState.of(descriptor: descriptor, path: path).isRegularFile else {
            throw StorageError(
                .notAllowed, path: path, reason: "is not a regular file", remedy: "Name the file itself.")
        }
    }

    deinit { if descriptor >= 0 { System.close(descriptor) } }

    /// Nil at the end.
    mutating func next() throws(StorageError) -> [UInt8]? {
        let descriptor = descriptor
        let count = buffer.withUnsafeMutableBytes { System.read(descriptor, into: $0) }
        guard count >= 0 else { throw .system(Int32(-count), path: path, doing: "read") }
        return count == 0 ? nil : Array(buffer[..<count])
    }

    mutating func rewind() throws(StorageError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .system(errno, path: path, doing: "read again") }
    }
}

/// The names in a folder, sorted by their bytes.
enum FolderNames {
    /// Empty when the folder is not there. Names that are not UTF-8 come back repaired: they are nobody's of ours.
    static func of(_ path: String) throws(StorageError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw .system(errno, path: path, doing: "listed")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(folder) else {
                guard errno == 0 else { throw .system(errno, path: path, doing: "listed") }
                break
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
