/// Four levels of the reference index, as a cache keeps them: a few leaves, or sixteen subtrees.
///
///     00 ‖ n × (32 key ‖ u64 count ‖ 32 value)      leaves in order of their keys
///     01 ‖ 16 × (u8 weight ‖ 32 T)                  weight: keys in the subtree, 0, 1, or 2 for more
///
/// Two weights differ because T of a single key is its leaf at whatever depth, and of more keys a node.
enum IndexPage: Equatable {
    case leaves([IndexLeaf])
    case inner([Subtree])

    struct Subtree: Equatable {
        /// 0, 1, or 2 for any larger number of keys.
        var weight: UInt8
        /// T of the subtree at its depth.
        var hash: ContentHash

        static let empty = Subtree(weight: 0, hash: .zero)

        /// T of two halves; with fewer than two keys no node stands between.
        static func join(_ zero: Subtree, _ one: Subtree) -> Subtree {
            if one.weight == 0, zero.weight < 2 { return zero }
            if zero.weight == 0, one.weight < 2 { return one }
            return Subtree(weight: 2, hash: IndexTrie.node(zero.hash, one.hash))
        }

        static func join(_ parts: ArraySlice<Subtree>) -> Subtree {
            if parts.count == 1 { return parts[parts.startIndex] }
            let middle = parts.startIndex + parts.count / 2
            return join(join(parts[..<middle]), join(parts[middle...]))
        }
    }

    /// - Parameter depth: in pages; the keys of the page share their first 4 × depth bits.
    func top(depth: Int) -> Subtree {
        switch self {
        case .leaves(let leaves): Self.top(leaves[...], depth: 4 * depth)
        case .inner(let parts): Subtree.join(parts[...])
        }
    }

    /// - Parameters:
    ///   - leaves: in order of their keys.
    ///   - depth: in bits, which their keys share.
    private static func top(_ leaves: ArraySlice<IndexLeaf>, depth: Int) -> Subtree {
        guard let first = leaves.first else { return .empty }
        if leaves.count == 1 { return Subtree(weight: 1, hash: first.hash) }
        // Keys that differ only in the bits above belong to no page here: what is returned is then not T.
        guard depth < 256 else { return Subtree(weight: 2, hash: first.hash) }
        let middle = leaves.firstIndex { $0.key.bit(depth) } ?? leaves.endIndex
        return .join(top(leaves[..<middle], depth: depth + 1), top(leaves[middle...], depth: depth + 1))
    }

    /// T over leaves before and after a change, with one hash for what both have in common.
    static func tops(
        _ old: ArraySlice<IndexLeaf>, _ new: ArraySlice<IndexLeaf>, depth: Int
    ) -> (old: Subtree, new: Subtree) {
        if old == new {
            let both = top(old, depth: depth)
            return (both, both)
        }
        guard old.count > 1 || new.count > 1, depth < 256 else {
            return (top(old, depth: depth), top(new, depth: depth))
        }
        let oldMiddle = old.firstIndex { $0.key.bit(depth) } ?? old.endIndex
        let newMiddle = new.firstIndex { $0.key.bit(depth) } ?? new.endIndex
        let zero = tops(old[..<oldMiddle], new[..<newMiddle], depth: depth + 1)
        let one = tops(old[oldMiddle...], new[newMiddle...], depth: depth + 1)
        return (.join(zero.old, one.old), .join(zero.new, one.new))
    }

    /// The sixteen subtrees of an inner page with the nodes above them, so that a change hashes only what is above it.
    struct Nodes {
        /// The children of n are 2n and 2n + 1; 1 is the top, 16 to 31 are the subtrees.
        private var nodes: [Subtree]
        private var changed: UInt32 = 0

        init(_ parts: [Subtree]) {
            nodes = [Subtree](repeating: .empty, count: 16) + parts
            changed = 0xFFFF_0000
            settle()
        }

        var top: Subtree { nodes[1] }
        var parts: [Subtree] { Array(nodes[16...]) }

        subscript(branch: Int) -> Subtree {
            get { nodes[16 + branch] }
            set {
                nodes[16 + branch] = newValue
                changed |= 1 << UInt32(16 + branch)
            }
        }

        mutating func settle() {
            for node in (1..<16).reversed() where changed >> UInt32(2 * node) & 3 != 0 {
                nodes[node] = .join(nodes[2 * node], nodes[2 * node + 1])
                changed |= 1 << UInt32(node)
            }
            changed = 0
        }
    }

    var encoded: [UInt8] {
        switch self {
        case .leaves(let leaves):
            [0x00] + leaves.flatMap { $0.key.bytes + $0.count.bigEndianBytes + $0.value.bytes }
        case .inner(let parts): [0x01] + parts.flatMap { [$0.weight] + $0.hash.bytes }
        }
    }

    init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure() -> Malformed { Malformed("index page", "neither leaves nor sixteen subtrees") }
        let body = bytes.dropFirst()
        if bytes.first == 0x00, body.count % 72 == 0 {
            var leaves: [IndexLeaf] = []
            for start in stride(from: 1, to: bytes.count, by: 72) {
                guard let key = ContentHash(bytes: bytes[start..<start + 32]),
                    let count = UInt64(bigEndianBytes: bytes[(start + 32)..<(start + 40)]),
                    let value = ContentHash(bytes: bytes[(start + 40)..<(start + 72)]),
                    leaves.last.map({ $0.key < key }) ?? true
                else { throw failure() }
                leaves.append(IndexLeaf(key: key, count: count, value: value))
            }
            self = .leaves(leaves)
        } else if bytes.first == 0x01, body.count == 16 * 33 {
            var parts: [Subtree] = []
            for start in stride(from: 1, to: bytes.count, by: 33) {
                // A weight of 0 beside a hash would go unnoticed until a key comes to stand next to it.
                guard bytes[start] <= 2, let hash = ContentHash(bytes: bytes[(start + 1)..<(start + 33)]),
                    (bytes[start] == 0) == (hash == .zero)
                else { throw failure() }
                parts.append(Subtree(weight: bytes[start], hash: hash))
            }
            self = .inner(parts)
        } else {
            throw failure()
        }
    }
}
