import ExhibitCore

extension PrivateStore {
    private static let rowsAtOnce: Int64 = 512

    /// The note with the entries of an erasure that was begun.
    static let erasureNote = "erasure"

    package func hasPendingErasure() throws -> Bool { try note(Self.erasureNote) != nil }

    /// Destroys what opens these names and slots. After all three calls neither the database nor its log holds these rows,
    /// and whatever copies of them a disk has are under a key that is gone. What backups hold is out of reach.
    ///
    ///     replaceKey    wrapping.next.key, durable; then, in one transaction, these rows deleted, all others wrapped
    ///                   under it, and that it counts from now on
    ///     settle        wrapping.key overwritten and synced; the new key takes its name
    ///     emptyLog      private.sqlite-wal moved into the database and cut to nothing
    ///
    /// A crash leaves the old state or the new one; the next opening for writing destroys the key that no row is under.
    package func replaceKey(
        erasing artifacts: [String], slots: [(nonce: [UInt8], path: String)]
    ) throws {
        try replaceKey { session in
            for name in artifacts {
                try session.run("DELETE FROM wrapped_artifacts WHERE name = ?", [.text(name)])
                try session.run("DELETE FROM wrapped_pictures WHERE name = ?", [.text(name)])
            }
            for slot in slots {
                try session.run(
                    "DELETE FROM wrapped_slots WHERE nonce = ? AND path = ?", [.blob(slot.nonce), .text(slot.path)])
            }
        }
    }

    /// - Throws: `.busy` when another program still reads and keeps the `-wal`.
    package func emptyLog() throws { try database.checkpoint() }

    /// Wraps every row anew, under a key that counts when this returns. The old one is still there. A row that was damaged
    /// stays as it is: nobody can read it, and it must not keep others from being erased.
    private func replaceKey(_ body: (borrowing SQLite.Session) throws -> Void) throws {
        try database.write { session in
            let old = try wrappingKey(session)
            try keys.settle(id: old.id)
            try body(session)
            let new = try keys.makeNext()
            try Self.rewrapArtifacts(session, from: old, to: new)
            try Self.rewrapSlots(session, from: old, to: new)
            try Self.rewrapPictures(session, from: old, to: new)
            try session.run("UPDATE wrapping SET id = ?", [.blob(new.id)])
        }
    }

    /// Destroys the key that no row is under, where one is left.
    package func settle() throws {
        // Without the lock first: nearly always there is nothing to do.
        guard try keys.isBetween() else { return }
        try database.write { session in try keys.settle(id: try wrappingKey(session).id) }
    }

    private static func rewrapArtifacts(
        _ session: borrowing SQLite.Session, from old: WrappingKey, to new: WrappingKey
    ) throws {
        var last = ""
        while true {
            // Some at a time: a table that is changed while it is read may give a row twice.
            let rows = try session.all(
                "SELECT name, secrets FROM wrapped_artifacts WHERE name > ? ORDER BY name LIMIT ?",
                [.text(last), .integer(rowsAtOnce)]
            ) { (name: try $0.text(0), secrets: try $0.blob(1)) }
            guard let end = rows.last else { return }
            for row in rows {
                let place = WrappedRows.row(artifact: row.name)
                guard let clear = old.unwrap(row.secrets, row: place),
                    let artifact = WrappedRows.decode(artifact: row.name, clear, size: 0, media: nil)
                else { continue }
                try session.run(
                    "UPDATE wrapped_artifacts SET secrets = ?, tag = ? WHERE name = ?",
                    [
                        .blob(new.wrap(clear, row: place)), .init(artifact.plain.map { new.tag(of: $0) }),
                        .text(row.name),
                    ])
            }
            last = end.name
        }
    }

    private static func rewrapSlots(
        _ session: borrowing SQLite.Session, from old: WrappingKey, to new: WrappingKey
    ) throws {
        var (nonce, path): ([UInt8], String) = ([], "")
        while true {
            let rows = try session.all(
                """
                SELECT nonce, path, secrets FROM wrapped_slots WHERE (nonce, path) > (?, ?) ORDER BY nonce, path LIMIT ?
                """, [.blob(nonce), .text(path), .integer(rowsAtOnce)]
            ) { (nonce: try $0.blob(0), path: try $0.text(1), secrets: try $0.blob(2)) }
            guard let end = rows.last else { return }
            for row in rows {
                let place = WrappedRows.row(slot: row.path, nonce: row.nonce)
                guard let clear = old.unwrap(row.secrets, row: place) else { continue }
                try session.run(
                    "UPDATE wrapped_slots SET secrets = ? WHERE nonce = ? AND path = ?",
                    [.blob(new.wrap(clear, row: place)), .blob(row.nonce), .text(row.path)])
            }
            (nonce, path) = (end.nonce, end.path)
        }
    }

    private static func rewrapPictures(
        _ session: borrowing SQLite.Session, from old: WrappingKey, to new: WrappingKey
    ) throws {
        var last = ""
        while true {
            let rows = try session.all(
                "SELECT name, secrets FROM wrapped_pictures WHERE name > ? ORDER BY name LIMIT ?",
                [.text(last), .integer(rowsAtOnce)]
            ) { (name: try $0.text(0), secrets: try $0.blob(1)) }
            guard let end = rows.last else { return }
            for row in rows {
                let place = WrappedRows.row(picture: row.name)
                guard let clear = old.unwrap(row.secrets, row: place) else { continue }
                try session.run(
                    "UPDATE wrapped_pictures SET secrets = ? WHERE name = ?",
                    [.blob(new.wrap(clear, row: place)), .text(row.name)])
            }
            last = end.name
        }
    }
}
