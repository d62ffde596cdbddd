/// What appending to a tree needs of it: the roots of its largest complete subtrees, left to right, at most 64 hashes.
/// Equal to the tree that has the same leaves, by the same root.
public struct TreeFrontier: Sendable, Equatable {
    /// Leaves taken in.
    public private(set) var size: UInt64 = 0
    /// One per set bit of `size`, the largest subtree first.
    public private(set) var subtrees: [ContentHash] = []

    public init() {}

    /// Nil where the number of subtrees is not that of a tree of this size.
    public init?(size: UInt64, subtrees: [ContentHash]) {
        guard subtrees.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.subtrees = subtrees
    }

    /// - Parameter leaf: a leaf hash; for an entry of a ledger its entry id.
    /// - Returns: the leaf and the subtrees that it completes, from the smallest on.
    @discardableResult
    public mutating func append(_ leaf: ContentHash) -> [ContentHash] {
        var completed = [leaf]
        // Every set bit at the low end is a complete subtree that the new leaf makes twice as large.
        for _ in 0..<(~size).trailingZeroBitCount {
            completed.append(MerkleTree.node(subtrees.removeLast(), completed[completed.count - 1]))
        }
        subtrees.append(completed[completed.count - 1])
        size += 1
        return completed
    }

    /// The RFC 6962 root; of no leaf, the SHA-256 of nothing.
    public var root: ContentHash {
        guard var hash = subtrees.last else { return ContentHash(of: []) }
        for left in subtrees.dropLast().reversed() { hash = MerkleTree.node(left, hash) }
        return hash
    }
}
