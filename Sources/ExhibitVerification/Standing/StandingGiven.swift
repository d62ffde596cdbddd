import ExhibitCore

/// A standing file beside the report that somebody has.
struct StandingGiven {
    private(set) var check = Verdict.Check(
        Verdict.standingFileCheck, "the standing that was given is of this report, and its ledger went on from it")
    /// Nil where it shows nothing: the report is judged as without it.
    private(set) var shown: StandingVerification.Shown?
    /// Whether the two trees, each of which holds by itself, are proven to be of two histories.
    private(set) var isFork = false

    init(_ bytes: [UInt8], beside report: ChallengedReport) {
        let object = "the standing file"
        let (judged, shown) = StandingVerification.judge(bytes, trust: TrustPolicy(ledgers: [report.ledger]))
        let failing = judged.checks.filter { $0.findings.contains { $0.severity != .incomplete } }
        if failing.map(\.id) == ["consistency"], let file = try? StandingFile(encoded: bytes),
            file.older == report.bundle.checkpoint, ForkProof(comparing: report.bundle, file.bundle) != nil
        {
            isFork = true
            check.fail(.incomplete, object, "its tree does not go on from the report's")
            return
        }
        check.findings = judged.checks.filter { $0.id != Verdict.trustCheck }.flatMap(\.findings)
        guard let shown else { return }
        guard shown.history.ledger == report.ledger else {
            check.fail(.incomplete, object, "it is of another ledger: \(shown.history.ledger.hex)")
            return
        }
        guard shown.file.report == report.report.statement.id, shown.file.older == report.bundle.checkpoint else {
            check.fail(.incomplete, object, "it is of another report: ask for one that is made from this")
            return
        }
        let lists = Set(shown.file.lists.map(\.name))
        for name in report.bundle.lists.map(\.name) where name.kind == .key && !lists.contains(name) {
            check.fail(.tampered, object, "the list of \(name) is required and was left out")
        }
        for entry in report.entries {
            guard let role = entry.statement.kind?.role,
                let since = shown.history.doubt(about: entry.statement.head.author, role, at: entry.position)
            else { continue }
            check.fail(
                .incomplete, "entry \(entry.position)",
                "its key may have been in other hands from entry \(since) on, as the ledger says since")
        }
        check.detail = "\(shown.head.size) entries, root \(shown.head.root.hex)"
        if check.findings.allSatisfy({ $0.severity == .incomplete }) { self.shown = shown }
    }
}
