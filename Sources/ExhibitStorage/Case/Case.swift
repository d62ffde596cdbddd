import ExhibitCore

/// An open case: its ledger, its artifacts and its private half, kept in step with each other.
///
/// For one thread. Several programs may have the same case open; each reads what the others appended under the lock.
package final class Case {
    package let folder: CaseFolder
    package let ledger: LedgerFile
    package let artifacts: ArtifactFolder
    package let store: PrivateStore
    package let randomness: any Randomness
    /// Milliseconds since 1970.
    package let now: () -> Int64
    let keyring: Keyring?
    let use: CaseUse?
    package let memory: RememberedHead

    package private(set) var tree = CaseTree()
    package private(set) var history: KeyHistory
    let genesis: KeyHistory
    private(set) var lastIndex: PlacedEntry?
    var cache: LedgerCache?
    /// Of the cache that was open last.
    var cacheGeneration: UInt64?
    /// The entries that the cache did not hold when it was last looked at.
    private(set) var tail = EntryTail(start: 0)

    package private(set) lazy var writer = LedgerWriter(
        ledger: ledger, store: store, memory: memory,
        tail: .init(frontier: tree.frontier, history: history, lastIndex: lastIndex?.position))
    /// What was kept since the last append, and goes with the next one.
    var pending = LedgerWriter.Recording()
    /// Kept with it, and not stored yet.
    var waiting: [ArtifactFolder.Waiting] = []
    var pendingNames: [ContentHash: PrivateArtifact] = [:]

    /// - Parameter keyring: nil opens the case for reading, without asking for a passphrase.
    package init(
        _ folder: CaseFolder, keyring: Keyring?, memory: LedgerMemory, randomness: any Randomness = SystemRandomness(),
        now: @escaping () -> Int64
    ) throws {
        self.folder = folder
        self.keyring = keyring
        self.randomness = randomness
        self.now = now
        let mode: SQLite.Mode = keyring == nil ? .readOnly : .readWriteExisting
        ledger = try LedgerFile(path: folder.ledger, mode: mode)
        use = try keyring.map { _ in try CaseUse(folder) }
        artifacts = ArtifactFolder(path: folder.artifacts)
        store = try PrivateStore(folder: folder.privateFolder, mode: mode)
        guard let leaf = try ledger.leaf(at: 0) else {
            throw StorageError(
                .damaged, path: folder.ledger, reason: "has no first entry",
                remedy: "Look at it with: exhibit audit --case '\(folder.path)'")
        }
        history = try KeyHistory(genesis: try Entry(leaf: leaf).statement)
        self.memory = RememberedHead(memory: memory, ledger: history.ledger)
        genesis = history
        try openCache()
        try readNewEntries()
        if tail.start > 0, try !isTreeSigned() { try distrustCache() }
    }

    /// Reads everything again.
    func startFromEntries() throws {
        cache = nil
        (tree, history, lastIndex, tail) = (CaseTree(), genesis, nil, EntryTail(start: 0))
        try startFromNewCache()
        try readNewEntries()
    }

    /// Goes on from what the cache holds, which is everything before `frontier`.
    func start(from cache: LedgerCache, frontier: TreeFrontier, history: KeyHistory, lastIndex: PlacedEntry?) {
        self.cache = cache
        self.history = history
        self.lastIndex = lastIndex
        tree = CaseTree(frontier: frontier, in: cache)
        tail = EntryTail(start: frontier.size)
    }

    /// Takes in the entries that were appended since the last look.
    package func readNewEntries() throws {
        try ledger.forEachRow(from: tree.size) { row in
            do {
                guard row.position == Int64(tree.size) else { throw Malformed("ledger", "no entry at this position") }
                take(try Entry(leaf: row.leaf))
                try shortenTail()
            } catch let error as Malformed {
                throw ledger.unreadable(tree.size, error)
            }
        }
    }

    func take(_ entry: Entry) {
        let place = tree.size
        history.apply(entry, at: place)
        if entry.statement.isKind(.index) { lastIndex = PlacedEntry(position: place, entry: entry) }
        tree.append(entry.id)
        tail.append(entry)
    }

    package var ledgerID: ContentHash { history.ledger }
    package var size: UInt64 { tree.size }

    /// Throws where the ledger is not the one that this machine has seen, or was never seen here.
    package func checkMayContinue() throws {
        // The head first: what it was seen of is there by then.
        let head = try memory.head
        try readNewEntries()
        try memory.check(tree.frontier, head, path: folder.path) { size in try tree.root(size: size) }
    }

    /// Each part is closed, whatever happened to those before it.
    package func close() throws {
        defer { use?.close() }
        let remembered = Result { if keyring != nil { try writer.rememberHead() } }
        if keyring != nil { leaveCache() } else { try? cache?.close() }
        let ledgerClosed = Result { try ledger.close() }
        try store.close()
        try ledgerClosed.get()
        try remembered.get()
    }
}

extension Case: LedgerPublishing {
    package func checkpoint(ofSize size: UInt64) throws -> SignedNote? {
        try ledger.checkpoint(ofSize: size).map { try SignedNote(encoded: $0.note) }
    }

    package func entry(at position: UInt64) throws -> PlacedEntry {
        guard let leaf = try ledger.leaf(at: position) else {
            throw StorageError(
                .notFound, path: folder.ledger, reason: "has no entry \(position)",
                remedy: "The last one is \(size - 1); see: exhibit log")
        }
        do {
            return PlacedEntry(position: position, entry: try Entry(leaf: leaf))
        } catch {
            throw ledger.unreadable(position, error)
        }
    }

    package func entry(statement: ContentHash) -> PlacedEntry? {
        (try? ledger.position(ofStatement: statement)).flatMap { $0 }.flatMap { try? entry(at: $0) }
    }
}
