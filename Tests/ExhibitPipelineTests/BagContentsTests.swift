import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("What a replay of a report needs")
struct BagContentsTests {
    private func contents(_ report: [UInt8]) throws -> BagContents {
        try BagContents(of: try Bundle(encoded: try ReportFile(encoded: report).bundle))
    }

    private func roles(_ contents: BagContents, _ group: BagContents.Group) -> Set<String> {
        Set(contents.items.filter { $0.group == group }.map(\.role))
    }

    @Test("Copy detection needs its evidence, its reference set, its model and what its steps made")
    func copies() throws {
        let story = try Story()
        let contents = try contents(try story.compose(try story.identify()))
        #expect(contents.runs.count == 1)
        #expect(contents.model?.text("name") == "copy-detection")
        #expect(roles(contents, .evidence) == ["evidence"])
        #expect(roles(contents, .gallery) == ["gallery", "hashes"])
        #expect(roles(contents, .reference) == ["reference", "pixels", "reduced"])
        #expect(roles(contents, .rule) == ["policy", "template"])
        #expect(roles(contents, .model) == ["manifest", "card", "parameters"])
        #expect(roles(contents, .output) == ["pixels", "luminance", "hash", "candidates", "reduced"])
        #expect(contents.items.map(\.name) == Set(contents.items.map(\.name)).sorted())
    }

    @Test("Only what its own run read and made belongs to it, of several runs in a report")
    func ownRun() throws {
        let story = try Story()
        try story.identify()
        let claim = try story.identify()
        let contents = try contents(try story.compose(claim))
        #expect(contents.runs.map(\.name) == [claim.statement.name("run")])
        #expect(contents.items.filter { $0.role == "candidates" }.count == 1)
    }

    @Test("A refused claim shows nobody, so no reference is needed")
    func refused() throws {
        let story = try Story()
        let contents = try contents(try story.compose(try story.identify(about: "person")))
        #expect(contents.claim.text("status") == "REFUSED")
        #expect(roles(contents, .reference).isEmpty)
        #expect(!contents.items.contains { $0.role == "reference" })
        #expect(contents.items.filter(\.isOfAPerson).map(\.role) == ["candidates"])
    }

    @Test("A picture of the set that the claim does not name stays with the set, and what was made of it too")
    func unnamed() throws {
        let story = try Story()
        let outcome = try story.run()
        let draft = try story.claimDraft(outcome)
        var body = draft.body
        body["named"] = []
        let claim = try story.publisher.append([Draft(.claim, subjects: draft.subjects, body: body)])[0]
        let report = try Forge().report(story, of: claim)
        let contents = try contents(report)
        #expect(roles(contents, .reference).isEmpty)
        #expect(roles(contents, .gallery) == ["gallery", "hashes", "reference", "pixels", "reduced"])
    }

    @Test("What a model said of a person is known as that, and of a thing is not")
    func person() throws {
        for about in ["person", "thing"] {
            let story = try ModelStory()
            let contents = try contents(try story.story.compose(try story.record(try story.run(about: about))))
            let said = contents.items.filter(\.isOfAPerson).map(\.role)
            #expect(Set(said) == (about == "person" ? ["candidates", "environment", "transcript"] : []), "\(said)")
        }
    }

    @Test("What is evidence and stands in the set too is evidence")
    func both() throws {
        let story = try Story(members: [("references/same.png", Story.evidencePicture)] + Story.members)
        let contents = try contents(try story.compose(try story.identify()))
        let evidence = try #require(story.evidence.statement.name("artifact"))
        #expect(contents.items.first { $0.name == evidence }?.group == .evidence)
    }

    @Test("A report without its claim or its run is malformed")
    func incomplete() throws {
        let story = try Story()
        let report = try story.compose(try story.identify())
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        for kind in [Kind.report, .claim, .runOpened] {
            let entries = try bundle.entries.filter { !(try Entry(leaf: $0.leaf).statement.isKind(kind)) }
            let less = Bundle(
                checkpoint: bundle.checkpoint, entries: entries, lists: bundle.lists, disclosures: [], artifacts: [],
                report: bundle.report)
            #expect(throws: Malformed.self) { try BagContents(of: less) }
        }
    }
}
