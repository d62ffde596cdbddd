import CSQLite
import Crypto
import Foundation

/// SQLite with nothing around it: what it costs to have rows durable, and to read them again.
final class RawDatabase {
    private var handle: OpaquePointer?
    private var statement: OpaquePointer?

    /// A new database with one table of bytes, in WAL mode with full syncs.
    init(creating path: String) throws {
        try open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        let script = """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            CREATE TABLE rows(id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT
            """
        guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else { throw failure() }
        try prepare("INSERT INTO rows(body) VALUES(?)")
    }

    /// The rows of a ledger, to be read.
    init(ledger path: String) throws {
        try open(path, SQLITE_OPEN_READONLY)
        try prepare("SELECT position, entry_id, statement_id, chain, leaf FROM entries ORDER BY position")
    }

    deinit {
        sqlite3_finalize(statement)
        sqlite3_close(handle)
    }

    /// One row, durable on return.
    func commit(_ bytes: [UInt8]) throws {
        sqlite3_bind_blob(statement, 1, bytes, Int32(bytes.count), nil)
        guard sqlite3_step(statement) == SQLITE_DONE, sqlite3_reset(statement) == SQLITE_OK else { throw failure() }
    }

    /// Reads every row and takes the SHA-256 of its bytes. Returns how many there were.
    func scan() throws -> Int {
        var count = 0
        while sqlite3_step(statement) == SQLITE_ROW {
            var hasher = SHA256()
            for column in 1...Int32(4) {
                hasher.update(
                    bufferPointer: UnsafeRawBufferPointer(
                        start: sqlite3_column_blob(statement, column),
                        count: Int(sqlite3_column_bytes(statement, column))))
            }
            _ = hasher.finalize()
            count += 1
        }
        guard sqlite3_reset(statement) == SQLITE_OK else { throw failure() }
        return count
    }

    private func open(_ path: String, _ flags: Int32) throws {
        guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else { throw failure() }
    }

    private func prepare(_ sql: String) throws {
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure() }
    }

    private func failure() -> Failure { Failure("raw SQLite: \(String(cString: sqlite3_errmsg(handle)))") }
}
