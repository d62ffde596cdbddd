#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads files that may be anything, within fixed memory.
enum BoundedFile {
    /// The whole file, at most `limit` bytes.
    ///
    /// - Parameter isSecret: refuses a file that its group or others may read.
    /// - Throws: `.notFound`, `.notAllowed` (a folder, a pipe), `.tooLarge`, `.unsafePermissions`, `.io`.
    static func read(_ path: String, limit: Int, isSecret: Bool = false) throws(StorageError) -> [UInt8] {
        // Without O_NONBLOCK, opening a pipe waits for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(errno, path: path, doing: "opened") }
        defer { System.close(descriptor) }
        // Asked of what was opened: between looking at a name and opening it, it can become another file.
        let state = try FileState.of(descriptor: descriptor, path: path)
        guard state.isRegularFile else {
            throw StorageError(
                .notAllowed, path: path, reason: "is not a regular file", remedy: "Name the file itself.")
        }
        guard !isSecret || state.permissions & 0o077 == 0 else {
            throw StorageError(
                .unsafePermissions, path: path, reason: "is a secret, and others on this machine may read it",
                remedy: "Run `chmod 600 '\(path)'`; if others have had access to this machine, make a new one.")
        }
        guard state.size <= Int64(limit) else { throw tooLarge(path, limit) }
        return try read(descriptor, path: path, limit: limit)
    }

    /// From an open descriptor to its end, at most `limit` bytes.
    static func read(_ descriptor: Int32, path: String, limit: Int) throws(StorageError) -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(limit + 1, 65_536))
        defer { wipe(&buffer) }
        while true {
            let count = buffer.withUnsafeMutableBytes { System.read(descriptor, into: $0) }
            guard count >= 0 else { throw .system(Int32(-count), path: path, doing: "read") }
            if count == 0 { return result }
            guard result.count + count <= limit else { throw tooLarge(path, limit) }
            result += buffer[..<count]
        }
    }

    private static func tooLarge(_ path: String, _ limit: Int) -> StorageError {
        StorageError(
            .tooLarge, path: path, reason: "is larger than \(limit) bytes, which no such file is",
            remedy: "Check that it is the right file.")
    }
}
