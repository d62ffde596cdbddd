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

    /// Takes the state from the cache, where there is one that fits the ledger; else all is read from entry 0 on.
    func openCache() throws {
        do {
            let cache = try LedgerCache(path: folder.cache, mode: ledger.mode)
            let state = try cache.state()
            guard state.size > 0, try ledger.chain(at: state.size - 1) == state.chain.bytes else { return }
            let frontier = try cache.database.read { try TreeChunks.frontier(size: state.size, $0) }
            var known = history
            for position in try cache.positions(ofKind: Kind.key.name, below: state.size) {
                known.apply(try entry(at: position).statement, at: position)
            }
            let index = try state.lastIndex.map { try entry(at: $0) }
            start(from: cache, frontier: frontier, history: known, lastIndex: index)
        } catch is LedgerCache.Wrong {
            return
        } catch is StorageError {
            return
        } catch is Malformed {
            return
        }
    }

    /// Whether the tree is the one that the ledger signed when it had this size.
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
        var isNew = false
        while true {
            do {
                if cache == nil || isNew { try rebuildCache() }
                guard let cache else { throw LedgerCache.Wrong() }
                let state = try cache.advance(tail)
                if state.size == size {
                    start(from: cache, frontier: tree.frontier, history: history, lastIndex: lastIndex)
                }
                return state
            } catch  where error is LedgerCache.Wrong || error is IndexPages.Wrong || Self.isOfCache(error, folder) {
                guard !isNew else {
                    throw StorageError(
                        .damaged, path: folder.ledger,
                        reason: "has an index entry that signs another root than its entries give, or cannot be read",
                        remedy: "See which one with: exhibit audit --case '\(folder.path)'")
                }
                isNew = true
            }
        }
    }

    private static func isOfCache(_ error: any Error, _ folder: CaseFolder) -> Bool {
        guard let error = error as? StorageError else { return false }
        return error.path == folder.cache && [.damaged, .invalid, .notFound, .constraint].contains(error.kind)
    }

    /// Makes the cache from the stored entries, all but those of the tail.
    private func rebuildCache() throws {
        try? cache?.close()
        cache = nil
        for suffix in ["", "-wal", "-shm"] { unlink(folder.cache + suffix) }
        let made = try LedgerCache(path: folder.cache, mode: .create)
        var piece = EntryTail(start: 0)
        try ledger.forEachRow { row in
            // Others may append meanwhile; what this case has not read yet comes later.
            guard UInt64(row.position) < size else { return }
            piece.append(try Entry(leaf: row.leaf))
            if piece.items.count == Self.longestTail {
                _ = try made.advance(piece)
                piece = EntryTail(start: piece.end)
            }
        }
        _ = try made.advance(piece)
        cache = made
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
        guard let older = try? cache?.positions(of: name, below: tail.start) ?? [] else { return nil }
        return (older + tail.positions(of: name)).compactMap { try? entry(at: $0) }
    }

    /// The entries of a kind, in any version, by position.
    package func entries(of kind: Kind) throws -> [PlacedEntry] {
        let older = try cache?.positions(ofKind: kind.name, below: tail.start) ?? []
        return try (older + tail.positions(ofKind: kind.name)).map { try entry(at: $0) }
    }

    package func proveReferences(of key: ContentHash, covers: UInt64) throws -> IndexProof {
        do {
            guard let cache else { throw LedgerCache.Wrong() }
            return try cache.prove(key, covers: covers)
        } catch  where !(error is StorageError) {
            throw LedgerCache.unusable(folder.cache)
        }
    }

    package func proveInclusion(of position: UInt64, size: UInt64) throws -> [ContentHash] {
        let proof = try tree.proveInclusion(of: position, size: size)
        // A hash that changed in the cache must not leave this program in a proof.
        guard
            TreeProofs.checkInclusion(
                proof, leaf: try tree.subtree(level: 0, index: position), position: position, size: size,
                root: try tree.root(size: size))
        else { throw LedgerCache.unusable(folder.cache) }
        return proof
    }

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
