import ExhibitCore
import ExhibitVerification

/// A report, what became of it, and who reads it when.
public struct StandingStory {
    public let story: Story
    public let claim: PlacedEntry
    public let report: [UInt8]
    /// The hour of the report, in milliseconds.
    public let made: Int64
    public let reviewer = FixedKeys.key("reviewer")
    public var ledger: MemoryLedger { story.publisher.ledger }

    public static let day: Int64 = 86_400_000

    public init(seed: String = "story") throws {
        story = try Story(seed: seed)
        claim = try story.identify()
        report = try story.compose(claim)
        made = story.publisher.ledger.now
        try ledger.grant(.reviewer, to: reviewer)
    }

    /// What the publisher gives out, some days after the report.
    public func standing(
        _ report: [UInt8]? = nil, day: Int64 = 0, days: Int64 = 30, changing change: (Draft) -> Draft = { $0 },
        by key: SigningKey = FixedKeys.standing
    ) throws -> [UInt8] {
        let (report, publisher) = (report ?? self.report, story.publisher)
        ledger.now = made + day * Self.day
        let draft = try StandingFile.draft(of: report, in: publisher, days: days, now: ledger.now).draft
        try ledger.append(change(draft), by: key)
        return try file(of: report)
    }

    /// Of what is recorded by now.
    public func file(of report: [UInt8]) throws -> [UInt8] {
        let covers = try ledger.appendIndex().position
        return try StandingFile(
            of: report, in: story.publisher, history: ledger.history, tree: ledger.tree, covers: covers
        ).encoded
    }

    public func judge(
        _ file: [UInt8]? = nil, day: Int64 = 0, report: [UInt8]? = nil, trust: TrustPolicy? = nil,
        seen: SeenLedger? = nil
    ) -> Verdict {
        let report = report ?? self.report
        var verdict = Verification.verify(report, trust: trust ?? story.trust)
        verdict.judgeStanding(ofReport: report, file: file, at: Reading(now: made + day * Self.day)) { _ in seen }
        return verdict
    }

    @discardableResult
    public func object(_ grounds: Set<ChallengeGround> = [.subject], to report: [UInt8]? = nil) throws -> PlacedEntry {
        try story.record(try story.object(to: report ?? self.report, grounds))
    }

    public func rule(_ challenge: PlacedEntry, _ areUpheld: [Bool]) throws {
        let read = try Challenge(challenge.statement)
        let answers = zip(read.grounds, areUpheld).map { ($0, $1, "r") }
        try ledger.append(Ruling.draft(on: read, answers: answers, slots: [:]), by: reviewer)
    }

    public func retract() throws {
        let entry = try ChallengedReport(report, verdict: Verification.verify(report, trust: story.trust)).report
        try ledger.append([
            Draft(
                .retraction, subjects: [entry.statement.name],
                body: [
                    "report": .string(entry.statement.name.description),
                    "claim": .string(claim.statement.name.description), "challenge": nil, "cause": "evidence",
                ])
        ])
    }
}
