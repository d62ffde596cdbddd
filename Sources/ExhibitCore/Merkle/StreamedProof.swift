/// A proof that is gathered while a ledger is read once, from its first leaf to its last.
///
/// What a whole ledger's tree costs, 64 bytes an entry, is spared by whoever reads the ledger for one proof.
public struct StreamedProof: Sendable {
    private var parts: [(range: Range<UInt64>, subtree: TreeFrontier)]

    /// - Parameter ranges: what each hash of the proof is the hash of, in the proof's order.
    private init(_ ranges: [Range<UInt64>]) { parts = ranges.map { ($0, TreeFrontier()) } }

    /// RFC 6962 section 2.1.1, for position < size.
    public static func inclusion(of position: UInt64, size: UInt64) -> StreamedProof {
        StreamedProof(ProofRanges.inclusion(of: position, size: size))
    }

    /// RFC 6962 section 2.1.2, for 0 < old ≤ size.
    public static func consistency(from old: UInt64, to size: UInt64) -> StreamedProof {
        StreamedProof(ProofRanges.consistency(from: old, to: size))
    }

    /// Leaves must come in order; those that no hash of the proof covers are passed over.
    public mutating func add(_ leaf: ContentHash, at position: UInt64) {
        for index in parts.indices where parts[index].range.contains(position) { parts[index].subtree.append(leaf) }
    }

    /// Nil until every leaf has come.
    public var hashes: [ContentHash]? {
        guard parts.allSatisfy({ $0.subtree.size == UInt64($0.range.count) }) else { return nil }
        return parts.map(\.subtree.root)
    }
}
