import ExhibitCore

/// What a case would otherwise compute again from its whole ledger: the hashes of the entry tree, the pages of the
/// reference index, and who refers to what. `private/cache-<number>.sqlite` may be deleted at any time.
///
/// It is not believed: a page of the index is compared with the one above it up to the root, the root and the number of keys
/// with every `index` entry, a list with the value that the index holds for it, the entries of a kind with a running value
/// over them, and the tree with the newest checkpoint. What differs is made again from the entries.
final class LedgerCache: Sendable {
    /// How far it reaches: up to `size` entries, whose last one has this chain value.
    struct State: Sendable, Equatable {
        var size: UInt64 = 0
        var chain = Chain.start
        /// Of the reference index.
        var root = ContentHash.zero
        var keys: UInt64 = 0
    }

    let database: SQLite

    static let applicationID: Int32 = 0x4578_6843

    private static let schema: StaticString = """
        CREATE TABLE state(
            id INTEGER PRIMARY KEY CHECK(id = 0),
            size INTEGER NOT NULL, chain BLOB NOT NULL, root BLOB NOT NULL, keys INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE tree(chunk INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;
        CREATE TABLE pages(number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
        CREATE TABLE refs(
            name BLOB NOT NULL, position INTEGER NOT NULL, PRIMARY KEY(name, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE packed(
            name BLOB NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(name, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE kinds(
            kind TEXT NOT NULL, number INTEGER NOT NULL, positions BLOB NOT NULL, PRIMARY KEY(kind, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE kind_values(
            kind TEXT PRIMARY KEY, count INTEGER NOT NULL, before BLOB NOT NULL, value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    private static let version: Int32 = 2

    /// - Throws: `.notFound` where there is none; `.damaged`, `.invalid` for a file that is no cache of this version.
    ///
    /// - Parameter isDisposable: a file that is given its name only when it is whole.
    init(path: String, mode: SQLite.Mode, isDisposable: Bool = false) throws {
        var options = SQLite.Options()
        options.isDisposable = isDisposable
        database = try SQLite(path: path, mode: mode, options: options)
        if case .create = mode {
            try database.write { session in
                try session.script(Self.schema)
                try session.setApplicationID(Self.applicationID)
                try session.setUserVersion(Self.version)
                try Self.write(State(), session)
            }
        } else {
            let (application, version) = try database.read { (try $0.applicationID(), try $0.userVersion()) }
            guard application == Int64(Self.applicationID), version == Int64(Self.version) else {
                throw StorageError(
                    .damaged, path: path, reason: "is not the cache of a case", remedy: "Delete it: it is made again.")
            }
        }
    }

    func close() throws(StorageError) { try database.close() }

    func state() throws -> State { try database.read { try Self.state($0) } }

    static func state(_ session: borrowing SQLite.Session) throws -> State {
        let state = try session.first("SELECT size, chain, root, keys FROM state") { row in
            guard let chain = ContentHash(bytes: try row.blob(1)), let root = ContentHash(bytes: try row.blob(2)),
                let size = UInt64(exactly: try row.integer(0)), let keys = UInt64(exactly: try row.integer(3))
            else { throw Wrong() }
            return State(size: size, chain: chain, root: root, keys: keys)
        }
        guard let state else { throw Wrong() }
        return state
    }

    static func write(_ state: State, _ session: borrowing SQLite.Session) throws {
        try session.run(
            "INSERT OR REPLACE INTO state(id, size, chain, root, keys) VALUES(0, ?, ?, ?, ?)",
            [
                .integer(Int64(state.size)), .blob(state.chain.bytes), .blob(state.root.bytes),
                .integer(Int64(state.keys)),
            ])
    }

    /// The cache does not hold what it should; it has to be made again.
    struct Wrong: Error {}

    static func unusable(_ path: String) -> StorageError {
        StorageError(
            .damaged, path: path, reason: "does not hold what the ledger's entries give",
            remedy: "Delete it: it is made again from the entries.")
    }
}

extension LedgerCache {
    /// Positions of the entries that refer to the name, ascending, with what the index holds for it; both of one moment.
    func references(to name: TypedName, key: ContentHash) throws -> (positions: [UInt64], leaf: IndexProof.Outcome) {
        try database.read { session in
            let name = Self.bytes(of: name)
            let positions =
                try PackedReferences.positions(of: name, session)
                + session.all("SELECT position FROM refs WHERE name = ? ORDER BY position", [.blob(name)]) {
                    UInt64(clamping: try $0.integer(0))
                }
            let root = try Self.state(session).root
            let proof = try IndexPages.prove(key, root: root) { number in try Self.page(number, session) }
            guard let outcome = proof.check(key, root: root) else { throw Wrong() }
            return (positions, outcome)
        }
    }

    /// Names of one index type whose digests lie in a range, in order; at most `limit`.
    func names(type: UInt8, from low: [UInt8], through high: [UInt8], limit: Int) throws -> [[UInt8]] {
        try database.read { session in
            let (low, high) = ([type] + low, [type] + high)
            let names =
                try PackedReferences.names(from: low, through: high, limit: limit, session)
                + session.all(
                    "SELECT DISTINCT name FROM refs WHERE name BETWEEN ? AND ? ORDER BY name LIMIT ?",
                    [.blob(low), .blob(high), .integer(Int64(limit))]
                ) { try $0.blob(0) }
            return names.map { Array($0.dropFirst()) }
        }
    }

    /// Positions of the entries of one kind, in any version, below `limit`.
    func positions(ofKind name: String, below limit: UInt64) throws -> [UInt64] {
        try database.read { session in try KindLists.positions(ofKind: name, session).filter { $0 < limit } }
    }

    func lastPosition(ofKind name: String) throws -> UInt64? {
        try database.read { session in try KindLists.lastPosition(ofKind: name, session) }
    }

    /// A proof in the reference index over exactly the first `covers` entries.
    func prove(_ key: ContentHash, covers: UInt64) throws -> IndexProof {
        try database.read { session in
            let state = try Self.state(session)
            guard state.size == covers else { throw Wrong() }
            return try IndexPages.prove(key, root: state.root) { number in try Self.page(number, session) }
        }
    }

    static func page(_ number: IndexPages.Number, _ session: borrowing SQLite.Session) throws -> [UInt8]? {
        try session.first("SELECT body FROM pages WHERE number = ?", [.integer(number)]) { try $0.blob(0) }
    }

    /// The index type and the 32 bytes of the name.
    static func bytes(of name: TypedName) -> [UInt8] { [name.indexType ?? 0] + name.hash.bytes }
}
