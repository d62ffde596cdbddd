import Foundation
import Testing

@testable import ExhibitStorage

@Suite("A database")
struct SQLiteTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    func makeLedger(rows: Int = 3) throws -> SQLite {
        let database = try SQLite(path: folder["ledger.sqlite"], mode: .create)
        try database.write { session in
            try session.script(
                """
                CREATE TABLE entries(position INTEGER PRIMARY KEY, leaf BLOB NOT NULL, note TEXT) STRICT;
                CREATE INDEX entries_note ON entries(note);
                """)
            for row in 0..<rows {
                try session.run(
                    "INSERT INTO entries VALUES(?, ?, ?)",
                    [.integer(Int64(row)), .blob([UInt8](repeating: UInt8(row & 255), count: 100)), .text("é\(row)")])
            }
        }
        return database
    }

    func count(_ database: SQLite) throws -> Int64? {
        try database.read { session in
            try session.first("SELECT count(*) FROM entries") { row in try row.integer(0) }
        }
    }

    @Test("A writer syncs at each commit, in WAL mode, with the safe settings")
    func writerSettings() throws {
        var options = SQLite.Options()
        options.secureDelete = true
        let database = try SQLite(path: folder["a.sqlite"], mode: .create, options: options)
        let found = try database.write { session in
            var found: [String: SQLite.Value] = [:]
            for name in [
                "journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check", "secure_delete",
                "temp_store", "mmap_size",
            ] {
                found[name] = try session.firstValue("PRAGMA \(name)")
            }
            return found
        }
        #expect(
            found == [
                "journal_mode": .text("wal"), "synchronous": .integer(2), "foreign_keys": .integer(1),
                "trusted_schema": .integer(0), "cell_size_check": .integer(1), "secure_delete": .integer(1),
                "temp_store": .integer(2), "mmap_size": .integer(0),
            ])
        #expect(try permissions(of: folder["a.sqlite"]) == 0o600)
        #expect(try permissions(of: folder["a.sqlite-wal"]) == 0o600)
    }

    @Test("Every kind of value comes back as it was bound")
    func values() throws {
        let database = try SQLite(path: folder["a.sqlite"], mode: .create)
        let values: [SQLite.Value] = [
            .null, .integer(.min), .integer(.max), .integer(0), .text(""), .text("a\u{0}é e\u{301}"), .blob([]),
            .blob([0, 1, 255]),
        ]
        let found = try database.write { session in
            try session.script("CREATE TABLE t(n INTEGER PRIMARY KEY, v ANY) STRICT")
            for value in values { try session.run("INSERT INTO t(v) VALUES(?)", [value]) }
            return try session.all("SELECT v FROM t ORDER BY n") { row in try row.value(0) }
        }
        #expect(found == values)
        // NFC and NFD are equal as Strings: compare what is stored.
        guard case .text(let text) = found[5] else { return #expect(Bool(false)) }
        #expect(Array(text.utf8) == Array("a\u{0}é e\u{301}".utf8))
    }

    @Test("What a failed write has done is undone, and the next write works")
    func rollback() throws {
        struct Stop: Error {}
        let database = try makeLedger()
        #expect(throws: Stop.self) {
            try database.write { session in
                try session.run("DELETE FROM entries")
                throw Stop()
            }
        }
        #expect(try count(database) == 3)
        let duplicate = failure {
            try database.write { session in
                try session.run("INSERT INTO entries VALUES(9, x'00', NULL)")
                try session.run("INSERT INTO entries VALUES(?, x'00', ?)", [.integer(0), .text("secret value")])
            }
        }
        #expect(duplicate?.kind == .constraint)
        #expect(duplicate?.sqlite?.primaryCode == 19)
        #expect(duplicate?.sqlite?.extendedCode == 1555)
        #expect(duplicate?.sqlite?.sql == "INSERT INTO entries VALUES(?, x'00', ?)")
        #expect(duplicate?.description.contains("secret value") == false)
        #expect(duplicate?.description.contains(folder["ledger.sqlite"]) == true)
        #expect(try count(database) == 3)
        try database.write { session in try session.run("INSERT INTO entries VALUES(3, x'00', NULL)") }
        #expect(try count(database) == 4)
    }

    @Test("A read cannot write, not even by one statement among others")
    func readsDoNotWrite() throws {
        let database = try makeLedger()
        #expect(failure { try database.read { try $0.run("DELETE FROM entries") } }?.kind == .notAllowed)
        #expect(failure { try database.read { try $0.script("DELETE FROM entries") } }?.kind == .notAllowed)
        #expect(failure { try database.read { try $0.setUserVersion(9) } }?.kind == .notAllowed)
        #expect(try count(database) == 3)
    }

    @Test("A loop may use its own statement again inside")
    func nestedUse() throws {
        let database = try makeLedger()
        let pairs = try database.read { session in
            var pairs = 0
            try session.forEach("SELECT position FROM entries") { _ in
                try session.forEach("SELECT position FROM entries") { _ in pairs += 1 }
            }
            return pairs
        }
        #expect(pairs == 9)
    }

    @Test("The schema cannot be rewritten, and nothing else can be attached")
    func defensive() throws {
        let database = try makeLedger()
        #expect(throws: StorageError.self) {
            try database.write { session in
                try session.run("PRAGMA writable_schema = ON")
                try session.run("UPDATE sqlite_schema SET sql = 'x'")
            }
        }
        #expect(throws: StorageError.self) { try database.write { try $0.run("ATTACH ':memory:' AS other") } }
        #expect(throws: StorageError.self) { try database.read { try $0.run("SELECT load_extension('x')") } }
        #expect(try database.check(thorough: true) == [])
    }

    @Test("A wrong number of values is an error, not a NULL")
    func parameterCount() throws {
        let database = try makeLedger()
        #expect(throws: StorageError.self) {
            try database.write { try $0.run("INSERT INTO entries VALUES(?, ?, ?)", [.integer(7), .blob([])]) }
        }
    }

    @Test("A second statement in the text is an error, not passed over")
    func oneStatement() throws {
        let database = try makeLedger()
        #expect(throws: StorageError.self) {
            try database.write { try $0.run("DELETE FROM entries WHERE position = 0; DELETE FROM entries") }
        }
        #expect(try count(database) == 3)
    }

    @Test("A column of another type is reported, not converted")
    func columnTypes() throws {
        let database = try makeLedger()
        for sql: StaticString in ["SELECT '12abc'", "SELECT x'31'", "SELECT 1.5", "SELECT NULL"] {
            let error = failure { try database.read { try $0.first(sql) { try $0.integer(0) } } }
            #expect(error?.kind == .damaged)
        }
        let text = failure { try database.read { try $0.first("SELECT CAST(x'ff' AS TEXT)") { try $0.text(0) } } }
        #expect(text?.kind == .damaged)
    }

    @Test("A value above the limit is refused")
    func limit() throws {
        var options = SQLite.Options()
        options.largestValue = 1_000
        let database = try SQLite(path: folder["a.sqlite"], mode: .create, options: options)
        let error = failure { try database.read { try $0.first("SELECT zeroblob(2000)") { try $0.blob(0) } } }
        #expect(error?.kind == .tooLarge)
    }

    @Test("Versions are part of the transaction")
    func versions() throws {
        struct Stop: Error {}
        let database = try makeLedger()
        try? database.write { session in
            try session.setUserVersion(5)
            throw Stop()
        }
        #expect(try database.read { try $0.userVersion() } == 0)
        try database.write { session in
            try session.setUserVersion(2)
            try session.setApplicationID(77)
        }
        #expect(try database.read { try $0.userVersion() } == 2)
        #expect(try database.read { try $0.applicationID() } == 77)
    }

    @Test("A second writer waits no longer than the limit")
    func busy() throws {
        let first = try makeLedger()
        var options = SQLite.Options()
        options.busyTimeout = 50
        let second = try SQLite(path: folder["ledger.sqlite"], mode: .readWriteExisting, options: options)
        let error = try first.write { session in
            try session.run("DELETE FROM entries")
            return failure { try second.write { try $0.run("DELETE FROM entries") } }
        }
        #expect(error?.kind == .busy)
    }

    @Test("After closing there is one file, and use is an error")
    func closing() throws {
        let database = try makeLedger()
        #expect(try folder.names() == ["ledger.sqlite", "ledger.sqlite-shm", "ledger.sqlite-wal"])
        try database.close()
        try database.close()
        #expect(try folder.names() == ["ledger.sqlite"])
        #expect(failure { try count(database) }?.kind == .closed)
        #expect(failure { try database.write { try $0.run("DELETE FROM entries") } }?.kind == .closed)
    }
}
