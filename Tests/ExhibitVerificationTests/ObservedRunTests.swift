import ExhibitCore
import ExhibitPipeline
import ExhibitReport
import ExhibitTestSupport
import ExhibitWeight
import Testing

@testable import ExhibitVerification

@Suite("A run of a program that was only observed")
struct ObservedRunTests {
    /// Another picture, from nothing that the test would have to bring along.
    private static let edits = "{ cat \"$1\"; echo; } >\"$2\""

    @Test("is one step of class T3, between an opening that names the intent and a closing")
    func statements() throws {
        let story = try Story()
        let outcome = try story.observe(Self.edits + "; echo said")
        #expect(outcome.failure == nil && outcome.closed.statement.text("outcome") == "completed")
        let step = outcome.step.statement
        #expect(Operation.named(in: step) == .observe && step.text("taint") == "T3")
        #expect(
            step.artifacts("outputs").map(\.role) == ["output.1", "pixels", "stdout", "environment", "observation"])
        let parameters = outcome.opened.statement.body["parameters"]?.elements ?? []
        let intent = try #require(parameters.first { $0["name"]?.text == "intent" }?["value"]?.text)
        let name = try #require(TypedName(intent))
        #expect(outcome.opened.statement.references.contains(name))
        let json = try JSONParser.parse(story.publisher.bytes(of: name), as: "intent", limits: .payload)
        #expect(json["result"] == .null && json["schema"]?.text == Observation.schema)
        #expect(try story.observe(Self.edits, generatesPixels: true).step.statement.text("taint") == "T4")
    }

    @Test("and what it made stand in every report on the evidence, which verifies")
    func report() throws {
        let story = try Story()
        let observed = try story.observe(Self.edits)
        let failed = try story.observe("exit 1")
        #expect(failed.failure?.words == "the program ended with exit status 1")
        let claim = try story.identify()
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
        let scope = ReportScope(claim: claim, roots: [], lookup: story.publisher.ledgerLookup)
        #expect(try scope.derived.contains(#require(observed.made.first).artifact))
        for outcome in [observed, failed] {
            let opened = try #require(scope.entries[outcome.opened.position])
            #expect(RunRecord(opened: opened, scope: scope).reasonRefused == nil)
        }
        let view = try ViewDerivation(
            claim: claim, scope: scope, covers: story.publisher.ledger.entries.last!.position + 1,
            disclosed: Disclosures(disclosures: [], artifacts: []))
        let outcomes = view.runs.filter { $0.model == "observed-program 1" }.map(\.outcome)
        #expect(outcomes == [.completed, .failed])
    }

    @Test("that copied the evidence says nothing of having made it, and takes no ground from a claim")
    func copy() throws {
        let story = try Story()
        let outcome = try story.observe("cp \"$1\" \"$2\"")
        #expect(outcome.made.first?.received == "received evidence")
        #expect(outcome.made.first?.artifact != story.evidence.statement.name("artifact"))
        let verdict = ReportVerifier.verify(try story.compose(try story.identify()), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
    }

    @Test("that understates its class is no record of a run", arguments: ["T0", "T1", "T2"])
    func understated(taint: String) throws {
        let story = try Story()
        story.publisher.rewriting = { draft in
            draft.kind.name == Kind.step.name ? draft.with(["taint": .string(taint)]) : draft
        }
        let outcome = try story.observe(Self.edits)
        story.publisher.rewriting = { $0 }
        let scope = ReportScope(claim: try story.identify(), roots: [], lookup: story.publisher.ledgerLookup)
        let refused = RunRecord(opened: outcome.opened, scope: scope).reasonRefused
        #expect(refused?.object == outcome.step.title && refused?.reason.contains("taint class") == true)
    }

    @Test("is no step of copy detection, in whatever place it stands", arguments: 1...5)
    func inAClaim(number: Int64) throws {
        for taint in ["T2", "T3"] {
            let story = try Story()
            story.publisher.rewriting = { draft in
                guard draft.kind.name == Kind.step.name, let own = draft.body["number"]?.number, own >= number else {
                    return draft
                }
                let operation: JSON = ["name": "observe", "version": "1"]
                return own == number
                    ? draft.with(["operation": operation, "taint": .string(taint)])
                    : draft.with(["taint": .string(taint)])
            }
            let claim = try story.identify()
            let verdict = ReportVerifier.verify(try Forge().report(story, of: claim), trust: story.trust)
            #expect(verdict.exitCode == 2, "\(verdict.lines)")
        }
    }

    @Test("carries no claim")
    func noClaim() throws {
        let story = try Story()
        let outcome = try story.observe(Self.edits)
        let claim = CopyClaim(
            evidence: story.evidence.statement, opened: outcome.opened.statement, steps: [outcome.step.statement],
            closed: outcome.closed.statement,
            candidates: CandidateList(probeQuality: 100, probeUnstable: 0, members: 1, compared: 1, candidates: []))
        let body = claim.body.merging([
            "run": .string(outcome.opened.statement.name.description),
            "closed": .string(outcome.closed.statement.name.description),
            "evidence": .string(story.evidence.statement.name.description),
        ]) { first, _ in first }
        _ = try story.publisher.keepOpen(Policy.current.bytes)
        let entry = try story.publisher.append([Draft(.claim, subjects: [outcome.opened.statement.name], body: body)])[
            0]
        let verdict = ReportVerifier.verify(try Forge().report(story, of: entry), trust: story.trust)
        #expect([2, 3].contains(verdict.exitCode), "\(verdict.lines)")
        #expect(verdict.findings.contains { $0.message.contains("the model is not one that this version knows") })
    }

    /// What a program made is recorded as evidence too, and asked about; the run that made it is rewritten.
    private func verdict(
        generatesPixels: Bool = false, origin: String? = nil, _ rewriting: @escaping (Draft) -> Draft = { $0 }
    ) throws -> (verdict: Verdict, claim: Statement) {
        let story = try Story()
        story.publisher.rewriting = rewriting
        let outcome = try story.observe(Self.edits, generatesPixels: generatesPixels)
        story.publisher.rewriting = { $0 }
        let bytes = try story.publisher.bytes(of: try #require(outcome.made.first).artifact)
        let entry = try Story.record(bytes, in: story.publisher, origin: origin)
        let run = try story.run(on: (entry, bytes))
        let history = PictureHistory(of: run.opened, lookup: story.publisher.ledgerLookup)
        let claim = CopyClaim(
            evidence: entry.statement, opened: run.opened.statement, steps: run.steps.map(\.statement),
            closed: run.closed.statement, candidates: run.candidates, history: history)
        _ = try story.publisher.keepOpen(Policy.current.bytes)
        let body = claim.body.merging([
            "run": .string(run.opened.statement.name.description),
            "closed": .string(run.closed.statement.name.description),
            "evidence": .string(entry.statement.name.description),
        ]) { first, _ in first }
        let placed = try story.publisher.append([Draft(.claim, subjects: [run.opened.statement.name], body: body)])[0]
        let report = try Forge().report(story, of: placed)
        return (ReportVerifier.verify(report, trust: story.trust), placed.statement)
    }

    @Test("gives a claim on what it made its class, whatever was stated of the file that came back")
    func classes() throws {
        let unknown = try verdict(origin: "I made it myself")
        #expect(unknown.verdict.exitCode == 0, "\(unknown.verdict.lines)")
        #expect(unknown.claim.text("taint") == "T3" && unknown.claim.text("status") == "LEAD")
        let generated = try verdict(generatesPixels: true)
        #expect(generated.verdict.exitCode == 0, "\(generated.verdict.lines)")
        #expect(generated.claim.text("taint") == "T4" && generated.claim.text("status") == "REFUSED")
    }

    private static func isObserved(_ draft: Draft) -> Bool { draft.body["operation"]?["name"]?.text == "observe" }

    @Test("is followed only as the program records it")
    func forged() throws {
        let foreign = TypedName(.sealed, ContentHash(of: [1]))
        let words: JSON = [["name": "observation", "value": "an expert looked at it"]]
        let lies: [(Int32, (Draft) -> Draft)] = [
            (2, { Self.isObserved($0) ? $0.with(["taint": "T1"]) : $0 }),
            (2, { Self.isObserved($0) ? $0.with(["parameters": words]) : $0 }),
            (2, { Self.isObserved($0) ? $0.with(["warnings": ["it is genuine"]]) : $0 }),
            (2, { $0.kind.name == Kind.runOpened.name ? $0.with(["parameters": words]) : $0 }),
            (2, { $0.kind.name == Kind.runClosed.name ? $0.with(["candidates": .string(foreign.description)]) : $0 }),
            (
                2,
                { draft in
                    guard Self.isObserved(draft) else { return draft }
                    let inputs: JSON = [["role": "evidence", "artifact": .string(foreign.description)]]
                    return Draft(
                        .step, subjects: draft.subjects + [foreign],
                        body: draft.body.merging(["inputs": inputs]) { _, new in new }, slots: draft.slots)
                }
            ),
            // Beside the digest of the real one a model cannot say more; one that generates pixels gives its steps T4.
            (2, { $0.kind.name == Kind.model.name ? $0.with(["conditions": "It is wrong once in a billion."]) : $0 }),
            (2, { $0.kind.name == Kind.model.name ? $0.with(["generates_pixels": .bool(true)]) : $0 }),
        ]
        for (number, lie) in lies.enumerated() {
            let found = try verdict(lie.1).verdict
            #expect(found.exitCode == lie.0, "\(number): \(found.lines)")
        }
    }
}
