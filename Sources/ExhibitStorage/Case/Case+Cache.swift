import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Opening from the cache, and bringing the cache up to date. Whatever is wrong with it, the entries decide.
extension Case {
    /// Entries that are kept in memory rather than in the cache; bounds what a command that writes needs.
    private static let longestTail = 16_384
    /// Fewer are read again faster than they are written.
    private static let shortestAdvance = 256

    /// Takes the state from the newest cache, where it fits the ledger; else from one that is made now, where the ledger
    /// is too long to be kept in memory from entry 0 on.
    func openCache() throws {
        if let generation = folder.newestCache() {
            cacheGeneration = generation
            // Whatever is wrong with a cache: the entries have it all, and their own errors come when they are read.
            if let cache = try? LedgerCache(path: folder.cache(generation), mode: ledger.mode),
                (try? start(from: cache)) == true
            {
                return
            }
        }
        try startFromNewCache()
    }

    /// Goes on from a cache of the stored entries that is made for it. Nothing is done for a short ledger, or a damaged one.
    func startFromNewCache() throws {
        let size = try ledger.size()
        guard size > UInt64(Self.longestTail) else { return }
        do {
            _ = try start(from: keyring == nil ? temporaryCache(size) : rebuiltCache(upTo: size))
        } catch  where keyring == nil || error is Malformed {
            // A damaged entry is named, with its position, when the entries are read; and to read takes no disk.
        }
    }

    /// False where the cache is of another ledger, or of an earlier state of this one that was rolled back.
    private func start(from cache: LedgerCache) throws -> Bool {
        let state = try cache.state()
        guard state.size > 0, try ledger.chain(at: state.size - 1) == state.chain.bytes else { return false }
        let frontier = try cache.database.read { try TreeChunks.frontier(size: state.size, $0) }
        var known = history
        for position in try cache.positions(ofKind: Kind.key.name, below: state.size) {
            known.apply(try entry(at: position).entry, at: position)
        }
        let index = try cache.lastPosition(ofKind: Kind.index.name)
        start(from: cache, frontier: frontier, history: known, lastIndex: try index.map { try entry(at: $0) })
        return true
    }

    /// For those who only read: a file that has no name once it is open.
    private func temporaryCache(_ size: UInt64) throws -> LedgerCache {
        let path = "\(ScratchFile.folder)/exhibit-\(Hex.encode(randomness.bytes(16))).sqlite"
        defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
        try fill(path, upTo: size)
        // Without side files, which would have names.
        return try LedgerCache(path: path, mode: .readWriteExisting, isDisposable: true)
    }

    /// Goes on without the cache, as if there were none: it does not hold what the entries give.
    func distrustCache() throws {
        try? cache?.close()
        try startFromEntries()
    }

    /// Whether the tree is the one that the stored checkpoint states. Whoever appends checks the signature too.
    func isTreeSigned() throws -> Bool {
        guard let stored = try ledger.checkpoint(ofSize: size), let note = try? SignedNote(encoded: stored.note),
            let checkpoint = try? Checkpoint(text: note.text)
        else { return false }
        return checkpoint.size == size && checkpoint.root == tree.root
    }

    /// Everything that `readNewEntries` has read, in the cache.
    ///
    /// - Returns: the cache's state, which reaches further where another program was faster.
    @discardableResult
    func advanceCache() throws -> LedgerCache.State {
        if let cache {
            do {
                return try advance(cache)
            } catch  where Self.isOfCache(error, cache) {
                // Made again below.
            }
        }
        do {
            return try advance(try rebuiltCache(upTo: size))
        } catch  where error is LedgerCache.Wrong || error is IndexPages.Wrong {
            throw StorageError(
                .damaged, path: folder.ledger,
                reason: "has an index entry that signs another root than its entries give",
                remedy: "See which one with: exhibit audit --case '\(folder.path)'")
        }
    }

    private func advance(_ cache: LedgerCache) throws -> LedgerCache.State {
        let state = try cache.advance(tail)
        if state.size == size { start(from: cache, frontier: tree.frontier, history: history, lastIndex: lastIndex) }
        return state
    }

    private static func isOfCache(_ error: any Error, _ cache: LedgerCache) -> Bool {
        if error is LedgerCache.Wrong || error is IndexPages.Wrong || error is Malformed { return true }
        guard let error = error as? StorageError, error.path == cache.database.path else { return false }
        return ![.busy, .full, .notAllowed].contains(error.kind)
    }

    /// Makes the cache from the stored entries, under a name that none had before, unless another program just did.
    private func rebuiltCache(upTo size: UInt64) throws -> LedgerCache {
        try? cache?.close()
        cache = nil
        // One program at a time. Making it takes as long as reading the whole ledger.
        return try whileLocked(folder.keys, waitingFor: .seconds(600)) {
            if let newest = folder.newestCache(), newest != cacheGeneration,
                let made = try? LedgerCache(path: folder.cache(newest), mode: .readWriteExisting)
            {
                cacheGeneration = newest
                return made
            }
            let next = (folder.newestCache() ?? 0) + 1
            let new = folder.cache(next) + ".new"
            for suffix in ["", "-wal", "-shm"] { unlink(new + suffix) }
            try fill(new, upTo: size)
            guard rename(new, folder.cache(next)) == 0 else {
                throw StorageError.system(errno, path: folder.cache(next), doing: "created")
            }
            for older in 1..<next { for suffix in ["", "-wal", "-shm"] { unlink(folder.cache(older) + suffix) } }
            cacheGeneration = next
            return try LedgerCache(path: folder.cache(next), mode: .readWriteExisting)
        }
    }

