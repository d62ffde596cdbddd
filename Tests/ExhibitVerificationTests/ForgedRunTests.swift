import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Testing

/// Records that are well formed and signed, whose claim follows from them, and which a reader would be misled by.
@Suite("A run forged by its publisher")
struct ForgedRunTests {
    /// A report of a run of which some statements were rewritten before they were signed.
    private func report(
        _ rewriting: @escaping (Draft, Story) -> Draft
    ) throws -> (report: [UInt8], story: Story, outcome: CopyDetection.Outcome, claim: PlacedEntry) {
        let story = try Story()
        story.publisher.rewriting = { [unowned story] in rewriting($0, story) }
        let outcome = try story.run()
        let claim = try story.publisher.append([try story.claimDraft(outcome)])[0]
        return (try Forge().report(story, of: claim), story, outcome, claim)
    }

    private static func step(_ draft: Draft, _ number: Int64) -> Bool {
        draft.kind.name == Kind.step.name && draft.body["number"] == .integer(number)
    }

    private static func use(_ role: String, _ name: TypedName) -> JSON {
        ["role": .string(role), "artifact": .string(name.description)]
    }

    private static let foreign = TypedName(.sealed, ContentHash(of: [1]))

    @Test("that searched another reference set than it was opened for", arguments: [1, 2])
    func otherGallery(input: Int) throws {
        let (report, story, outcome, _) = try report { draft, _ in
            guard Self.step(draft, 4), var inputs = draft.body["inputs"]?.elements else { return draft }
            inputs[input] = Self.use(["hash", "hashes", "gallery"][input], Self.foreign)
            return Draft(
                .step, subjects: draft.subjects + [Self.foreign],
                body: draft.body.merging(["inputs": .array(inputs)]) { _, new in new }, slots: draft.slots)
        }
        judge(report, of: story, exitCode: 2, outcome.steps[3].title, "reference set")
    }

    @Test("that read something foreign under the role of a reference set")
    func foreignUnderRole() throws {
        let (report, story, outcome, _) = try report { draft, _ in
            guard Self.step(draft, 3) else { return draft }
            let inputs = (draft.body["inputs"]?.elements ?? []) + [Self.use("hashes", Self.foreign)]
            return Draft(
                .step, subjects: draft.subjects + [Self.foreign],
                body: draft.body.merging(["inputs": .array(inputs)]) { _, new in new }, slots: draft.slots)
        }
        judge(report, of: story, exitCode: 2, outcome.steps[2].title)
    }

    @Test("that was opened for two reference sets")
    func twoGalleries() throws {
        let (report, story, outcome, _) = try report { draft, story in
            let set = JSON.string(story.gallery.statement.name.description)
            return draft.kind.name == Kind.runOpened.name ? draft.with(["galleries": [set, set]]) : draft
        }
        judge(report, of: story, exitCode: 2, outcome.opened.title, "one reference set")
    }

    @Test("that states other parameters than those it is judged by", arguments: [0, 1, 2, 3])
    func parameters(place: Int) throws {
        let (report, story, outcome, _) = try report { draft, _ in
            guard draft.kind.name == Kind.runOpened.name, var list = draft.body["parameters"]?.elements else {
                return draft
            }
            list[place] = ["name": list[place]["name"] ?? .null, "value": place == 0 ? "1" : "12"]
            return draft.with(["parameters": .array(list)])
        }
        judge(report, of: story, exitCode: 2, place == 0 ? outcome.steps[3].title : outcome.opened.title)
    }

