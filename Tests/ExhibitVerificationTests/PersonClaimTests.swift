import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("A refusal about a person, by a method that was measured")
struct PersonClaimTests {
    @Test("says so, names nobody, gives no number, and needs no answers to be checked")
    func honest() throws {
        let story = try Story.calibrated()
        let claim = try story.weighPicture(about: "person")
        let body = claim.statement.body
        #expect(claim.statement.isKind(.claimOfPicture) && claim.statement.text("status") == "REFUSED")
        #expect(body["reasons"]?.elements?.contains("P14.person") == true)
        let measured = try #require(story.publisher.ledger.entries.first { $0.statement.isKind(.calibration) })
        #expect(claim.statement.name("calibration") == measured.statement.name)
        #expect(body["named"] == [] && body["facts"] == [] && body["weight"] == .null)
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
        let page = String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
        #expect(page.contains(Reason.person.sentence) && !page.contains(Reason.personWithoutCalibration.sentence))
        let list = try #require(
            story.publisher.ledger.entries.last { $0.statement.isKind(.runClosed) }?.statement.name("candidates"))
        let given = try Bundle(encoded: try ReportFile(encoded: report).bundle).artifacts
        #expect(!given.contains { $0.name == list && $0.bytes != nil })
    }

    @Test(
        "that says anything else is rejected",
        arguments: [
            ("status", "LEAD" as JSON), ("ceiling", "LEAD"), ("reasons", .array(["P04.person-without-calibration"])),
            ("calibration", .null), ("population", 10), ("corroboration", 1),
        ])
    func otherWords(member: String, value: JSON) throws {
        let story = try Story.calibrated()
        let claim = try story.weighPicture(about: "person") { $0[member] = value }
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, member)
    }

    @Test("is no refusal by a method that nobody measured")
    func notMeasured() throws {
        let story = try Story(members: Story.manyMembers)
        let honest = try story.claimDraft(try story.run(about: "person"))
        let later: [String: JSON] = [
            "calibration": .string(try story.calibrate().statement.name.description), "weight": .null,
            "subject_class": "thing",
        ]
        let body = honest.body.merging(ClaimQuestion().body) { first, _ in first }.merging(later) { first, _ in first }
        let lie = try story.publisher.append([Draft(.claimOfPicture, subjects: honest.subjects, body: body)])[0]
        judge(
            try Forge().report(story, of: lie), of: story, exitCode: 2, lie.title, "no entry before its run measures it"
        )
    }

    @Test("shows no picture of whom an earlier claim says that the rules protect")
    func protected() throws {
        let story = try Story.calibrated()
        var stated = ClaimQuestion()
        stated.subject = .protectedPerson
        _ = try story.weighPicture(stated: stated)
        let claim = try story.weighPicture(on: try story.twin(), about: "person")
        #expect(claim.statement.subjectClass == .protectedPerson)
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
        #expect(!String(decoding: report, as: UTF8.self).contains("<img"))
        let lie = try story.weighPicture(on: try story.twin(), about: "person") { $0["subject_class"] = "thing" }
        judge(try Forge().report(story, of: lie), of: story, exitCode: 2, lie.title, "subject_class")
    }

    @Test("stands beside a claim about the picture itself")
    func beside() throws {
        let story = try Story.calibrated()
        _ = try story.weighPicture(about: "person")
        let claim = try story.weighPicture()
        #expect(claim.statement.text("status") == "LEAD")
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
    }
}
