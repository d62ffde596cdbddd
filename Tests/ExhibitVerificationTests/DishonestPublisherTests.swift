import ExhibitCore
import ExhibitPipeline
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A publisher who lies with their real keys")
struct DishonestPublisherTests {
    @Test("and changes nothing makes an honest report")
    func nothing() throws {
        let story = try Story()
        let verdict = ReportVerifier.verify(try Forge().report(story, of: try story.identify()), trust: story.trust)
        #expect(verdict.findings.isEmpty, "\(verdict.lines)")
    }

    static let lies: [(member: String, value: JSON)] = [
        ("status", "IDENTIFICATION"), ("ceiling", "IDENTIFICATION"), ("reasons", ["P17.candidates"]),
        ("reasons", ["P04.no-calibration", "P17.borderline", "P17.candidates"]), ("taint", "T0"), ("about", "thing"),
        ("named", []),
        ("facts", [["relation": "same_file", "artifact": .string(TypedName(.sealed, .zero).description)]]),
    ]

    @Test("cannot claim more than a lead supports", arguments: lies)
    func moreThanALead(member: String, value: JSON) throws {
        let story = try Story()
        let outcome = try story.run()
        let draft = try story.claimDraft(outcome)
        #expect(draft.body[member] != value)
        let claim = try story.publisher.append([draft.with([member: value])])[0]
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "\(member): the claim says")
    }

    @Test("cannot make a lead of a refusal or of nothing found", arguments: ["person", "picture"])
    func moreThanNothing(about: String) throws {
        let story = try Story(picture: about == "person" ? Story.evidencePicture : Story.picture(30))
        let outcome = try story.run(about: about)
        let draft = try story.claimDraft(outcome)
        #expect(draft.body["status"] == (about == "person" ? "REFUSED" : "INCONCLUSIVE"))
        let named = JSON.array([.string(try #require(outcome.candidates?.candidates.first).artifact.description)])
        let claim = try story.publisher.append([
            draft.with(["status": "LEAD", "ceiling": "LEAD", "named": named, "reasons": ["P17.candidates"]])
        ])[0]
        let report = try Forge().report(story, of: claim)
        judge(report, of: story, exitCode: 2, claim.title, "status: the claim says")
        judge(report, of: story, exitCode: 2, claim.title, "named: the claim says")
        judge(report, of: story, exitCode: 2, claim.title, "reasons: the claim says")
    }

    @Test("cannot give a step a lower class of taint than its operation has")
    func lowerTaint() throws {
        let story = try Story { publisher in
            publisher.rewriting = { draft in
                draft.kind.name == "step" && draft.body["number"] == 2 ? draft.with(["taint": "T1"]) : draft
            }
        }
        let outcome = try story.run()
        let claim = try story.publisher.append([try story.claimDraft(outcome)])[0]
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, outcome.steps[1].title, "taint class")
    }

    @Test("cannot make a page say more, even with its digest signed anew")
    func page() throws {
        let story = try Story()
        let claim = try story.identify()
        var forge = Forge()
        forge.page = { page in
            let text = String(decoding: page, as: UTF8.self)
            #expect(text.contains("at most a lead"))
            return Array(text.replacing("at most a lead", with: "a certain match").utf8)
        }
        judge(try forge.report(story, of: claim), of: story, exitCode: 2, "page", "it says something else")
    }

    @Test("cannot make view and page say more together")
    func view() throws {
        let story = try Story()
        let claim = try story.identify()
        var forge = Forge()
        forge.view = { $0.claim.claimed = "This is the same person." }
        let report = try forge.report(story, of: claim)
        judge(report, of: story, exitCode: 2, "page", "it says something else")
        judge(report, of: story, exitCode: 2, "view", "names another view")
    }

    @Test("cannot sign another view than the page shows")
    func viewDigest() throws {
        let story = try Story()
        let claim = try story.identify()
        var forge = Forge()
        forge.body = { $0["view"] = .string(TypedName.open([1]).description) }
        judge(try forge.report(story, of: claim), of: story, exitCode: 2, "view", "names another view")
    }

    @Test("cannot swap the evidence under a run")
    func swappedEvidence() throws {
        let story = try Story()
        let other = try Story.record(Story.picture(9), in: story.publisher)
        let outcome = try story.run()
        let claim = try story.publisher.append([try story.claimDraft(outcome, evidence: other)])[0]
        judge(
            try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "another file than its evidence")
    }

    @Test("cannot close a run with the candidate list of another")
    func otherCandidates() throws {
        let story = try Story()
        let better = try story.run()
        let list = try #require(better.closed.statement.body["candidates"])
        let poor = try Story.record(Story.picture(30), in: story.publisher)
        story.publisher.rewriting = { $0.kind.name == "run.closed" ? $0.with(["candidates": list]) : $0 }
        let outcome = try story.run(on: (poor, Story.picture(30)))
        let claim = try story.publisher.append([try story.claimDraft(outcome, evidence: poor)])[0]
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "candidate list")
    }

    @Test("cannot publish one claim under the page of another")
    func otherClaim() throws {
        let story = try Story()
        let (first, second) = (try story.identify(), try story.identify(about: "person"))
        var forge = Forge()
        forge.body = { $0["claim"] = .string(second.statement.name.description) }
        judge(try forge.report(story, of: first), of: story, exitCode: 2, "page", "it says something else")
    }

    @Test("is not judged under a policy or a template that nobody knows")
    func unknown() throws {
        let story = try Story()
        let policy = try story.publisher.keepOpen(Array("anything goes".utf8))
        let draft = try story.claimDraft(try story.run())
        let claim = try story.publisher.append([draft.with(["policy": .string(policy.description)])])[0]
        judge(try Forge().report(story, of: claim), of: story, exitCode: 3, claim.title, "its policy is not one")

        let honest = try Story()
        let known = try honest.identify()
        var forge = Forge()
        forge.body = { $0["template"] = .string(policy.description) }
        let report = try forge.report(honest, of: known)
        let entry = try #require(honest.publisher.ledger.entries.last { $0.statement.isKind(.report) })
        judge(report, of: honest, exitCode: 3, entry.title, "unknown template")
    }

    @Test("cannot take in a statement that was written for another ledger")
    func otherLedger() throws {
        let story = try Story()
        let other = try Story(seed: "another")
        let draft = try story.claimDraft(try story.run())
        let claim = try story.publisher.ledger.append(draft, by: FixedKeys.operator, ledger: other.publisher.trusted)
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "written for another ledger")
    }
}
