import ExhibitCore

/// Which `index` entry of a ledger is the first that is wrong, of those that count: a void one is nothing that a later
/// one could name, and must not shield it.
struct IndexErrorSearch {
    struct Wrong {
        let index: UInt64
        /// The position of the index entry before it.
        let previous: UInt64?
    }

    private(set) var size: UInt64 = 0
    private var history: KeyHistory?
    private var references: IndexRoots
    private var signed: IndexClaims
    private var last: JSON = .null
    /// The first that does not say where it stands, or which one it follows.
    private var misplaced: UInt64?

    init(scratch: (any ScratchSpace)?) {
        references = IndexRoots(memory: 40 << 20, scratch: scratch)
        signed = IndexClaims(memory: 4 << 20, scratch: scratch)
    }

    mutating func add(_ leaf: [UInt8]) throws {
        defer { size += 1 }
        guard let entry = try? Entry(leaf: leaf) else { return }
        let statement = entry.statement
        if size == 0 { history = try? KeyHistory(genesis: statement) }
        if statement.isKind(.index) {
            if entry.isSigned, let history, history.reasonVoid(statement, at: size) == nil { try take(statement) }
        } else if size > 0 {
            history?.apply(entry, at: size)
        }
        for key in statement.references.compactMap({ IndexLeaf.key(of: $0) }) {
            try references.add(key, position: size, entry: entry.id)
        }
    }

    private mutating func take(_ statement: Statement) throws {
        let (body, root) = (statement.body, statement.text("root"))
        if body["covers"]?.number != Int64(size) || body["previous"] != last { misplaced = misplaced ?? size }
        try signed.add(
            at: size,
            .init(hash: ContentHash(hex: root) ?? .zero, keys: UInt64(clamping: body["keys"]?.number ?? -1)))
        last = [
            "covers": .integer(Int64(size)), "root": .string(root), "statement": .string(statement.name.description),
        ]
    }

    /// After all leaves.
    mutating func firstWrong() throws -> Wrong? {
        let references = try references.sorted()
        var (wrong, previous): (Wrong?, UInt64?) = (nil, nil)
        try signed.forEachBatch { [misplaced] places, claims in
            guard wrong == nil else { return }
            let roots = try references.roots(at: places)
            for (index, place) in places.enumerated() {
                if place == misplaced || roots[index] != claims[index] {
                    wrong = Wrong(index: place, previous: previous)
                    return
                }
                previous = place
            }
        }
        return wrong
    }
}
