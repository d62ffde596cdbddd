import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// That a program has a case open for writing: a lock on a folder in `private/`, shared with all others of them.
/// Whoever may not look into that cannot take it, and so stop a case.
///
/// Whoever erases holds it alone. Else a run that had read a picture before would record, afterwards, what it made of it;
/// and that would be in nobody's list of what is to go. The lock belongs to the open folder, so a crash releases it.
final class CaseUse: Sendable {
    private let folder: CaseFolder
    private let descriptor: Mutex<Int32>

    /// - Throws: `.busy` where somebody erases for longer than `limit`.
    init(_ folder: CaseFolder, waitingFor limit: Duration = .seconds(60)) throws(StorageError) {
        try DurableFile.makeFolder(folder.use)
        let opened = open(folder.use, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw .system(errno, path: folder.use, doing: "opened as a folder") }
        self.folder = folder
        descriptor = Mutex(opened)
        do {
            try take(LOCK_SH, waitingFor: limit)
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    func close() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { System.close(descriptor) }
            descriptor = -1
        }
    }

    /// To be taken before any other lock: those who are waited for may need that one to come to their end.
    ///
    /// - Throws: `.busy` when another program has the case open for as long as `limit`.
    func alone<T>(waitingFor limit: Duration, _ body: () throws -> T) throws -> T {
        // What is waited for in vain takes the shared lock with it (flock(2)): two who want to be alone do not block each other.
        defer { try? take(LOCK_SH, waitingFor: .seconds(60)) }
        try take(LOCK_EX, waitingFor: limit)
        return try body()
    }

    private func take(_ operation: Int32, waitingFor limit: Duration) throws(StorageError) {
        let end = ContinuousClock.now + limit
        while true {
            let code = descriptor.withLock { flock($0, operation | LOCK_NB) == 0 ? 0 : errno }
            if code == 0 { return }
            guard code == EWOULDBLOCK || code == EINTR else {
                throw .system(code, path: folder.use, doing: "locked")
            }
            guard ContinuousClock.now < end else {
                let (holder, what) = (
                    LockHolder.describe(folder.use), operation == LOCK_EX ? "open in" : "being erased from by"
                )
                throw StorageError(
                    .busy, path: folder.path, reason: "is \(what) \(holder), which was not finished within \(limit)",
                    remedy: "Wait until that program has finished, then run the command again.")
            }
            usleep(20_000)
        }
    }
}

extension Case {
    /// Runs `body` while no other program has this case open for writing.
    package func alone<T>(waitingFor limit: Duration = .seconds(60), _ body: () throws -> T) throws -> T {
        guard let use else {
            throw StorageError(
                .notAllowed, path: folder.path, reason: "is open for reading only",
                remedy: "Report this message: it is a mistake in the program.")
        }
        return try use.alone(waitingFor: limit) { try exclusively(waitingFor: limit, body) }
    }
}
