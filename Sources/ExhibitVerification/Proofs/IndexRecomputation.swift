import ExhibitCore

/// Computes what an `index` entry must sign, from the one before it, the entries between, and the paths that they touch.
struct IndexRecomputation {
    let entries: [UInt64: PlacedEntry]
    let history: KeyHistory
    let paths: [IndexErrorProof.Path]

    enum Outcome {
        case wrong(String)
        case unproven(String)
    }

    private struct Start {
        var first: UInt64 = 0
        var root = ContentHash.zero
        var keys: Int64 = 0
    }

    func judge(_ subject: PlacedEntry) -> Outcome {
        let covers = subject.statement.body["covers"]?.number
        guard covers == Int64(subject.position) else { return .wrong("it covers another position than its own") }
        var start = Start()
        if let previous = subject.statement.body["previous"], !previous.isNull {
            switch self.start(after: previous, of: subject) {
            case .success(let found): start = found
            case .failure(let outcome): return outcome.outcome
            }
        }
        // Of those in the file: a made-up ledger could sign any number of entries to be looked at.
        let between = entries.values.filter { start.first <= $0.position && $0.position < subject.position }
            .sorted { $0.position < $1.position }
        if let index = between.last(where: isIndex) {
            return .wrong("it does not name the index entry before it, which is entry \(index.position)")
        }
        guard UInt64(between.count) == subject.position - start.first else {
            return .unproven("not all entries between the two index entries are in the file")
        }
        return recompute(subject, from: start, between: between)
    }

    private struct Refusal: Error { let outcome: Outcome }

    private func start(after previous: JSON, of subject: PlacedEntry) -> Result<Start, Refusal> {
        func refused(_ outcome: Outcome) -> Result<Start, Refusal> { .failure(Refusal(outcome: outcome)) }
        guard let place = previous["covers"]?.number.flatMap({ UInt64(exactly: $0) }),
            let root = previous["root"]?.text.flatMap({ ContentHash(hex: $0) }),
            let name = previous["statement"]?.text
        else { return refused(.unproven("it cannot be read")) }
        guard place < subject.position else {
            return refused(.wrong("the index entry that it names as the one before it does not stand before it"))
        }
        guard let entry = entries[place]?.statement else {
            // A later one that it should have named instead proves as much.
            return .success(Start(first: place + 1, root: root, keys: -1))
        }
        guard entry.isKind(.index), entry.name.description == name, entry.text("root") == root.hex,
            let keys = entry.body["keys"]?.number
        else { return refused(.wrong("what it names as the index entry before it is not what stands there")) }
        return .success(Start(first: place + 1, root: root, keys: keys))
    }

    /// Whether an index entry stands there that counts; a void one is nothing that a later one could name.
    private func isIndex(_ entry: PlacedEntry) -> Bool {
        entry.statement.isKind(.index) && entry.entry.isSigned
            && history.reasonVoid(entry.statement, at: entry.position) == nil
    }

    private func recompute(_ subject: PlacedEntry, from start: Start, between: [PlacedEntry]) -> Outcome {
        guard start.keys >= 0 else { return .unproven("the index entry that it names is not in the file") }
        var leaves: [TypedName: IndexLeaf] = [:]
        let keys = paths.compactMap { path in IndexLeaf.key(of: path.name).map { (key: $0, proof: path.proof) } }
        for (path, key) in zip(paths, keys) {
            leaves[path.name] = IndexLeaf(key: key.key)
            if case .present(let count, let value) = path.proof.check(key.key, root: start.root) {
                leaves[path.name] = IndexLeaf(key: key.key, count: count, value: value)
            }
        }
        var touched: Set<TypedName> = []
        for entry in between {
            for name in entry.statement.references where name.indexType != nil {
                guard leaves[name] != nil else { return .unproven("the path of \(name) is not in the file") }
                leaves[name]?.add(position: entry.position, entry: entry.entry.id)
                touched.insert(name)
            }
        }
        guard touched.count == paths.count else { return .unproven("a path is of a name that no entry refers to") }
        guard var trie = try? PartialTrie(keys, root: start.root) else {
            return .unproven("a path does not lead to the root of the index entry before it")
        }
        for leaf in leaves.values where !trie.put(leaf) { return .unproven("a path ends too early") }
        let count = start.keys + Int64(trie.added)
        let statement = subject.statement
        guard statement.text("root") == trie.root.hex, statement.body["keys"]?.number == count else {
            return .wrong(
                """
                it signs \(statement.body["keys"]?.number ?? 0) names with root \(statement.text("root")); the entries \
                give \(count) names with root \(trie.root.hex)
                """)
        }
        return .unproven("it signs what the entries give")
    }
}
