import ExhibitCore

/// Whether every `index` entry signs the root that the entries below it give, and stands where one is due.
struct IndexAudit {
    private var check = Verdict.Check("index", "every index entry signs the root that its ledger gives")
    private var references: IndexRoots
    private var signed: IndexClaims
    private var failure: (any Error)?
    private var last: (covers: UInt64, root: ContentHash, statement: TypedName)?
    private var entriesSince: UInt64 = 0
    /// Index entries above the first missing entry, whose references nobody has.
    private var uncompared: ClosedRange<UInt64>?

    init(scratch: (any ScratchSpace)?) {
        references = IndexRoots(memory: 40 << 20, scratch: scratch)
        signed = IndexClaims(memory: 4 << 20, scratch: scratch)
    }

    /// Takes the next entry that can be read.
    ///
    /// - Parameter isWhole: whether no entry below it is missing.
    mutating func add(_ entry: LedgerAudit.Examined.Facts, id: ContentHash, at place: UInt64, isWhole: Bool) {
        guard isWhole else {
            if entry.statement.isKind(.index) { uncompared = (uncompared?.lowerBound ?? place)...place }
            return
        }
        entriesSince += 1
        do {
            for key in entry.indexKeys { try references.add(key, position: place, entry: id) }
            if entry.statement.isKind(.index) {
                try judge(entry, at: place)
            } else if entriesSince > 4_096 {
                check.fail(.tampered, "entry \(place)", "more than 4,096 entries without an index entry")
                entriesSince = 0
            }
        } catch {
            failure = failure ?? error
        }
    }

    private mutating func judge(_ entry: LedgerAudit.Examined.Facts, at place: UInt64) throws {
        entriesSince = 0
        let (statement, object) = (entry.statement, "entry \(place)")
        let previous = statement.body["previous"]
        let named = previous.flatMap { value -> (UInt64, ContentHash, TypedName)? in
            guard let covers = value["covers"]?.number,
                let root = value["root"]?.text.flatMap({ ContentHash(hex: $0) }),
                let name = value["statement"]?.text.flatMap({ TypedName($0) })
            else { return nil }
            return (UInt64(covers), root, name)
        }
        if statement.body["covers"]?.number != Int64(place) {
            check.fail(.tampered, object, "it covers another position than its own")
        }
        if named?.0 != last?.covers || named?.1 != last?.root || named?.2 != last?.statement {
            check.fail(.tampered, object, "it does not name the index entry before it")
        }
        let root = ContentHash(hex: statement.text("root")) ?? .zero
        last = (place, root, TypedName(.statement, entry.statementID))
        try signed.add(
            at: place, .init(hash: root, keys: UInt64(clamping: statement.body["keys"]?.number ?? 0)))
    }

    mutating func finish() -> Verdict.Check {
        do {
            if let failure { throw failure }
            let references = try references.sorted()
            try signed.forEachBatch { places, roots in
                for (index, root) in try references.roots(at: places).enumerated() where root != roots[index] {
                    check.fail(
                        .tampered, "entry \(places[index])",
                        "its root is not that of the entries below it: references were left out or added")
                }
            }
        } catch {
            check.fail(.couldNotJudge, "index entries", "their references could not be sorted: \(error)")
        }
        if let uncompared {
            check.fail(
                .tampered, "index entries in \(Verdict.Check.words(uncompared))",
                "their roots were not computed: entries below them are missing")
        }
        check.detail = last.map { "up to entry \($0.covers)" } ?? "no index entry yet"
        return check
    }
}
