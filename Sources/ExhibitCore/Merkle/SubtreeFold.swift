/// The RFC 6962 hash of a range of leaves that come one by one, in memory for one hash per level.
///
/// What a whole ledger's tree costs, 64 bytes an entry, is spared by whoever reads the ledger once for one proof.
public struct SubtreeFold: Sendable {
    /// The hashes of the complete subtrees that the leaves so far divide into, largest first.
    private var subtrees: [ContentHash] = []
    public private(set) var count: UInt64 = 0

    public init() {}

    public mutating func append(_ leaf: ContentHash) {
        var hash = leaf
        // As many subtrees are completed by this leaf as the count has ones at its end.
        var completed = count
        while completed & 1 == 1, let left = subtrees.popLast() {
            hash = MerkleTree.node(left, hash)
            completed >>= 1
        }
        subtrees.append(hash)
        count += 1
    }

    /// The hash of the range so far; the SHA-256 of nothing where it is empty.
    public var hash: ContentHash {
        guard let last = subtrees.last else { return ContentHash(of: []) }
        return subtrees.dropLast().reversed().reduce(last) { MerkleTree.node($1, $0) }
    }
}

/// A proof that is gathered while a ledger is read once, from its first leaf to its last.
public struct StreamedProof: Sendable {
    private var parts: [(range: Range<UInt64>, fold: SubtreeFold)]

    /// - Parameter ranges: what each hash of the proof is the hash of, in the proof's order.
    private init(_ ranges: [Range<UInt64>]) { parts = ranges.map { ($0, SubtreeFold()) } }

    /// RFC 6962 section 2.1.1, for position < size.
    public static func inclusion(of position: UInt64, size: UInt64) -> StreamedProof {
        StreamedProof(MerkleTree.inclusionRanges(of: position, size: size))
    }

    /// RFC 6962 section 2.1.2, for 0 < old ≤ size.
    public static func consistency(from old: UInt64, to size: UInt64) -> StreamedProof {
        StreamedProof(MerkleTree.consistencyRanges(from: old, to: size))
    }

    /// Leaves must come in order; those that no hash of the proof covers are passed over.
    public mutating func add(_ leaf: ContentHash, at position: UInt64) {
        for index in parts.indices where parts[index].range.contains(position) { parts[index].fold.append(leaf) }
    }

    /// Nil until every leaf has come.
    public var hashes: [ContentHash]? {
        guard parts.allSatisfy({ $0.fold.count == UInt64($0.range.count) }) else { return nil }
        return parts.map(\.fold.hash)
    }
}
