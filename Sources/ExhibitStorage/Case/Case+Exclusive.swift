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
    ///
    /// - Throws: `.busy`, with the name of the program that holds the lock, when it stays taken for `limit`.
    package func exclusively<T>(waitingFor limit: Duration = .seconds(60), _ body: () throws -> T) throws -> T {
        try whileLocked(folder.privateFolder, waitingFor: limit) {
            try readNewEntries()
            return try body()
        }
    }

    /// - Parameter path: a folder, open as long as `body` runs.
    func whileLocked<T>(_ path: String, waitingFor limit: Duration, _ body: () throws -> T) throws -> T {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageError.system(errno, path: path, doing: "opened as a folder") }
        defer { System.close(descriptor) }
        let end = ContinuousClock.now + limit
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw StorageError.system(errno, path: path, doing: "locked")
            }
            guard ContinuousClock.now < end else {
                throw StorageError(
                    .busy, path: folder.path,
                    reason: "is being worked on by \(LockHolder.describe(path)), and was not free within \(limit)",
                    remedy: "Wait until that program has finished, then run the command again.")
            }
            usleep(20_000)
        }
        return try body()
    }
}
