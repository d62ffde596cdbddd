import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("A run of a model that compares with a reference set")
struct ComparedSetTests {
    private static let best = "f32:3f733333"
    private static let low = "f32:3d4ccccd"

    private func story(about other: TypedName? = nil, match: JSON = "0.900000") throws -> ModelStory {
        let story = try ModelStory(match: match)
        story.found = [
            (try other ?? story.member("references/a.png"), Self.best),
            (try story.member("references/b.png"), Self.low),
        ]
        return story
    }

    private func verdict(_ story: ModelStory, _ outcome: ModelRun.Outcome, gives manifest: Bool = false) throws
        -> Verdict
    {
        let claim = try story.record(outcome)
        var forge = Forge()
        if manifest { forge.artifacts = { [unowned story] in $0.append(try! Self.list(of: story)) } }
        return Verification.verify(try forge.report(story.story, of: claim), trust: story.story.trust)
    }

    private static func list(of story: ModelStory) throws -> Bundle.Artifact {
        let name = try #require(story.story.gallery.statement.name("manifest"))
        return Bundle.Artifact(
            name: name, salt: try story.publisher.salt(of: name), bytes: try story.publisher.bytes(of: name))
    }

    private static func page(_ report: [UInt8]) -> String { String(decoding: report, as: UTF8.self) }

    @Test("names the references that count, shows their pictures, and says what was not checked")
    func honest() throws {
        let story = try story()
        let outcome = try story.run()
        let claim = story.claim(outcome)
        #expect(claim.status == .lead && claim.ceiling == .lead && claim.reasons.contains(.noCalibration))
        #expect(claim.named == [try story.member("references/a.png")])
        let placed = try story.record(outcome)
        let report = try story.story.compose(placed)
        let verdict = Verification.verify(report, trust: story.story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.notChecked.contains { $0.contains("the set's list of pictures is withheld") })
        let page = Self.page(report)
        #expect(page.contains("<b>evidence</b>") && page.contains("<b>reference 1</b>"))
        #expect(page.contains("2 members, 2 of them recorded as given") && page.contains("This has not been measured."))
        let whole = try story.story.compose(placed, disclose: ["gallery"])
        let checked = Verification.verify(whole, trust: story.story.trust)
        #expect(checked.exitCode == 0, "\(checked.lines)")
        #expect(!checked.notChecked.contains { $0.contains("list of pictures") })
    }

    @Test("names nothing below the score that its statement asks for, and shows no reference")
    func below() throws {
        let story = try story(match: "0.990000")
        let outcome = try story.run()
        #expect(story.claim(outcome).status == .inconclusive && story.claim(outcome).named.isEmpty)
        let report = try story.story.compose(try story.record(outcome))
        #expect(Verification.verify(report, trust: story.story.trust).exitCode == 0)
        #expect(!Self.page(report).contains("<b>reference"))
    }

