import CSQLite

extension StorageError {
    /// The failure that `handle` reports last. `handle` may be nil where SQLite could not even allocate one.
    static func sqlite(_ handle: OpaquePointer?, code: Int32, path: String, sql: String?) -> StorageError {
        let extended = handle.map { sqlite3_extended_errcode($0) } ?? code
        // An error that did not come from the last call on the handle: the handle's message would be another one's.
        let isOfHandle = extended & 0xff == code & 0xff
        let text = isOfHandle ? handle.flatMap { sqlite3_errmsg($0) } : sqlite3_errstr(code)
        let failure = SQLiteFailure(
            primaryCode: code & 0xff, extendedCode: isOfHandle ? extended : code,
            message: text.map { String(cString: $0) } ?? "no message", sql: sql)
        let (kind, reason, remedy) = explain(primary: code & 0xff)
        return StorageError(kind, path: path, reason: reason, remedy: remedy, sqlite: failure)
    }

    private static func explain(primary: Int32) -> (Kind, String, String) {
        switch primary {
        case SQLITE_BUSY, SQLITE_LOCKED:
            (.busy, "is in use by another program", "Wait until it has finished, then run the command again.")
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT:
            (
                .damaged, "is damaged, or is not an Exhibit database",
                "Keep it as it is, and work on a copy from a backup."
            )
        case SQLITE_FULL:
            (.full, "could not be written: the disk is full", "Free some space, then run the command again.")
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH:
            (
                .notAllowed, "could not be opened or written",
                "Check that the path is right and that you may write to it and to its folder."
            )
        case SQLITE_CONSTRAINT:
            (.constraint, "refused a row that breaks its rules", "Nothing of this operation was kept.")
        case SQLITE_TOOBIG:
            (.tooLarge, "holds or was given a value above the limit", "Nothing of this operation was kept.")
        case SQLITE_IOERR:
            (.io, "could not be read or written", "Check the disk, then run the command again.")
        default:
            (.io, "could not be used", "Run the command again; if it fails again, report this message.")
        }
    }
}
