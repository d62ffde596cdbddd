import ExhibitCore

/// `ledger.sqlite`: the ordered entries and the checkpoints that sign them, as rows. It holds no rules of its own.
package final class LedgerFile: Sendable {
    /// A row as it stands in the file: bytes that nobody has checked.
    package struct Row: Sendable {
        package let position: Int64
        package let entryID: [UInt8]
        package let statementID: [UInt8]
        package let chain: [UInt8]
        package let leaf: [UInt8]
    }

    package struct StoredCheckpoint: Sendable {
        package let size: Int64
        package let note: [UInt8]
    }

    let database: SQLite
    package var path: String { database.path }
    package var mode: SQLite.Mode { database.mode }

    package init(path: String, mode: SQLite.Mode) throws {
        database = try SQLite(path: path, mode: mode)
        if case .create = mode {
            try database.write { session in
                for statement in LedgerSchema.statements { try session.script(statement) }
                try session.setApplicationID(LedgerSchema.applicationID)
                try session.setUserVersion(LedgerSchema.version)
            }
        } else {
            let (application, version) = try database.read { session in
                (try session.applicationID(), try session.userVersion())
            }
            guard application == Int64(LedgerSchema.applicationID) else {
                throw StorageError(
                    .invalid, path: path, reason: "is no Exhibit ledger",
                    remedy: "Name a case folder or its ledger.sqlite.")
            }
            guard version == Int64(LedgerSchema.version) else {
                throw StorageError(
                    .invalid, path: path,
                    reason: "has layout \(version), and this version reads \(LedgerSchema.version)",
                    remedy: "Use a newer version of exhibit.")
            }
        }
    }

    /// Every row from `start`, in order. `body` may use the ledger again: rows are fetched some hundreds at a time.
    package func forEachRow(from start: UInt64 = 0, _ body: (Row) throws -> Void) throws {
        var next = Int64(clamping: start)
        while true {
            let rows = try database.read { session in
                try session.all(
                    """
                    SELECT position, entry_id, statement_id, chain, leaf FROM entries WHERE position >= ?
                    ORDER BY position LIMIT 512
                    """, [.integer(next)], Self.row)
            }
            guard let last = rows.last else { return }
            for row in rows { try body(row) }
            // In a damaged file the rows that follow may be earlier ones, and so on for ever.
            guard last.position >= next else { throw Self.disordered("entries", path: path) }
            guard last.position < Int64.max else { return }
            next = last.position + 1
        }
    }

    static func row(_ row: borrowing SQLite.Row) throws -> Row {
        Row(
            position: try row.integer(0), entryID: try row.blob(1), statementID: try row.blob(2),
            chain: try row.blob(3), leaf: try row.blob(4))
    }

    package func latestCheckpoint() throws -> StoredCheckpoint? {
        try database.read { session in
            try session.first("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1") { row in
                StoredCheckpoint(size: try row.integer(0), note: try row.blob(1))
            }
        }
    }

    package func checkpoint(ofSize size: UInt64) throws -> StoredCheckpoint? {
        try database.read { session in
            try session.first("SELECT size, note FROM checkpoints WHERE size = ?", [.integer(Int64(size))]) { row in
                StoredCheckpoint(size: try row.integer(0), note: try row.blob(1))
            }
        }
    }

    /// The first stored checkpoint that is the one sought. The closure must not use the ledger.
    package func checkpoint(where isSought: (StoredCheckpoint) throws -> Bool) throws -> StoredCheckpoint? {
        var found: StoredCheckpoint?
        try database.read { session in
            try session.forEach("SELECT size, note FROM checkpoints ORDER BY size") { row in
                let checkpoint = StoredCheckpoint(size: try row.integer(0), note: try row.blob(1))
                if found == nil, try isSought(checkpoint) { found = checkpoint }
            }
        }
        return found
    }

    static func disordered(_ rows: String, path: String) -> StorageError {
        StorageError(
            .damaged, path: path, reason: "gives its \(rows) out of order",
            remedy: "Keep the file as it is, and work on a copy from a backup.")
    }

    /// How many entries it has, by the position of the last one.
    func size() throws -> UInt64 {
        try database.read { session in
            try session.first("SELECT position FROM entries ORDER BY position DESC LIMIT 1") { row in
                UInt64(clamping: try row.integer(0)) + 1
            } ?? 0
        }
    }

    package func leaf(at position: UInt64) throws -> [UInt8]? {
        try database.read { session in
            try session.first("SELECT leaf FROM entries WHERE position = ?", [.integer(Int64(position))]) { row in
                try row.blob(0)
            }
        }
    }

    func chain(at position: UInt64) throws -> [UInt8]? {
        try database.read { session in
            try session.first("SELECT chain FROM entries WHERE position = ?", [.integer(Int64(position))]) { row in
                try row.blob(0)
            }
        }
    }

    package func position(ofStatement id: ContentHash) throws -> UInt64? {
        try database.read { session in
            try session.first("SELECT position FROM entries WHERE statement_id = ?", [.blob(id.bytes)]) { row in
                UInt64(clamping: try row.integer(0))
            }
        }
    }

    /// What SQLite itself finds wrong, and every difference between the file's schema and the one it was made with.
    package func findingsOfForm() throws -> [String] {
        // The thorough check looks up each row in an index at random; `snapshot` compares the two in order.
        var findings = try database.check(thorough: false)
        // Every column, also of rows without text: what SQLite does not read is not thereby what it was.
        let present = try database.read { session in
            // Where a table starts is for SQLite's own check; a trigger starts nowhere.
            try session.all(
                "SELECT type, name, tbl_name, sql, iif(type = 'trigger', rootpage, NULL) FROM sqlite_master"
            ) { row in
                try (0..<5).map { try row.value($0) }
            }
        }
        for (setting, value) in LedgerSchema.settings {
            let found = try database.read { session in try session.firstValue("PRAGMA \(setting)") }
            if found != .integer(value) {
                findings.append("another \(setting) than this program leaves: \(found ?? .null)")
            }
        }
        let expected = LedgerSchema.rows
        for item in expected where !present.contains(item) {
            findings.append("missing or changed: \(Self.title(item))")
        }
        for item in present where !expected.contains(item) {
            findings.append("not of this program: \(Self.title(item))")
        }
        return findings
    }

    /// "trigger entries_update", of a row of the schema that may hold anything.
    private static func title(_ row: [SQLite.Value]) -> String {
        row.prefix(2).map { if case .text(let text) = $0 { text } else { "?" } }.joined(separator: " ")
    }

    package func close() throws { try database.close() }
}
