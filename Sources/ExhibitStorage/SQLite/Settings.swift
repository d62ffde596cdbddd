import CSQLite

extension Connection {
    /// Sets what each connection needs and reads back what durability rests on.
    func configure(_ options: SQLite.Options) throws(StorageError) {
        let session = try session(mayWrite: true)
        let handle = session.handle
        // STRICT tables and extended codes at opening came with 3.37.
        guard sqlite3_libversion_number() >= 3_037_000 else {
            throw StorageError(
                .notAllowed, path: session.path,
                reason: "needs SQLite 3.37 or newer, and this is \(String(cString: sqlite3_libversion()))",
                remedy: "Install a newer SQLite library.")
        }
        sqlite3_busy_timeout(handle, options.busyTimeout)
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, options.largestValue)
        // No statement of ours attaches a second file, so none that a hostile schema smuggles in shall.
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)

        // DEFENSIVE: no SQL may write to the schema or the pages by hand. A view or a trigger in a foreign file is a
        // program: views are never used here; triggers stay on, because ours guard the entries.
        try configure(session, SQLITE_DBCONFIG_DEFENSIVE, 1)
        try configure(session, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0)
        try configure(session, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        try configure(session, SQLITE_DBCONFIG_ENABLE_VIEW, 0)
        // "name" with double quotes is a column or an error, never silently a string.
        try configure(session, SQLITE_DBCONFIG_DQS_DML, 0)
        try configure(session, SQLITE_DBCONFIG_DQS_DDL, 0)

        try set(session, "PRAGMA cell_size_check = ON", check: "PRAGMA cell_size_check", .integer(1))
        // A file that shrinks while it is mapped ends the process (SIGBUS); measured, mapping gains nothing.
        try session.runText("PRAGMA mmap_size = 0")
        // Sorting must not leave private values in a temporary folder.
        try set(session, "PRAGMA temp_store = MEMORY", check: "PRAGMA temp_store", .integer(2))

        if isWriter {
            try configureWriter(session, options)
        } else {
            try set(session, "PRAGMA query_only = ON", check: "PRAGMA query_only", .integer(1))
        }
        // The first look at the pages: a file that is no database is refused at opening.
        _ = try session.firstValue("SELECT count(*) FROM sqlite_schema")
    }

    private func configureWriter(_ session: borrowing SQLite.Session, _ options: SQLite.Options) throws(StorageError) {
        // SQLite falls back to reading when it may not write, and would fail only at the first append.
        guard sqlite3_db_readonly(session.handle, "main") == 0 else {
            throw StorageError(
                .notAllowed, path: session.path, reason: "may not be written",
                remedy: "Check its permissions and those of its folder.")
        }
        guard !options.isDisposable else {
            // OFF is refused on a defensive connection; of a new file's pages none is kept for a way back.
            try set(session, "PRAGMA journal_mode = MEMORY", check: "PRAGMA journal_mode", .text("memory"))
            return try set(session, "PRAGMA synchronous = OFF", check: "PRAGMA synchronous", .integer(0))
        }
        try set(session, "PRAGMA journal_mode = WAL", check: "PRAGMA journal_mode", .text("wal"))
        // In WAL mode only FULL syncs the log at each commit; NORMAL loses acknowledged commits in a power cut
        // (https://www.sqlite.org/pragma.html#pragma_synchronous). Read back: a library in between was seen to lower it.
        try set(session, "PRAGMA synchronous = FULL", check: "PRAGMA synchronous", .integer(2))
        // Where fsync leaves data in the drive's cache (macOS), the stronger call; elsewhere without effect.
        try session.runText("PRAGMA fullfsync = ON")
        try session.runText("PRAGMA checkpoint_fullfsync = ON")
        try set(session, "PRAGMA foreign_keys = ON", check: "PRAGMA foreign_keys", .integer(1))
        if options.secureDelete {
            try set(session, "PRAGMA secure_delete = ON", check: "PRAGMA secure_delete", .integer(1))
        }
    }

    private func configure(
        _ session: borrowing SQLite.Session, _ option: Int32, _ wanted: Int32
    ) throws(StorageError) {
        var result: Int32 = -1
        let code = exhibit_sqlite_config(session.handle, option, wanted, &result)
        guard code == SQLITE_OK, result == wanted else {
            throw .sqlite(
                nil, code: code == SQLITE_OK ? SQLITE_ERROR : code, path: session.path,
                sql: "database option \(option) = \(wanted)")
        }
    }

    private func set(
        _ session: borrowing SQLite.Session, _ sql: String, check: String, _ wanted: SQLite.Value
    ) throws(StorageError) {
        try session.runText(sql)
        let found = try session.firstValue(check) ?? .null
        guard found == wanted else {
            throw StorageError(
                .notAllowed, path: session.path,
                reason: "cannot be used safely: \"\(sql)\" had no effect (\"\(check)\" gives \(found))",
                remedy: "Put the case on a local disk, and check which SQLite library is installed.")
        }
    }
}
