import ExhibitCore

extension Receipt {
    /// For whoever made a challenge that this ledger has.
    ///
    /// - Parameter covers: the position of an `index` entry behind it, with a stored checkpoint over it and nothing more.
    public init(
        of placed: PlacedEntry, in ledger: some LedgerPublishing, history: KeyHistory, covers: UInt64
    ) throws {
        let challenge = try Challenge(placed.statement)
        guard let checkpoint = try ledger.checkpoint(ofSize: covers + 1) else {
            throw Malformed("ledger", "another program wrote to this case meanwhile; run the command again")
        }
        let about = [challenge.report, placed.statement.name].flatMap { ledger.entries(referringTo: $0) ?? [] }
        let named = (about + [placed]).filter { $0.position < covers }
        let keys = history.keysEver(of: .checkpoint) + named.map(\.statement.head.author)
        var (names, entries) = try Bridge.gather(keys.map { TypedName(.key, $0) }, in: ledger, covers: covers)
        names.formUnion([challenge.report, placed.statement.name])
        let all = Dictionary((entries + named).map { ($0.position, $0) }) { first, _ in first }
        entries = all.values.sorted { $0.position < $1.position }
        self.init(
            challenge: placed.statement.id, checkpoint: checkpoint,
            entries: try entries.map {
                Bundle.ProvenEntry(
                    position: $0.position, leaf: $0.entry.leaf,
                    proof: try ledger.proveInclusion(of: $0.position, size: covers + 1))
            },
            lists: try names.compactMap { name in
                guard let key = IndexLeaf.key(of: name) else { return nil }
                return Bundle.ReferenceList(
                    name: name, positions: entries.filter { $0.statement.references.contains(name) }.map(\.position),
                    proof: try ledger.proveReferences(of: key, covers: covers).encoded)
            })
        // What does not verify here would verify nowhere.
        let id = try ledger.entry(at: 0).statement.id
        let verdict = ReceiptVerification.verify(encoded, trust: TrustPolicy(ledgers: [id]))
        guard verdict.exitCode == 0 else {
            throw Malformed("receipt", "it does not verify:\n" + verdict.lines.joined(separator: "\n"))
        }
    }
}
