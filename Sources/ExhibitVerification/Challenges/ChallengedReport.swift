import ExhibitCore

/// What a report is about, as far as its file can be read: also one that does not hold can be objected to.
public struct ChallengedReport: Sendable {
    public let bytes: [UInt8]
    /// What verifying it found.
    public let verdict: Verdict
    /// Of the file that was given; the report's entry may name another one.
    public let page: TypedName
    public let bundle: Bundle
    public let ledger: ContentHash
    public let publisher: String
    public let contact: String
    public let head: Checkpoint
    public let report: PlacedEntry
    public let claim: PlacedEntry
    /// Those that the claim rests on.
    public let runs: [TypedName]
    public let evidence: [TypedName]
    /// By position.
    public let entries: [PlacedEntry]

    /// - Throws: where it does not say which claim of which ledger it is about.
    public init(_ bytes: [UInt8], verdict: Verdict) throws(Malformed) {
        let file = try ReportFile(encoded: bytes)
        let bundle = try Bundle(encoded: file.bundle)
        self.bytes = bytes
        self.verdict = verdict
        self.bundle = bundle
        page = file.pageName
        head = try Checkpoint(text: bundle.checkpoint.text)
        let entries = bundle.entries.compactMap { proven in
            (try? Entry(leaf: proven.leaf)).map { PlacedEntry(position: proven.position, entry: $0) }
        }
        func find(_ name: TypedName?) -> PlacedEntry? { entries.first { $0.statement.name == name } }
        guard let genesis = entries.first, genesis.position == 0, genesis.statement.isKind(.ledger),
            let report = find(TypedName(.statement, bundle.report)), report.statement.isReport,
            let claim = find(report.statement.name("claim")), claim.statement.isClaim,
            let run = claim.statement.name("run"), let evidence = claim.statement.name("evidence")
        else { throw Malformed("report", "it does not say which claim of which ledger it is about") }
        self.entries = entries
        ledger = genesis.statement.id
        publisher = genesis.statement.text("publisher")
        contact = genesis.statement.text("contact")
        self.report = report
        self.claim = claim
        (runs, self.evidence) = ([run], [evidence])
    }

    /// Why a challenge is not about this report; nil where it is, where it is about another report of the same claim, and
    /// where the report has it itself: one about another claim on the same picture counts.
    func reasonUnrelated(_ challenge: Challenge) -> String? {
        guard challenge.statement.head.ledger == ledger else { return "it is about a report of another ledger" }
        guard statement(named: challenge.statement.name) == nil else { return nil }
        guard challenge.claim == claim.statement.name else { return "it is about another claim of this ledger" }
        guard challenge.runs == runs, challenge.evidence == evidence else {
            return "it names other runs or other evidence than this claim rests on"
        }
        return nil
    }

    func statement(named name: TypedName?) -> Statement? { entries.first { $0.statement.name == name }?.statement }

    /// Where the bundle has exactly this entry.
    func position(of entry: Entry) -> UInt64? { bundle.entries.first { $0.leaf == entry.leaf }?.position }

    /// The file as it was published is another one: whoever made the challenge was shown an altered page.
    func isOfOtherPage(_ challenge: Challenge) -> Bool {
        challenge.report == report.statement.name && challenge.page != page
    }
}
