import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

/// A model can answer with a picture: of a person too, whom no claim may name.
@Suite("A picture that a model drew")
struct DrawnPersonTests {
    private static let drawn = Story.picture(77)

    /// A model draws a picture when it is asked about something; a crop of it is searched for.
    private func searched(
        about: String, lie: [String: JSON]? = nil
    ) throws -> (story: Story, claim: PlacedEntry) {
        let asked = try ModelStory()
        asked.drawn = [Self.drawn]
        let (story, run) = (asked.story, try asked.run(about: about))
        let drawing = try #require(run.steps.first { Operation.named(in: $0.statement) == .runModel }).statement
        let name = try #require(drawing.artifacts("outputs").first { $0.role.hasPrefix("output.") }).name
        let crop = try story.derive(
            [.crop(PixelRectangle(x: 2, y: 1, width: 20, height: 20))], from: (story.evidence, Self.drawn), made: name)
        let picture = try #require(crop.picture)
        let search = try story.run(on: (story.evidence, picture.bytes), made: picture.name, about: "picture")
        let draft = try story.claimDraft(search)
        return (story, try story.publisher.append([lie.map { draft.with($0) } ?? draft])[0])
    }

    @Test("when it was asked about a person is refused, whatever is asked of a picture made of it")
    func person() throws {
        let (story, claim) = try searched(about: "person")
        #expect(claim.statement.text("status") == "REFUSED" && claim.statement.body["facts"] == [])
        #expect(claim.statement.body["reasons"]?.elements?.contains("P04.person-without-calibration") == true)
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
    }

    @Test("when it was asked about a thing is not refused for it")
    func thing() throws {
        let (_, claim) = try searched(about: "thing")
        #expect(claim.statement.text("status") != "REFUSED")
    }

    @Test("when it was asked about a person carries no lead, whoever signs it")
    func forged() throws {
        let (story, claim) = try searched(about: "person", lie: ["status": "LEAD", "ceiling": "LEAD"])
        let verdict = ReportVerifier.verify(try Forge().report(story, of: claim), trust: story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
        #expect(verdict.findings.contains { $0.message.hasPrefix("status: the claim says") })
    }

    @Test("byte for byte as evidence that was received is said, except of a person")
    func known() throws {
        for about in ["thing", "person"] {
            let asked = try ModelStory()
            _ = try Story.record(Self.drawn, in: asked.publisher, origin: nil)
            asked.drawn = [Self.drawn]
            let remarks = try asked.run(about: about).remarks
            #expect(
                remarks == (about == "person" ? [] : ["output 1 is received evidence, byte for byte"]), "\(about)")
        }
    }
}
