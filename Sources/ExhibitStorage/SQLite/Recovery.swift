import CSQLite

extension Connection {
    /// Makes durable what the `-wal` held when it was opened.
    ///
    /// A program that was killed between writing a transaction and syncing it leaves the transaction to the next one,
    /// which recovers it from the system's memory as if it were durable. Said to be recorded, or signed in a checkpoint
    /// that was given away, it must not go in a power cut. Later transactions are seen only after they were synced.
    ///
    /// To be called after the first read, which is what recovers.
    func syncLog() throws(StorageError) {
        let session = try session(mayWrite: true)
        var pointer: UnsafeMutablePointer<sqlite3_file>?
        guard sqlite3_file_control(session.handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &pointer) == SQLITE_OK,
            let file = pointer, let methods = file.pointee.pMethods
        else { return }
        var size: sqlite3_int64 = 0
        if methods.pointee.xFileSize(file, &size) == SQLITE_OK, size == 0 { return }
        let code = methods.pointee.xSync(file, SQLITE_SYNC_FULL)
        // What is only read must be readable from a disk that takes no more writes.
        guard code == SQLITE_OK || !isWriter else {
            throw .sqlite(nil, code: code, path: session.path, sql: "sync of the log")
        }
    }
}
