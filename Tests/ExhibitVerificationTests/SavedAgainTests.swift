import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

/// Other bytes with the same pixels are the same picture, whoever drew it.
@Suite("A picture that a step made, saved again and recorded as evidence")
struct SavedAgainTests {
    private static func plate(_ pixels: Int) throws -> PlatePicture {
        try PlatePicture(seed: 42, seen: DigitVisibility(.top, pixels: pixels), scale: 2)
    }

    /// One byte more behind the end of the file.
    private static func changed(_ bytes: [UInt8]) -> [UInt8] { bytes + [0x78] }

    private static func drawn(by run: ModelRun.Outcome, _ role: String, in story: Story) throws -> [UInt8] {
        let step = try #require(run.steps.first { Operation.named(in: $0.statement) == .runModel })
        let name = try #require(step.statement.artifacts("outputs").first { $0.role == role }).name
        return try story.publisher.bytes(of: name)
    }

    private static func words(_ claim: PlacedEntry) -> [String] {
        ["status", "taint"].map { claim.statement.text($0) }
    }

    private static func record(_ bytes: [UInt8], in story: Story) throws -> (entry: PlacedEntry, bytes: [UInt8]) {
        (try Story.record(bytes, in: story.publisher, origin: "my own camera"), bytes)
    }

    private static func verify(_ claim: PlacedEntry, in story: Story) throws -> String {
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
        return String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
    }

    @Test("has the class of the step that drew it, which its report shows")
    func restored() throws {
        let story = try Story(picture: try Self.plate(12).file, origin: "my own camera")
        let file = try Self.drawn(by: story.ask(.digitRestorer).run, "output.restored", in: story)
        let copy = try Self.record(Self.changed(file), in: story)
        #expect(copy.entry.statement.name("pixels") != nil)
        let claim = try story.ask(.digitReader, on: copy).claim
        #expect(Self.words(claim) == ["REFUSED", "T4"])
        #expect(try Self.verify(claim, in: story).contains("digit-restorer 1"))
    }

    @Test("has that class also through its JPEG data, and from a model of somebody else")
    func coefficients() throws {
        let asked = try ModelStory(generatesPixels: true)
        let image = try #require(ImageDecoder.decode(Self.plate(35).file).image)
        let jpeg = try ReducedCopy(of: image, maxSide: 4_096, quality: 95).jpeg
        asked.drawn = [jpeg]
        _ = try asked.run()
        // A comment behind the start of the image: neither pixels nor coefficients change.
        let copy = try Self.record(jpeg.prefix(2) + [0xFF, 0xFE, 0, 3, 0x78] + jpeg.dropFirst(2), in: asked.story)
        #expect(copy.entry.statement.name("coefficients") != nil)
        let claim = try asked.story.ask(.digitReader, on: copy).claim
        #expect(Self.words(claim) == ["REFUSED", "T4"])
        _ = try Self.verify(claim, in: asked.story)
    }

    @Test("has that class where recorded operations lead back to its pixels")
    func operations() throws {
        let story = try Story(picture: try Self.plate(12).file, origin: "my own camera")
        let file = try Self.drawn(by: story.ask(.digitRestorer).run, "output.restored", in: story)
        let image = try #require(ImageDecoder.decode(file).image)
        let turned = try ImageEncoder.png(try ImageOperation.rotate(quarterTurns: 2).apply(to: image).image)
        let copy = try Self.record(turned, in: story)
        // Turned by another program, its pixels are new here.
        #expect(try Self.words(story.ask(.digitReader, on: copy).claim)[1] == "T2")
        let back = try #require(story.derive([.rotate(quarterTurns: 2)], from: copy).picture)
        let claim = try story.ask(.digitReader, on: (copy.entry, back.bytes), made: back.name).claim
        #expect(Self.words(claim) == ["REFUSED", "T4"])
        _ = try Self.verify(claim, in: story)
    }

    @Test("has the class of fixed operations, and is no unknown picture")
    func derived() throws {
        let story = try Story(origin: "my own camera")
        let made = try #require(story.derive([.grey(.bt601)]).picture)
        let copy = try Self.record(Self.changed(made.bytes), in: story)
        let claim = try story.publisher.append([
            try story.claimDraft(try story.run(on: copy), evidence: copy.entry)
        ])[0]
        #expect(Self.words(claim)[1] == "T2")
        let page = try Self.verify(claim, in: story)
        #expect(page.contains("What these operations left out: image.grey"))
        #expect(page.contains("were made by recorded steps before this file was recorded: run "))
    }

