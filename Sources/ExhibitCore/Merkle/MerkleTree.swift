/// The RFC 6962 tree over entry ids, with every complete subtree kept, so that roots and proofs cost O(log n).
///
/// Sizes are numbers of leaves; the empty tree's root is the SHA-256 of nothing.
public struct MerkleTree: Sendable {
    /// levels[h][i] is the hash of leaves i·2^h ..< (i+1)·2^h; only complete subtrees are kept.
    private var levels: [[ContentHash]] = [[]]

    public init() {}

    public init(_ leaves: some Sequence<ContentHash>) {
        for leaf in leaves { append(leaf) }
    }

    public var size: UInt64 { UInt64(levels[0].count) }

    /// The leaf hash of RFC 6962 section 2.1; for an entry of a ledger this is the entry id.
    public static func leafHash(_ leaf: [UInt8]) -> ContentHash { ContentHash(of: Domain.treeLeaf, leaf) }

    static func node(_ left: ContentHash, _ right: ContentHash) -> ContentHash {
        ContentHash(of: Domain.treeNode, left.bytes, right.bytes)
    }

    public subscript(position: UInt64) -> ContentHash { levels[0][Int(position)] }

    public mutating func append(_ leaf: ContentHash) {
        var hash = leaf
        var level = 0
        levels[0].append(leaf)
        while levels[level].count % 2 == 0 {
            hash = Self.node(levels[level][levels[level].count - 2], hash)
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(hash)
        }
    }

    /// What an append needs of it.
    public var frontier: TreeFrontier {
        var subtrees: [ContentHash] = []
        // A complete subtree of 2^h leaves ends where the larger ones to its left end.
        for level in levels.indices.reversed() where size >> UInt64(level) & 1 == 1 {
            subtrees.append(levels[level][levels[level].count - 1])
        }
        guard let frontier = TreeFrontier(size: size, subtrees: subtrees) else {
            preconditionFailure("one subtree for each set bit")
        }
        return frontier
    }

    public var root: ContentHash { root(size: size) }

    /// The root when the tree had `size` leaves. `size` must not exceed the present size.
    public func root(size: UInt64) -> ContentHash {
        size == 0 ? ContentHash(of: []) : subtree(0, Int(size))
    }

    private func subtree(_ start: Int, _ end: Int) -> ContentHash {
        let width = end - start
        if width & (width - 1) == 0 { return levels[width.trailingZeroBitCount][start / width] }
        let split = start + Self.split(width)
        return Self.node(subtree(start, split), subtree(split, end))
    }

    /// The largest power of two strictly below `width`.
    private static func split(_ width: Int) -> Int { 1 << (Int.bitWidth - 1 - (width - 1).leadingZeroBitCount) }

    /// RFC 6962 section 2.1.1: from the leaf's sibling up to the child of the root.
    public func proveInclusion(of position: UInt64, size: UInt64) -> [ContentHash] {
        precondition(position < size && size <= self.size)
        var proof: [ContentHash] = []
        var (start, end) = (0, Int(size))
        while end - start > 1 {
            let split = start + Self.split(end - start)
            if Int(position) < split {
                proof.append(subtree(split, end))
                end = split
            } else {
                proof.append(subtree(start, split))
                start = split
            }
        }
        return proof.reversed()
    }

    /// RFC 6962 section 2.1.2, for 0 < old ≤ size. Empty when the sizes are equal.
    public func proveConsistency(from old: UInt64, to size: UInt64) -> [ContentHash] {
        precondition(0 < old && old <= size && size <= self.size)
        return consistency(Int(old), 0, Int(size), whole: true)
    }

    private func consistency(_ old: Int, _ start: Int, _ end: Int, whole: Bool) -> [ContentHash] {
        if old == end - start { return whole ? [] : [subtree(start, end)] }
        let width = Self.split(end - start)
        if old <= width {
            return consistency(old, start, start + width, whole: whole) + [subtree(start + width, end)]
        }
        return consistency(old - width, start + width, end, whole: false) + [subtree(start, start + width)]
    }
}
