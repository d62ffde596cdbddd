import ExhibitCore

extension StandingFile {
    /// The entry that says until when a report stands from now on: shorter while an objection to its claim is undecided.
    ///
    /// - Parameter now: milliseconds since 1970.
    public static func draft(
        of report: [UInt8], in ledger: some LedgerPublishing, days: Int64 = Standing.defaultDays, now: Int64
    ) throws -> (draft: Draft, isContested: Bool) {
        let genesis = try ledger.entry(at: 0)
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        guard let published = ledger.entry(statement: bundle.report),
            let claim = published.statement.name("claim").flatMap({ ledger.entry(statement: $0.hash) })
        else { throw Bridge.Failure("this ledger has no such report", contradicts: true) }
        let scope = ReportScope(claim: claim, roots: [genesis, published], lookup: ledger)
        let recorded = RecordedStanding(
            of: published.statement, claim: claim.statement, among: scope.entries.values)
        let draft = Standing.draft(
            of: published.statement, from: Hour(milliseconds: now), days: days, isContested: recorded.isContested)
        return (draft, recorded.isContested)
    }

    /// What this ledger has recorded about a report up to a later checkpoint.
    ///
    /// - Parameters:
    ///   - report: the file.
    ///   - history: of the ledger's keys, up to `covers` at least.
    ///   - tree: of its entries, likewise.
    ///   - covers: the position of an `index` entry with a stored checkpoint over it and nothing more.
    /// - Throws: `Bridge.Failure` where nothing leads from the report to this ledger.
    public init(
        of report: [UInt8], in ledger: some LedgerPublishing, history: KeyHistory, tree: some SubtreeHashes,
        covers: UInt64
    ) throws {
        let genesis = try ledger.entry(at: 0)
        let size = covers + 1
        let bundle = try Bridge.bundle(of: report, ledger: genesis.statement.id, size: size)
        let old = try Checkpoint(text: bundle.checkpoint.text)
        guard try tree.root(size: old.size) == old.root else {
            throw Bridge.Failure(
                "its tree is not the beginning of this ledger: one of the two is a fork", contradicts: true)
        }
        guard let checkpoint = try ledger.checkpoint(ofSize: size) else {
            throw Bridge.Failure("another program wrote to this case meanwhile; run the command again")
        }
        guard let published = ledger.entry(statement: bundle.report),
            let claim = published.statement.name("claim").flatMap({ ledger.entry(statement: $0.hash) })
        else { throw Bridge.Failure("this ledger has no such report", contradicts: true) }
        // Those of all times: a reader may have the verifier key of any.
        let signers = history.keysEver(of: .checkpoint).map { TypedName(.key, $0) }
        let scope = ReportScope(
            claim: claim, roots: [genesis, published, try ledger.entry(at: covers)],
            keys: signers + bundle.lists.map(\.name).filter { $0.kind == .key },
            lookup: LedgerBelow(limit: covers, ledger: ledger))
        let parts = try Bundle(
            scope: scope, report: bundle.report, checkpoint: checkpoint, size: size, ledger: ledger,
            prove: { key in try ledger.proveReferences(of: key, covers: covers) }, disclosures: [], artifacts: [])
        self.init(
            report: bundle.report, older: bundle.checkpoint, newer: checkpoint,
            consistency: try tree.proveConsistency(from: old.size, to: size), entries: parts.entries, lists: parts.lists
        )
        // What does not verify here would verify nowhere.
        let verdict = StandingVerification.verify(encoded, trust: TrustPolicy(ledgers: [genesis.statement.id]))
        guard verdict.findings.allSatisfy({ [.incomplete, .contested].contains($0.severity) }) else {
            throw Bridge.Failure("the standing does not verify:\n" + verdict.lines.joined(separator: "\n"))
        }
    }
}

/// A ledger as it was below one position.
struct LedgerBelow<Ledger: LedgerPublishing>: EntryLookup {
    let limit: UInt64
    let ledger: Ledger

    func entry(statement: ContentHash) -> PlacedEntry? { ledger.entry(statement: statement) }

    func entries(referringTo name: TypedName) -> [PlacedEntry]? {
        ledger.entries(referringTo: name)?.filter { $0.position < limit }
    }
}
