import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitWeight
import Testing

@testable import ExhibitVerification

@Suite("A picture that was derived from evidence")
struct DerivedPictureTests {
    private static let chain: [ImageOperation] = [
        .crop(PixelRectangle(x: 2, y: 1, width: 20, height: 16)), .rotate(quarterTurns: 1), .flip(.horizontal),
        .upright(orientation: nil), .resize(width: 8, height: 10, kernel: .area), .grey(.bt601),
        .exposure(.linear(gain: 4000, offset: 0)), .mask(PixelRectangle(x: 0, y: 0, width: 2, height: 2), .black),
    ]

    @Test("is the last of the steps that made it, each with its parameters and its class")
    func steps() throws {
        let story = try Story()
        let outcome = try story.derive(Self.chain)
        let steps = outcome.steps.map(\.statement)
        #expect(
            steps.map { $0.body["operation"]?["name"]?.text } == [
                "png.decode", "image.crop", "image.rotate", "image.flip", "image.upright", "image.resize", "image.grey",
                "image.exposure", "image.mask", "png.encode",
            ])
        #expect(steps.map { $0.text("taint") } == ["T1", "T1", "T1", "T1", "T1", "T2", "T2", "T2", "T2", "T2"])
        #expect(steps[4].body["parameters"] == [["name": "orientation", "value": "1"]])
        #expect(steps[7].body["warnings"]?.elements?.first?.text?.contains("image.exposure cut ") == true)
        for (step, next) in zip(steps, steps.dropFirst()) {
            #expect(next.artifacts("inputs").map(\.name) == step.artifacts("outputs").suffix(1).map(\.name))
        }
        let geometry = try #require(story.publisher.ledger.values[steps[1].id]?.first { $0.path == "body.geometry" })
        #expect(geometry.value["map"] == [2, 0, 5, 2, 0, 2, 3, 2])
        #expect(geometry.value["width"] == 20 && geometry.value["source_height"] == 24)
        let picture = try #require(outcome.picture)
        #expect(steps.last?.artifacts("outputs").map(\.name) == [picture.name])
        let decoded = try #require(ImageDecoder.decode(story.picture).image)
        #expect(try picture.bytes == ImageEncoder.png(ImageOperation.apply(Self.chain, to: decoded)))
        #expect(outcome.closed.statement.text("outcome") == "completed")
        #expect(outcome.closed.statement.body["candidates"]?.isNull == true)
    }

    @Test("has the class of its operations in every part of the program")
    func classes() {
        for operation in Self.chain {
            let recorded = Operation(rawValue: operation.name)
            #expect(recorded?.taint.rawValue == operation.taintClass, "\(operation.name)")
            #expect(recorded?.version == operation.version)
        }
    }

    @Test("and its run stand in every report on the evidence, which verifies")
    func report() throws {
        let story = try Story()
        let derived = try story.derive(Self.chain)
        let failed = try story.derive([.crop(PixelRectangle(x: 0, y: 0, width: 999, height: 1))])
        #expect(failed.picture == nil && failed.failure?.hasPrefix("operation 1, image.crop: the rectangle") == true)
        let claim = try story.identify()
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
        let scope = ReportScope(claim: claim, roots: [], lookup: story.publisher.ledgerLookup)
        #expect(try scope.derived.contains(#require(derived.picture).name))
        for outcome in [derived, failed] {
            let opened = try #require(scope.entries[outcome.opened.position])
            #expect(RunRecord(opened: opened, scope: scope).reasonRefused == nil)
        }
    }

    @Test("keeps its class as the evidence of a claim, under a second entry")
    func asEvidence() throws {
        let story = try Story(origin: "my own camera")
        let picture = try #require(try story.derive([.grey(.bt601)]).picture)
        let entry = try Story.record(picture.bytes, in: story.publisher, origin: "my own camera too")
        #expect(entry.statement.name("artifact") == picture.name)
        let run = try story.run(on: (entry, picture.bytes), about: "thing")
        let claim = try story.publisher.append([try story.claimDraft(run, evidence: entry)])[0]
        #expect(claim.statement.text("taint") == "T2")
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
    }

    @Test("is nothing new where it is a file that was received")
    func nothingNew() throws {
        let story = try Story()
        let turned = try #require(try story.derive([.rotate(quarterTurns: 2)]).picture)
        let other = try Story(picture: turned.bytes)
        let outcome = try other.derive([.upright(orientation: nil)])
        #expect(outcome.failure == "the result is received evidence, byte for byte")
        let verdict = ReportVerifier.verify(try other.compose(other.identify()), trust: other.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
    }

    @Test("is not made by more operations than a run has room for, and nothing is recorded of it")
    func tooMany() throws {
        let story = try Story()
        let flips = [ImageOperation](repeating: .flip(.horizontal), count: Derivation.mostOperations + 1)
        #expect(throws: NotApplied.self) { try story.derive(flips) }
        #expect(!story.publisher.ledger.entries.contains { $0.statement.isKind(.runOpened) })
        #expect(try story.derive(Array(flips.dropFirst(2))).failure == nil)
    }

    @Test("cannot state a lower class than its steps give")
    func understated() throws {
        let story = try Story()
        story.publisher.rewriting = { draft in
            draft.kind.name == Kind.step.name && draft.body["number"] == 6 ? draft.with(["taint": "T1"]) : draft
        }
        let outcome = try story.derive(Self.chain)
        let claim = try story.identify()
        let scope = ReportScope(claim: claim, roots: [], lookup: story.publisher.ledgerLookup)
        let reason = RunRecord(opened: outcome.opened, scope: scope).reasonRefused
        #expect(reason?.object == outcome.steps[5].title)
    }
}

extension MemoryCase {
    /// As a report's scope looks at it.
    var ledgerLookup: Lookup { Lookup(publisher: self) }

    struct Lookup: EntryLookup {
        let publisher: MemoryCase

        func entry(statement: ContentHash) -> PlacedEntry? { publisher.entry(statement: statement) }
        func entries(referringTo name: TypedName) -> [PlacedEntry]? { publisher.entries(referringTo: name) }
    }
}
