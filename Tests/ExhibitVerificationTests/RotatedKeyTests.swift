import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A report after the checkpoint key was replaced")
struct RotatedKeyTests {
    @Test("carries who gave the new key its role, and verifies; without that it does not")
    func verifies() throws {
        let story = try Story()
        let claim = try story.identify()
        let before = try story.compose(claim)
        let next = FixedKeys.key("next checkpoint")
        let grant = try story.publisher.ledger.grant(.checkpoint, to: next)
        let revocation = try story.publisher.ledger.revoke(.checkpoint, of: FixedKeys.checkpoint)
        story.publisher.checkpointKey = next
        let report = try story.compose(claim)
        for report in [before, report] {
            let verdict = ReportVerifier.verify(report, trust: story.trust)
            #expect(verdict.exitCode == 0, "\(verdict.lines.joined(separator: "\n"))")
        }
        for event in [grant, revocation] {
            let edited = try Forge.edit(report) { parts in parts.entries.removeAll { $0.position == event.position } }
            #expect(ReportVerifier.verify(edited, trust: story.trust).exitCode == 2)
        }
        let unlisted = try Forge.edit(report) { parts in parts.lists.removeAll { $0.name == next.name } }
        judge(unlisted, of: story, exitCode: 2, "the list of \(next.name)", "required and was left out")
    }
}
