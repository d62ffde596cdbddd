/// The tables of `ledger.sqlite`.
///
/// The triggers guard against accidents, not against people: whoever can write the file can drop them. `audit` compares
/// the file's schema with this text, so a missing trigger is named.
enum LedgerSchema {
    /// "EXHB".
    static let applicationID: Int32 = 0x4558_4842
    static let version: Int32 = 1

    /// `INSERT OR REPLACE` deletes without firing the triggers on DELETE, hence the ones on INSERT.
    static let statements: [StaticString] = [
        """
        CREATE TABLE entries (
            position INTEGER PRIMARY KEY,
            entry_id BLOB NOT NULL CHECK (length(entry_id) = 32),
            statement_id BLOB NOT NULL UNIQUE CHECK (length(statement_id) = 32),
            chain BLOB NOT NULL CHECK (length(chain) = 32),
            leaf BLOB NOT NULL CHECK (length(leaf) <= 65535)
        ) STRICT
        """,
        """
        CREATE TABLE checkpoints (
            size INTEGER PRIMARY KEY,
            note BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TRIGGER entries_insert BEFORE INSERT ON entries
            WHEN NEW.position IS NOT (SELECT coalesce(max(position) + 1, 0) FROM entries)
                OR EXISTS (SELECT 1 FROM entries WHERE statement_id = NEW.statement_id)
            BEGIN SELECT RAISE(ABORT, 'entries are appended, once, without gaps'); END
        """,
        """
        CREATE TRIGGER entries_update BEFORE UPDATE ON entries
            BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END
        """,
        """
        CREATE TRIGGER entries_delete BEFORE DELETE ON entries
            BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END
        """,
        """
        CREATE TRIGGER checkpoints_insert BEFORE INSERT ON checkpoints
            WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoints)
            BEGIN SELECT RAISE(ABORT, 'checkpoints are appended'); END
        """,
        """
        CREATE TRIGGER checkpoints_update BEFORE UPDATE ON checkpoints
            BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END
        """,
        """
        CREATE TRIGGER checkpoints_delete BEFORE DELETE ON checkpoints
            BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END
        """,
    ]

    /// What `sqlite_master` then holds, as type, name, table, text and a trigger's page (none: 0). The index is SQLite's
    /// own, for UNIQUE.
    static var rows: [[SQLite.Value]] {
        statements.map { statement in
            let words = statement.description.split(whereSeparator: \.isWhitespace).map(String.init)
            let table = words[1] == "TABLE" ? words[2] : words[words.firstIndex(of: "ON")! + 1]
            return [
                .text(words[1].lowercased()), .text(words[2]), .text(table), .text(statement.description),
                words[1] == "TRIGGER" ? .integer(0) : .null,
            ]
        } + [[.text("index"), .text("sqlite_autoindex_entries_1"), .text("entries"), .null, .null]]
    }

    /// Settings in the file's header that SQLite keeps and its check does not look at. The schema is written once, by
    /// the statements above; a file that was vacuumed or altered has another number.
    static let settings: [(name: String, value: Int64)] = [
        ("schema_version", Int64(statements.count)), ("auto_vacuum", 0),
        ("freelist_count", 0),
    ]
}