    @Test("keeps its class where a step came to its pixels after it was recorded")
    func recordedFirst() throws {
        let plate = try Self.plate(35)
        let story = try Story(picture: plate.file, origin: "my own camera")
        let outcome = try story.observe("cp \"$3\" \"$2\"", generatesPixels: true, drawn: Self.changed(plate.file))
        #expect(outcome.failure == nil)
        for evidence in [(story.evidence, plate.file), try Self.record(Self.changed(plate.file) + [0], in: story)] {
            let claim = try story.ask(.digitReader, on: evidence).claim
            #expect(Self.words(claim) == ["LEAD", "T2"])
            _ = try Self.verify(claim, in: story)
        }
    }

    @Test("by a program that was only observed has its class too")
    func observed() throws {
        let plate = try Self.plate(35).file
        let story = try Story(origin: "my own camera")
        #expect(try story.observe("cp \"$3\" \"$2\"", generatesPixels: true, drawn: plate).failure == nil)
        let claim = try story.ask(.digitReader, on: try Self.record(Self.changed(plate), in: story)).claim
        #expect(Self.words(claim) == ["REFUSED", "T4"])
        _ = try Self.verify(claim, in: story)
    }

    @Test("carries no lead, whoever signs it")
    func forged() throws {
        let story = try Story(picture: try Self.plate(12).file, origin: "my own camera")
        let file = try Self.drawn(by: story.ask(.digitRestorer).run, "output.restored", in: story)
        let copy = try Self.record(Self.changed(file), in: story)
        let honest = try story.ask(.digitReader, on: copy).claim.statement
        let lie = honest.body.merging(["status": "LEAD", "ceiling": "LEAD", "taint": "T2"]) { $1 }
        let subjects = [honest.name("run")].compactMap { $0 }
        let claim = try story.publisher.append([Draft(.claim, subjects: subjects, body: lie)])[0]
        let verdict = ReportVerifier.verify(try Forge().report(story, of: claim), trust: story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
        #expect(verdict.findings.contains { $0.message.contains("taint: the claim says") }, "\(verdict.lines)")
    }

    @Test("as evidence while the program still ran, or before an identity was listed, has that class too")
    func recordedMeanwhile() throws {
        let plate = try Self.plate(35).file
        let story = try Story(origin: "my own camera")
        let asked = try ModelStory(generatesPixels: true)
        #expect(try story.observe("cp \"$3\" \"$2\"", generatesPixels: true, drawn: plate).failure == nil)
        // Evidence with the very bytes that a step made, and then a copy with another one.
        _ = try Self.record(plate, in: story)
        let claim = try story.ask(.digitReader, on: try Self.record(Self.changed(plate), in: story)).claim
        #expect(Self.words(claim) == ["REFUSED", "T4"])
        _ = try Self.verify(claim, in: story)

        asked.drawn = [plate]
        asked.recordsMeanwhile = [plate]
        _ = try asked.run()
        #expect(asked.hasRecordedMeanwhile)
        let saved = try asked.story.ask(.digitReader, on: try Self.record(Self.changed(plate), in: asked.story)).claim
        #expect(Self.words(saved) == ["REFUSED", "T4"])
        _ = try Self.verify(saved, in: asked.story)
    }

    @Test("by an observed program has the class of its own output where that is asked about")
    func ownOutput() throws {
        let plate = try Self.plate(35).file
        let story = try Story(origin: "my own camera")
        #expect(try story.observe("cp \"$3\" \"$2\"", generatesPixels: true, drawn: plate).failure == nil)
        let again = try story.observe("cp \"$3\" \"$2\"", drawn: Self.changed(plate))
        let made = try #require(again.made.first).artifact
        let claim = try story.ask(.digitReader, on: (story.evidence, Self.changed(plate)), made: made).claim
        #expect(Self.words(claim) == ["REFUSED", "T4"])
        _ = try Self.verify(claim, in: story)
    }

    @Test("is not freed by a list that its report leaves out")
    func listLeftOut() throws {
        let story = try Story(picture: try Self.plate(12).file, origin: "my own camera")
        let restored = try story.ask(.digitRestorer).run
        let copy = try Self.record(Self.changed(Self.drawn(by: restored, "output.restored", in: story)), in: story)
        let claim = try story.ask(.digitReader, on: copy).claim
        let drawing = try #require(restored.steps.first { Operation.named(in: $0.statement) == .runModel }).statement
        let file = try #require(drawing.artifacts("outputs").first { $0.role == "output.restored" }).name
        let genesis = try story.publisher.entry(at: 0)
        let whole = ReportScope(claim: claim, roots: [genesis], lookup: story.publisher)
        #expect(whole.missingLists.isEmpty && whole.missingOrigins.isEmpty)
        let cut = ReportScope(claim: claim, roots: [genesis], lookup: Lacking(story.publisher, file))
        #expect(cut.missingLists.union(cut.missingOrigins).contains(file))
    }

    /// A ledger of which one list is not given.
    private struct Lacking: EntryLookup {
        let ledger: MemoryCase
        let name: TypedName

        init(_ ledger: MemoryCase, _ name: TypedName) { (self.ledger, self.name) = (ledger, name) }

        func entry(statement: ContentHash) -> PlacedEntry? { ledger.entry(statement: statement) }
        func entries(referringTo name: TypedName) -> [PlacedEntry]? {
            name == self.name ? nil : ledger.entries(referringTo: name)
        }
    }

    @Test("as an earlier version claimed it, is intact, and the report says which class is due")
    func claimedBefore() throws {
        let plate = try Self.plate(35).file
        let story = try Story(origin: "my own camera")
        #expect(try story.observe("cp \"$3\" \"$2\"", generatesPixels: true, drawn: plate).failure == nil)
        let copy = try Self.record(Self.changed(plate), in: story)
        let asked = try story.ask(.digitReader, on: copy)
        #expect(Self.words(asked.claim) == ["REFUSED", "T4"])
        let model = try #require(
            asked.run.opened.statement.name("model").flatMap { name in
                story.publisher.entry(statement: name.hash)
            })
        let before = ModelClaim(
            evidence: copy.entry.statement, opened: asked.run.opened.statement,
            steps: asked.run.steps.map(\.statement), closed: asked.run.closed.statement, model: model.statement,
            scores: asked.run.scores)
        #expect(before.status == .lead)
        let named = ["run", "closed", "evidence"].map { ($0, asked.claim.statement.body[$0] ?? .null) }
        let body = before.body.merging(named) { $1 }
        let claim = try story.publisher.append([
            Draft(.claim, subjects: [asked.run.opened.statement.name], body: body)
        ])[0]
        var forge = Forge()
        for asks in [true, false] {
            forge.asksWhoWasFirst = asks
            let verdict = ReportVerifier.verify(try forge.report(story, of: claim), trust: story.trust)
            #expect(verdict.exitCode == 3, "\(verdict.lines)")
            #expect(verdict.findings.contains { $0.message.contains("who had ") })
        }
    }

