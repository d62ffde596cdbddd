import ExhibitCore

/// What the cache needs of entries that follow each other, and what stands in for it until it has them.
struct EntryTail: Sendable {
    struct Item: Sendable {
        let id: ContentHash
        let references: [(name: TypedName, key: ContentHash)]
        let kind: String
        /// Root and number of keys that an `index` entry signs.
        let signed: (root: ContentHash, keys: UInt64)?

        init(_ entry: Entry) {
            id = entry.id
            kind = entry.statement.kind?.name ?? entry.statement.kindName
            references = entry.statement.references.compactMap { name in IndexLeaf.key(of: name).map { (name, $0) } }
            signed =
                entry.statement.isKind(.index)
                ? (
                    ContentHash(hex: entry.statement.text("root")) ?? .zero,
                    UInt64(clamping: entry.statement.body["keys"]?.number ?? 0)
                ) : nil
        }
    }

    /// Position of the first item.
    let start: UInt64
    private(set) var items: [Item] = []
    private var lists: [TypedName: [UInt64]] = [:]
    private var kinds: [String: [UInt64]] = [:]

    init(start: UInt64) { self.start = start }

    var end: UInt64 { start + UInt64(items.count) }

    mutating func append(_ entry: Entry) {
        let item = Item(entry)
        for reference in item.references { lists[reference.name, default: []].append(end) }
        kinds[item.kind, default: []].append(end)
        items.append(item)
    }

    /// Ascending.
    func positions(of name: TypedName) -> [UInt64] { lists[name] ?? [] }

    func positions(ofKind name: String) -> [UInt64] { kinds[name] ?? [] }

    var names: some Sequence<TypedName> { lists.keys }
}
