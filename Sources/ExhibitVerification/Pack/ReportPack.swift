import ExhibitCore
import ExhibitReport

/// What whoever a report is about, or their lawyer, needs: made from the report's file, whatever it is worth, and from what
/// the reader knows of how it stands.
///
/// The words follow the verdict at the time of making. Nothing in a pack is more than the report discloses.
public struct ReportPack: Sendable {
    public struct File: Sendable {
        public let path: String
        public let bytes: [UInt8]
    }

    public let verdict: Verdict
    /// Without a list of them, which whoever writes them makes.
    public let files: [File]
    /// Empty where nothing in the report can be relied on.
    public let items: [PackView.Item]

    /// What to remember of which ledger.
    public let noted: (ledger: ContentHash, seen: SeenLedger)?
    /// What is malformed where that is not the report.
    public static let standing = "standing"

    /// A pack can have a folder `bag` too: which artifacts stand in it, and where.
    public typealias BagPlace = @Sendable (TypedName) -> String?

    /// - Parameters:
    ///   - standing: a standing file of the report, where the reader has one.
    ///   - seen: what the reader remembers of a ledger.
    ///   - bag: nil without one.
    /// - Throws: where the file has no bundle that could be read, or the standing is none of a report that holds.
    public init(
        of report: [UInt8], trust: TrustPolicy, standing: [UInt8]?, at reading: Reading,
        seen: (ContentHash) -> SeenLedger?, bag: BagPlace?
    ) throws(Malformed) {
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        var (verdict, examined) = ReportVerifier.examine(report, trust: trust)
        let isRejected = verdict.exitCode == 1 || verdict.exitCode == 2
        verdict.judgeAge(ofReport: report, now: reading.now)
        noted = verdict.judgeStanding(ofReport: report, file: isRejected ? nil : standing, at: reading, seen: seen)
        if standing != nil, !isRejected, verdict.later == nil, verdict.standingState != .fork {
            throw Malformed(Self.standing, "it shows nothing")
        }
        self.verdict = verdict
        let day = String(Hour(milliseconds: reading.now).description.prefix(10))
        // Of a file that was altered not even the ledger is repeated: it could be whose ever made it.
        if isRejected { (examined, verdict) = (nil, Self.withoutTrust(verdict)) }
        let given = PackFiles(bundle, report: report, view: examined?.view)
        items =
            examined.map { examined in
                DisclosureList(examined, hasBag: bag != nil) { given.places[$0] ?? bag?($0) }.items
            } ?? []
        let genesis = bundle.entries.first.flatMap { try? Entry(leaf: $0.leaf) }
        let page = PackView(
            // What a fork or a roll-back says is said of the ledger: the file is as it was signed.
            day: day, code: !isRejected && verdict.exitCode == 2 ? 5 : verdict.exitCode, conclusion: verdict.conclusion,
            findings: verdict.findings.map { Verdict.visible("\($0.object): \($0.message)") },
            lines: verdict.lines, report: examined?.view, ledgerID: isRejected ? "" : genesis?.statement.id.hex ?? "",
            items: items,
            parts: Self.parts(
                hasItems: examined != nil, hasStanding: standing != nil && !isRejected, hasBag: bag != nil),
            hasBag: bag != nil,
            hasTimestamps: given.hasTimestamps)
        var files = given.files
        files.append(File(path: "start-here.html", bytes: PackPage.render(page)))
        files.append(File(path: "verify.html", bytes: Array(VerifierPage.html().utf8)))
        files.append(File(path: "report.html", bytes: report))
        files.append(File(path: "checks.sh", bytes: Array(StockChecks.script.utf8)))
        if let standing, !isRejected { files.append(File(path: "report.standing", bytes: standing)) }
        if let view = examined?.view {
            let list = DisclosureTable(items: items, day: day, verdict: verdict, report: report, view: view)
            files.append(File(path: "disclosure.csv", bytes: list.csv))
            files.append(File(path: "disclosure.json", bytes: list.json))
            files.append(File(path: "letter.txt", bytes: list.letter))
        }
        self.files = files
    }

    /// Nobody is to be told how to trust a ledger because a file that was altered names it.
    private static func withoutTrust(_ verdict: Verdict) -> Verdict {
        var shown = Verdict()
        for check in verdict.checks where check.id != Verdict.trustCheck { shown.add(check) }
        shown.notChecked = verdict.notChecked
        return shown
    }

    private static func parts(hasItems: Bool, hasStanding: Bool, hasBag: Bool) -> [PackView.Part] {
        let list = [
            PackView.Part("disclosure.csv", "the list of section 6, for spreadsheets"),
            PackView.Part("disclosure.json", "the same, for programs"),
            PackView.Part("letter.txt", "a letter that asks for what is withheld or absent"),
        ]
        let parts = [
            PackView.Part("report.html", "the report, as it was given"),
            PackView.Part("verify.html", "a page that checks it and writes an objection"),
            PackView.Part("checks.sh", "the same checks with sha256sum and openssl, as far as these go"),
            PackView.Part(
                "entries/",
                """
                each signed entry of the ledger that the report shows: N.payload.json is what was signed, N.sig the \
                signature, N.leaf.json both as the tree has them, N.proof the place in the tree
                """),
            PackView.Part("entries.sql", "the same as a table, for sqlite3"),
            PackView.Part("keys/", "the public keys, named by themselves"),
            PackView.Part("checkpoint.txt", "the signed head of the ledger (a C2SP signed note)"),
            PackView.Part(
                "disclosed/", "the pictures and files that the report gives, each with its salt where it has one"),
            PackView.Part("parts.txt", "which key, name and file go together; checks.sh reads it"),
        ]
        let standing = [PackView.Part("report.standing", "the standing of the report that was given with it")]
        let bag = [PackView.Part("bag/", "the report with what running it again needs (a BagIt bag)")]
        return (hasItems ? [parts[0], parts[1]] + list + parts[2...] : parts) + (hasStanding ? standing : [])
            + (hasBag ? bag : [])
            + [PackView.Part("MANIFEST-sha256.txt", "the SHA-256 of every file here, for sha256sum -c")]
    }
}
