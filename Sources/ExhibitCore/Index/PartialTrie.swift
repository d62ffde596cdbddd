/// The part of a reference index that the paths of some keys show; all else stays behind its hashes.
///
/// Putting a key in changes only hashes on its own path, so the root after a change follows from the root before it and
/// the paths of the keys that change: nobody needs the whole index to see that a new root is wrong.
public struct PartialTrie: Sendable {
    private indirect enum Node: Sendable {
        case empty
        case leaf(IndexLeaf)
        /// A subtree of which only the hash is known.
        case hidden(ContentHash)
        case branch(zero: Node, one: Node)

        var hash: ContentHash {
            switch self {
            case .empty: .zero
            case .leaf(let leaf): leaf.hash
            case .hidden(let hash): hash
            case .branch(let zero, let one): IndexTrie.node(zero.hash, one.hash)
            }
        }
    }

    private var top: Node
    /// How many keys were put in that were not there.
    public private(set) var added: UInt64 = 0

    public var root: ContentHash { top.hash }

    /// - Parameters:
    ///   - paths: of keys that are all different, each proven present or absent under `root`.
    public init(_ paths: [(key: ContentHash, proof: IndexProof)], root: ContentHash) throws(Malformed) {
        for path in paths where path.proof.check(path.key, root: root) == nil {
            throw Malformed("index path", "that of key \(path.key) does not reach the root")
        }
        let sorted = paths.sorted { $0.key < $1.key }
        top = sorted.isEmpty ? .hidden(root) : Self.merge(sorted[...], depth: 0)
    }

    /// Paths under one root agree wherever they meet, since the node at each depth has one preimage.
    private static func merge(_ paths: ArraySlice<(key: ContentHash, proof: IndexProof)>, depth: Int) -> Node {
        guard let first = paths.first?.proof, depth < first.siblings.count else {
            return paths.first?.proof.end.map { .leaf($0) } ?? .empty
        }
        let middle = paths.firstIndex { $0.key.bit(depth) } ?? paths.endIndex
        let sibling = first.siblings[depth]
        let beside: Node = sibling == .zero ? .empty : .hidden(sibling)
        let zero = middle == paths.startIndex ? beside : merge(paths[..<middle], depth: depth + 1)
        let one = middle == paths.endIndex ? beside : merge(paths[middle...], depth: depth + 1)
        return .branch(zero: zero, one: one)
    }

    /// Puts a leaf in, in place of the one that its key has. False for a key whose path was not given.
    public mutating func put(_ leaf: IndexLeaf) -> Bool {
        guard let (node, isNew) = Self.put(leaf, in: top, depth: 0) else { return false }
        top = node
        if isNew { added += 1 }
        return true
    }

    private static func put(_ leaf: IndexLeaf, in node: Node, depth: Int) -> (Node, isNew: Bool)? {
        switch node {
        case .empty: return (.leaf(leaf), true)
        case .hidden: return nil
        case .leaf(let other) where other.key == leaf.key: return (.leaf(leaf), false)
        case .leaf(let other):
            // The other leaf goes as far down as the two keys agree.
            let below: Node = other.key.bit(depth) ? .branch(zero: .empty, one: node) : .branch(zero: node, one: .empty)
            return put(leaf, in: below, depth: depth)
        case .branch(let zero, let one):
            let isOne = leaf.key.bit(depth)
            guard let (child, isNew) = put(leaf, in: isOne ? one : zero, depth: depth + 1) else { return nil }
            return (isOne ? .branch(zero: zero, one: child) : .branch(zero: child, one: one), isNew)
        }
    }
}
