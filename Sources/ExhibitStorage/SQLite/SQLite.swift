import CSQLite
import Synchronization

/// One connection to one database file.
///
/// Synchronous, behind a lock: a whole append (read the head, hash, insert, new head) is one closure, and no other use
/// of the connection can come between. Use one connection per file and process: POSIX locks belong to the process, and
/// closing any other descriptor of the same file (reading its bytes, copying it) gives up this connection's locks.
/// Never call `read` or `write` from inside one of their own closures.
///
///     let ledger = try SQLite(path: "case/ledger.sqlite", mode: .readWriteExisting)
///     let count = try ledger.read { session in
///         try session.first("SELECT count(*) FROM entries") { row in try row.integer(0) }
///     }
package final class SQLite: Sendable {
    package enum Mode: Sendable {
        /// Makes the file, and refuses when anything has that name.
        case create
        /// A wrong path must never start a second ledger: refuses when the file is missing or empty.
        case readWriteExisting
        /// Leaves every byte as it was, and reads what stands in the `-wal` besides. A database that rests (no `-wal`, or
        /// an empty one) is read without locks and without side files; where entries stand in a `-wal`, SQLite shares a
        /// `-shm` with those who write.
        case readOnly
    }

    package struct Options: Sendable {
        /// How long to wait for another program's lock, in milliseconds.
        package var busyTimeout: Int32 = 10_000
        /// Overwrites deleted content with zeros. For the private database; what lies in the `-wal` goes when the
        /// last connection closes.
        package var secureDelete = false
        /// The largest value, row or statement in bytes: bounds what a hostile file can make us allocate.
        package var largestValue: Int32 = 4 << 20
        /// No journal on disk and no sync: for a file that nobody opens before it is whole, and that can be made again.
        package var isDisposable = false
        /// Of a file that `.create` makes; the `-wal` and `-shm` beside it get the same.
        package var permissions: UInt32 = 0o600

        package init() {}
    }

    package let path: String
    package let mode: Mode
    private let options: Options
    private let connection: Mutex<Connection>

    /// - Throws: `.alreadyExists`, `.notFound`, `.notAllowed`, `.busy`, `.damaged`.
    package init(path: String, mode: Mode, options: Options = Options()) throws(StorageError) {
        let opened = try Connection.open(path: path, mode: mode, options: options)
        self.path = path
        self.mode = mode
        self.options = options
        connection = Mutex(opened)
    }

    /// Everything `body` reads is of one moment, whatever others write meanwhile.
    ///
    /// - Throws: `.busy` where a resting database was read, and another program wrote so much to it meanwhile that its
    ///   file changed under `body`; reading again then shares that program's log.
    package func read<T: Sendable>(_ body: (borrowing Session) throws -> T) throws -> T {
        try connection.withLock { connection in
            if try connection.wasOvertaken() {
                connection = try Connection.open(path: path, mode: mode, options: options)
            }
            let session = try connection.session(mayWrite: false)
            try session.runText("BEGIN")
            let result: T
            do {
                result = try body(session)
            } catch {
                connection.rollBack(session)
                // A file that was overwritten under SQLite looks damaged, and is not.
                try connection.checkUnchanged()
                throw error
            }
            connection.rollBack(session)
            try connection.checkUnchanged()
            return result
        }
    }

    /// All that `body` writes, or nothing of it. When this returns, it survives a power cut.
    ///
    /// The lock is taken before `body` reads (BEGIN IMMEDIATE): what it decides on cannot change before it is written.
    @discardableResult
    package func write<T: Sendable>(_ body: (borrowing Session) throws -> T) throws -> T {
        guard mode != .readOnly else {
            throw StorageError(
                .notAllowed, path: path, reason: "is open for reading only",
                remedy: "Report this message: it is a mistake in the program.")
        }
        return try connection.withLock { connection in
            let session = try connection.session(mayWrite: true)
            try begin(session)
            do {
                let result = try body(session)
                try session.runText("COMMIT")
                return result
            } catch {
                connection.rollBack(session)
                throw error
            }
        }
    }

    /// Takes the write lock, within the busy timeout.
    private func begin(_ session: borrowing Session) throws(StorageError) {
        do {
            try session.runText("BEGIN IMMEDIATE")
        } catch {
            guard error.kind == .busy else { throw error }
            // The write lock of a log is a lock on byte 120 of its index (https://www.sqlite.org/walformat.html).
            let holder = LockHolder.describe(path + "-shm", byte: 120)
            throw StorageError(
                .busy, path: path,
                reason: "is being written by \(holder), and was not free within \(options.busyTimeout / 1_000) s",
                remedy: "Wait until that program has finished, then run the command again.", sqlite: error.sqlite)
        }
    }

    /// What SQLite finds wrong with the file, at most 100 findings; empty when nothing is.
    ///
    /// - Parameter thorough: also compares indexes with their tables (`integrity_check`), in time beyond linear.
    package func check(thorough: Bool) throws -> [String] {
        do {
            return try read { session in
                var findings: [String] = []
                let sql = thorough ? "PRAGMA integrity_check(100)" : "PRAGMA quick_check(100)"
                try session.forEachText(sql) { row in findings.append(try row.text(0)) }
                return findings == ["ok"] ? [] : findings
            }
        } catch let error as StorageError where error.kind == .damaged {
            return [error.sqlite?.message ?? error.reason]
        }
    }

    /// Moves what stands in the `-wal` into the database file and empties it.
    ///
    /// - Throws: `.busy` when another program still reads what stands there.
    package func checkpoint() throws(StorageError) {
        try connection.withLock { (connection) throws(StorageError) in try connection.checkpoint() }
    }

    /// Writes the file anew without anything that was deleted, and empties the `-wal`. Takes memory for all of it: what is
    /// sorted must not stand in a temporary folder.
    package func rewrite() throws {
        try connection.withLock { connection in
            let session = try connection.session(mayWrite: true)
            // It attaches the copy that it makes; nothing else ever is.
            sqlite3_limit(session.handle, SQLITE_LIMIT_ATTACHED, 1)
            defer { sqlite3_limit(session.handle, SQLITE_LIMIT_ATTACHED, 0) }
            try session.runText("VACUUM")
            try connection.checkpoint()
        }
    }

    /// Moves what stands in the `-wal` into the database file, so that a resting case is whole in one file, and
    /// closes. Where another program still reads, the last one to close does the moving. Closing twice is harmless.
    package func close() throws(StorageError) {
        try connection.withLock { (connection) throws(StorageError) in try connection.close() }
    }
}
