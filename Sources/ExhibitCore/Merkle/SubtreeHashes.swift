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
        size == 0 ? ContentHash(of: []) : try hash(0, size)
    }

    private func hash(_ start: UInt64, _ end: UInt64) throws(Failure) -> ContentHash {
        let width = end - start
        if width & (width - 1) == 0 {
            return try subtree(level: width.trailingZeroBitCount, index: start / width)
        }
        let split = start + Self.split(width)
        return MerkleTree.node(try hash(start, split), try hash(split, end))
    }

    /// The largest power of two strictly below `width`.
    private static func split(_ width: UInt64) -> UInt64 { 1 << (63 - UInt64((width - 1).leadingZeroBitCount)) }

    /// RFC 6962 section 2.1.1: from the leaf's sibling up to the child of the root.
    public func proveInclusion(of position: UInt64, size: UInt64) throws(Failure) -> [ContentHash] {
        precondition(position < size && size <= self.size)
        var proof: [ContentHash] = []
        var (start, end) = (UInt64(0), size)
        while end - start > 1 {
            let split = start + Self.split(end - start)
            if position < split {
                proof.append(try hash(split, end))
                end = split
            } else {
                proof.append(try hash(start, split))
                start = split
            }
        }
        return proof.reversed()
    }

    /// RFC 6962 section 2.1.2, for 0 < old ≤ size. Empty when the sizes are equal.
    public func proveConsistency(from old: UInt64, to size: UInt64) throws(Failure) -> [ContentHash] {
        precondition(0 < old && old <= size && size <= self.size)
        return try consistency(old, 0, size, whole: true)
    }

    private func consistency(
        _ old: UInt64, _ start: UInt64, _ end: UInt64, whole: Bool
    ) throws(Failure) -> [ContentHash] {
        if old == end - start { return whole ? [] : [try hash(start, end)] }
        let width = Self.split(end - start)
        if old <= width {
            return try consistency(old, start, start + width, whole: whole) + [try hash(start + width, end)]
        }
        return try consistency(old - width, start + width, end, whole: false) + [try hash(start, start + width)]
    }
}
