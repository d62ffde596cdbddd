import ExhibitCore

extension Bridge {
    /// Why there is no bridge from a report to this ledger.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
        /// Whether report and ledger cannot both be whole and of one history.
        public let contradicts: Bool

        init(_ description: String, contradicts: Bool = false) {
            self.description = description
            self.contradicts = contradicts
        }
    }

    /// From a report to a later checkpoint of its ledger.
    ///
    /// - Parameters:
    ///   - report: the file.
    ///   - history: of the ledger's keys, up to `covers` at least.
    ///   - tree: of its entries, likewise.
    ///   - covers: the position of an `index` entry with a stored checkpoint over it and nothing more.
    public init(
        from report: [UInt8], in ledger: some LedgerPublishing, history: KeyHistory, tree: some SubtreeHashes,
        covers: UInt64
    ) throws {
        let id = try ledger.entry(at: 0).statement.id
        let bundle = try Self.bundle(of: report, ledger: id, size: covers + 1)
        try self.init(
            from: bundle.checkpoint, relying: bundle.lists.map(\.name).filter { $0.kind == .key }, in: ledger,
            history: history, tree: tree, covers: covers)
        // What does not verify here would verify nowhere.
        let verdict = ReportVerifier.verify(report, trust: TrustPolicy(ledgers: [id]), bridge: encoded)
        guard verdict.mayBePublished else {
            throw Failure("the bridge does not verify:\n" + verdict.lines.joined(separator: "\n"))
        }
    }

    /// - Parameter keys: those whose grants and revocations it must have, besides those of checkpoints.
    public init(
        from older: SignedNote, relying keys: [TypedName], in ledger: some LedgerPublishing, history: KeyHistory,
        tree: some SubtreeHashes, covers: UInt64
    ) throws {
        let old = try Checkpoint(text: older.text)
        guard try tree.root(size: old.size) == old.root else {
            throw Failure(
                """
                its tree is not the beginning of this ledger: one of the two is a fork. Keep it. What proves this to others: \
                exhibit consistency REPORT -o FILE
                """, contradicts: true)
        }
        guard let checkpoint = try ledger.checkpoint(ofSize: covers + 1) else {
            throw Failure("another program wrote to this case meanwhile; run the command again")
        }
        // Those in between too: a reader may have the verifier key of any time.
        let signers = history.keysEver(of: .checkpoint).map { TypedName(.key, $0) }
        let (names, entries) = try Self.gather(keys + signers, in: ledger, covers: covers)
        self.init(
            older: older, newer: checkpoint,
            consistency: try tree.proveConsistency(from: old.size, to: covers + 1),
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
    }

    /// The machine half of a report that holds by itself, and that this ledger could have made.
    public static func bundle(of report: [UInt8], ledger: ContentHash, size: UInt64) throws -> Bundle {
        let verdict = ReportVerifier.verify(report, trust: TrustPolicy(ledgers: [ledger]))
        guard verdict.mayBePublished else {
            throw Failure("it does not verify, so there is nothing to lead from; see: exhibit verify")
        }
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        let head = try Checkpoint(text: bundle.checkpoint.text)
        guard let named = Checkpoint.ledger(ofOrigin: head.origin), named == ledger else {
            throw Failure("it is a report of another ledger: \(head.origin)")
        }
        guard head.size <= size else {
            throw Failure(
                "it is over \(head.size) entries, and this ledger has \(size): an older copy, or rolled back. Keep it: it shows this",
                contradicts: true)
        }
        return bundle
    }

    /// The lists of the keys, those of the keys that signed what stands on them, and so on; and all these entries.
    static func gather(
        _ relied: [TypedName], in ledger: some LedgerPublishing, covers: UInt64
    ) throws -> (names: Set<TypedName>, entries: [PlacedEntry]) {
        let genesis = try ledger.entry(at: 0)
        let index = try ledger.entry(at: covers)
        var entries = [genesis.position: genesis, index.position: index]
        var names: Set<TypedName> = []
        var pending = relied + ["ledger_key", "checkpoint_key"].compactMap { genesis.statement.name($0) }
        pending.append(TypedName(.key, index.statement.head.author))
        while let name = pending.popLast() {
            guard names.insert(name).inserted else { continue }
            for entry in ledger.entries(referringTo: name) ?? [] where entry.position < covers {
                entries[entry.position] = entry
                pending.append(TypedName(.key, entry.statement.head.author))
            }
        }
        return (names, entries.values.sorted { $0.position < $1.position })
    }
}
