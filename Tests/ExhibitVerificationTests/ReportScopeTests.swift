import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("The scope of a report")
struct ReportScopeTests {
    private func scope(_ story: Story, _ claim: PlacedEntry) -> ReportScope {
        ReportScope(claim: claim, roots: [story.publisher.ledger.entries[0]], lookup: story.publisher)
    }

    @Test("asks for the lists of the evidence, its identities, what was made of it, its run and claim, and of measures")
    func own() throws {
        let story = try Story()
        let outcome = try story.run()
        let claim = try story.publisher.append([try story.claimDraft(outcome)])[0]
        let scope = scope(story, claim)
        let evidence = story.evidence.statement
        let identities = ["artifact", "pixels"].compactMap { evidence.name($0) }
        let made = outcome.steps.prefix(5).flatMap { $0.statement.artifacts("outputs").map(\.name) }
        #expect(identities.count == 2 && made.count == 5)
        #expect(scope.derived == Set(identities + made))
        let keys = [FixedKeys.ledger.name, FixedKeys.checkpoint.name, FixedKeys.operator.name]
        let statements = [evidence.name, outcome.opened.statement.name, claim.statement.name]
        let measures = [PolicyTopic.name, CalibrationTopic.name(model: story.model.statement.name)]
        #expect(scope.names == scope.derived.union(keys).union(statements).union(measures))
        #expect(scope.missingLists.isEmpty && scope.missingMeasures.isEmpty && scope.missingStatements.isEmpty)
    }

    @Test("does not take in a run on another picture")
    func unrelated() throws {
        let story = try Story()
        let other = try Story.record(Story.picture(9), in: story.publisher)
        let unrelated = try story.run(on: (other, Story.picture(9)))
        let scope = scope(story, try story.identify())
        #expect(scope.entries[unrelated.opened.position] == nil)
        #expect(scope.entries[unrelated.closed.position] == nil)
        #expect(scope.entries[other.position] == nil)
    }

    @Test("takes in a run on a copy that decodes to the same pixels or coefficients", arguments: ["png", "jpeg"])
    func copies(kind: String) throws {
        let jpeg = try ReducedCopy(
            of: try #require(ImageDecoder.decode(Story.picture(1)).image), maxSide: 24, quality: 90
        ).jpeg
        let picture = kind == "png" ? Story.evidencePicture : jpeg
        // The same picture with a text beside it: another file.
        let text = PNGWriter.chunk("tEXt", Array("Comment\0a copy".utf8))
        let comment: [UInt8] = [0xFF, 0xFE, 0x00, 0x04, 0x61, 0x62]
        let copy =
            kind == "png"
            ? picture.prefix(33) + text + picture.dropFirst(33) : picture.prefix(2) + comment + picture.dropFirst(2)
        let story = try Story(picture: picture)
        let second = try Story.record(Array(copy), in: story.publisher)
        #expect(second.statement.name("artifact") != story.evidence.statement.name("artifact"))
        #expect(second.statement.name("pixels") == story.evidence.statement.name("pixels"))
        #expect((kind == "jpeg") == (second.statement.name("coefficients") != nil))
        #expect(second.statement.name("coefficients") == story.evidence.statement.name("coefficients"))
        let onCopy = try story.run(on: (second, Array(copy)))
        let scope = scope(story, try story.identify())
        for entry in [second, onCopy.opened, onCopy.closed] + onCopy.steps {
            #expect(scope.entries[entry.position] != nil, "entry \(entry.position)")
        }
        #expect(scope.names.contains(onCopy.opened.statement.name))
    }

    @Test("takes in a run on something that an earlier run made of the evidence")
    func derivatives() throws {
        let story = try Story()
        let outcome = try story.run()
        let claim = try story.publisher.append([try story.claimDraft(outcome)])[0]
        let reduced = try #require(outcome.steps[4].statement.artifacts("outputs").first).name
        let body = outcome.opened.statement.body.filter { Kind.runOpened.slots[$0.key] == nil }
        let input: JSON = [
            "role": "evidence", "artifact": .string(reduced.description),
            "evidence": .string(story.evidence.statement.name.description),
        ]
        let opened = try story.publisher.append([
            Draft(.runOpened, subjects: [reduced], body: body.merging(["inputs": [input]]) { _, new in new })
        ])[0]
        let made = TypedName(.sealed, .zero)
        let step = try story.publisher.append([
            Draft(
                .step, subjects: [reduced, made],
                body: [
                    "run": .string(opened.statement.name.description), "number": 1,
                    "operation": ["name": "sharpen", "version": "1"],
                    "inputs": [["role": "x", "artifact": .string(reduced.description)]],
                    "outputs": [["role": "x", "artifact": .string(made.description)]], "parameters": [], "taint": "T3",
                    "warnings": [],
                ])
        ])[0]
        let scope = scope(story, claim)
        #expect(scope.entries[opened.position] != nil && scope.entries[step.position] != nil)
        #expect(scope.derived.contains(made) && scope.names.contains(made))
        #expect(scope.names.contains(opened.statement.name))
    }

    @Test("asks for the list of every key that signed one of its entries, or its checkpoint")
    func keys() throws {
        let story = try Story()
        try story.publisher.ledger.grant(.operator, to: FixedKeys.stranger)
        let claim = try story.publisher.ledger.append(try story.claimDraft(try story.run()), by: FixedKeys.stranger)
        #expect(scope(story, claim).names.contains(FixedKeys.stranger.name))
        let signer = FixedKeys.key("later checkpoint").name
        let asked = ReportScope(claim: claim, roots: [], keys: [signer], lookup: story.publisher)
        #expect(asked.names.contains(signer))
    }

    /// A source that lacks lists and statements, as a bundle can.
    private struct Partial: EntryLookup {
        let publisher: MemoryCase
        let lists: Set<TypedName>
        let statements: Set<ContentHash>
        func entry(statement: ContentHash) -> PlacedEntry? {
            statements.contains(statement) ? nil : publisher.entry(statement: statement)
        }
        func entries(referringTo name: TypedName) -> [PlacedEntry]? {
            lists.contains(name) ? nil : publisher.entries(referringTo: name)
        }
    }

    @Test("names the lists and statements that its source does not have")
    func missing() throws {
        let story = try Story()
        let claim = try story.identify()
        let run = try #require(claim.statement.name("run"))
        let model = story.model.statement
        let source = Partial(publisher: story.publisher, lists: [run, FixedKeys.operator.name], statements: [model.id])
        let scope = ReportScope(claim: claim, roots: [], lookup: source)
        #expect(scope.missingLists == [run, FixedKeys.operator.name])
        #expect(scope.missingStatements == [model.id])
    }

    @Test("does not ask for the ledger that a ledger continues: it stands elsewhere")
    func predecessor() throws {
        let story = try Story()
        let claim = try story.identify()
        let draft = MemoryLedger.genesis().with([
            "predecessor": [
                "ledger": .string(TypedName(.statement, .zero).description),
                "head": ["root": .string(ContentHash.zero.hex), "size": 3], "reason": "its keys were lost",
            ]
        ])
        let head = Head(
            author: FixedKeys.ledger.publicKey, ledger: nil, nonce: [UInt8](repeating: 0, count: 16),
            time: Hour(milliseconds: 0))
        let statement = try draft.sealed(head: head, randomness: story.publisher.randomness).statement
        let genesis = PlacedEntry(position: 0, entry: try Entry(signing: statement, with: FixedKeys.ledger))
        let scope = ReportScope(claim: claim, roots: [genesis], lookup: story.publisher)
        #expect(scope.missingStatements.isEmpty)
    }
}
