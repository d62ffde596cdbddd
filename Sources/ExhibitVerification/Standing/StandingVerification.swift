import ExhibitCore

/// What a standing file shows: everything that a ledger has recorded about a report's claim up to a later checkpoint.
struct StandingVerification {
    /// What holds of it.
    struct Shown {
        let file: StandingFile
        let head: Checkpoint
        /// As of the newer checkpoint, for the keys of its lists.
        let history: KeyHistory
        /// Those of its scope.
        let entries: [PlacedEntry]
        let recorded: RecordedStanding
        /// What was erased of what the report rests on; nil where nothing was.
        let erased: Verdict.Check?
    }

    /// - Returns: nothing shown where anything is not as it must be.
    static func judge(_ bytes: [UInt8], trust: TrustPolicy) -> (verdict: Verdict, shown: Shown?) {
        var verifier = ReportVerifier(trust: trust)
        let shown = verifier.readStanding(bytes)
        let isSound = verifier.verdict.findings.allSatisfy { $0.severity == .incomplete }
        return (verifier.verdict, isSound ? shown : nil)
    }

    /// A standing file by itself.
    static func verify(_ bytes: [UInt8], trust: TrustPolicy) -> Verdict {
        var (verdict, shown) = judge(bytes, trust: trust)
        if let shown {
            if let check = trust.checkNamedKeys(shown.history) { verdict.add(check) }
            let size = shown.head.size
            verdict.add(StandingState.check(StandingState.all(of: shown.recorded, size: size, now: nil), size: size))
            if let erased = shown.erased { verdict.add(erased) }
            verdict.sayObjections(shown.recorded)
            if let end = shown.recorded.standing?.end { verdict.summary.append(("holds until", end.description)) }
        }
        verdict.notChecked = [
            "the report itself: exhibit verify REPORT --standing FILE",
            "whether the publisher keeps another ledger, or an altered copy",
            "whether the index was computed rightly (`exhibit audit` on the ledger does that)",
        ]
        return verdict
    }
}

extension ReportVerifier {
    fileprivate mutating func readStanding(_ bytes: [UInt8]) -> StandingVerification.Shown? {
        guard let read = read(StandingFile.self, bytes, as: "a standing"),
            let olderSigner = checkOlder(
                read.file.older, read.file.consistency, head: read.head, history: read.history)
        else { return nil }
        let (file, head, entries) = (read.file, read.head, read.entries)
        var check = Verdict.Check(
            "completeness", "everything that the ledger has about the report and its claim is there")
        defer { verdict.add(check) }
        guard let report = entries.byStatement[file.report], report.statement.isReport,
            let claim = report.statement.name("claim").flatMap({ entries.byStatement[$0.hash] }),
            claim.statement.isClaim, let genesis = entries.byPosition[0], let last = entries.byPosition[head.size - 1]
        else {
            check.fail(.tampered, "report", "its report entry or its claim is missing")
            return nil
        }
        var source = entries
        source.lists = read.lists
        let scope = ReportScope(
            claim: claim, roots: [genesis, report, last], keys: [read.signer, olderSigner], lookup: source)
        check.findings += Self.missing(in: scope) + Self.laterReferences(entries)
        check.detail = "\(scope.names.count) lists required, \(scope.entries.count) entries in scope"
        let recorded = RecordedStanding(
            of: report.statement, claim: claim.statement, among: scope.entries.values)
        if recorded.standing == nil {
            check.fail(.tampered, "the standing", "no standing of this report that counts is among its entries")
        }
        verdict.summary.append(("report", report.statement.id.hex))
        let erased = Verdict.Check(
            erasedFrom: claim, among: Array(scope.entries.values),
            title: "nothing that the report rests on was erased since")
        return .init(
            file: file, head: head, history: read.history, entries: Array(scope.entries.values), recorded: recorded,
            erased: erased)
    }
}
