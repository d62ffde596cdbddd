import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite(
    "Several files of a kind, on verify.html", .serialized,
    .enabled(if: Browser.isThere, Comment(rawValue: Browser.missing)))
struct SeveralFilesTests {
    private struct Given {
        let name: String
        var report: [UInt8]?
        let files: [[UInt8]]
        var day: Int64 = 0
        let code: Int32
        var state: String?
        var check: String?
    }

    private func expect(_ cases: [Given], of told: StandingStory) throws {
        let answers = try VerifierDriver.judge(
            cases.map { given in
                VerifierDriver.Case(
                    given.report ?? told.report, with: given.files, trusted: [told.story.publisher.trusted.hex],
                    now: told.made + given.day * StandingStory.day)
            })
        try #require(answers.count == cases.count)
        for (given, answer) in zip(cases, answers) {
            #expect(answer.code == given.code, "\(given.name): \(answer.findings)")
            if let state = given.state { #expect(answer.state == state, "\(given.name): \(answer.findings)") }
            if let check = given.check {
                #expect(answer.checks[check] == given.code, "\(given.name): \(answer.checks)")
            }
        }
    }

    /// In both orders.
    private func both(
        _ name: String, _ files: [[UInt8]], day: Int64, code: Int32, _ state: String? = nil, _ check: String? = nil
    ) -> [Given] {
        [files, files.reversed()].map {
            Given(name: name, files: $0, day: day, code: code, state: state, check: check)
        }
    }

    @Test("count in any order: the newest standing decides, and nothing that one of them shows is undone")
    func standings() throws {
        let told = try StandingStory()
        let first = try told.standing(day: 1)
        let placed = try told.object()
        let contested = try told.standing(day: 2)
        try told.rule(placed, [false])
        let rejected = try told.standing(day: 3)
        var cases = both("contested, then rejected", [contested, rejected], day: 3, code: 3, "CURRENT")
        cases += both("current, then contested", [first, contested], day: 2, code: 5, "CONTESTED")
        try told.retract()
        let retracted = try told.standing(day: 4)
        cases += both("current, then retracted", [first, rejected, retracted], day: 4, code: 5, "RETRACTED")
        cases += both("one that does not hold", [first, retracted.dropLast()], day: 4, code: 2, nil, "standing file")
        try expect(cases, of: told)
    }

    @Test("are never green together with a report that says nothing of the other, and worse where a newer one says so")
    func reports() throws {
        let told = try StandingStory()
        let story = told.story
        let other = try story.compose(try story.identify(about: "person"))
        let stranger = try Story(seed: "another")
        let foreign = try stranger.compose(try stranger.identify())
        let again = try story.compose(told.claim)
        try told.retract()
        let newer = try story.compose(told.claim)
        var damaged = newer
        damaged[900] ^= 0x01
        try expect(
            [
                Given(name: "twice the same", files: [told.report], code: 3, state: "CURRENT"),
                Given(name: "a newer one", files: [again], code: 3, state: "CURRENT"),
                Given(name: "one of another ledger", files: [foreign], code: 3, check: "other report"),
                Given(name: "an older one", report: again, files: [told.report], code: 3, check: "other report"),
                Given(name: "a newer one that knows more", files: [newer], code: 5, state: "RETRACTED"),
                Given(name: "all of them", files: [foreign, newer, other], code: 5, state: "RETRACTED"),
                Given(name: "a newer one that was changed", files: [damaged], code: 2, check: "other report"),
            ], of: told)
    }

    private func receipt(of placed: PlacedEntry, in story: Story) throws -> [UInt8] {
        let covers = try story.publisher.appendIndex().position
        return try Receipt(
            of: placed, in: story.publisher, history: story.publisher.ledger.history, covers: covers
        ).encoded
    }

    @Test("show what was left out: a receipt says of a report what it says to the programs")
    func receipts() throws {
        let story = try Story()
        let claim = try story.identify()
        let first = try story.compose(claim)
        let placed = try story.record(try story.object(to: first))
        let bytes = try receipt(of: placed, in: story)
        let honest = try story.compose(claim)
        var forge = Forge()
        forge.omits = { $1 == placed.position }
        let lie = try forge.report(story, of: claim)
        let other = try Story(seed: "another")
        let theirs = try receipt(
            of: try other.record(try other.object(to: try other.compose(try other.identify()))), in: other)
        let cases = [
            ("with the objection", honest, bytes, 0), ("without it", lie, bytes, 2),
            ("and a damaged receipt", honest, bytes.dropLast(), 1), ("and one of another ledger", honest, theirs, 1),
        ]
        let answers = try VerifierDriver.judge(
            cases.map { VerifierDriver.Case($0.1, with: [Array($0.2)], trusted: [story.publisher.trusted.hex]) })
        try #require(answers.count == cases.count)
        for ((name, report, receipt, code), answer) in zip(cases, answers) {
            var verdict = Verification.verify(report, trust: story.trust)
            verdict.compare(report: report, receipt: Array(receipt))
            #expect(answer.checks["receipt"] == Int32(code), "\(name): \(answer.findings)")
            #expect(verdict.exitCode == Int32(code), "\(name): \(verdict.lines)")
        }
        // It is an objection to a report from before it, too.
        let earlier = try VerifierDriver.judge([
            .init(first, with: [bytes], trusted: [story.publisher.trusted.hex], now: story.publisher.ledger.now)
        ])
        #expect(earlier.first?.code == 5 && earlier.first?.state == "CONTESTED", "\(earlier)")
        var verdict = Verification.verify(first, trust: story.trust)
        verdict.compare(report: first, receipt: bytes)
        #expect(verdict.exitCode == 5, "\(verdict.lines)")
    }

    @Test("that it does not read are said to be unread, and junk beside a report changes nothing")
    func unread() throws {
        let told = try StandingStory()
        let receipt = try receipt(of: try told.object(), in: told.story)
        let junk = [Array(VerifierPage.html().utf8), Array("<!DOCTYPE html>\n<p>Hello</p>".utf8), []]
        try expect(
            [
                Given(name: "a fork proof", files: [Array(#"{"fork":"#.utf8)], code: 1, check: "unread"),
                Given(name: "junk", files: junk, code: 3, state: "CURRENT"),
                Given(name: "junk in its place", report: junk[0], files: [], code: 1, check: "form"),
                Given(name: "a receipt alone", report: receipt, files: [], code: 1, check: "form"),
            ], of: told)
    }
}
