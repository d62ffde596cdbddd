import ExhibitCore

/// What a receipt shows: that a challenge stands in its ledger, and on the list of the report that it objects to.
public enum ReceiptVerification {
    struct Shown {
        let challenge: PlacedEntry
        /// Among them what was decided on the challenge.
        let entries: [PlacedEntry]
        let history: KeyHistory
        let head: Checkpoint
        /// The publisher's word that it was received; nil where the receipt has none.
        let acknowledged: PlacedEntry?
    }

    /// - Returns: nothing shown where anything is not as it must be.
    static func judge(_ bytes: [UInt8], trust: TrustPolicy) -> (verdict: Verdict, shown: Shown?) {
        var verifier = ReportVerifier(trust: trust)
        let shown = verifier.readReceipt(bytes)
        let isSound = verifier.verdict.findings.allSatisfy { $0.severity == .incomplete }
        return (verifier.verdict, isSound ? shown : nil)
    }

    /// A receipt by itself.
    static func verify(_ bytes: [UInt8], trust: TrustPolicy) -> Verdict {
        var (verdict, shown) = judge(bytes, trust: trust)
        if let check = shown.flatMap({ trust.checkNamedKeys($0.history) }) { verdict.add(check) }
        verdict.notChecked = [
            "whether a report leaves the challenge out: exhibit verify REPORT --receipt FILE",
            "whether the publisher keeps another ledger, or an altered copy",
            "whether the index was computed rightly (`exhibit audit` on the ledger does that)",
            "what the challenge says: its text is not in the ledger",
        ]
        return verdict
    }
}

extension ReportVerifier {
    fileprivate mutating func readReceipt(_ bytes: [UInt8]) -> ReceiptVerification.Shown? {
        guard let read = read(Receipt.self, bytes, as: "a receipt") else { return nil }
        let (receipt, entries, lists) = (read.file, read.entries, read.lists)
        checkKeyLists(entries, lists: Set(lists.keys), signers: [read.signer])
        var check = Verdict.Check("challenge", "the challenge stands on the list of the report that it objects to")
        defer { verdict.add(check) }
        guard let placed = entries.byStatement[receipt.challenge],
            let challenge = try? Challenge(placed.statement), let list = lists[challenge.report],
            list.contains(placed.position)
        else {
            check.fail(.tampered, "the challenge", "it is missing, or not on the list of its report")
            return nil
        }
        let acknowledged = entries.byPosition.values.sorted { $0.position < $1.position }.first {
            $0.statement.isKind(.acknowledge) && $0.statement.name("challenge") == placed.statement.name
        }
        check.detail = "entry \(placed.position) of \(read.head.size)"
        verdict.summary += [
            ("challenge", placed.statement.id.hex), ("report", challenge.report.hash.hex),
            ("recorded", "as entry \(placed.position), grounds \(challenge.groundWords)"),
            (
                "acknowledged",
                acknowledged.map { "by entry \($0.position), \($0.statement.head.time), by the publisher's clock" }
                    ?? "not in this receipt"
            ),
        ]
        return .init(
            challenge: placed, entries: Array(entries.byPosition.values), history: read.history, head: read.head,
            acknowledged: acknowledged)
    }
}

extension Verdict {
    /// Adds whether a report has the challenge that somebody holds a receipt for.
    public mutating func compare(report bytes: [UInt8], receipt: [UInt8]) {
        var check = Check(Self.receiptCheck, "the challenge that the receipt is for is where this report's lists say")
        defer { add(check) }
        guard !findings.contains(where: { [.tampered, .couldNotJudge].contains($0.severity) }),
            let report = try? ChallengedReport(bytes, verdict: self)
        else {
            check.fail(.couldNotJudge, "this file", "it is no report that holds, so nothing can be missing in it")
            return
        }
        let shown = compare(report.bundle, size: report.head.size, of: report.ledger, "report", receipt, &check)
        if let shown { hold(report, against: shown, &check) }
    }

    /// What the receipt has against the report counts with what report and standing have: objections that were recorded
    /// behind both, and whatever was decided or taken back. Nothing that a receipt has makes anything better.
    private mutating func hold(
        _ report: ChallengedReport, against shown: ReceiptVerification.Shown, _ check: inout Check
    ) {
        guard check.findings.isEmpty else { return }
        let counting = shown.entries.filter { shown.history.reasonVoid($0.statement, at: $0.position) == nil }
        let all = (report.entries + (later?.entries ?? []) + counting).map { ($0.position, $0) }
        let recorded = RecordedStanding(
            of: report.report.statement, claim: report.claim.statement,
            among: Dictionary(all) { first, _ in first }.values)
        let position = shown.challenge.position
        if let own = recorded.objections.first(where: { $0.entry.position == position }), own.isOwn {
            check.detail += "; \(own.state.rawValue), as of entry \(shown.head.size - 1)"
        }
        let reached = max(report.head.size, later?.size ?? 0) - 1
        let states = StandingState.all(
            of: recorded, size: shown.head.size, now: judgedAt, undecidedFrom: reached)
        for (state, object, message) in states where state.severity == .contested {
            check.fail(.contested, object, "\(message). What became of it since a newer standing would say")
            overrule(by: state, shown: "as the receipt shows")
        }
    }

    /// Adds the same of a standing file. Where it does not hold its own check has said so.
    public mutating func compare(standing bytes: [UInt8], receipt: [UInt8]) {
        let (_, shown) = StandingVerification.judge(bytes, trust: TrustPolicy(ledgers: []))
        guard let shown else { return }
        var check = Check(Self.receiptCheck, "the challenge that the receipt is for is where the standing's lists say")
        compare(shown.file.bundle, size: shown.head.size, of: shown.history.ledger, "standing", receipt, &check)
        add(check)
    }

    /// - Returns: what the receipt shows; nil where it is not one of this ledger that holds.
    @discardableResult
    private mutating func compare(
        _ bundle: Bundle, size: UInt64, of ledger: ContentHash, _ what: String, _ receipt: [UInt8], _ check: inout Check
    ) -> ReceiptVerification.Shown? {
        let (judged, shown) = ReceiptVerification.judge(receipt, trust: TrustPolicy(ledgers: [ledger]))
        guard let shown else {
            let finding = judged.findings.first { $0.severity != .incomplete }
            check.fail(.couldNotJudge, "the receipt", finding?.message ?? "it shows nothing")
            return nil
        }
        guard shown.history.ledger == ledger else {
            check.fail(.couldNotJudge, "the receipt", "it is of another ledger: \(shown.history.ledger.hex)")
            return nil
        }
        let (position, statement) = (shown.challenge.position, shown.challenge.statement)
        let object = "entry \(position)"
        check.detail = object
        let covers = size - 1
        guard position < covers else {
            check.detail +=
                ", recorded after this \(what) was made (entry \(covers)): no later \(what) may leave it out"
            return shown
        }
        if let other = bundle.entries.first(where: { $0.position == position }),
            other.leaf != shown.challenge.entry.leaf
        {
            check.fail(.tampered, object, "the \(what) has another entry in this place: the ledger was forked")
        }
        let lists = bundle.lists.filter { statement.references.contains($0.name) }
        if lists.isEmpty { check.detail += ", which is about nothing that this \(what) has a list of" }
        for list in lists where !list.positions.contains(position) {
            check.fail(
                .tampered, "the list of \(list.name)",
                "the challenge, \(object), refers to it, was recorded before, and is not on it: it was left out")
        }
        guard !check.findings.isEmpty else { return shown }
        ownConclusion =
            "PROVEN: an objection that this ledger has recorded was left out of this \(what). Keep \(what) and receipt."
        return shown
    }
}
