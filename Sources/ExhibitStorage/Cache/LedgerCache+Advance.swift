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
        var kinds: [String: [UInt64]] = [:]
        for item in items {
            kinds[item.kind, default: []].append(state.size)
            state.chain = Chain.next(after: state.chain, entry: item.id)
            state.size += 1
        }
        for (kind, positions) in kinds { try KindLists.append(positions, kind, session) }
        state.root = root
        state.keys += UInt64(newKeys)
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
        var rows: [(name: [UInt8], position: UInt64)] = []
        var lists: [ContentHash: [(position: UInt64, entry: ContentHash)]] = [:]
        for (position, item) in zip(start..., items) {
            for reference in item.references {
                rows.append((bytes(of: reference.name), position))
                lists[reference.key, default: []].append((position, item.id))
            }
        }
        rows.sort {
            $0.name == $1.name ? $0.position < $1.position : $0.name.lexicographicallyPrecedes($1.name)
        }
        var next = rows.makeIterator()
        try session.run("INSERT OR REPLACE INTO refs(name, position) VALUES(?, ?)") {
            next.next().map { [.blob($0.name), .integer(Int64($0.position))] }
        }
        return lists.map { IndexPages.Update(key: $0.key, references: $0.value) }.sorted { $0.key < $1.key }
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
