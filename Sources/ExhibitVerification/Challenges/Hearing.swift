import ExhibitCore

/// Hears the challenges that somebody keeps beside a report: they need not have gone through its publisher.
public struct Hearing {
    private let report: ChallengedReport?
    private let receipt: ReceiptVerification.Shown?
    private var given: [GivenChallenge] = []
    private var related = 0
    private var stamps: [(file: String, challenge: TypedName, time: TimestampTime)] = []
    private let authority: (TimestampToken) -> String?

    /// More than these are named, and not read.
    public static let mostFiles = 1_000

    /// - Parameters:
    ///   - bytes: the report's file.
    ///   - verdict: what verifying it found.
    ///   - receipt: of one of the challenges, where the reader has it.
    ///   - authority: who signed a token, where the reader trusts them; nil where that was not checked.
    public init(
        _ bytes: [UInt8], verdict: Verdict, receipt: [UInt8]? = nil,
        authority: @escaping (TimestampToken) -> String? = { _ in nil }
    ) {
        self.authority = authority
        report = try? ChallengedReport(bytes, verdict: verdict)
        self.receipt = report.flatMap { report in
            receipt.flatMap { ReceiptVerification.judge($0, trust: TrustPolicy(ledgers: [report.ledger])).shown }
        }
    }

    public mutating func add(_ bytes: [UInt8], from file: String) {
        let challenge: ChallengeFile
        do {
            challenge = try ChallengeFile(encoded: bytes)
        } catch {
            return add(unread: file, "it is no challenge: \(error)")
        }
        if let reason = ChallengeVerification.reasonRefused(challenge) { return add(unread: file, reason) }
        guard let report else { return add(unread: file, "there is no report that it could be about") }
        if let reason = report.reasonUnrelated(challenge.challenge) { return add(unread: file, reason) }
        related += 1
        let stamp = challenge.token.flatMap { token in authority(token).map { (token, $0) } }
        if let stamp { stamps.append((file, challenge.entry.statement.name, stamp.0.time)) }
        // What a program checks of its grounds it checks of the claim that they are about.
        let isOfClaim = challenge.challenge.claim == report.claim.statement.name
        let proofs = challenge.challenge.proofs.map { ($0.ground, $0.kind, challenge.bytes(of: $0.artifact)) }
        given.append(
            GivenChallenge(
                challenge, from: file, authority: stamp?.1, notes: notes(challenge, report),
                grounds: isOfClaim
                    ? GroundCheck.all(
                        challenge.challenge.grounds, proofs: proofs, files: Self.files(of: challenge), report: report)
                    : []))
    }

    public struct NotPlain: Error, CustomStringConvertible {
        public let description = "it is no plain file"

        public init() {}
    }

    /// Those of a folder, in the order of their names. What stands in it is strangers': the reading follows no link and
    /// opens no pipe.
    public mutating func add(_ names: [String], in folder: String, read: (String) throws -> [UInt8]) {
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }).prefix(Self.mostFiles) {
            do {
                add(try read(name), from: name)
            } catch {
                add(unread: name, "\(error)")
            }
        }
        let left = names.count - Self.mostFiles
        if left > 0 { add(unread: folder, "\(left) more files in it were not read") }
    }

    public mutating func add(unread file: String, _ reason: String) {
        given.append(GivenChallenge(file, reason: reason))
    }

    /// By their bytes alone: no decoder looks at what a stranger sent.
    private static func files(of challenge: ChallengeFile) -> [GroundCheck.File] {
        challenge.attachments.filter { $0.name != GroundCheck.File.checksName }.compactMap { artifact, name in
            challenge.bytes(of: artifact).map { bytes in
                let picture = Verdict.Picture(bytes: bytes, coefficients: nil, pixels: nil, isDecoded: false)
                return GroundCheck.File(name: name, picture: picture)
            }
        }
    }

    private func notes(_ file: ChallengeFile, _ report: ChallengedReport) -> [(name: String, value: String)] {
        var notes: [(name: String, value: String)] = []
        if file.challenge.claim != report.claim.statement.name {
            notes.append(("about", "another claim, whose report can tell what of its grounds is shown"))
        } else if file.challenge.report != report.report.statement.name {
            notes.append(("about", "another report of the same claim: \(file.challenge.report)"))
        } else if report.isOfOtherPage(file.challenge) {
            notes.append(("about", "this report with another page: one of the two files was altered"))
        }
        if let position = report.position(of: file.entry) {
            let state = ChallengeState(of: file.entry.statement, among: report.entries)
            notes.append(("recorded", "as entry \(position), which this report has: \(state.rawValue)"))
        } else if let receipt, receipt.challenge.entry.leaf == file.entry.leaf {
            notes.append(("recorded", "as entry \(receipt.challenge.position), as the receipt shows"))
        } else {
            notes.append(
                ("recorded", "not in this report's ledger up to entry \(report.head.size - 1); delivery not proven"))
        }
        return notes
    }

    public func finish(_ verdict: inout Verdict) {
        var check = Verdict.Check("challenges", "no objection that was given is proven by a program")
        check.detail = "\(given.count) given, \(related) about this report or its claim"
        for challenge in given where challenge.isProven {
            check.fail(.contested, challenge.file, "one of its grounds is proven; see below")
        }
        let isProven = !check.findings.isEmpty
        var isLate = false
        // The clock of an objection that its publisher recorded late started when it was there.
        let allowed = StandingState.decideWithin * 3_600
        for stamp in stamps where verdict.undecided.contains(stamp.challenge) {
            guard let now = verdict.judgedAt, now / 1_000 > stamp.time.seconds + allowed else { continue }
            check.fail(
                .contested, stamp.file,
                "UNANSWERED: it was there at \(stamp.time), as an authority signed (not that it was delivered then), and no decision within 30 days is shown"
            )
            isLate = verdict.overrule(by: .downgraded, shown: "by the token over \(stamp.file)") || isLate
        }
        verdict.add(check)
        verdict.challenges += given
        let isContested = isProven && verdict.overrule(by: .contested, shown: "machine-verified")
        guard verdict.exitCode == Verdict.Severity.contested.rawValue else { return }
        // What is graver has been said.
        if isLate {
            verdict.ownConclusion =
                "DOWNGRADED: no decision on an objection is shown within 30 days of when it was there. Rely on nothing more than a lead."
        } else if isContested {
            verdict.ownConclusion =
                "CONTESTED: an objection is proven by what goes with it. Rely on nothing more than a lead until it is decided."
        }
    }
}
