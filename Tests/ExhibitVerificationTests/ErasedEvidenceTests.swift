import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A report of evidence that was erased")
struct ErasedEvidenceTests {
    private func erasure(of evidence: Statement) throws -> Draft {
        Erasure(
            artifacts: [try #require(evidence.name("artifact"))],
            slots: [.init(statement: evidence.id, path: "body.sha256")], reason: .courtOrder
        ).draft(approver: nil, recorded: 0)
    }

    @Test("is historic and gives at most a lead; the one made before goes on to verify")
    func historic() throws {
        let story = try Story()
        let claim = try story.identify()
        let before = try story.compose(claim)
        let entry = try story.publisher.append([try erasure(of: story.evidence.statement)])[0]
        #expect(ReportVerifier.verify(before, trust: story.trust).exitCode == 0)

        let report = try story.compose(claim, withhold: ["sha256"])
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 3, "\(verdict.lines)")
        let finding = try #require(verdict.checks.first { $0.id == "erased" }?.findings.first)
        for words in ["ERASED by entry \(entry.position) (court-order)", "historic", "at most a LEAD"] {
            #expect(finding.message.contains(words), "\(finding.message)")
        }
        #expect(verdict.findings.count == 1, "\(verdict.lines)")
        let page = String(decoding: report, as: UTF8.self)
        #expect(page.contains("ERASED by entry \(entry.position)") && page.contains("the picture is gone"))
    }

    @Test("of which a value alone was erased verifies, and says which")
    func value() throws {
        let story = try Story()
        let claim = try story.identify()
        let slot = Erasure.Slot(statement: story.evidence.statement.id, path: "body.sha256")
        _ = try story.publisher.append([
            Erasure(artifacts: [], slots: [slot], reason: .retention).draft(approver: nil, recorded: 0)
        ])
        let report = try story.compose(claim, withhold: ["sha256"])
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.lines.contains { $0.contains("1 erased") }, "\(verdict.lines)")
    }

    @Test("by somebody without the role is not made: such an entry is void")
    func voidErasure() throws {
        let story = try Story()
        let claim = try story.identify()
        try story.publisher.ledger.append(try erasure(of: story.evidence.statement), by: FixedKeys.operator)
        #expect(throws: ReportComposer<MemoryCase>.Failure.self) { try story.compose(claim) }
    }
}
