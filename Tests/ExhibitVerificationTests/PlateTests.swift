import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

/// "35 % of it is visible": restored, read with full confidence, and wrong.
@Suite("A plate of which 12 of 35 modules of each digit are seen")
struct PlateTests {
    private static func plate(seed: UInt64 = 42) throws -> PlatePicture {
        try PlatePicture(seed: seed, seen: DigitVisibility(.top, pixels: 12), scale: 2)
    }

    private static func answer(_ outcome: ModelRun.Outcome) throws -> (text: String, score: Double) {
        let first = try #require(outcome.scores?.candidates.first)
        guard case .label(let text) = first.answer else { return ("", -1) }
        return (text, first.score.value)
    }

    private static func reasons(_ claim: PlacedEntry) -> [String] {
        (claim.statement.body["reasons"]?.elements ?? []).compactMap(\.text)
    }

    private static func sets(_ outcome: ModelRun.Outcome, in story: Story) throws -> [Set<String>] {
        let step = try #require(outcome.steps.first { Operation.named(in: $0.statement) == .runModel })
        let name = try #require(step.statement.artifacts("outputs").first { $0.role == "output.compatible" }).name
        let json = try JSONParser.parse(
            story.publisher.bytes(of: name), as: "sets", limits: .init(bytes: 1 << 16))
        return (json["places"]?.elements ?? []).map {
            Set(($0.elements ?? []).compactMap { $0.number.map(String.init) })
        }
    }

    @Test("is restored and read with full confidence, wrongly, and the claim is refused; the honest reader gives sets")
    func thirtyFivePercent() throws {
        let plate = try Self.plate()
        let story = try Story(picture: plate.file)
        let restored = try story.ask(.digitRestorer)
        let answer = try Self.answer(restored.run)
        #expect(answer.score == 1)
        #expect(answer.text != plate.digits && answer.text.count == plate.digits.count)
        let step = try #require(restored.run.steps.first { Operation.named(in: $0.statement) == .runModel })
        #expect(step.statement.text("taint") == "T4")
        #expect(restored.claim.statement.text("status") == "REFUSED")
        #expect(restored.claim.statement.text("taint") == "T4")
        #expect(Self.reasons(restored.claim).first == "P03.generated-pixels")

        let read = try story.ask(.digitReader)
        #expect(try Self.answer(read.run).score < 0.3)
        #expect(read.claim.statement.text("status") == "INCONCLUSIVE")
        let sets = try Self.sets(read.run, in: story)
        #expect(sets.count == plate.digits.count)
        for (set, digit) in zip(sets, plate.digits) { #expect(set.contains(String(digit))) }
        #expect(sets.contains { $0.count > 1 })

        for claim in [restored.claim, read.claim] {
            let report = try story.compose(claim)
            let verdict = ReportVerifier.verify(report, trust: story.trust)
            #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
            let page = String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
            #expect(!page.contains(answer.text) || claim.position == read.claim.position)
            #expect(
                page.contains("digit-restorer 1")
                    && (claim.position != read.claim.position
                        || page.contains("compatible digits per place at 95 %: {"))
            )
        }
    }

    @Test("is wrong about nine times in ten once it is restored, and sure every time")
    func often() throws {
        var wrong = 0
        for seed in 0..<40 {
            let plate = try Self.plate(seed: UInt64(seed))
            let answer = BuiltInModel.digitRestorer.answer(to: plate.file, depth: 1)
            guard case .label(let text)? = answer.answers.first?.answer else { continue }
            #expect(answer.answers.first?.score.value == 1)
            if text != plate.digits { wrong += 1 }
        }
        #expect((30...40).contains(wrong))
    }

    @Test(
        "that is seen whole gives a lead, and one with less gives none",
        arguments: [(35, "LEAD"), (18, "INCONCLUSIVE")])
    func whole(seen: Int, status: String) throws {
        let plate = try PlatePicture(seed: 7, seen: DigitVisibility(.top, pixels: seen), scale: 1)
        let story = try Story(picture: plate.file, origin: "my own camera")
        let (run, claim) = try story.ask(.digitReader)
        #expect(claim.statement.text("status") == status)
        #expect(!Self.reasons(claim).contains("P02.unconfined"))
        if seen == 35 { #expect(try Self.answer(run).text == plate.digits) }
        #expect(run.scores?.candidates.count == 3)
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
    }

    @Test("can be restored again, and what was drawn keeps its name and its class")
    func broughtBack() throws {
        let story = try Story(picture: try Self.plate().file)
        let first = try story.ask(.digitRestorer)
        let second = try story.ask(.digitRestorer)
        let step = try #require(first.run.steps.first { Operation.named(in: $0.statement) == .runModel })
        let drawn = try #require(step.statement.artifacts("outputs").first { $0.role == "output.restored" }).name
        let verdict = ReportVerifier.verify(try story.compose(second.claim), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        let bytes = try story.publisher.bytes(of: drawn)
        let entry = try Story.record(bytes, in: story.publisher)
        #expect(entry.statement.name("artifact") == drawn)
        let read = try story.ask(.digitReader, on: (entry, bytes))
        #expect(read.claim.statement.text("taint") == "T4" && read.claim.statement.text("status") == "REFUSED")
        let again = ReportVerifier.verify(try story.compose(read.claim), trust: story.trust)
        #expect(again.exitCode == 0, "\(again.lines)")
    }

    @Test("that was received as a restored one already can be restored again, and reported")
    func idempotent() throws {
        let plate = try PlatePicture(seed: 1, seen: .all, scale: 1)
        let clean = try DigitPlate(measuring: #require(ImageDecoder.decode(plate.file).image)).restored().image
        let story = try Story(picture: try ImageEncoder.png(clean))
        let verdict = ReportVerifier.verify(try story.compose(story.ask(.digitRestorer).claim), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
    }

    @Test("is no plate: the run fails, visibly")
    func noPlate() throws {
        let story = try Story()
        let (run, claim) = try story.ask(.digitReader)
        #expect(run.failure?.hasPrefix("a plate is 7s·n wide") == true)
        #expect(claim.statement.text("status") == "REFUSED")
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
    }

    @Test(
        "and a model that only says that it is built in",
        arguments: [
            (["match": "0.000000"] as [String: JSON], 2 as Int32, "says other things of itself"),
            (["conditions": "Wrong once in a billion."], 2, "says other things of itself"),
            (
                ["manifest": .string(TypedName.open(BuiltInModel.digitReader.files[0].bytes).description)], 3,
                "not one that this version knows"
            ),
            (["runner": "exhibit-runner-v1"], 2, "its version is not the beginning"),
        ])
    func pretended(lie: [String: JSON], exitCode: Int32, message: String) throws {
        let story = try Story(picture: try Self.plate().file)
        story.publisher.rewriting = { $0.kind.predicateType == Kind.modelWithRunner.predicateType ? $0.with(lie) : $0 }
        let (run, claim) = try story.ask(.digitReader)
        let report = try Forge().report(story, of: claim)
        let model = try #require(
            run.opened.statement.name("model").flatMap { story.publisher.entry(statement: $0.hash) })
        judge(report, of: story, exitCode: exitCode, model.title, message)
    }
}
