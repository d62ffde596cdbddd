import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("A report that grew old")
struct OldReportTests {
    private static let day: Int64 = 86_400_000

    private func findings(_ report: [UInt8], of story: Story, days: Int64) -> [String] {
        var verdict = Verdict()
        // A report's hour is cut down to the full one.
        verdict.judgeAge(ofReport: report, now: story.publisher.ledger.now + days * Self.day)
        #expect(verdict.exitCode == (verdict.findings.isEmpty ? 0 : 3))
        return verdict.findings.map(\.message)
    }

    /// Only its status word is asked: whether it follows is for other checks.
    private func identification(_ story: Story) throws -> [UInt8] {
        try Forge().report(story, of: try story.weigh { $0["status"] = "IDENTIFICATION" })
    }

    @Test("is at most a lead after 365 days, and so is one that says when it will be made")
    func age() throws {
        let story = try Story()
        let report = try identification(story)
        #expect(findings(report, of: story, days: 0) == [])
        #expect(findings(report, of: story, days: 365) == [])
        let old = try #require(findings(report, of: story, days: 366).first)
        #expect(old.contains("more than 365 days ago: by rule P18 it is at most a LEAD now. Run it again"))
        #expect(findings(report, of: story, days: -1) == [])
        #expect(findings(report, of: story, days: -2).first?.contains("which your clock has not reached") == true)
    }

    @Test("is that earlier where its policy says so, and never later")
    func policy() throws {
        let story = try Story()
        try story.tighten(.days, to: "30")
        let report = try identification(story)
        #expect(findings(report, of: story, days: 30) == [])
        #expect(findings(report, of: story, days: 31).first?.contains("more than 30 days ago") == true)
        let loose = try WeighingPolicy.standard.setting(.days, to: "36500").bytes
        var forge = Forge()
        forge.artifacts = { $0.append(.init(name: .open(loose), salt: nil, bytes: loose)) }
        let claim = try story.weigh {
            $0["status"] = "IDENTIFICATION"
            $0["policy"] = .string(TypedName.open(loose).description)
        }
        let lie = try forge.report(story, of: claim)
        #expect(findings(lie, of: story, days: 366).first?.contains("more than 365 days ago") == true)
    }

    @Test("and says no more than a lead has nothing to lose")
    func lead() throws {
        let story = try Story()
        var verdict = Verdict()
        verdict.judgeAge(ofReport: try story.compose(try story.identify()), now: .max / 2)
        #expect(verdict.checks.isEmpty)
        verdict.judgeAge(ofReport: [0x3C], now: 0)
        #expect(verdict.checks.isEmpty)
    }

    @Test("is told that its model was withdrawn, by whoever has the entry")
    func withdrawn() throws {
        let story = try Story()
        let report = try story.compose(try story.identify())
        let (ledger, model) = (story.publisher.ledger, story.model.statement.name)
        for named in [model, story.gallery.statement.name] {
            let withdrawal = try story.publisher.append([
                Draft(
                    .modelWithdrawn, subjects: [named],
                    body: ["model": .string(named.description), "reason": "wrong labels"])
            ])[0]
            let proof = TlogProof(
                index: withdrawal.position,
                hashes: ledger.tree.proveInclusion(of: withdrawal.position, size: ledger.tree.size),
                checkpoint: try ledger.checkpoint())
            var verdict = ReportVerifier.verify(report, trust: story.trust)
            verdict.compare(report: report, entry: withdrawal.entry.leaf, proof: proof.encoded)
            #expect(verdict.exitCode == 0, "\(verdict.lines)")
            let detail = try #require(verdict.checks.last).detail
            #expect(detail.contains("withdraws the model that was asked") == (named == model), "\(detail)")
        }
    }
}
