import CSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The open handle with its settings. Reached only through the lock of `SQLite`.
struct Connection: ~Copyable {
    private var handle: OpaquePointer?
    private let path: String
    private let mode: SQLite.Mode
    var isWriter: Bool { mode != .readOnly }
    private let cache = StatementCache()
    /// Set when SQLite was told that nobody writes: what the file looked like then.
    private let immutable: FileState?

    private init(handle: OpaquePointer, path: String, mode: SQLite.Mode, immutable: FileState?) {
        self.handle = handle
        self.path = path
        self.mode = mode
        self.immutable = immutable
    }

    deinit {
        cache.finalizeAll()
        if let handle { sqlite3_close_v2(handle) }
    }

    static func open(path: String, mode: SQLite.Mode, options: SQLite.Options) throws(StorageError) -> Connection {
        guard !path.utf8.contains(0) else {
            throw StorageError(.invalid, path: path, reason: "has a zero byte in its name", remedy: "Check the path.")
        }
        if mode == .create {
            try DurableFile.createEmpty(path, permissions: options.permissions)
        } else {
            let state = try FileState.ofRegularFile(path)
            // SQLite takes an empty file for an empty database and would fill it; no page is below 512 bytes.
            guard state.size >= 512 else {
                throw StorageError(
                    .damaged, path: path,
                    reason: state.size == 0 ? "is empty: it is not a database" : "is too short for a database",
                    remedy: "Check the path; a ledger is started with `exhibit init`, never by writing to a file.")
            }
        }
        if mode == .readOnly, FileState.size(of: path + "-wal") == 0, FileState.size(of: path + "-journal") == 0 {
            return try openImmutable(path: path, options: options)
        }
        do {
            return try connect(path: path, mode: mode, options: options, immutable: nil)
        } catch {
            if mode == .readOnly, error.isOfFolder {
                let log = FileState.size(of: path + "-wal") == 0 ? "-journal" : "-wal"
                throw StorageError(
                    .notAllowed, path: path,
                    reason: "has unfinished writes in \"\(path)\(log)\", which cannot be taken in here",
                    remedy: "Copy both files together into a folder that you may write to, and use that copy.",
                    sqlite: error.sqlite)
            }
            // Made above by this call alone: an empty file left behind would refuse the next attempt.
            if mode == .create { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
            throw error
        }
    }

    /// `immutable=1` tells SQLite that nobody writes: it takes no lock and makes no side file, also on a medium that
    /// cannot be written, *and ignores the `-wal`*: entries that were acknowledged would silently be missing. So only
    /// where there is none to ignore, and only while the file stays as it was.
    private static func openImmutable(path: String, options: SQLite.Options) throws(StorageError) -> Connection {
        let state = try FileState.ofRegularFile(path)
        return try connect(path: path, mode: .readOnly, options: options, immutable: state)
    }

    private static func connect(
        path: String, mode: SQLite.Mode, options: SQLite.Options, immutable: FileState?
    ) throws(StorageError) -> Connection {
        var handle: OpaquePointer?
        // The lock of `SQLite` serialises: SQLite's own mutex would be a second one.
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE
        flags |= mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
        if immutable != nil { flags |= SQLITE_OPEN_URI }
        let name = immutable == nil ? plainName(path) : immutableURI(path)
        let code = sqlite3_open_v2(name, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            let error = StorageError.sqlite(handle, code: code, path: path, sql: nil)
            sqlite3_close_v2(handle)
            throw error
        }
        let connection = Connection(handle: handle, path: path, mode: mode, immutable: immutable)
        try connection.configure(options)
        try connection.syncLog()
        return connection
    }

    /// SQLite reads "file:…", ":memory:" and "" as other things than file names.
    private static func plainName(_ path: String) -> String {
        path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
    }

    private static func immutableURI(_ path: String) -> String {
        var uri = "file:"
        for byte in plainName(path).utf8 {
            switch UInt8(byte) {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                uri += byte < 16 ? "%0\(String(byte, radix: 16))" : "%\(String(byte, radix: 16))"
            }
        }
        return uri + "?immutable=1"
    }

    func session(mayWrite: Bool) throws(StorageError) -> SQLite.Session {
        guard let handle else {
            throw StorageError(
                .closed, path: path, reason: "was used after it was closed",
                remedy: "Report this message: it is a mistake in the program.")
        }
        return SQLite.Session(handle: handle, path: path, cache: cache, mayWrite: mayWrite)
    }

    /// A transaction that cannot be rolled back must not be there for the next `write` to commit: then we close.
    mutating func rollBack(_ session: borrowing SQLite.Session) {
        guard let handle, sqlite3_get_autocommit(handle) == 0 else { return }
        _ = try? session.runText("ROLLBACK")
        if sqlite3_get_autocommit(handle) == 0 { try? close() }
    }

    /// Whether somebody has written since SQLite was told that nobody does.
    func wasOvertaken() throws(StorageError) -> Bool {
        guard let immutable else { return false }
        return try FileState.ofRegularFile(path) != immutable || FileState.size(of: path + "-wal") != 0
    }

    /// What was read without locks counts only if the file stayed as it was. What others added to the log meanwhile is
    /// later than the moment that was read.
    func checkUnchanged() throws(StorageError) {
        guard let immutable else { return }
        guard try FileState.ofRegularFile(path) == immutable else {
            throw StorageError(
                .busy, path: path, reason: "was changed while it was read",
                remedy: "Wait until the other program has finished, then run the command again.")
        }
    }

    func checkpoint() throws(StorageError) {
        let session = try session(mayWrite: true)
        let code = sqlite3_wal_checkpoint_v2(session.handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        guard code == SQLITE_OK else {
            throw .sqlite(session.handle, code: code, path: path, sql: "checkpoint")
        }
    }

    mutating func close() throws(StorageError) {
        guard let handle else { return }
        cache.finalizeAll()
        var failure: StorageError?
        if isWriter {
            // Busy: another program reads. What is in the `-wal` is durable there, and that program moves it, so
            // this one does not wait for it.
            sqlite3_busy_timeout(handle, 200)
            do { try checkpoint() } catch { if error.kind != .busy { failure = error } }
        }
        self.handle = nil
        let code = sqlite3_close_v2(handle)
        if code != SQLITE_OK, failure == nil { failure = .sqlite(nil, code: code, path: path, sql: "close") }
        if let failure { throw failure }
    }
}

extension StorageError {
    /// SQLite could not make or write the side files of a database that it may read.
    fileprivate var isOfFolder: Bool {
        guard let code = sqlite?.primaryCode else { return false }
        return code == SQLITE_CANTOPEN || code == SQLITE_READONLY
    }
}
