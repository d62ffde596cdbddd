import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Testing

/// What stands around the run of a report.
@Suite("A ledger forged by its publisher")
struct ForgedLedgerTests {
    @Test("whose page was made before another run and published after it")
    func olderPage() throws {
        let story = try Story()
        let claim = try story.identify()
        var opened: PlacedEntry?
        var forge = Forge()
        forge.between = { opened = try story.run(about: "person").opened }
        judge(
            try forge.report(story, of: claim), of: story, exitCode: 3, try #require(opened).title,
            "the page does not show it")
    }

    @Test("whose run refers to a statement that was recorded after it")
    func laterReference() throws {
        let story = try Story()
        let ledger = story.publisher.ledger
        let kind = try #require(story.evidence.statement.kind)
        let draft = Draft(
            kind, subjects: story.evidence.statement.subjects.map(\.name),
            body: story.evidence.statement.body.filter { kind.slots[$0.key] == nil })
        let (statement, _) = try ledger.sealed(draft, by: FixedKeys.operator)
        let name = JSON.string(statement.name.description)
        story.publisher.rewriting = { draft in
            guard draft.kind.name == Kind.runOpened.name, let input = draft.body["inputs"]?.elements?.first else {
                return draft
            }
            return draft.with([
                "inputs": [["role": "evidence", "artifact": input["artifact"] ?? .null, "evidence": name]]
            ])
        }
        let outcome = try story.run()
        let later = try ledger.place(statement, by: FixedKeys.operator)
        let claim = try story.publisher.append([try story.claimDraft(outcome, evidence: later)])[0]
        judge(
            try Forge().report(story, of: claim), of: story, exitCode: 2, outcome.opened.title,
            "refers to entry \(later.position)")
    }

    @Test("whose checkpoint is signed with a key that was granted later, without that key's list")
    func rotatedCheckpointKey() throws {
        let story = try Story()
        let claim = try story.identify()
        let grant = try story.publisher.ledger.grant(.checkpoint, to: FixedKeys.stranger)
        var forge = Forge()
        forge.checkpointKey = FixedKeys.stranger
        forge.extra = [grant.position]
        judge(
            try forge.report(story, of: claim), of: story, exitCode: 2, "the list of \(FixedKeys.stranger.name)",
            "required and was left out")
    }
}
