import ExhibitCore

/// The entry tree of an open case: its older hashes in the cache, the newer ones in memory.
package struct CaseTree: SubtreeHashes, Sendable {
    package private(set) var frontier: TreeFrontier
    private let cache: LedgerCache?
    /// Leaves whose hashes are in the cache.
    private let cached: UInt64
    /// The hashes behind those, in the order of `TreeChunks`.
    private var recent: [ContentHash] = []

    package init() {
        frontier = TreeFrontier()
        cache = nil
        cached = 0
    }

    init(frontier: TreeFrontier, in cache: LedgerCache) {
        self.frontier = frontier
        self.cache = cache
        cached = frontier.size
    }

    package var size: UInt64 { frontier.size }
    package var root: ContentHash { frontier.root }

    mutating func append(_ leaf: ContentHash) { recent += frontier.append(leaf) }

    package func subtree(level: Int, index: UInt64) throws(StorageError) -> ContentHash {
        let place = TreeChunks.place(level: level, index: index)
        let start = TreeChunks.count(leaves: cached)
        if place >= start { return recent[Int(place - start)] }
        do {
            guard let cache else { throw LedgerCache.Wrong() }
            return try cache.database.read { try TreeChunks.read(place, $0) }
        } catch {
            throw (error as? StorageError) ?? LedgerCache.unusable(cache?.database.path ?? "")
        }
    }
}
