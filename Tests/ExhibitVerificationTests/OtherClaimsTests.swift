import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A report beside other claims of its publisher")
struct OtherClaimsTests {
    @Test("with another claim on the same run that says something else")
    func twoClaims() throws {
        let story = try Story()
        let draft = try story.claimDraft(try story.run())
        let claims = try story.publisher.append([draft, draft.with(["status": "INCONCLUSIVE", "named": []])])
        judge(
            try Forge().report(story, of: claims[0]), of: story, exitCode: 2, claims[1].title, "status: the claim says")
    }

    @Test(
        "with a claim on another run of the same evidence that says more than any run supports",
        arguments: [
            ("picture", ["status": "IDENTIFICATION"] as [String: JSON], "status"),
            ("picture", ["ceiling": "IDENTIFICATION"], "ceiling"), ("person", ["status": "LEAD"], "status"),
            ("picture", ["taint": "T0"], "taint"), ("picture", ["about": "thing"], "about"),
        ])
    func otherRun(about: String, lie: [String: JSON], member: String) throws {
        let story = try Story()
        let other = try story.publisher.append([try story.claimDraft(try story.run(about: about)).with(lie)])[0]
        let claim = try story.identify()
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, other.title, "\(member): the claim says")
    }

    @Test("with another run that was closed twice")
    func closedTwice() throws {
        let story = try Story()
        let other = try story.run()
        let body = other.closed.statement.body.filter { Kind.runClosed.slots[$0.key] == nil }
        try story.publisher.ledger.append([
            Draft(
                .runClosed, subjects: [other.opened.statement.name],
                body: body.merging(["outcome": "failed"]) { _, b in b })
        ])
        let claim = try story.identify()
        judge(
            try Forge().report(story, of: claim), of: story, exitCode: 2, "run \(other.opened.statement.id)",
            "closed 2 times")
    }
}