    @Test("that was opened for another statement of the same file, of which more is known")
    func otherEvidenceStatement() throws {
        let story = try Story()
        let outcome = try story.run()
        let better = try Story.record(story.picture, in: story.publisher, origin: "I took it myself.")
        #expect(better.statement.name("artifact") == story.evidence.statement.name("artifact"))
        let claim = try story.publisher.append([try story.claimDraft(outcome, evidence: better)])[0]
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "another statement")
    }

    @Test(
        "whose candidate list is not that of the reference set",
        arguments: ["members", "compared", "short", "unusable"])
    func candidates(lie: String) throws {
        let story = try Story()
        story.publisher.substituting = { bytes, media in
            guard media == "application/json", let list = try? CandidateList(encoded: bytes) else { return bytes }
            var candidates = list.candidates
            if lie == "short" { candidates.removeLast() }
            if lie == "unusable" {
                candidates = candidates.map {
                    .init(rank: $0.rank, artifact: $0.artifact, distance: $0.distance, quality: 49, unstable: 0)
                }
            }
            return CandidateList(
                probeQuality: list.probeQuality, probeUnstable: list.probeUnstable,
                members: list.members + (lie == "members" ? 1_000 : 0),
                compared: list.compared + (lie == "compared" ? -1 : 0),
                candidates: candidates
            ).encoded
        }
        let outcome = try story.run()
        let name = try #require(outcome.closed.statement.name("candidates"))
        let list = try CandidateList(encoded: try story.publisher.bytes(of: name))
        let draft = try story.claimDraft(outcome, candidates: list)
        let claim = try story.publisher.append([draft])[0]
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, name.description)
    }

    @Test("that used a model which says other things of itself than the one it is")
    func boastfulModel() throws {
        let story = try Story { publisher in
            publisher.rewriting = {
                $0.kind.name == Kind.model.name ? $0.with(["conditions": "Wrong once in a billion."]) : $0
            }
        }
        let claim = try story.identify()
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, story.model.title, "says other things")
    }

    @Test("that used a model which this version does not know is not judged")
    func unknownModel() throws {
        let story = try Story { publisher in
            publisher.rewriting = {
                $0.kind.name == Kind.model.name ? $0.with(["manifest": .string(TypedName.open([1]).description)]) : $0
            }
        }
        let claim = try story.identify()
        judge(
            try Forge().report(story, of: claim), of: story, exitCode: 3, story.model.title,
            "not one that this version knows")
    }

    @Test("that decoded other pixels than its evidence has")
    func otherPixels() throws {
        let (report, story, outcome, _) = try report { draft, story in
            guard draft.kind.name == Kind.step.name else { return draft }
            let pixels = story.evidence.statement.name("pixels")!
            func replaced(_ member: String) -> JSON {
                .array(
                    (draft.body[member]?.elements ?? []).map {
                        $0["artifact"]?.text == pixels.description
                            ? Self.use($0["role"]?.text ?? "", Self.foreign) : $0
                    })
            }
            return Draft(
                .step, subjects: draft.subjects.map { $0 == pixels ? Self.foreign : $0 },
                body: draft.body.merging(["inputs": replaced("inputs"), "outputs": replaced("outputs")]) { _, new in new
                },
                slots: draft.slots)
        }
        judge(report, of: story, exitCode: 2, outcome.steps[0].title, "other pixels")
    }

    @Test("that calls the evidence itself a reference, to state that they are the same file")
    func evidenceAsReference() throws {
        let (report, story, outcome, claim) = try report { draft, story in
            guard Self.step(draft, 6) else { return draft }
            let file = story.evidence.statement.name("artifact")!
            return Draft(
                .step, subjects: draft.subjects + [file],
                body: draft.body.merging(["inputs": [Self.use("reference", file)]]) { _, new in new },
                slots: draft.slots)
        }
        #expect(claim.statement.body["facts"]?.elements?.first?["relation"] == "same_file")
        judge(report, of: story, exitCode: 2, outcome.steps[5].title, "no candidate")
    }

    @Test("that shows a copy of other pixels than those it decoded", arguments: [Int64(5), 7])
    func otherCopy(number: Int64) throws {
        let (report, story, outcome, _) = try report { draft, _ in
            guard Self.step(draft, number), var inputs = draft.body["inputs"]?.elements else { return draft }
            inputs[1] = Self.use("pixels", Self.foreign)
            return Draft(
                .step, subjects: draft.subjects + [Self.foreign],
                body: draft.body.merging(["inputs": .array(inputs)]) { _, new in new }, slots: draft.slots)
        }
        judge(report, of: story, exitCode: 2, outcome.steps[Int(number) - 1].title)
    }

    @Test("that puts a step of its own between evidence and answer")
    func otherOperation() throws {
        let (report, story, outcome, _) = try report { draft, _ in
            guard [2, 3, 4].contains(where: { Self.step(draft, $0) }) else { return draft }
            let honest = draft.with(["taint": "T3"])
            return Self.step(draft, 2) ? honest.with(["operation": ["name": "enhance", "version": "1"]]) : honest
        }
        judge(report, of: story, exitCode: 2, outcome.steps[1].title, "not the step that follows")
    }

    @Test("whose step says that it made what was there before")
    func notMadeHere() throws {
        let story = try Story()
        let other = try Story.record(Story.picture(9), in: story.publisher)
        let foreign = try #require(other.statement.name("artifact"))
        story.publisher.rewriting = { draft in
            guard Self.step(draft, 5) else { return draft }
            return Draft(
                .step, subjects: draft.subjects + [foreign],
                body: draft.body.merging(["outputs": [Self.use("reduced", foreign)]]) { _, new in new },
                slots: draft.slots)
        }
        let outcome = try story.run()
        let claim = try story.publisher.append([try story.claimDraft(outcome)])[0]
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, outcome.steps[4].title, "was there before")
    }

    @Test("on a file that another recorded step drew")
    func drawnEvidence() throws {
        let story = try Story()
        let file = try #require(story.evidence.statement.name("artifact"))
        let drawn = try Story.record(Story.picture(9), in: story.publisher)
        story.publisher.rewriting = { draft in
            guard Self.step(draft, 5) else { return draft }
            return Draft(
                .step, subjects: draft.subjects + [file],
                body: draft.body.merging([
                    "outputs": [Self.use("drawn", file)], "operation": ["name": "diffusion", "version": "9"],
                    "taint": "T4",
                ]) { _, new in new }, slots: draft.slots)
        }
        let made = try story.run(on: (drawn, Story.picture(9)))
        story.publisher.rewriting = { $0 }
        let claim = try story.identify()
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, made.steps[4].title, "makes no picture")
    }

    @Test("whose media type is a sentence")
    func mediaType() throws {
        let story = try Story { publisher in
            publisher.rewriting = {
                $0.kind.name == Kind.evidence.name ? $0.with(["media_type": "image/png, checked by the police"]) : $0
            }
        }
        let claim = try story.identify()
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, story.evidence.title, "media type")
    }
}
