import ExhibitCore

/// The private half of a case: salts and keys of sealed names, values of slots, and what makes work on the case
/// convenient. Never exported. The entry that commits to a row is written after the row is durable: the two databases
/// share no transaction, and a row without an entry is harmless while an entry without its row is a loss.
package final class PrivateStore: Sendable {
    let database: SQLite
    let keys: WrappingKeyFiles

    package var path: String { database.path }

    /// - Parameter folder: the case's `private/`; it must be there.
    /// - Throws: as `SQLite.init`, and `.damaged`, `.invalid` for a database of another sort or a newer version.
    package init(folder: String, mode: SQLite.Mode) throws {
        var options = SQLite.Options()
        options.secureDelete = true
        options.permissions = 0o600
        database = try SQLite(path: folder + "/private.sqlite", mode: mode, options: options)
        keys = WrappingKeyFiles(folder: folder)
        var isMigrated = false
        try PrivateLayout.prepare(database) { [keys] session in
            try Self.wrapAll(session, keys)
            isMigrated = true
        }
        guard mode != .readOnly else { return }
        // The log holds the rows as they stood in clear.
        if isMigrated { try emptyLog() }
        try settle()
    }

    package func close() throws(StorageError) { try database.close() }

    package func check(thorough: Bool) throws -> [String] { try database.check(thorough: thorough) }

    /// All rows or none, durable on return.
    ///
    /// - Throws: `.constraint` for a name or slot that is there, or a salt, key, nonce or digest of another length.
    package func record(_ rows: [PrivateRow]) throws {
        guard !rows.isEmpty else { return }
        guard rows.allSatisfy(\.isWellFormed) else {
            throw StorageError(
                .constraint, path: path, reason: "would not hold a row with a salt, key or digest of another length",
                remedy: "Report this message: it is a mistake in the program.")
        }
        try database.write { session in
            let key = try wrappingKey(session)
            for row in rows { try Self.write(row, key, session) }
        }
    }

    /// The key that the rows are under at this moment: another program may have replaced it since the last look.
    func wrappingKey(_ session: borrowing SQLite.Session) throws -> WrappingKey { try keys.key(id: keyID(session)) }

    private func keyID(_ session: borrowing SQLite.Session) throws -> [UInt8] {
        guard let id = try session.first("SELECT id FROM wrapping", [], { try $0.blob(0) }) else {
            throw damaged("no wrapping key")
        }
        return id
    }

    /// All of one moment. Where that was before an erasure whose old key is gone by now, another one is taken.
    private func read<T: Sendable>(_ body: (borrowing SQLite.Session, WrappingKey) throws -> T) throws -> T {
        let found: T? = try database.read { session in
            guard let key = try keys.find(id: keyID(session)) else { return nil }
            return try body(session, key)
        }
        if let found { return found }
        return try database.read { session in try body(session, try wrappingKey(session)) }
    }

    private static func write(
        _ row: PrivateRow, _ key: WrappingKey, _ session: borrowing SQLite.Session
    ) throws {
        switch row {
        case .artifact(let row):
            try session.run(
                "INSERT INTO wrapped_artifacts(name, secrets, tag, size, media) VALUES(?, ?, ?, ?, ?)",
                [
                    .text(row.name),
                    .blob(key.wrap(WrappedRows.encode(row), row: WrappedRows.row(artifact: row.name))),
                    .init(row.plain.map { key.tag(of: $0) }), .integer(row.size), .init(row.media),
                ])
        case .stored(let name, let artifactKey):
            guard var found = try artifact(name: name, key, session), found.key == nil else { return }
            found.key = artifactKey
            try session.run(
                "UPDATE wrapped_artifacts SET secrets = ? WHERE name = ?",
                [.blob(key.wrap(WrappedRows.encode(found), row: WrappedRows.row(artifact: name))), .text(name)])
        case .slot(let row):
            try session.run(
                "INSERT INTO wrapped_slots(nonce, path, secrets) VALUES(?, ?, ?)",
                [
                    .blob(row.nonce), .text(row.path),
                    .blob(key.wrap(WrappedRows.encode(row), row: WrappedRows.row(slot: row.path, nonce: row.nonce))),
                ])
        case .picture(let row):
            try session.run(
                """
                INSERT INTO wrapped_pictures(name, secrets, size, mtime_ns) VALUES(?, ?, ?, ?) ON CONFLICT(name) DO
                UPDATE SET secrets = excluded.secrets, size = excluded.size, mtime_ns = excluded.mtime_ns
                """,
                [
                    .text(row.name), .blob(key.wrap(Array(row.path.utf8), row: WrappedRows.row(picture: row.name))),
                    .integer(row.size), .integer(row.modified),
                ])
        case .note(let key, let value?):
            try session.run(
                "INSERT INTO notes(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                [.text(key), .blob(value)])
        case .note(let key, nil):
            try session.run("DELETE FROM notes WHERE key = ?", [.text(key)])
        }
    }

    /// The rows of the first layout, which stood in clear.
    private static func wrapAll(_ session: borrowing SQLite.Session, _ files: WrappingKeyFiles) throws {
        let key = try files.makeFirst()
        try session.run("INSERT INTO wrapping(one, id) VALUES(1, ?)", [.blob(key.id)])
        try session.forEach("SELECT name, salt, key, plain, size, media FROM artifacts") { row in
            let artifact = PrivateArtifact(
                name: try row.text(0), salt: try row.blob(1), key: try row.blobOrNull(2), plain: try row.blobOrNull(3),
                size: try row.integer(4), media: try row.textOrNull(5))
            try write(.artifact(artifact), key, session)
        }
        try session.forEach("SELECT nonce, path, salt, value FROM slots") { row in
            let slot = PrivateSlot(
                nonce: try row.blob(0), path: try row.text(1), salt: try row.blob(2), value: try row.blob(3))
            try write(.slot(slot), key, session)
        }
        try session.forEach("SELECT name, path, size, mtime_ns FROM pictures") { row in
            let picture = PicturePath(
                name: try row.text(0), path: try row.text(1), size: try row.integer(2), modified: try row.integer(3))
            try write(.picture(picture), key, session)
        }
        // Their pages are overwritten with zeros (secure_delete).
        try session.script("DROP TABLE artifacts; DROP TABLE slots; DROP TABLE pictures;")
    }
}

extension PrivateStore {
    package func artifact(name: String) throws -> PrivateArtifact? {
        try read { session, key in try Self.artifact(name: name, key, session) }
    }

    private static func artifact(
        name: String, _ key: WrappingKey, _ session: borrowing SQLite.Session
    ) throws -> PrivateArtifact? {
        try session.first(
            "SELECT name, secrets, size, media FROM wrapped_artifacts WHERE name = ?", [.text(name)]
        ) { try artifact($0, key) }
    }

    /// The artifact that these bytes got earlier; the first by name, should there be several.
    package func artifact(plain: [UInt8]) throws -> PrivateArtifact? {
        try read { session, key in
            try session.first(
                "SELECT name, secrets, size, media FROM wrapped_artifacts WHERE tag = ? ORDER BY name LIMIT 1",
                [.blob(key.tag(of: plain))]
            ) { try Self.artifact($0, key) }
        }
    }

    /// In the order of names, all of one moment.
    package func forEachArtifact(_ body: (PrivateArtifact) throws -> Void) throws {
        try read { session, key in
            try session.forEach("SELECT name, secrets, size, media FROM wrapped_artifacts ORDER BY name") { row in
                try body(try Self.artifact(row, key))
            }
        }
    }

    package func slot(nonce: [UInt8], path: String) throws -> PrivateSlot? {
        try read { session, key in
            try session.first(
                "SELECT nonce, path, secrets FROM wrapped_slots WHERE nonce = ? AND path = ?",
                [.blob(nonce), .text(path)]
            ) { try Self.slot($0, key) }
        }
    }

    /// All slots of one statement, in the order of their paths.
    package func slots(nonce: [UInt8]) throws -> [PrivateSlot] {
        try read { session, key in
            try session.all(
                "SELECT nonce, path, secrets FROM wrapped_slots WHERE nonce = ? ORDER BY path", [.blob(nonce)]
            ) { try Self.slot($0, key) }
        }
    }

    package func picture(name: String) throws -> PicturePath? {
        try read { session, key in
            try session.first(
                "SELECT name, secrets, size, mtime_ns FROM wrapped_pictures WHERE name = ?", [.text(name)]
            ) { row in
                let bytes = key.unwrap(try row.blob(1), row: WrappedRows.row(picture: try row.text(0)))
                guard let path = bytes.flatMap({ String(validating: $0, as: UTF8.self) }) else {
                    throw Self.damaged(row.path, "a picture's path")
                }
                return PicturePath(
                    name: try row.text(0), path: path, size: try row.integer(2), modified: try row.integer(3))
            }
        }
    }

    package func note(_ key: String) throws -> [UInt8]? {
        try database.read { session in
            try session.first("SELECT value FROM notes WHERE key = ?", [.text(key)]) { row in try row.blob(0) }
        }
    }

    private static func artifact(_ row: borrowing SQLite.Row, _ key: WrappingKey) throws -> PrivateArtifact {
        let name = try row.text(0)
        let clear = key.unwrap(try row.blob(1), row: WrappedRows.row(artifact: name))
        let (size, media) = (try row.integer(2), try row.textOrNull(3))
        guard
            let artifact = clear.flatMap({ WrappedRows.decode(artifact: name, $0, size: size, media: media) })
        else { throw damaged(row.path, "an artifact's secrets") }
        return artifact
    }

    private static func slot(_ row: borrowing SQLite.Row, _ key: WrappingKey) throws -> PrivateSlot {
        let (nonce, path) = (try row.blob(0), try row.text(1))
        let clear = key.unwrap(try row.blob(2), row: WrappedRows.row(slot: path, nonce: nonce))
        guard let slot = clear.flatMap({ WrappedRows.decode(slot: path, nonce: nonce, $0) }) else {
            throw damaged(row.path, "a private value")
        }
        return slot
    }

    func damaged(_ what: String) -> StorageError { Self.damaged(path, what) }

    private static func damaged(_ path: String, _ what: String) -> StorageError {
        StorageError(
            .damaged, path: path, reason: "has \(what) that was changed, or that its wrapping key does not open",
            remedy: "Keep it as it is, and work on a copy from a backup.")
    }
}