    @Test(
        "about a person is refused; neither page nor bundle holds a candidate, and the refusal is computed all the same"
    )
    func person() throws {
        let story = try story()
        let outcome = try story.run(about: "person")
        #expect(story.claim(outcome).status == .refused && outcome.steps.count == 4)
        let report = try story.story.compose(try story.record(outcome))
        let verdict = Verification.verify(report, trust: story.story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.notChecked.contains { $0.hasPrefix("what the model answered") })
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        let answers = try #require(outcome.closed.statement.name("candidates"))
        #expect(!bundle.artifacts.contains { $0.name == answers })
        for path in ["references/a.png", "references/b.png"] {
            let name = try story.member(path)
            let all = bundle.encoded + report
            #expect(!String(decoding: all, as: UTF8.self).contains(name.hash.hex))
            #expect(
                !bundle.entries.contains { (try? Entry(leaf: $0.leaf).statement.references.contains(name)) == true })
        }
    }

    @Test("whose refusal about a person was turned into a lead is found, though its answers are withheld")
    func personAsLead() throws {
        let story = try story()
        story.publisher.rewriting = { draft in
            guard draft.kind.name == Kind.claim.name else { return draft }
            return draft.with(["status": "LEAD", "ceiling": "LEAD"])
        }
        let outcome = try story.run(about: "person")
        let claim = try story.record(outcome)
        var forge = Forge()
        let answers = outcome.closed.statement.name("candidates")
        forge.artifacts = { $0.removeAll { $0.name == answers } }
        let verdict = Verification.verify(try forge.report(story.story, of: claim), trust: story.story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }

    @Test("that shows somebody although it is about a person is found")
    func personShown() throws {
        let story = try story()
        story.publisher.rewriting = { draft in
            draft.kind.name == Kind.runOpened.name ? draft.with(["about": "person"]) : draft
        }
        let outcome = try story.run()
        #expect(outcome.steps.count == 6)
        let verdict = try verdict(story, outcome)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }

    @Test(
        "with an answer that is no picture of the set is found where the set's list is given", arguments: [true, false])
    func foreign(gives manifest: Bool) throws {
        let story = try story(about: TypedName(.sealed, ContentHash(of: [1])))
        let verdict = try verdict(story, try story.run(), gives: manifest)
        #expect(verdict.exitCode == (manifest ? 2 : 0), "\(verdict.lines)")
        let said = verdict.findings.contains { $0.message.contains("no picture of the reference set") }
        #expect(said == manifest && verdict.notChecked.contains { $0.contains("list of pictures") } != manifest)
    }

    @Test(
        "that answers with the evidence itself, to state that they are the same file, is found where the list is given")
    func evidenceAsReference() throws {
        let story = try story()
        let file = try #require(story.story.evidence.statement.name("artifact"))
        story.found?[0].name = file
        let outcome = try story.run()
        #expect(story.claim(outcome).facts.contains { $0.relation == .sameFile })
        #expect(try verdict(story, outcome, gives: true).exitCode == 2)
    }

    @Test("whose set has another list than it was recorded with is found")
    func otherList() throws {
        let story = try story()
        let claim = try story.record(try story.run())
        var forge = Forge()
        forge.artifacts = { [unowned story] in
            var list = try! Self.list(of: story)
            list = Bundle.Artifact(name: list.name, salt: list.salt, bytes: list.bytes.map { Array($0.dropFirst(70)) })
            $0.append(list)
        }
        let verdict = Verification.verify(try forge.report(story.story, of: claim), trust: story.story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }

    private static func isRun(_ draft: Draft) -> Bool { draft.kind.name == Kind.step.name && draft.body["number"] == 3 }

    /// Each is signed by its publisher, and its claim follows from it.
    @Test(
        "that is not the record of one comparison with one set is found",
        arguments: [
            "no set", "two sets", "other kind", "other manifest", "set unread", "count", "no count",
            "more than members",
            "shown reference", "warning", "twice", "labels",
        ])
    func misshapen(lie: String) throws {
        let story = try story()
        if lie == "twice" { story.found?[1].name = try story.member("references/a.png") }
        let gallery = JSON.string(story.story.gallery.statement.name.description)
        let foreign = TypedName(.sealed, ContentHash(of: [1]))
        let other = JSON.string(story.model.statement.name.description)
        story.publisher.rewriting = { draft in
            func list(_ member: String, _ change: (inout [JSON]) -> Void) -> Draft {
                var elements = draft.body[member]?.elements ?? []
                change(&elements)
                let subjects = draft.subjects + (lie == "other manifest" ? [foreign] : [])
                return Draft(
                    draft.kind, subjects: subjects, body: draft.body.merging([member: .array(elements)]) { $1 },
                    slots: draft.slots)
            }
            let isOpening = draft.kind.name == Kind.runOpened.name
            switch lie {
            case "no set" where isOpening: return draft.with(["galleries": []])
            case "two sets" where isOpening: return draft.with(["galleries": [gallery, gallery]])
            case "other kind" where isOpening: return draft.with(["galleries": [other]])
            case "other manifest" where Self.isRun(draft):
                return list("inputs") { $0[2] = ["role": "gallery", "artifact": .string(foreign.description)] }
            case "set unread" where Self.isRun(draft):
                return list("inputs") { $0.removeLast() }
            case "count" where Self.isRun(draft):
                return list("parameters") { $0[$0.count - 1] = ["name": "references", "value": "all of them"] }
            case "no count" where Self.isRun(draft): return list("parameters") { $0.removeLast() }
            case "more than members" where Self.isRun(draft):
                return list("parameters") { $0[$0.count - 1] = ["name": "references", "value": "2000"] }
            case "warning" where draft.kind.name == Kind.step.name && draft.body["number"] == 5:
                return list("warnings") { $0.append("two officers recognised him") }
            case "shown reference" where draft.kind.name == Kind.step.name && draft.body["number"] == 6:
                return list("inputs") { $0.swapAt(0, 1) }
            default: return draft
            }
        }
        if lie == "labels" {
            story.publisher.substituting = { bytes, _ in
                guard let list = try? ScoreList(encoded: bytes) else { return bytes }
                return ScoreList(
                    candidates: list.candidates.map { .init(rank: $0.rank, answer: .label("seven"), score: $0.score) }
                ).encoded
            }
        }
        let verdict = try verdict(story, try story.run())
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }
}
