import ExhibitCore

/// The private half of a case: salts and keys of sealed names, values of slots, and what makes work on the case
/// convenient. Never exported. The entry that commits to a row is written after the row is durable: the two databases
/// share no transaction, and a row without an entry is harmless while an entry without its row is a loss.
package final class PrivateStore: Sendable {
    private let database: SQLite

    package var path: String { database.path }

    /// - Parameter folder: the case's `private/`; it must be there.
    /// - Throws: as `SQLite.init`, and `.damaged`, `.invalid` for a database of another sort or a newer version.
    package init(folder: String, mode: SQLite.Mode) throws {
        var options = SQLite.Options()
        options.secureDelete = true
        options.permissions = 0o600
        database = try SQLite(path: folder + "/private.sqlite", mode: mode, options: options)
        try PrivateLayout.prepare(database)
    }

    package func close() throws(StorageError) { try database.close() }

    package func check(thorough: Bool) throws -> [String] { try database.check(thorough: thorough) }

    /// All rows or none, durable on return.
    ///
    /// - Throws: `.constraint` for a name or slot that is there, or a salt, key, nonce or digest of another length.
    package func record(_ rows: [PrivateRow]) throws {
        guard !rows.isEmpty else { return }
        try database.write { session in
            for row in rows { try Self.write(row, session) }
        }
    }

    private static func write(_ row: PrivateRow, _ session: borrowing SQLite.Session) throws {
        switch row {
        case .artifact(let row):
            try session.run(
                "INSERT INTO artifacts(name, salt, key, plain, size, media) VALUES(?, ?, ?, ?, ?, ?)",
                [
                    .text(row.name), .blob(row.salt), .init(row.key), .init(row.plain), .integer(row.size),
                    .init(row.media),
                ])
        case .stored(let name, let key):
            try session.run(
                "UPDATE artifacts SET key = ? WHERE name = ? AND key IS NULL", [.blob(key), .text(name)])
        case .slot(let row):
            try session.run(
                "INSERT INTO slots(nonce, path, salt, value) VALUES(?, ?, ?, ?)",
                [.blob(row.nonce), .text(row.path), .blob(row.salt), .blob(row.value)])
        case .picture(let row):
            try session.run(
                """
                INSERT INTO pictures(name, path, size, mtime_ns) VALUES(?, ?, ?, ?) ON CONFLICT(name) DO UPDATE
                SET path = excluded.path, size = excluded.size, mtime_ns = excluded.mtime_ns
                """,
                [.text(row.name), .text(row.path), .integer(row.size), .integer(row.modified)])
        case .note(let key, let value?):
            try session.run(
                "INSERT INTO notes(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                [.text(key), .blob(value)])
        case .note(let key, nil):
            try session.run("DELETE FROM notes WHERE key = ?", [.text(key)])
        }
    }

    /// Destroys what opens these names and slots, durably: afterwards neither the database nor its `-wal` holds their
    /// bytes. What the disk itself keeps (copies on write, worn cells) and what backups hold is out of reach.
    ///
    /// - Throws: `.busy` when the rows are deleted, but another program still reads and keeps the `-wal`.
    package func erase(artifacts: [String] = [], slots: [(nonce: [UInt8], path: String)] = []) throws {
        try database.write { session in
            for name in artifacts {
                try session.run("DELETE FROM artifacts WHERE name = ?", [.text(name)])
                try session.run("DELETE FROM pictures WHERE name = ?", [.text(name)])
            }
            for slot in slots {
                try session.run(
                    "DELETE FROM slots WHERE nonce = ? AND path = ?", [.blob(slot.nonce), .text(slot.path)])
            }
        }
        try database.checkpoint()
    }
}

extension PrivateStore {
    package func artifact(name: String) throws -> PrivateArtifact? {
        try database.read { session in
            try session.first(
                "SELECT name, salt, key, plain, size, media FROM artifacts WHERE name = ?", [.text(name)],
                Self.artifact)
        }
    }

    /// The artifact that these bytes got earlier; the first by name, should there be several.
    package func artifact(plain: [UInt8]) throws -> PrivateArtifact? {
        try database.read { session in
            try session.first(
                "SELECT name, salt, key, plain, size, media FROM artifacts WHERE plain = ? ORDER BY name LIMIT 1",
                [.blob(plain)], Self.artifact)
        }
    }

    /// In the order of names, all of one moment.
    package func forEachArtifact(_ body: (PrivateArtifact) throws -> Void) throws {
        try database.read { session in
            try session.forEach("SELECT name, salt, key, plain, size, media FROM artifacts ORDER BY name") { row in
                try body(try Self.artifact(row))
            }
        }
    }

    package func slot(nonce: [UInt8], path: String) throws -> PrivateSlot? {
        try database.read { session in
            try session.first(
                "SELECT nonce, path, salt, value FROM slots WHERE nonce = ? AND path = ?",
                [.blob(nonce), .text(path)], Self.slot)
        }
    }

    /// All slots of one statement, in the order of their paths.
    package func slots(nonce: [UInt8]) throws -> [PrivateSlot] {
        try database.read { session in
            try session.all(
                "SELECT nonce, path, salt, value FROM slots WHERE nonce = ? ORDER BY path", [.blob(nonce)], Self.slot)
        }
    }

    package func picture(name: String) throws -> PicturePath? {
        try database.read { session in
            try session.first("SELECT name, path, size, mtime_ns FROM pictures WHERE name = ?", [.text(name)]) { row in
                PicturePath(
                    name: try row.text(0), path: try row.text(1), size: try row.integer(2),
                    modified: try row.integer(3))
            }
        }
    }

    package func note(_ key: String) throws -> [UInt8]? {
        try database.read { session in
            try session.first("SELECT value FROM notes WHERE key = ?", [.text(key)]) { row in try row.blob(0) }
        }
    }

    private static func artifact(_ row: borrowing SQLite.Row) throws -> PrivateArtifact {
        let artifact = PrivateArtifact(
            name: try row.text(0), salt: try row.blob(1), key: try row.blobOrNull(2), plain: try row.blobOrNull(3),
            size: try row.integer(4), media: try row.textOrNull(5))
        // A damaged file need not obey the table's own checks, and wrong sizes would end in a crash further on.
        guard Hex.isDigest(artifact.name.utf8), artifact.salt.count == 32, artifact.key?.count ?? 32 == 32,
            artifact.plain?.count ?? 32 == 32, artifact.size >= 0
        else { throw damaged(row.path, "an artifact's") }
        return artifact
    }

    private static func slot(_ row: borrowing SQLite.Row) throws -> PrivateSlot {
        let slot = PrivateSlot(
            nonce: try row.blob(0), path: try row.text(1), salt: try row.blob(2), value: try row.blob(3))
        guard slot.nonce.count == 16, slot.salt.count == 32 else { throw damaged(row.path, "a slot's") }
        return slot
    }

    private static func damaged(_ path: String, _ whose: String) -> StorageError {
        StorageError(
            .damaged, path: path, reason: "has \(whose) row with values of the wrong size",
            remedy: "Keep it as it is, and work on a copy from a backup.")
    }
}
