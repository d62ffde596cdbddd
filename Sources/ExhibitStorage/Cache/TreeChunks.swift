import ExhibitCore

/// The hashes of complete subtrees in the order in which appending makes them: each leaf, then the subtrees that it
/// completes. After n leaves there are 2n − popcount(n); a subtree of level h stands h places behind its last leaf.
/// Kept in rows of 256 hashes.
enum TreeChunks {
    static let hashesPerChunk: UInt64 = 256

    /// How many hashes stand there after `leaves` leaves.
    static func count(leaves: UInt64) -> UInt64 { 2 * leaves - UInt64(leaves.nonzeroBitCount) }

    static func place(level: Int, index: UInt64) -> UInt64 {
        count(leaves: ((index + 1) << UInt64(level)) - 1) + UInt64(level)
    }

    static func read(_ place: UInt64, _ session: borrowing SQLite.Session) throws -> ContentHash {
        let bytes = try session.first(
            "SELECT substr(hashes, ?, 32) FROM tree WHERE chunk = ?",
            [.integer(Int64(place % hashesPerChunk) * 32 + 1), .integer(Int64(place / hashesPerChunk))]
        ) { try $0.blob(0) }
        guard let hash = bytes.flatMap({ ContentHash(bytes: $0) }) else { throw LedgerCache.Wrong() }
        return hash
    }

    /// Writes hashes behind the first `count` ones; what stood behind those is overwritten.
    static func append(_ hashes: [ContentHash], after count: UInt64, _ session: borrowing SQLite.Session) throws {
        var chunk = count / hashesPerChunk
        var bytes: [UInt8] = []
        let kept = Int(count % hashesPerChunk) * 32
        if kept > 0 {
            bytes =
                try session.first("SELECT hashes FROM tree WHERE chunk = ?", [.integer(Int64(chunk))]) {
                    try $0.blob(0)
                } ?? []
            guard bytes.count >= kept else { throw LedgerCache.Wrong() }
            bytes.removeSubrange(kept...)
        }
        for hash in hashes {
            bytes += hash.bytes
            if bytes.count == Int(hashesPerChunk) * 32 {
                try write(bytes, chunk, session)
                bytes = []
                chunk += 1
            }
        }
        if !bytes.isEmpty { try write(bytes, chunk, session) }
    }

    private static func write(_ bytes: [UInt8], _ chunk: UInt64, _ session: borrowing SQLite.Session) throws {
        try session.run(
            "INSERT OR REPLACE INTO tree(chunk, hashes) VALUES(?, ?)", [.integer(Int64(chunk)), .blob(bytes)])
    }

    /// The tree's largest complete subtrees at a size.
    static func frontier(size: UInt64, _ session: borrowing SQLite.Session) throws -> TreeFrontier {
        var subtrees: [ContentHash] = []
        var start: UInt64 = 0
        for level in (0..<64).reversed() where size >> UInt64(level) & 1 == 1 {
            subtrees.append(try read(place(level: level, index: start >> UInt64(level)), session))
            start += 1 << UInt64(level)
        }
        guard let frontier = TreeFrontier(size: size, subtrees: subtrees) else { throw LedgerCache.Wrong() }
        return frontier
    }
}
