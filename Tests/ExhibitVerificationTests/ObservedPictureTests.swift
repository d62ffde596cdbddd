import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitWeight
import Testing

@testable import ExhibitVerification

@Suite("A picture that an observed program made")
struct ObservedPictureTests {
    /// A plate that is whole, so that the reader answers with a score that its model asks for.
    private static func plate() throws -> [UInt8] {
        try PlatePicture(seed: 42, seen: DigitVisibility(.top, pixels: 35), scale: 2).file
    }

    private static func made(
        in story: Story, generatesPixels: Bool = false
    ) throws -> (outcome: ObservedRun.Outcome, picture: (name: TypedName, bytes: [UInt8])) {
        let plate = try plate()
        let outcome = try story.observe("cp \"$3\" \"$2\"", generatesPixels: generatesPixels, drawn: plate)
        #expect(outcome.failure == nil)
        return (outcome, (try #require(outcome.made.first).artifact, plate))
    }

    private static func ask(_ made: (name: TypedName, bytes: [UInt8]), in story: Story) throws -> PlacedEntry {
        try story.ask(.digitReader, on: (story.evidence, made.bytes), made: made.name).claim
    }

    private static func words(_ claim: PlacedEntry) -> [String] {
        ["status", "ceiling", "taint"].map { claim.statement.text($0) }
    }

    @Test("carries a lead at most, of class T3, and the report on it verifies")
    func lead() throws {
        let story = try Story(origin: "my own camera")
        let made = try Self.made(in: story)
        let claim = try Self.ask(made.picture, in: story)
        #expect(Self.words(claim) == ["LEAD", "LEAD", "T3"])
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
        let page = String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
        #expect(page.contains("A learned or unknown process touched these pixels"))
        #expect(page.contains("A program that was only observed took part in making this picture"))
        #expect(page.contains("observed-program 1"))
    }

    @Test("is refused where its operator said that the program generates pixels")
    func generated() throws {
        let story = try Story(origin: "my own camera")
        let made = try Self.made(in: story, generatesPixels: true)
        let claim = try Self.ask(made.picture, in: story)
        #expect(Self.words(claim) == ["REFUSED", "REFUSED", "T4"])
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
    }

    @Test("has the words and the numbers that the program writes")
    func constants() throws {
        let story = try Story()
        for (model, isKnown) in [
            (BuiltInModel.observedProgram, true), (.observedGenerator, true), (.imageOperations, false),
        ] {
            let draft = try model.draft(keepingIn: story.publisher, recorded: 0)
            let placed = try story.publisher.append([draft])[0]
            #expect(KnownModel.isObserved(placed.statement) == isKnown)
            #expect(KnownModel.isImageOperations(placed.statement) == !isKnown)
            #expect(KnownModel.reasonOtherWords(placed.statement) == nil)
            let other = try story.publisher.append([draft.with(["conditions": "Never wrong."])])[0]
            #expect(KnownModel.reasonOtherWords(other.statement) != nil)
        }
    }

    /// What a publisher may write into the step, the opening or the model of the observed run.
    private static let lies: [(name: String, kind: Kind, members: [String: JSON])] = [
        ("a lower class", .step, ["taint": "T2"]),
        ("another operation", .step, ["operation": ["name": "image.crop", "version": "1"], "taint": "T1"]),
        ("an end that is a sentence", .step, ["parameters": [["name": "end", "value": "It is he."]]]),
        ("a warning that is a sentence", .step, ["warnings": ["It is he."]]),
        ("other parameters", .runOpened, ["parameters": [["name": "confinement", "value": "bubblewrap"]]]),
        ("a claim to have made nothing", .runClosed, ["outcome": "failed", "candidates": .null]),
        ("a model that says more of itself", .model, ["conditions": "Never wrong."]),
        ("a generator that generates nothing", .model, ["generates_pixels": false]),
    ]

    @Test("of a run that lies about itself carries nothing", arguments: lies.indices)
    func forged(index: Int) throws {
        let lie = Self.lies[index]
        let story = try Story(origin: "my own camera")
        story.publisher.rewriting = { draft in
            draft.kind.name == lie.kind.name && draft.kind.version == lie.kind.version ? draft.with(lie.members) : draft
        }
        let made = try Self.made(in: story, generatesPixels: true)
        story.publisher.rewriting = { $0 }
        let claim = try Self.ask(made.picture, in: story)
        let verdict = ReportVerifier.verify(try Forge().report(story, of: claim), trust: story.trust)
        // Whoever calls a whole run failed has lied to no effect: the picture keeps its class.
        let isHarmless = lie.kind.name == Kind.runClosed.name
        #expect(verdict.exitCode == (isHarmless ? 0 : 2), "\(lie.name): \(verdict.lines)")
        #expect(!isHarmless || Self.words(claim) == ["REFUSED", "REFUSED", "T4"])
    }

    @Test("of another parent than its run was opened for carries nothing", arguments: ["step", "run.opened"])
    func otherParent(kind: String) throws {
        let story = try Story(origin: "my own camera")
        let other = try Story.record(Story.picture(77), in: story.publisher, origin: "my own camera")
        let artifact = try #require(other.statement.name("artifact"))
        story.publisher.rewriting = { draft in
            guard draft.kind.name == kind else { return draft }
            // In the opening only the picture is another one: its evidence stays that of the true one.
            var input =
                draft.body["inputs"]?.elements?.first.flatMap { first -> [String: JSON]? in
                    if case .object(let members) = first { members } else { nil }
                } ?? [:]
            input["artifact"] = .string(artifact.description)
            return draft.with(["inputs": [.object(input)]])
        }
        let made = try Self.made(in: story)
        story.publisher.rewriting = { $0 }
        let claim = try Self.ask(made.picture, in: story)
        // The evidence of a run that was opened for another file does not even lead to the picture.
        let (object, reason) =
            kind == "step"
            ? (made.outcome.step.title, "the pictures that its run was opened for")
            : (claim.title, "opened on another file")
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, object, reason)
    }

    @Test("keeps the class that it has where a claim states a lower one", arguments: ["T0", "T1", "T2"])
    func loweredClaim(taint: String) throws {
        let story = try Story(origin: "my own camera")
        let made = try Self.made(in: story)
        story.publisher.rewriting = { draft in
            draft.kind.name == Kind.claim.name ? draft.with(["taint": .string(taint)]) : draft
        }
        let claim = try Self.ask(made.picture, in: story)
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "taint")
    }
}
