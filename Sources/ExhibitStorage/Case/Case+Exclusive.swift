#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Case {
    /// Runs `body` while no other program does so on this case, on what all of them have recorded so far.
    ///
    /// Whoever looks for a file's name and records it when there is none must not be overtaken in between: the same
    /// bytes would get two names. The lock belongs to the open folder, so a crash releases it. Not to be nested.
    package func exclusively<T>(_ body: () throws -> T) throws -> T {
        let path = folder.privateFolder
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageError.system(errno, path: path, doing: "opened as a folder") }
        defer { System.close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw StorageError.system(errno, path: path, doing: "locked") }
        }
        try readNewEntries()
        return try body()
    }
}
