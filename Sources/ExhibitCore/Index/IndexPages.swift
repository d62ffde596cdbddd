/// The reference index in pages of four levels that a store keeps, so that a few thousand new references touch a few
/// thousand pages of an index over millions of names.
///
/// A page is believed only where its T is the one that the page above it holds, and the uppermost where it is the root
/// that the caller knows: a store that lost or changed a page is found out before anything is signed.
public enum IndexPages {
    /// A page by its number: a 1 and four bits for each page above it, so the uppermost is 1.
    public typealias Number = Int64

    /// A page is missing, damaged, or not the one that the page above it holds.
    public struct Wrong: Error {}

    /// The references that entries make to one name, ascending by position.
    public struct Update {
        public let key: ContentHash
        let references: [(position: UInt64, entry: ContentHash)]

        public init(key: ContentHash, references: [(position: UInt64, entry: ContentHash)]) {
            self.key = key
            self.references = references
        }
    }

    public typealias Load = (Number) throws -> [UInt8]?
    public typealias Store = (Number, [UInt8]) throws -> Void

    /// More leaves than this are spread over sixteen pages.
    static let capacity = 32
    /// Where the numbers end. Names are hashed: to share 60 bits with 32 others takes more than anybody has.
    static let deepest = 15

    /// Takes in new references.
    ///
    /// - Parameters:
    ///   - updates: one for each name, in order of their keys.
    ///   - root: of the index as it is stored.
    /// - Returns: the new root, and how many of the names are new.
    public static func apply(
        _ updates: [Update], to root: ContentHash, load: Load, store: Store
    ) throws -> (root: ContentHash, newKeys: Int) {
        var newKeys = 0
        let top = try apply(updates[...], page: 1, depth: 0, expected: root, &newKeys, load, store)
        return (top.hash, newKeys)
    }

    private static func apply(
        _ updates: ArraySlice<Update>, page: Number, depth: Int, expected: ContentHash, _ newKeys: inout Int,
        _ load: Load, _ store: Store
    ) throws -> IndexPage.Subtree {
        switch try load(page).map({ try IndexPage(encoded: $0) }) ?? .leaves([]) {
        case .leaves(let old):
            var leaves: [IndexLeaf] = []
            var rest = old[...]
            for update in updates {
                while let next = rest.first, next.key < update.key { leaves.append(rest.removeFirst()) }
                var leaf = IndexLeaf(key: update.key)
                if rest.first?.key == update.key { leaf = rest.removeFirst() } else { newKeys += 1 }
                for (position, entry) in update.references { leaf.add(position: position, entry: entry) }
                leaves.append(leaf)
            }
            leaves += rest
            let (before, after) = IndexPage.tops(old[...], leaves[...], depth: 4 * depth)
            guard before.hash == expected else { throw Wrong() }
            guard leaves.count > Self.capacity, depth < Self.deepest else {
                try store(page, IndexPage.leaves(leaves).encoded)
                return after
            }
            return try write(leaves, page: page, depth: depth, store)
        case .inner(let parts):
            var nodes = IndexPage.Nodes(parts)
            guard nodes.top.hash == expected else { throw Wrong() }
            for (branch, updates) in Self.branches(updates, depth: depth, key: \.key) {
                nodes[branch] = try apply(
                    updates, page: page << 4 | Number(branch), depth: depth + 1, expected: parts[branch].hash, &newKeys,
                    load, store)
            }
            nodes.settle()
            try store(page, IndexPage.inner(nodes.parts).encoded)
            return nodes.top
        }
    }

    private static func write(
        _ leaves: [IndexLeaf], page: Number, depth: Int, _ store: Store
    ) throws -> IndexPage.Subtree {
        guard leaves.count > Self.capacity, depth < Self.deepest else {
            return try write(.leaves(leaves), page: page, depth: depth, store)
        }
        var parts = [IndexPage.Subtree](repeating: .empty, count: 16)
        for (branch, leaves) in Self.branches(leaves[...], depth: depth, key: \.key) {
            parts[branch] = try write(
                Array(leaves), page: page << 4 | Number(branch), depth: depth + 1, store)
        }
        return try write(.inner(parts), page: page, depth: depth, store)
    }

    static func write(
        _ page: IndexPage, page number: Number, depth: Int, _ store: Store
    ) throws -> IndexPage.Subtree {
        try store(number, page.encoded)
        return page.top(depth: depth)
    }

    private static func read(
        _ number: Number, depth: Int, expected: ContentHash, _ load: Load
    ) throws -> IndexPage {
        let page = try load(number).map { try IndexPage(encoded: $0) } ?? .leaves([])
        guard page.top(depth: depth).hash == expected else { throw Wrong() }
        return page
    }

    /// Splits what is sorted by key into runs with the same four bits after the first 4 × depth.
    private static func branches<Item>(
        _ items: ArraySlice<Item>, depth: Int, key: (Item) -> ContentHash
    ) -> [(branch: Int, items: ArraySlice<Item>)] {
        var result: [(Int, ArraySlice<Item>)] = []
        var start = items.startIndex
        while start < items.endIndex {
            let branch = Self.branch(key(items[start]), depth: depth)
            let end = items[start...].firstIndex { Self.branch(key($0), depth: depth) != branch } ?? items.endIndex
            result.append((branch, items[start..<end]))
            start = end
        }
        return result
    }

    private static func branch(_ key: ContentHash, depth: Int) -> Int {
        (0..<4).reduce(0) { $0 << 1 | (key.bit(4 * depth + $1) ? 1 : 0) }
    }
}

extension IndexPages {
    /// The proof that `key` is present with its count and value, or that it is absent, under `root`.
    public static func prove(_ key: ContentHash, root: ContentHash, load: Load) throws -> IndexProof {
        let proof = try path(of: key, root: root, load)
        // The weights are no part of what the pages above a page compare.
        guard proof.check(key, root: root) != nil else { throw Wrong() }
        return proof
    }

    private static func path(of key: ContentHash, root: ContentHash, _ load: Load) throws -> IndexProof {
        var siblings: [ContentHash] = []
        var (number, depth, expected) = (Number(1), 0, root)
        while true {
            switch try read(number, depth: depth, expected: expected, load) {
            case .leaves(let leaves):
                let rest = IndexTrie(leaves, depth: 4 * depth).prove(key)
                return IndexProof(siblings: siblings + rest.siblings, end: rest.end)
            case .inner(let parts):
                var range = 0..<16
                for level in 0..<4 {
                    if IndexPage.Subtree.join(parts[range]).weight < 2 { break }
                    let middle = (range.lowerBound + range.upperBound) / 2
                    let bit = key.bit(4 * depth + level)
                    let other = bit ? range.lowerBound..<middle : middle..<range.upperBound
                    siblings.append(IndexPage.Subtree.join(parts[other]).hash)
                    range = bit ? middle..<range.upperBound : range.lowerBound..<middle
                }
                // One branch is left, or the path ends here with the only key of several, or with none.
                guard let branch = range.first(where: { parts[$0].weight > 0 }) else {
                    return IndexProof(siblings: siblings, end: nil)
                }
                (number, depth, expected) = (number << 4 | Number(branch), depth + 1, parts[branch].hash)
                guard parts[branch].weight == 1 else { continue }
                guard case .leaves(let leaves) = try read(number, depth: depth, expected: expected, load),
                    leaves.count == 1
                else { throw Wrong() }
                return IndexProof(siblings: siblings, end: leaves[0])
            }
        }
    }
}
