/// Making all pages of an index at once: each is computed and stored once, in the order of its keys.
extension IndexPages {
    /// The pages below one of the 256 pages at depth 2, which can be made independently of each other.
    public struct Division: Sendable {
        var top: Built
        /// How many names it has.
        public var keys: UInt64 = 0
    }

    public static let divisions = 256
    private static let divisionDepth = 2

    enum Built: Sendable {
        /// So few that they may have room in the page above; nothing is stored yet.
        case few([IndexLeaf])
        case page(IndexPage.Subtree)

        var leaves: [IndexLeaf]? { if case .few(let leaves) = self { leaves } else { nil } }
    }

    /// - Parameter number: 0 to 255, the first eight bits of the keys.
    public static func build(division number: Int, of references: IndexRoots.References, store: Store) throws
        -> Division
    {
        var leaves = LeafStream(
            cursor: try references.records.cursor(firstBytes: UInt8(number)...UInt8(number)))
        let top = try build(&leaves, page: 1 << 8 | Number(number), depth: divisionDepth, store)
        return Division(top: top, keys: leaves.taken)
    }

    /// The pages above the divisions, which are all given, in order.
    ///
    /// - Returns: the root of the index, and how many names it has.
    public static func build(above divisions: [Division], store: Store) throws -> (root: ContentHash, keys: UInt64) {
        var (built, depth) = (divisions.map(\.top), divisionDepth)
        while depth > 0 {
            depth -= 1
            built = try stride(from: 0, to: built.count, by: 16).map { start in
                let children = built[start..<(start + 16)]
                let few = children.compactMap(\.leaves)
                let leaves = few.flatMap(\.self)
                if few.count == children.count, leaves.count <= capacity { return .few(leaves) }
                let page = Number(1) << (4 * depth) | Number(start / 16)
                let parts = try children.enumerated().map { branch, child in
                    try settle(child, page: page << 4 | Number(branch), depth: depth + 1, store)
                }
                return .page(try write(.inner(parts), page: page, depth: depth, store))
            }
        }
        return (try settle(built[0], page: 1, depth: 0, store).hash, divisions.reduce(0) { $0 + $1.keys })
    }

    private static func build(_ leaves: inout LeafStream, page: Number, depth: Int, _ store: Store) throws -> Built {
        guard depth < deepest, try leaves.has(moreThan: capacity, onPage: page, depth: depth) else {
            return .few(try leaves.take(page: page, depth: depth))
        }
        var parts: [IndexPage.Subtree] = []
        for branch in Number(0)..<16 {
            let child = try build(&leaves, page: page << 4 | branch, depth: depth + 1, store)
            parts.append(try settle(child, page: page << 4 | branch, depth: depth + 1, store))
        }
        return .page(try write(.inner(parts), page: page, depth: depth, store))
    }

    private static func settle(
        _ built: Built, page: Number, depth: Int, _ store: Store
    ) throws -> IndexPage.Subtree {
        switch built {
        case .page(let top): top
        case .few(let leaves):
            leaves.isEmpty ? .empty : try write(.leaves(leaves), page: page, depth: depth, store)
        }
    }
}

/// The leaves of sorted references, with a look at those to come.
private struct LeafStream {
    private typealias Item = (leaf: IndexLeaf, firstBits: UInt64)
    private var cursor: SortedRecords.Cursor
    private var ahead: [Item] = []
    private var start = 0
    /// The name whose references are being read.
    private var current: Item?
    private(set) var taken: UInt64 = 0

    init(cursor: SortedRecords.Cursor) { self.cursor = cursor }

    /// Whether more than so many of the next leaves belong below a page.
    mutating func has(moreThan count: Int, onPage page: IndexPages.Number, depth: Int) throws -> Bool {
        guard let item = try peek(count) else { return false }
        return Self.belongs(item, page, depth)
    }

    mutating func take(page: IndexPages.Number, depth: Int) throws -> [IndexLeaf] {
        var leaves: [IndexLeaf] = []
        while let item = try peek(0), Self.belongs(item, page, depth) {
            leaves.append(item.leaf)
            start += 1
        }
        taken += UInt64(leaves.count)
        return leaves
    }

    private static func belongs(_ item: Item, _ page: IndexPages.Number, _ depth: Int) -> Bool {
        depth == 0 || IndexPages.Number(item.firstBits >> UInt64(64 - 4 * depth)) == page ^ 1 << (4 * depth)
    }

    private mutating func peek(_ distance: Int) throws -> Item? {
        while ahead.count - start <= distance {
            guard let item = try read() else { return nil }
            if start > 1_024 {
                ahead.removeFirst(start)
                start = 0
            }
            ahead.append(item)
        }
        return ahead[start + distance]
    }

    /// A name is complete when a reference to the next one comes, or none.
    private mutating func read() throws -> Item? {
        while let record = try cursor.next() {
            let (key, position, entry) = (record.hash(at: 0), record.number(at: 32), record.hash(at: 40))
            if current?.leaf.key == key {
                current?.leaf.add(position: position, entry: entry)
                continue
            }
            let complete = current
            current = (IndexLeaf(key: key), record.number(at: 0))
            current?.leaf.add(position: position, entry: entry)
            if let complete { return complete }
        }
        defer { current = nil }
        return current
    }
}
