/// The reference index as a binary trie over its keys.
///
/// T(∅) = 32 zero bytes; T({k}) = L(k) at whatever depth; else H(11 ‖ T(bit 0) ‖ T(bit 1)). A pure function of the set of
/// (key, count, value), so storing it is a cache and nothing more.
public struct IndexTrie: Sendable {
    private struct Node {
        var hash: ContentHash
        /// Indices into `nodes`; −1 is the empty subtree. Both −1 in a leaf.
        var zero = -1
        var one = -1
        var leaf = -1
    }

    private var nodes: [Node] = []
    private let leaves: [IndexLeaf]
    private let top: Int
    private let depth: Int

    public init(_ leaves: some Sequence<IndexLeaf>) { self.init(leaves, depth: 0) }

    /// - Parameters:
    ///   - leaves: keys unique, in any order; leaves without a reference (count 0) are left out.
    ///   - depth: of the top of a subtree; all keys share their first `depth` bits, and proofs begin there.
    init(_ leaves: some Sequence<IndexLeaf>, depth: Int) {
        self.depth = depth
        let sorted = leaves.filter { $0.count > 0 }.sorted { $0.key < $1.key }
        self.leaves = sorted
        var nodes: [Node] = []
        nodes.reserveCapacity(sorted.count * 3)
        top = Self.build(sorted, 0, sorted.count, depth: depth, into: &nodes)
        self.nodes = nodes
    }

    public var count: Int { leaves.count }
    public var root: ContentHash { top < 0 ? .zero : nodes[top].hash }

    static func node(_ zero: ContentHash, _ one: ContentHash) -> ContentHash {
        ContentHash(Domain.indexNode, zero, one)
    }

    private static func build(
        _ leaves: [IndexLeaf], _ start: Int, _ end: Int, depth: Int, into nodes: inout [Node]
    ) -> Int {
        if start == end { return -1 }
        if end - start == 1 {
            nodes.append(Node(hash: leaves[start].hash, leaf: start))
            return nodes.count - 1
        }
        var (low, high) = (start, end)
        while low < high {
            let middle = (low + high) / 2
            if leaves[middle].key.bit(depth) { high = middle } else { low = middle + 1 }
        }
        let zero = build(leaves, start, low, depth: depth + 1, into: &nodes)
        let one = build(leaves, low, end, depth: depth + 1, into: &nodes)
        let hash = node(zero < 0 ? .zero : nodes[zero].hash, one < 0 ? .zero : nodes[one].hash)
        nodes.append(Node(hash: hash, zero: zero, one: one))
        return nodes.count - 1
    }

    public subscript(key: ContentHash) -> IndexLeaf? {
        var (low, high) = (0, leaves.count)
        while low < high {
            let middle = (low + high) / 2
            if leaves[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < leaves.count && leaves[low].key == key ? leaves[low] : nil
    }

    /// The proof that `key` is present with its count and value, or that it is absent.
    public func prove(_ key: ContentHash) -> IndexProof {
        var siblings: [ContentHash] = []
        var index = top
        while index >= 0, nodes[index].leaf < 0 {
            let bit = key.bit(depth + siblings.count)
            let sibling = bit ? nodes[index].zero : nodes[index].one
            siblings.append(sibling < 0 ? .zero : nodes[sibling].hash)
            index = bit ? nodes[index].one : nodes[index].zero
        }
        return IndexProof(siblings: siblings, end: index < 0 ? nil : leaves[nodes[index].leaf])
    }
}