    @Test("by another run that came to the same pixels has its own history, and the class of both")
    func twice() throws {
        let plate = try Self.plate(35).file
        let story = try Story(origin: "my own camera")
        #expect(try story.observe("cp \"$3\" \"$2\"", drawn: plate).failure == nil)
        let second = try story.observe("cp \"$3\" \"$2\"", drawn: Self.changed(plate))
        let made = try #require(second.made.first).artifact
        let claim = try story.ask(.digitReader, on: (story.evidence, Self.changed(plate)), made: made).claim
        #expect(Self.words(claim) == ["LEAD", "T3"])
        let page = try Self.verify(claim, in: story)
        #expect(page.contains("Run \(second.opened.position): "))
        #expect(!page.contains("were made by recorded steps before"))
    }

    @Test("keeps its class where a later run came to its pixels again, and so does its copy")
    func madeAgain() throws {
        let plate = try Self.plate(35).file
        let story = try Story(origin: "my own camera")
        let first = try story.observe("cp \"$3\" \"$2\"", drawn: plate)
        #expect(try story.observe("cp \"$3\" \"$2\"", generatesPixels: true, drawn: Self.changed(plate)).failure == nil)
        let made = try #require(first.made.first).artifact
        let own = try story.ask(.digitReader, on: (story.evidence, plate), made: made).claim
        let copy = try story.ask(.digitReader, on: try Self.record(Self.changed(plate) + [0], in: story)).claim
        for claim in [own, copy] {
            #expect(Self.words(claim) == ["LEAD", "T3"])
            _ = try Self.verify(claim, in: story)
        }
    }

    @Test("of a person is refused where it was generated")
    func generatedOfAPerson() throws {
        let asked = try ModelStory(generatesPixels: true)
        asked.drawn = [Story.picture(78)]
        _ = try asked.run(about: "person")
        let copy = try Self.record(Self.changed(Story.picture(78)), in: asked.story)
        let search = try asked.story.run(on: copy, about: "picture")
        let claim = try asked.publisher.append([try asked.story.claimDraft(search, evidence: copy.entry)])[0]
        #expect(Self.words(claim)[0] == "REFUSED")
        _ = try Self.verify(claim, in: asked.story)
    }

    @Test("that a model answered with when it was asked about a person is known by nothing that the chain says")
    func answer() throws {
        let asked = try ModelStory()
        let before = try Self.record(Story.picture(77), in: asked.story).entry.statement
        asked.drawn = [Story.picture(77), Story.picture(78)]
        let run = try asked.run(about: "person")
        let after = try Self.record(Story.picture(78), in: asked.story).entry.statement
        let listed = Set(run.steps.flatMap { $0.statement.artifacts("outputs") }.map(\.name))
        #expect(run.steps.contains { $0.statement.artifacts("outputs").count { $0.role.hasPrefix("output.") } == 2 })
        for statement in [before, after] {
            for member in ["artifact", "pixels"] {
                #expect(try !listed.contains(#require(statement.name(member))))
            }
        }
    }
}
