import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

/// Nobody lowers the class of a picture by making another one of it.
@Suite("A claim on a picture that was derived from evidence")
struct DerivedClaimTests {
    private static let chain: [ImageOperation] = [
        .crop(PixelRectangle(x: 2, y: 1, width: 20, height: 20)), .grey(.bt601),
    ]

    private func page(_ report: [UInt8]) throws -> String {
        String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
    }

    /// A derivation, and a search of what it made.
    private func search(
        _ story: Story, about: String = "thing"
    ) throws -> (made: Derivation.Outcome, claim: PlacedEntry) {
        let made = try story.derive(Self.chain)
        let picture = try #require(made.picture)
        let run = try story.run(on: (story.evidence, picture.bytes), made: picture.name, about: about)
        return (made, try story.publisher.append([try story.claimDraft(run)])[0])
    }

    @Test("has the class of its chain, says so with the steps, and verifies")
    func fixedOperations() throws {
        let story = try Story(origin: "my own camera")
        let (made, claim) = try search(story)
        #expect(claim.statement.text("taint") == "T2")
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
        let page = try page(report)
        #expect(
            page.contains("no detail was added. Information lost: <bdi>What these operations left out: image.grey."))
        #expect(page.contains("Run \(made.opened.position): ") && page.contains("made by recorded steps"))
        #expect(page.contains("x 2, y 1, width 20, height 20"))
    }

    @Test("is T3 where nobody states the origin of the file that it was made from, except about the picture itself")
    func unknownOrigin() throws {
        let story = try Story()
        #expect(try search(story).claim.statement.text("taint") == "T3")
        #expect(try search(story, about: "picture").claim.statement.text("taint") == "T2")
    }

    @Test("is refused where a step drew the picture, also through another one made of it")
    func drawn() throws {
        let plate = try PlatePicture(seed: 42, seen: DigitVisibility(.top, pixels: 12), scale: 2)
        let story = try Story(picture: plate.file, origin: "my own camera")
        let restored = try story.ask(.digitRestorer)
        let step = try #require(restored.run.steps.first { Operation.named(in: $0.statement) == .runModel })
        let drawn = try #require(step.statement.artifacts("outputs").first { $0.role == "output.restored" }).name
        let bytes = try story.publisher.bytes(of: drawn)
        let flipped = try story.derive(
            [.flip(.horizontal)], from: (story.evidence, bytes), made: drawn)
        let picture = try #require(flipped.picture)
        for (name, bytes) in [(drawn, bytes), (picture.name, picture.bytes)] {
            let read = try story.ask(.digitReader, on: (story.evidence, bytes), made: name)
            #expect(read.claim.statement.text("taint") == "T4" && read.claim.statement.text("status") == "REFUSED")
            let report = try story.compose(read.claim)
            let verdict = ReportVerifier.verify(report, trust: story.trust)
            #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
            let page = try page(report)
            #expect(page.contains("Part of this picture was generated. The generated part is not evidence."))
            #expect(page.contains("Generated – not evidence") && page.contains("How many variants were made"))
        }
        let clean = try page(try story.compose(try story.ask(.digitReader).claim))
        #expect(clean.contains("Before this run the same question was asked with a generated picture"))
    }

    /// A report of a chain of which some statements were rewritten before they were signed.
    private func judge(
        _ message: String, sourceLocation: SourceLocation = #_sourceLocation,
        _ rewriting: @escaping (Story, Draft) -> Draft
    ) throws {
        let story = try Story(origin: "my own camera")
        story.publisher.rewriting = { [unowned story] in rewriting(story, $0) }
        let claim = try search(story).claim
        let verdict = ReportVerifier.verify(try Forge().report(story, of: claim), trust: story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)", sourceLocation: sourceLocation)
        #expect(
            verdict.findings.contains { $0.message.contains(message) }, "\(verdict.lines)",
            sourceLocation: sourceLocation)
    }

    private static func isStep(_ draft: Draft, _ operation: Operation) -> Bool {
        draft.kind.name == Kind.step.name && draft.body["operation"] == operation.json
    }

    @Test("that states a lower class than its chain, in the claim or in a step of it, is found")
    func lower() throws {
        try judge("taint: the claim says") { _, draft in
            draft.kind.name == Kind.claim.name ? draft.with(["taint": "T1"]) : draft
        }
        try judge("the taint class it states") { _, draft in
            Self.isStep(draft, .grey) ? draft.with(["taint": "T1"]) : draft
        }
    }

    @Test("whose chain leaves out a step, or was planned otherwise, is found")
    func leftOut() throws {
        try judge("it is not the operation that its run was opened for") { _, draft in
            Self.isStep(draft, .grey) ? draft.with(["parameters": [["name": "weights", "value": "BT.709"]]]) : draft
        }
        try judge("does not read what the step before it made") { _, draft in
            guard Self.isStep(draft, .encodePNG) else { return draft }
            let foreign = TypedName(.sealed, ContentHash(of: [1]))
            return Draft(
                .step, subjects: draft.subjects + [foreign],
                body: draft.body.merging([
                    "inputs": [["role": "pixels", "artifact": .string(foreign.description)]], "taint": "T1",
                ]) { _, new in new }, slots: draft.slots)
        }
    }

    @Test("whose chain names another parent is found")
    func otherParent() throws {
        let story = try Story(origin: "my own camera")
        let other = try Story.record(Story.picture(99), in: story.publisher, origin: "my own camera")
        story.publisher.rewriting = { draft in
            guard draft.kind.name == Kind.runOpened.name, draft.body["about"] == "picture",
                var input = draft.body["inputs"]?.elements?.first?.members
            else { return draft }
            input["evidence"] = .string(other.statement.name.description)
            return draft.with(["inputs": [.object(input)]])
        }
        let claim = try search(story).claim
        let verdict = ReportVerifier.verify(try Forge().report(story, of: claim), trust: story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
        #expect(verdict.findings.contains { $0.message.contains("that its picture does not come from") })
    }

    @Test("that counts a run which drew the picture for nothing, because it was never closed, is found")
    func neverClosed() throws {
        let story = try Story(origin: "my own camera")
        let made = try story.derive(Self.chain)
        let picture = try #require(made.picture)
        let opened = try story.publisher.append([
            Draft(
                .runOpened, subjects: [try #require(story.evidence.statement.name("artifact"))],
                body: made.opened.statement.body.filter { Kind.runOpened.slots[$0.key] == nil })
        ])[0]
        let step = try #require(made.steps.last).statement
        let drawing: [String: JSON] = [
            "run": .string(opened.statement.name.description), "number": 1, "taint": "T4",
            "operation": ["name": "diffusion", "version": "9"],
        ]
        _ = try story.publisher.append([
            Draft(
                .step, subjects: step.artifacts("inputs").map(\.name) + [picture.name],
                body: step.body.filter { Kind.step.slots[$0.key] == nil }.merging(drawing) { _, new in new })
        ])
        let run = try story.run(on: (story.evidence, picture.bytes), made: picture.name, about: "thing")
        let honest = try story.claimDraft(run)
        #expect(honest.body["taint"] == "T4" && honest.body["status"] == "REFUSED")
        let claim = try story.publisher.append([honest.with(["taint": "T2"])])[0]
        let verdict = ReportVerifier.verify(try Forge().report(story, of: claim), trust: story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
        #expect(verdict.findings.contains { $0.message.hasPrefix("taint: the claim says") })
        #expect(verdict.findings.contains { $0.message.contains("was never closed") })
    }

    @Test("whose report leaves out the list of a picture on the way is found")
    func withoutList() throws {
        let story = try Story(origin: "my own camera")
        let (made, claim) = try search(story)
        let name = try #require(made.picture).name
        let report = try Forge.edit(try story.compose(claim)) { $0.lists.removeAll { $0.name == name } }
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
        #expect(verdict.findings.contains { $0.message.contains("it is required and was left out") })
    }

    @Test("in whose chain a publisher found room for a sentence is found")
    func sentence() throws {
        try judge("its parameters are not those of its operation") { _, draft in
            Self.isStep(draft, .crop)
                ? draft.with([
                    "parameters": .array(
                        (draft.body["parameters"]?.elements ?? []) + [["name": "note", "value": "confirmed"]])
                ]) : draft
        }
    }
}
