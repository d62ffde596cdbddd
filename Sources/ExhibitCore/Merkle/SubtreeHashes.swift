/// The hashes of the complete subtrees of an RFC 6962 tree, in memory or in a store: all that roots and proofs are made of.
///
/// Sizes are numbers of leaves; the empty tree's root is the SHA-256 of nothing.
public protocol SubtreeHashes {
    associatedtype Failure: Error

    var size: UInt64 { get }

    /// The hash over the leaves index · 2^level ..< (index + 1) · 2^level, which are all there.
    func subtree(level: Int, index: UInt64) throws(Failure) -> ContentHash
}

extension SubtreeHashes {
    /// The root when the tree had `size` leaves. `size` must not exceed the present size.
    public func root(size: UInt64) throws(Failure) -> ContentHash {
        size == 0 ? ContentHash(of: []) : try hash(0..<size)
    }

    private func hash(_ range: Range<UInt64>) throws(Failure) -> ContentHash {
        let width = range.upperBound - range.lowerBound
        if width & (width - 1) == 0 {
            return try subtree(level: width.trailingZeroBitCount, index: range.lowerBound / width)
        }
        let split = range.lowerBound + ProofRanges.split(width)
        return MerkleTree.node(try hash(range.lowerBound..<split), try hash(split..<range.upperBound))
    }

    /// RFC 6962 section 2.1.1: from the leaf's sibling up to the child of the root.
    public func proveInclusion(of position: UInt64, size: UInt64) throws(Failure) -> [ContentHash] {
        precondition(size <= self.size)
        return try hashes(ProofRanges.inclusion(of: position, size: size))
    }

    /// RFC 6962 section 2.1.2, for 0 < old ≤ size. Empty when the sizes are equal.
    public func proveConsistency(from old: UInt64, to size: UInt64) throws(Failure) -> [ContentHash] {
        precondition(size <= self.size)
        return try hashes(ProofRanges.consistency(from: old, to: size))
    }

    private func hashes(_ ranges: [Range<UInt64>]) throws(Failure) -> [ContentHash] {
        var hashes: [ContentHash] = []
        for range in ranges { hashes.append(try hash(range)) }
        return hashes
    }
}
