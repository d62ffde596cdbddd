import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("A run of a model that a program executes")
struct ModelRunTests {
    private func page(_ report: [UInt8]) -> String { String(decoding: report, as: UTF8.self) }

    @Test("gives a report that verifies, with the answers to the last bit and without a claim beyond a lead")
    func honest() throws {
        let story = try ModelStory()
        let outcome = try story.run()
        #expect(story.claim(outcome).status == .lead && story.claim(outcome).taint == .learnedOrUnknown)
        let report = try story.story.compose(try story.record(outcome))
        let verdict = Verification.verify(report, trust: story.story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(page(report).contains("f32:3f733333") && page(report).contains("seven"))
        #expect(page(report).contains("A score is not a probability"))
    }

    @Test(
        "names nothing below the score that its statement asks for, without one, or where the score is no number",
        arguments: [("0.960000", "f32:3f733333"), (nil, "f32:3f733333"), ("0.900000", "f32:7fc00000")]
            as [(JSON, String)])
    func nothingNamed(match: JSON, score: String) throws {
        let story = try ModelStory(match: match)
        story.answers = [("seven", score)]
        let outcome = try story.run()
        #expect(story.claim(outcome).status == .inconclusive)
        let verdict = Verification.verify(
            try story.story.compose(try story.record(outcome)), trust: story.story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
    }

    @Test("takes a lower score for the better one where its statement says so")
    func lower() throws {
        let story = try ModelStory(match: "0.100000", better: "lower")
        story.answers = [("one", "f32:3d4ccccd"), ("seven", "f32:3f733333")]
        #expect(story.claim(try story.run()).status == .lead)
    }

    @Test("of a person, of a model that generates pixels, and one that failed is refused, and shows no answer")
    func refused() throws {
        let person = try ModelStory()
        let generating = try ModelStory(generatesPixels: true, seed: "generating")
        let failing = try ModelStory(seed: "failing")
        failing.failure = "the runner was stopped"
        for (story, about, reason) in [
            (person, "person", Reason.personWithoutCalibration), (generating, "thing", .generatedPixels),
            (failing, "thing", .runFailed),
        ] {
            let outcome = try story.run(about: about)
            let claim = story.claim(outcome)
            #expect(claim.status == .refused && claim.reasons.contains(reason))
            let report = try story.story.compose(try story.record(outcome))
            #expect(Verification.verify(report, trust: story.story.trust).exitCode == 0)
            #expect(!page(report).contains("seven"), "\(about)")
        }
    }

    @Test("of a person that failed gives none of the program's words to whoever asked; of a thing it does")
    func failed() throws {
        let story = try ModelStory()
        story.failure = "the runner was stopped (error)"
        story.failureSaid = "the runner was stopped (error): It is John Q Suspect"
        #expect(try story.run(about: "person").failure == story.failure)
        #expect(try story.run(about: "thing").failure == story.failureSaid)
    }

    @Test("numbers what its program made: the program's own word for it stands in no statement and on no page")
    func outputs() throws {
        let story = try ModelStory()
        story.outputRoles = ["john-q-suspect"]
        let outcome = try story.run(about: "person")
        let roles = outcome.steps.flatMap { $0.statement.artifacts("outputs").map(\.role) }
        #expect(roles.contains("output.1") && !roles.contains { $0.contains("john") })
        let report = try story.story.compose(try story.record(outcome))
        let verdict = Verification.verify(report, trust: story.story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(!page(report).contains("john"))
    }

    @Test("without a sandbox says so on the first screen")
    func unconfined() throws {
        let story = try ModelStory()
        story.confinement = .unconfined
        let outcome = try story.run()
        #expect(story.claim(outcome).reasons.contains(.unconfined))
        let report = try story.story.compose(try story.record(outcome))
        #expect(page(report).contains("without a sandbox"))
    }

    /// A report of a run of which some statements were rewritten before they were signed.
    private func judge(_ rewriting: @escaping (Draft) -> Draft) throws -> Verdict {
        let story = try ModelStory()
        story.publisher.rewriting = rewriting
        let outcome = try story.run()
        let claim = try story.record(outcome)
        return Verification.verify(try Forge().report(story.story, of: claim), trust: story.story.trust)
    }

    private static let foreign = TypedName(.sealed, ContentHash(of: [1]))

    @Test("that gave its model another picture, or ran another model, is found", arguments: [0, 1])
    func otherInput(index: Int) throws {
        let verdict = try judge { draft in
            guard draft.kind.name == Kind.step.name, draft.body["number"] == 3,
                var inputs = draft.body["inputs"]?.elements
            else { return draft }
            let name = index == 0 ? Self.foreign : TypedName(.open, ContentHash(of: [2]))
            inputs[index] = ["role": .string(["picture", "model"][index]), "artifact": .string(name.description)]
            return Draft(
                .step, subjects: draft.subjects + [name],
                body: draft.body.merging(["inputs": .array(inputs)]) { _, new in new }, slots: draft.slots)
        }
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
        #expect(verdict.findings.contains { $0.message.contains("not that of its run") })
    }

    @Test("whose claim says more than its answers is found", arguments: ["status", "ceiling", "taint", "reasons"])
    func more(member: String) throws {
        let story = try ModelStory(match: nil)
        story.publisher.rewriting = { draft in
            guard draft.kind.name == Kind.claim.name else { return draft }
            let more: [String: JSON] = [
                "status": "LEAD", "ceiling": "IDENTIFICATION", "taint": "T0", "reasons": ["P04.reaches-threshold"],
            ]
            return draft.with([member: more[member] ?? .null])
        }
        let claim = try story.record(try story.run())
        let verdict = Verification.verify(try Forge().report(story.story, of: claim), trust: story.story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
        #expect(verdict.findings.contains { $0.message.hasPrefix("\(member): the claim says") })
    }

    @Test("whose answers are out of order, or more than were asked for, is found")
    func order() throws {
        for answers in [
            [("one", "f32:3d4ccccd"), ("seven", "f32:3f733333")],
            ["one", "two", "three", "four", "five", "seven"].map { ($0, "f32:3f733333") },
        ] {
            let story = try ModelStory()
            story.answers = answers
            let claim = try story.record(try story.run())
            let verdict = Verification.verify(try Forge().report(story.story, of: claim), trust: story.story.trust)
            #expect(verdict.exitCode == 2 && verdict.findings.contains { $0.message.contains("order of its scores") })
        }
    }

    private static func isRun(_ draft: Draft) -> Bool { draft.kind.name == Kind.step.name && draft.body["number"] == 3 }

    private static let sentence = "the identity was confirmed by two officers"

    @Test(
        "in which a publisher found room for a sentence is found",
        arguments: [
            "parameter", "opening", "output", "warning", "depth", "confinement", "decoder parameter", "encoder",
        ])
    func sentences(place: String) throws {
        let verdict = try judge { draft in
            func list(_ member: String, _ change: (inout [JSON]) -> Void) -> Draft {
                var elements = draft.body[member]?.elements ?? []
                change(&elements)
                return draft.with([member: .array(elements)])
            }
            let named: JSON = ["name": .string(Self.sentence), "value": "yes"]
            switch place {
            case "parameter" where Self.isRun(draft): return list("parameters") { $0.append(named) }
            case "opening" where draft.kind.name == Kind.runOpened.name: return list("parameters") { $0.append(named) }
            case "depth" where draft.kind.name == Kind.runOpened.name:
                return list("parameters") { $0[0] = ["name": "depth", "value": "+5"] }
            case "confinement" where Self.isRun(draft):
                return list("parameters") { $0[3] = ["name": "confinement", "value": "none"] }
            case "output" where Self.isRun(draft):
                return list("outputs") {
                    $0[1] = ["role": .string(Self.sentence), "artifact": $0[1]["artifact"] ?? .null]
                }
            case "warning" where Self.isRun(draft): return list("warnings") { $0.append(.string(Self.sentence)) }
            case "decoder parameter" where draft.kind.name == Kind.step.name && draft.body["number"] == 1:
                return list("parameters") { $0.append(named) }
            case "encoder" where draft.kind.name == Kind.step.name && draft.body["number"] == 2:
                return list("parameters") { $0[0] = ["name": "encoder", "value": .string(Self.sentence)] }
            default: return draft
            }
        }
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }

    @Test(
        "whose answers were put under another role, as if it had not finished, is found",
        arguments: ["completed", "failed"])
    func hidden(outcome: String) throws {
        let story = try ModelStory()
        story.publisher.rewriting = { draft in
            if Self.isRun(draft), var outputs = draft.body["outputs"]?.elements, outcome == "completed" {
                outputs[0] = ["role": "output.answers", "artifact": outputs[0]["artifact"] ?? .null]
                return draft.with(["outputs": .array(outputs)])
            }
            guard draft.kind.name == Kind.runClosed.name else { return draft }
            return draft.with([
                "candidates": outcome == "completed" ? .null : draft.body["candidates"] ?? .null,
                "outcome": .string(outcome),
            ])
        }
        let claim = try story.record(try story.run())
        let verdict = Verification.verify(try Forge().report(story.story, of: claim), trust: story.story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }

    @Test(
        "with an answer that its model cannot give is found",
        arguments: [
            [("seven", "f32:7f7fffff")], [("seven", "f32:3f733333"), ("seven", "f32:3d4ccccd")],
            [("This is somebody", "f32:3f733333")], [("seven", "f32:3f733333"), ("one", "f64:3f50624dd2f1a9fc")],
        ])
    func impossible(answers: [(String, String)]) throws {
        let story = try ModelStory()
        story.answers = answers.map { (label: $0.0, score: $0.1) }
        let claim = try story.record(try story.run())
        let verdict = Verification.verify(try Forge().report(story.story, of: claim), trust: story.story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }

    @Test("with an infinite score names nothing")
    func infinite() throws {
        let story = try ModelStory()
        story.answers = [("seven", "f32:7f800000")]
        #expect(story.claim(try story.run()).status == .inconclusive)
    }

    @Test("of a model whose statement does not hold together is found", arguments: ["version", "match", "files"])
    func otherModel(member: String) throws {
        let story = try ModelStory { publisher in
            publisher.rewriting = { draft in
                guard draft.kind.predicateType == Kind.modelWithRunner.predicateType else { return draft }
                switch member {
                case "version": return draft.with(["version": .string(Self.sentence)])
                case "match": return draft.with(["match": "7.000000"])
                default:
                    var files = draft.body["files"]?.elements ?? []
                    files[0] = .object((files[0].members ?? [:]).merging(["path": "other.txt"]) { $1 })
                    return draft.with(["files": .array(files)])
                }
            }
        }
        let claim = try story.record(try story.run())
        let verdict = Verification.verify(try Forge().report(story.story, of: claim), trust: story.story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }
}
