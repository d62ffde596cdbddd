/// The tables of `private/private.sqlite`, by version (`user_version`). Private files are migrated in place: a new
/// version is a new script at the end, and no script that was released changes.
enum PrivateLayout {
    /// "ExhP": tells the private database from the ledger, should their files be exchanged.
    static let applicationID: Int32 = 0x4578_6850

    static let scripts: [StaticString] = [
        """
        CREATE TABLE artifacts(
            name TEXT PRIMARY KEY NOT NULL CHECK(length(name) = 64),
            salt BLOB NOT NULL CHECK(length(salt) = 32),
            key BLOB CHECK(length(key) = 32),
            plain BLOB CHECK(length(plain) = 32),
            size INTEGER NOT NULL CHECK(size >= 0),
            media TEXT
        ) STRICT;
        CREATE INDEX artifacts_plain ON artifacts(plain) WHERE plain IS NOT NULL;
        CREATE TABLE slots(
            nonce BLOB NOT NULL CHECK(length(nonce) = 16),
            path TEXT NOT NULL,
            salt BLOB NOT NULL CHECK(length(salt) = 32),
            value BLOB NOT NULL,
            PRIMARY KEY(nonce, path)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE pictures(
            name TEXT PRIMARY KEY NOT NULL CHECK(length(name) = 64),
            path TEXT NOT NULL,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE notes(
            key TEXT PRIMARY KEY NOT NULL,
            value BLOB NOT NULL
        ) STRICT;
        """,
        // What is secret stands under the wrapping key; notes hold nothing that is.
        """
        CREATE TABLE wrapping(
            one INTEGER PRIMARY KEY CHECK(one = 1),
            id BLOB NOT NULL CHECK(length(id) = 32)
        ) STRICT;
        CREATE TABLE wrapped_artifacts(
            name TEXT PRIMARY KEY NOT NULL CHECK(length(name) = 64),
            secrets BLOB NOT NULL,
            tag BLOB CHECK(length(tag) = 32),
            size INTEGER NOT NULL CHECK(size >= 0),
            media TEXT
        ) STRICT;
        CREATE INDEX wrapped_artifacts_tag ON wrapped_artifacts(tag) WHERE tag IS NOT NULL;
        CREATE TABLE wrapped_slots(
            nonce BLOB NOT NULL CHECK(length(nonce) = 16),
            path TEXT NOT NULL,
            secrets BLOB NOT NULL,
            PRIMARY KEY(nonce, path)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE wrapped_pictures(
            name TEXT PRIMARY KEY NOT NULL CHECK(length(name) = 64),
            secrets BLOB NOT NULL,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL
        ) STRICT;
        """,
    ]

    /// From this version on secrets are wrapped.
    static let wrapping: Int64 = 2

    /// Brings the open database to the newest layout, in one transaction.
    ///
    /// - Parameter wrap: takes the rows of the first layout over into the tables of the second; in the transaction.
    /// - Throws: `.damaged` for another program's database, `.invalid` for one of a newer version.
    static func prepare(
        _ database: SQLite, scripts: [StaticString] = scripts, wrap: (borrowing SQLite.Session) throws -> Void
    ) throws {
        let current = Int64(scripts.count)
        let found = try database.read { session in
            (version: try session.userVersion(), id: try session.applicationID())
        }
        guard found.id == Int64(applicationID) || (database.mode == .create && found.id == 0 && found.version == 0)
        else {
            throw StorageError(
                .damaged, path: database.path, reason: "is not the private database of a case",
                remedy: "Check the path; `private/private.sqlite` belongs to one case.")
        }
        guard found.version >= 0, found.version <= current else {
            throw StorageError(
                .invalid, path: database.path, reason: "was written by a newer version of Exhibit",
                remedy: "Use that version, or a newer one.")
        }
        guard found.version < current else { return }
        guard database.mode != .readOnly else {
            throw StorageError(
                .invalid, path: database.path, reason: "has the layout of an older version of Exhibit",
                remedy:
                    "Any command that writes to the case brings it up to date, as exhibit ingest does with a file that the case has already. Where nothing may be written, do so with a copy of it."
            )
        }
        try database.write { session in
            // Read again under the lock: another program may have done it meanwhile.
            let version = try session.userVersion()
            guard version >= 0, version < current else { return }
            for (number, script) in scripts.enumerated().dropFirst(Int(version)) {
                try session.script(script)
                if Int64(number) + 1 == wrapping { try wrap(session) }
            }
            try session.setApplicationID(applicationID)
            try session.setUserVersion(Int32(current))
        }
    }
}
