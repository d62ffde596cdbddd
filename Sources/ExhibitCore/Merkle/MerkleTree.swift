/// The RFC 6962 tree over entry ids, with every complete subtree kept, so that roots and proofs cost O(log n).
///
/// Sizes are numbers of leaves; the empty tree's root is the SHA-256 of nothing.
public struct MerkleTree: SubtreeHashes, Sendable {
    /// levels[h][i] is the hash of leaves i·2^h ..< (i+1)·2^h; only complete subtrees are kept.
    private var levels: [[ContentHash]] = [[]]

    public init() {}

    public init(_ leaves: some Sequence<ContentHash>) {
        for leaf in leaves { append(leaf) }
    }

    public var size: UInt64 { UInt64(levels[0].count) }

    /// The leaf hash of RFC 6962 section 2.1; for an entry of a ledger this is the entry id.
    public static func leafHash(_ leaf: [UInt8]) -> ContentHash { ContentHash(of: [Domain.treeLeaf], leaf) }

    static func node(_ left: ContentHash, _ right: ContentHash) -> ContentHash {
        ContentHash(Domain.treeNode, left, right)
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

    public func subtree(level: Int, index: UInt64) -> ContentHash { levels[level][Int(index)] }
}