    /// Up to the newest `index` entry in one pass; the entries from there on as they are added to any cache, which compares
    /// the root that it signs.
    private func fill(_ path: String, upTo size: UInt64) throws {
        let start = try newestIndex(below: size) ?? size
        try LedgerCache.build(at: path, from: ledger, size: start, scratch: try ScratchFile())
        guard start < size else { return }
        let made = try LedgerCache(path: path, mode: .readWriteExisting)
        var tail = EntryTail(start: start)
        try ledger.forEachRow(from: start) { row in
            // Others may append meanwhile; what this case has not read yet comes later.
            if UInt64(row.position) < size { tail.append(try Entry(leaf: row.leaf)) }
        }
        _ = try made.advance(tail)
        try made.close()
    }

    /// Position of the last `index` entry, where it is near: else the entries behind it would not fit into memory.
    private func newestIndex(below size: UInt64) throws -> UInt64? {
        for position in (0..<size).reversed().prefix(Self.longestTail) {
            guard let leaf = try ledger.leaf(at: position) else { return nil }
            if try Entry(leaf: leaf).statement.isKind(.index) { return position }
        }
        return nil
    }

    /// Keeps the tail short while many entries are read or written.
    func shortenTail() throws {
        guard keyring != nil, tail.items.count >= Self.longestTail else { return }
        try advanceCache()
    }

    /// What the next command would read again is left in the cache. A cache that cannot be written is no loss.
    func leaveCache() {
        if tail.items.count >= Self.shortestAdvance { _ = try? advanceCache() }
        try? cache?.close()
    }
}

extension Case {
    package func entries(referringTo name: TypedName) -> [PlacedEntry]? {
        do {
            return try allEntries(referringTo: name)
        } catch {
            guard cache != nil, (try? distrustCache()) != nil else { return nil }
            return try? allEntries(referringTo: name)
        }
    }

    private func allEntries(referringTo name: TypedName) throws -> [PlacedEntry] {
        try cachedEntries(referringTo: name) + tail.positions(of: name).map { try entry(at: $0) }
    }

    /// A list that a row is missing from does not lead to the value that the index holds.
    private func cachedEntries(referringTo name: TypedName) throws -> [PlacedEntry] {
        guard let cache, let key = IndexLeaf.key(of: name) else { return [] }
        let (positions, outcome) = try cache.references(to: name, key: key)
        let entries = try positions.map { try entry(at: $0) }
        var leaf = IndexLeaf(key: key)
        for entry in entries { leaf.add(position: entry.position, entry: entry.entry.id) }
        guard outcome == (leaf.count == 0 ? .absent : .present(count: leaf.count, value: leaf.value)) else {
            throw LedgerCache.Wrong()
        }
        return entries.filter { $0.position < tail.start }
    }

    /// The entries of a kind, in any version, by position.
    package func entries(of kind: Kind) throws -> [PlacedEntry] {
        do {
            return try allEntries(of: kind)
        } catch  where cache != nil {
            try distrustCache()
            return try allEntries(of: kind)
        }
    }

    private func allEntries(of kind: Kind) throws -> [PlacedEntry] {
        let older = try cache?.positions(ofKind: kind.name, below: tail.start) ?? []
        return try (older + tail.positions(ofKind: kind.name)).map { try entry(at: $0) }
    }

    package func proveReferences(of key: ContentHash, covers: UInt64) throws -> IndexProof {
        do {
            guard let cache else { throw LedgerCache.Wrong() }
            return try cache.prove(key, covers: covers)
        } catch  where !(error is StorageError) {
            throw LedgerCache.unusable(cachePath)
        }
    }

    package func proveInclusion(of position: UInt64, size: UInt64) throws -> [ContentHash] {
        let proof = try tree.proveInclusion(of: position, size: size)
        // A hash that changed in the cache must not leave this program in a proof.
        guard
            TreeProofs.checkInclusion(
                proof, leaf: try tree.subtree(level: 0, index: position), position: position, size: size,
                root: try tree.root(size: size))
        else { throw LedgerCache.unusable(cachePath) }
        return proof
    }

    var cachePath: String { folder.cache(cacheGeneration ?? 1) }

    /// The names that begin like this, for people who type the start of one; at most 100.
    package func names(startingWith prefix: String) throws -> [TypedName] {
        var found = Set(
            tail.names.filter { $0.description.hasPrefix(prefix) || $0.hash.hex.hasPrefix(prefix) })
        for kind in TypedName.Kind.allCases {
            let written = kind.rawValue + ":"
            let digits = prefix.hasPrefix(written) ? prefix.dropFirst(written.count) : prefix[...]
            guard let type = TypedName(kind, .zero).indexType, digits.utf8.count <= 64,
                let low = Hex.decode(digits + String(repeating: "0", count: 64 - digits.utf8.count)),
                let high = Hex.decode(digits + String(repeating: "f", count: 64 - digits.utf8.count))
            else { continue }
            for bytes in try cache?.names(type: type, from: low, through: high, limit: 100) ?? [] {
                if let hash = ContentHash(bytes: bytes) { found.insert(TypedName(kind, hash)) }
            }
        }
        return found.sorted()
    }
}
