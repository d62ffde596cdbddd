import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A claim that is not weighed")
struct UnweighedClaimTests {
    private static let remark = "whether the publisher had measured how often such an answer is wrong"

    /// The lists that show whether anything was measured before it.
    private func topics(_ story: Story) -> Set<TypedName> {
        [PolicyTopic.name, CalibrationTopic.name(model: story.model.statement.name)]
    }

    private func isRemarked(_ report: [UInt8], of story: Story) -> Bool {
        ReportVerifier.verify(report, trust: story.trust).notChecked.contains { $0.hasPrefix(Self.remark) }
    }

    @Test("where nothing was measured and no policy set, is shown to be the only one that could be made")
    func nothingMeasured() throws {
        let story = try Story()
        let claim = try story.identify()
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && !isRemarked(report, of: story), "\(verdict.lines)")
        let lists = Set(try Bundle(encoded: try ReportFile(encoded: report).bundle).lists.map(\.name))
        #expect(lists.isSuperset(of: topics(story)))
    }

    @Test("where a calibration that supports a lead stood before its run, is rejected")
    func measured() throws {
        let story = try Story.calibrated()
        let claim = try story.identify()
        judge(
            try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title,
            "it is not weighed, and entry \(claim.position - 10) had measured")
        #expect(throws: (any Error).self) { try story.compose(claim) }
    }

    @Test("where a stricter policy was set before it, is rejected")
    func stricterPolicy() throws {
        let story = try Story()
        let run = try story.run()
        let policy = try story.tighten()
        let claim = try story.publisher.append([try story.claimDraft(run)])[0]
        judge(
            try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title,
            "it is not weighed, and entry \(policy.position) had set a stricter policy")
        let weighed = try story.publisher.append([try story.weighedDraft(run)])[0]
        #expect(ReportVerifier.verify(try story.compose(weighed), trust: story.trust).exitCode == 0)
    }

    @Test("of a person, of a run before the calibration, before the policy, or of too few pictures, is accepted")
    func accepted() throws {
        let story = try Story(members: Story.manyMembers)
        _ = try story.calibrate(story.scores(sources: 100))
        let run = try story.run()
        let claim = try story.publisher.append([try story.claimDraft(run)])[0]
        _ = try story.calibrate()
        let later = try story.publisher.append([try story.claimDraft(run)])[0]
        try story.tighten()
        for claim in [claim, later, try story.identify(about: "person")] {
            let report = try story.compose(claim)
            let verdict = ReportVerifier.verify(report, trust: story.trust)
            #expect(verdict.exitCode == 0 && !isRemarked(report, of: story), "\(verdict.lines)")
        }
    }

    @Test("and is a refusal stays one, whatever was measured, and needs neither list")
    func refused() throws {
        let story = try Story(picture: Array(Story.evidencePicture.prefix(40)), members: Story.manyMembers)
        _ = try story.calibrate()
        let claim = try story.identify()
        #expect(claim.statement.text("status") == "REFUSED")
        let report = try story.compose(claim)
        #expect(ReportVerifier.verify(report, trust: story.trust).exitCode == 0 && isRemarked(report, of: story))
        let lists = Set(try Bundle(encoded: try ReportFile(encoded: report).bundle).lists.map(\.name))
        #expect(lists.isDisjoint(with: topics(story)))
    }

    @Test("in a report of an earlier version, which has neither list, is judged as it was")
    func earlierVersion() throws {
        let story = try Story.calibrated()
        try story.tighten()
        let claim = try story.identify()
        var forge = Forge()
        forge.lacks = topics(story)
        let report = try forge.report(story, of: claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && isRemarked(report, of: story), "\(verdict.lines)")
    }

    @Test("in a report that has one of the two lists, and not the other, is incomplete at best")
    func oneList() throws {
        let story = try Story.calibrated()
        let claim = try story.identify()
        for lacking in topics(story) {
            var forge = Forge()
            forge.lacks = [lacking]
            let report = try forge.report(story, of: claim)
            let isPolicy = lacking == PolicyTopic.name
            judge(
                report, of: story, exitCode: isPolicy ? 2 : 3, isPolicy ? claim.title : "the list of \(lacking)",
                isPolicy ? "it is not weighed" : "it would show what was measured")
            #expect(isRemarked(report, of: story))
        }
    }

    @Test("in a report whose lists leave out the calibration is rejected")
    func leftOut() throws {
        let story = try Story.calibrated()
        let claim = try story.identify()
        let topic = CalibrationTopic.name(model: story.model.statement.name)
        let report = try Forge.edit(try Forge().report(story, of: claim)) { parts in
            parts.lists = parts.lists.map {
                $0.name == topic ? Bundle.ReferenceList(name: topic, positions: [], proof: $0.proof) : $0
            }
        }
        judge(report, of: story, exitCode: 2, "the list of \(topic)")
    }
}
