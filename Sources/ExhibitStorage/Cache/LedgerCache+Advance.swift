import ExhibitCore

extension LedgerCache {
    /// Takes in the entries of `tail` that it does not hold yet, in one transaction.
    ///
    /// - Returns: the state then. It reaches further than the tail where another program was faster.
    /// - Throws: `Wrong` where entries are missing in between, or the cache is damaged.
    func advance(_ tail: EntryTail) throws -> State {
        try database.write { session in
            var state = try Self.state(session)
            guard state.size >= tail.start else { throw Wrong() }
            guard state.size < tail.end else { return state }
            // In pieces that end before an index entry: its root is that of the entries below it, and is compared.
            var items = tail.items[Int(state.size - tail.start)...]
            while !items.isEmpty {
                if let signed = items.first?.signed, signed != (state.root, state.keys) { throw Wrong() }
                let end = items.dropFirst().firstIndex { $0.signed != nil } ?? items.endIndex
                try Self.take(items[..<end], &state, session)
                items = items[end...]
            }
            try Self.write(state, session)
            return state
        }
    }

    private static func take(
        _ items: ArraySlice<EntryTail.Item>, _ state: inout State, _ session: borrowing SQLite.Session
    ) throws {
        try appendToTree(items, state, session)
        let updates = try appendReferences(items, from: state.size, session)
        let (root, newKeys) = try apply(updates, to: state.root, session)
        for item in items {
            try addKind(item.kind, at: state.size, session)
            state.chain = Chain.next(after: state.chain, entry: item.id)
            state.size += 1
        }
        state.root = root
        state.keys += UInt64(newKeys)
    }

    /// Records the kind of an entry, and the running value over all of its kind, by which a missing row is noticed.
    private static func addKind(
        _ kind: String, at position: UInt64, _ session: borrowing SQLite.Session
    ) throws {
        try session.run(
            "INSERT OR REPLACE INTO kinds(kind, position) VALUES(?, ?)", [.text(kind), .integer(Int64(position))])
        let value = next(after: try kindValue(kind, session), position)
        try session.run(
            "INSERT OR REPLACE INTO kind_values(kind, value) VALUES(?, ?)", [.text(kind), .blob(value.bytes)])
    }

    private static func appendToTree(
        _ items: ArraySlice<EntryTail.Item>, _ state: State, _ session: borrowing SQLite.Session
    ) throws {
        var frontier = try TreeChunks.frontier(size: state.size, session)
        let hashes = items.flatMap { frontier.append($0.id) }
        try TreeChunks.append(hashes, after: TreeChunks.count(leaves: state.size), session)
    }

    /// Records who refers to what, and returns it by key, in order of the keys.
    private static func appendReferences(
        _ items: ArraySlice<EntryTail.Item>, from start: UInt64, _ session: borrowing SQLite.Session
    ) throws -> [IndexPages.Update] {
        var lists: [TypedName: [(position: UInt64, entry: ContentHash)]] = [:]
        var position = start
        for item in items {
            for name in item.references { lists[name, default: []].append((position, item.id)) }
            position += 1
        }
        let named = lists.map { (bytes: bytes(of: $0.key), references: $0.value) }
        for (bytes, references) in named.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
            for (position, _) in references {
                try session.run(
                    "INSERT OR REPLACE INTO refs(name, position) VALUES(?, ?)",
                    [.blob(bytes), .integer(Int64(position))])
            }
        }
        return lists.compactMap { name, references in
            IndexLeaf.key(of: name).map { IndexPages.Update(key: $0, references: references) }
        }.sorted { $0.key < $1.key }
    }

    private static func apply(
        _ updates: [IndexPages.Update], to root: ContentHash, _ session: borrowing SQLite.Session
    ) throws -> (ContentHash, Int) {
        try IndexPages.apply(updates, to: root) { number in
            try page(number, session)
        } store: { number, body in
            try session.run(
                "INSERT OR REPLACE INTO pages(number, body) VALUES(?, ?)", [.integer(number), .blob(body)])
        }
    }
}
