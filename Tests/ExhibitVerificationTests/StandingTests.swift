import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Testing

/// Expects a state, its exit code, and that this is said.
func expect(
    _ verdict: Verdict, _ state: StandingState, _ code: Int32, _ words: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let printed = verdict.lines.joined(separator: "\n")
    #expect(verdict.standingState == state, "\(printed)", sourceLocation: sourceLocation)
    #expect(verdict.exitCode == code, "\(printed)", sourceLocation: sourceLocation)
    #expect(words.isEmpty || printed.contains(words), "\(words):\n\(printed)", sourceLocation: sourceLocation)
}

@Suite("How a report stands")
struct StandingTests {
    private let told: StandingStory

    init() throws { told = try StandingStory() }

    @Test("is current by what the report carries for thirty days, and stale after them, or before it was made")
    func own() throws {
        expect(told.judge(), .current, 0, "CURRENT until 2026-01-31T00:00:00Z")
        expect(told.judge(day: 30), .current, 0, "by this machine's clock, in the hour 2026-01-31T00:00:00Z")
        let stale = told.judge(day: 31)
        expect(stale, .stale, 3, "its standing ended on 2026-01-31T00:00:00Z")
        #expect(
            stale.conclusion
                == "STALE. Integrity verified as of 2026-01-01T00:00:00Z. Objections after that are not known.")
        expect(told.judge(day: -2), .stale, 3, "which the clock has not reached")
        for verdict in [told.judge(), stale] {
            #expect(!verdict.lines.contains { $0.lowercased().split(separator: " ").contains("valid") })
        }
    }

    @Test("is not known of a report of an earlier version, and that is said and costs it nothing")
    func unknown() throws {
        let report = try Forge().report(told.story, of: told.claim)
        let verdict = told.judge(day: 10_000, report: report)
        expect(verdict, .unknown, 0, "UNKNOWN. Integrity verified as of")
        #expect(
            verdict.conclusion == "Integrity verified as of 2026-01-01T00:00:00Z. Objections after that are not known.")
        let file = try told.standing(report, day: 100)
        expect(told.judge(file, day: 101, report: report), .current, 0)
    }

    @Test("shows every objection with what became of it, a rejected one too")
    func objections() throws {
        let placed = try told.object()
        try told.rule(placed, [false])
        let verdict = told.judge(try told.standing(day: 2), day: 2)
        expect(verdict, .current, 0, "objections   entry \(placed.position) on C7, REJECTED")
        let alone = Verification.verify(try told.standing(day: 3), trust: told.story.trust)
        #expect(alone.lines.contains { $0.hasPrefix("objections") && $0.contains("REJECTED") }, "\(alone.lines)")
    }

    @Test("is not current by a standing file that is judged by itself when it is over, or of another history")
    func byItself() throws {
        let bytes = try told.standing()
        func judge(day: Int64, seen: SeenLedger? = nil) -> Verdict {
            var verdict = Verification.verify(bytes, trust: told.story.trust)
            verdict.judgeStanding(ofReport: bytes, at: Reading(now: told.made + day * 86_400_000)) { _ in seen }
            return verdict
        }
        #expect(judge(day: 1).exitCode == 0)
        #expect(judge(day: 31).exitCode == 3)
        #expect(judge(day: 31).lines.contains { $0.contains("STALE: its standing ended on 2026-01-31") })
        let head = try Checkpoint(text: StandingFile(encoded: bytes).newer.text)
        let other = SeenLedger(Checkpoint(origin: head.origin, size: head.size, root: .zero))
        #expect(judge(day: 1, seen: other).exitCode == 2)
    }

    @Test("is downgraded by the token over an objection that was recorded late, where its authority is trusted")
    func stamped() throws {
        told.ledger.now = told.made + 25 * 86_400_000
        let file = try told.story.object(to: told.report)
        // Of the second day.
        let token = TimestampBytes.token(of: TypedName(.open, ContentHash(of: file.entry.leaf)))
        let stamped = try ChallengeFile(
            entry: file.entry, artifacts: file.artifacts, disclosures: file.disclosures,
            token: TimestampToken(encoded: token))
        try told.story.record(file)
        let standing = try told.standing(day: 25)
        func judge(day: Int64, authority: String?) -> Verdict {
            var verdict = told.judge(standing, day: day)
            var hearing = Hearing(told.report, verdict: verdict) { _ in authority }
            hearing.add(stamped.encoded, from: "x.challenge")
            hearing.finish(&verdict)
            return verdict
        }
        expect(judge(day: 29, authority: "CN=A"), .contested, 5, "by CN=A, whose signature holds")
        expect(judge(day: 33, authority: nil), .contested, 5, "whose signature was not checked")
        expect(judge(day: 33, authority: "CN=A"), .downgraded, 5, "as an authority signed")
    }

    @Test("is not judged where nobody gives a time, and never of a report that does not hold")
    func untold() throws {
        let verdict = Verification.verify(told.report, trust: told.story.trust)
        #expect(verdict.exitCode == 0 && verdict.standingState == nil)
        var broken = told.report
        broken[700] ^= 1
        let judged = told.judge(try told.standing(), report: broken)
        #expect(judged.exitCode == 2 && judged.standingState == nil)
        #expect(judged.findings.contains { $0.object == "the standing" })
    }

    @Test("is contested while an objection is undecided, for a day, and what was decided is the state after it")
    func contested() throws {
        let placed = try told.object([.numbers, .subject])
        let first = try told.standing(day: 1, days: 90)
        expect(told.judge(first, day: 1), .contested, 5, "an objection on C5, C7")
        #expect(told.judge(first, day: 1).conclusion.hasPrefix("CONTESTED"))
        expect(told.judge(first, day: 3), .contested, 5, "its standing ended on 2026-01-03T00:00:00Z")
        expect(told.judge(day: 1), .current, 0)
        try told.rule(placed, [false, false])
        let rejected = try told.standing(day: 4)
        expect(told.judge(rejected, day: 5), .current, 0, "CURRENT until 2026-02-04T00:00:00Z")
        try told.rule(placed, [true, false])
        expect(told.judge(try told.standing(day: 5), day: 5), .downgraded, 5, "was decided: PARTLY")
    }

    @Test("is current where an objection was withdrawn, or is to a claim of another picture")
    func notOwn() throws {
        let placed = try told.object()
        try told.story.answer(placed, .withdraw, by: Story.challenger)
        let picture = Story.picture(9)
        let evidence = try Story.record(picture, in: told.story.publisher)
        let outcome = try told.story.run(on: (evidence, picture))
        let claim = try told.story.publisher.append([try told.story.claimDraft(outcome, evidence: evidence)])[0]
        _ = try told.object(to: try told.story.compose(claim))
        expect(told.judge(try told.standing()), .current, 0, "CURRENT until 2026-01-31")
    }

    @Test(
        "is contested while an objection to another claim on the picture is undecided, and not by one that was rejected",
        arguments: [false, true])
    func samePicture(_ isTwin: Bool) throws {
        let placed = try told.object(to: try told.story.compose(try another(isTwin)))
        expect(told.judge(try told.standing()), .contested, 5)
        try told.rule(placed, [false])
        expect(told.judge(try told.standing()), .current, 0, "entry \(placed.position) on C7, REJECTED")
    }

    @Test("is downgraded where an objection to another claim on the picture was upheld, unless it was asked after that")
    func upheldElsewhere() throws {
        let placed = try told.object(to: try told.story.compose(try another(true)))
        try told.rule(placed, [true])
        expect(told.judge(try told.standing()), .downgraded, 5)
        let later = try told.story.compose(try told.story.identify())
        let verdict = told.judge(report: later)
        expect(verdict, .current, 0, "entry \(placed.position) on C7, UPHELD")
    }

    @Test("of a copy of a picture that was made from another is contested by an objection to a claim on that one")
    func madeFromAnother() throws {
        _ = try told.object()
        let made = try #require(try told.story.derive([.grey(.bt601)]).picture)
        let copy = try Story.record(made.bytes + [0x78], in: told.story.publisher)
        let outcome = try told.story.run(on: (copy, made.bytes + [0x78]))
        let claim = try told.story.publisher.append([try told.story.claimDraft(outcome, evidence: copy)])[0]
        expect(told.judge(report: try told.story.compose(claim)), .contested, 5)
    }

    /// A claim on the same picture: another answer about the file, or one about another file.
    private func another(_ isTwin: Bool) throws -> PlacedEntry {
        guard isTwin else { return try told.story.identify(about: "thing") }
        let twin = try told.story.twin()
        let outcome = try told.story.run(on: twin)
        return try told.story.publisher.append([try told.story.claimDraft(outcome, evidence: twin.entry)])[0]
    }

    @Test("is not what a standing says that was made ahead of its hour")
    func ahead() throws {
        expect(told.judge(try told.standing(day: 40), day: 40), .current, 0, "CURRENT until 2026-03-12")
        // An entry behind it has an hour of more than a day before: the one before it holds.
        told.ledger.now = told.made + StandingStory.day
        let file = try told.file(of: told.report)
        expect(told.judge(file, day: 2), .current, 0, "CURRENT until 2026-01-31")
        expect(told.judge(file, day: 35), .stale, 3, "its standing ended on 2026-01-31")
    }

    @Test("is retracted from the retraction on, whatever else was recorded")
    func retracted() throws {
        _ = try told.object()
        try told.retract()
        let verdict = told.judge(try told.standing(day: 2), day: 2)
        expect(verdict, .retracted, 5, "it retracts the claim: evidence")
        #expect(verdict.conclusion.hasPrefix("RETRACTED"))
        #expect(verdict.findings.contains { $0.message.hasPrefix("CONTESTED") }, "everything that applies is said")
        #expect(
            told.judge(try told.standing(day: 3), day: 3, trust: TrustPolicy(ledgers: [])).conclusion.hasPrefix(
                "RETRACTED"))
    }

    @Test("is superseded where a later report takes its place, and where that is stands there")
    func superseded() throws {
        let name = try ChallengedReport(told.report, verdict: told.judge()).report.statement.name
        let claim = try told.story.identify(about: "thing")
        let (publisher, ledger) = (told.story.publisher, told.ledger)
        let composer = ReportComposer(publisher, now: { ledger.now }, supersedes: name)
        let next = try composer.compose(of: claim)
        #expect(next.verdict.exitCode == 0, "\(next.verdict.lines)")
        let verdict = told.judge(try told.standing())
        expect(verdict, .superseded, 5, next.report.statement.id.hex)
        #expect(verdict.conclusion.hasSuffix("statement:\(next.report.statement.id), entry \(next.report.position)"))
        expect(told.judge(report: next.file.encoded), .current, 0)
    }

    @Test("is downgraded where an objection is not answered in thirty days of its publisher's own clock")
    func unanswered() throws {
        // Its author says that it was made six years ago.
        told.ledger.now = told.made - 2_190 * StandingStory.day
        let file = try told.story.object(to: told.report)
        told.ledger.now = told.made + StandingStory.day
        let placed = try told.story.record(file)
        let first = try told.standing(day: 2)
        expect(
            told.judge(first, day: 5), .contested, 5,
            "in the ledger since 2026-01-03T00:00:00Z by its publisher's clock")
        #expect(!told.judge(first, day: 5).lines.contains { $0.contains("no acknowledgement is shown") })
        expect(told.judge(first, day: 6), .contested, 5, "no acknowledgement is shown within 3 days")
        expect(told.judge(first, day: 32), .contested, 5)
        expect(told.judge(first, day: 33), .downgraded, 5, "UNANSWERED")
        try told.story.answer(placed, .acknowledge, by: FixedKeys.ledger)
        let second = try told.standing(day: 6)
        #expect(!told.judge(second, day: 6).lines.contains { $0.contains("no acknowledgement is shown") })
        try told.rule(placed, [false])
        expect(told.judge(try told.standing(day: 7), day: 33), .current, 0)
    }

    @Test("lasts no longer than is allowed, whatever its publisher promises")
    func tooLong() throws {
        func promising(_ hour: String) -> (Draft) -> Draft { { $0.with(["until": .string(hour)]) } }
        let year = try told.standing(changing: promising("2027-01-01T00:00:00Z"))
        expect(told.judge(year, day: 90), .current, 0, "CURRENT until 2026-04-01T00:00:00Z")
        expect(told.judge(year, day: 91), .stale, 3)
        _ = try told.object()
        let contested = try told.standing(changing: promising("2026-01-31T00:00:00Z"))
        expect(told.judge(contested, day: 2), .contested, 5, "its standing ended on 2026-01-02T00:00:00Z")
        // One that is made in the future would last as long as its author likes.
        let future = try told.standing(day: 4_000)
        expect(told.judge(future, day: 5), .contested, 5, "which the clock has not reached")
    }

    @Test("of an earlier standing counts for nothing once there is a later one")
    func last() throws {
        _ = try told.standing(days: 90)
        let shorter = try told.standing(days: 1)
        expect(told.judge(shorter, day: 2), .stale, 3, "its standing ended on 2026-01-02")
    }
}
