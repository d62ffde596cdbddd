/// Which entries refer to which names, over the entries of a ledger from the first one on.
public struct ReferenceIndex: Sendable {
    private var lists: [TypedName: [UInt64]] = [:]
    private var leaves: [TypedName: IndexLeaf] = [:]
    /// The number of entries taken in.
    public private(set) var size: UInt64 = 0

    public init() {}

    /// Takes in the next entry; entries must come in order, without gaps.
    public mutating func add(_ entry: Entry) { add(entry.statement.references, id: entry.id) }

    private mutating func add(_ names: Set<TypedName>, id: ContentHash) {
        for name in names {
            guard let key = IndexLeaf.key(of: name) else { continue }
            lists[name, default: []].append(size)
            leaves[name, default: IndexLeaf(key: key)].add(position: size, entry: id)
        }
        size += 1
    }

    /// Positions of the entries that refer to the name, ascending.
    public func positions(of name: TypedName) -> [UInt64] { lists[name] ?? [] }

    /// The trie over everything taken in so far: what an `index` entry at position `size` signs.
    public func trie() -> IndexTrie { IndexTrie(leaves.values) }
}
