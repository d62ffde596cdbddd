/// What it takes to make a bundle from a ledger: entries, proofs in the tree, and lists with their proofs in the index.
public protocol LedgerReading: EntryLookup {
    func entry(at position: UInt64) throws -> PlacedEntry
    func proveInclusion(of position: UInt64, size: UInt64) throws -> [ContentHash]
}

extension Bundle {
    /// Gathers what the scope asks for under one checkpoint.
    ///
    /// - Parameters:
    ///   - checkpoint: of size covers + 1, where `covers` is the position of the last `index` entry.
    ///   - prove: proofs in the reference index over all entries below `covers`.
    public init(
        scope: ReportScope, report: ContentHash, checkpoint: SignedNote, size: UInt64,
        ledger: some LedgerReading, prove: (ContentHash) throws -> IndexProof,
        disclosures: [Disclosure], artifacts: [Artifact]
    ) throws {
        let covers = size - 1
        var entries = scope.entries
        entries[0] = try ledger.entry(at: 0)
        entries[covers] = try ledger.entry(at: covers)
        self.init(
            checkpoint: checkpoint,
            entries: try entries.values.map {
                ProvenEntry(
                    position: $0.position, leaf: $0.entry.leaf,
                    proof: try ledger.proveInclusion(of: $0.position, size: size))
            },
            lists: try scope.names.compactMap { name in
                guard let key = IndexLeaf.key(of: name) else { return nil }
                return ReferenceList(
                    name: name,
                    positions: (ledger.entries(referringTo: name) ?? []).map(\.position).filter { $0 < covers },
                    proof: try prove(key).encoded)
            },
            disclosures: disclosures, artifacts: artifacts, report: report)
    }
}
