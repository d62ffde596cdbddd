import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("A report of a weighed answer of a model")
struct ScoredClaimTests {
    private static let stated: ClaimQuestion = {
        var stated = ClaimQuestion()
        stated.question = "Which digit does the plate show?"
        stated.asked = .before
        stated.proposition = "It shows a seven."
        stated.alternative = "It shows another digit."
        stated.population = 10
        stated.prior = RecordedDecimal("0.100000000000000")
        stated.priorReason = "Ten digits are equally frequent."
        return stated
    }()

    private func story(pictures: Int = 330) throws -> ModelStory {
        let model = try ModelStory()
        _ = try model.calibrate(PairSamples.labels(pictures, labels: 6))
        return model
    }

    @Test("is accepted, and gives the numbers that its calibration supports")
    func honest() throws {
        let model = try story()
        let claim = try model.weigh(stated: Self.stated)
        #expect(claim.statement.text("status") == "LEAD" && claim.statement.body["named"] == [])
        let weight = try #require(claim.statement.body["weight"])
        // No error in 330 independent pairs: 1 - 0.05^(1/330), and six times that.
        #expect(weight["false_match_rate"]?.text?.hasPrefix("0.0090368") == true, "\(weight)")
        #expect(weight["coincidences"]?.text?.hasPrefix("0.054221") == true, "\(weight)")
        #expect(weight["searched"] == 6 && weight["tested_pairs"] == 330)
        // Below the cap by counts, which is log10(330 + 1).
        #expect(weight["log_ratio"]?.text?.hasPrefix("2.36915442") == true && weight["cap"] == "none", "\(weight)")
        let report = try model.story.compose(claim)
        let page = String(decoding: report, as: UTF8.self)
        #expect(page.contains("exhibit-report-answers-v6") && page.contains("What this is worth"))
        #expect(!page.contains("bits that differ") && !page.contains("has not been measured"))
        let verdict = ReportVerifier.verify(report, trust: model.story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines.joined(separator: "\n"))")
    }

    @Test(
        "that says more than its calibration supports is rejected",
        arguments: [
            ("log_ratio", "3.500000000000000" as JSON), ("coincidences", "0.000100000000000"),
            ("false_match_rate", "0.001000000000000"), ("declared_posterior", "0.990000000000000"),
            ("even_posterior", "0.999000000000000"), ("population_posterior", "0.990000000000000"),
            ("searched_posterior", "0.990000000000000"), ("cap", "count"), ("searched", 2), ("tested_pairs", 3_300),
            ("runner_up", "-9.000000000000000"), ("cell", "smaller side 32 to 127 pixels"), ("log_ratio", nil),
        ] as [(String, JSON?)])
    func moreThanMeasured(member: String, value: JSON?) throws {
        let model = try story()
        let claim = try model.weigh(stated: Self.stated) { body in
            var weight = body["weight"]?.members ?? [:]
            weight[member] = value ?? .null
            body["weight"] = .object(weight)
        }
        judge(try Forge().report(model.story, of: claim), of: model.story, exitCode: 2, claim.title, "weight")
    }

    @Test(
        "whose words differ from those that follow is rejected",
        arguments: [
            ("status", "IDENTIFICATION" as JSON), ("ceiling", "IDENTIFICATION"), ("reasons", .array(["P07.capped"])),
            ("corroboration", 3), ("prior", "0.900000000000000"), ("population", 9), ("calibration", .null),
            ("weight", .null), ("taint", "T0"),
        ])
    func otherWords(member: String, value: JSON) throws {
        let model = try story()
        let claim = try model.weigh(stated: Self.stated) { $0[member] = value }
        judge(try Forge().report(model.story, of: claim), of: model.story, exitCode: 2, claim.title)
    }

    @Test("of which something is withheld was not computed again", arguments: ["scores", "findings", "labels", "size"])
    func withheld(what: String) throws {
        let model = try story()
        let claim = try model.weigh(stated: Self.stated)
        let calibration = try #require(model.publisher.ledger.entries.first { $0.statement.isKind(.calibration) })
        let steps = Set(
            model.publisher.ledger.entries.filter { $0.statement.isKind(.step) }.map(\.statement.id))
        func withhold(_ disclosures: inout [Bundle.Disclosure], _ artifacts: inout [Bundle.Artifact]) {
            let labels = ModelScale(of: model.model.statement)?.labels
            switch what {
            case "labels": artifacts.removeAll { $0.name == labels }
            case "size":
                disclosures.removeAll { steps.contains($0.statement) && $0.slot.path == "body.geometry" }
            default: artifacts.removeAll { $0.name == calibration.statement.name(what) }
            }
        }
        // A page of before says nothing of what its bundle discloses: it looks like what its publisher withheld.
        var forge = Forge()
        forge.edition = .checking
        let before = try Forge.edit(try forge.report(model.story, of: claim)) {
            withhold(&$0.disclosures, &$0.artifacts)
        }
        let verdict = ReportVerifier.verify(before, trust: model.story.trust)
        #expect(verdict.exitCode == 3, "\(verdict.lines.joined(separator: "\n"))")
        let report = try Forge.edit(try model.story.compose(claim)) { withhold(&$0.disclosures, &$0.artifacts) }
        judge(report, of: model.story, exitCode: 2, "disclosed", "taken out of it")
    }

    @Test("rests on no calibration that came after its run, nor on one of too few pairs")
    func laterOrFew() throws {
        let model = try ModelStory()
        let run = try model.run()
        _ = try model.calibrate(PairSamples.labels(330, labels: 6))
        let later = try model.weighedDraft(run)
        #expect(later.body["calibration"] == .null && later.body["weight"] == .null)
        let few = try story(pictures: 200).weigh()
        #expect(few.statement.body["calibration"] == .null && few.statement.text("status") == "LEAD")
    }

    @Test("cannot leave out the newest calibration for an older, kinder one")
    func kinder() throws {
        let model = try story()
        let honest = try model.weighedDraft(try model.run())
        let later = try model.calibrate(
            PairSamples.labels(330, labels: 6) { picture, label, isSame in
                !isSame && picture % 4 == 0 ? 0.95 : PairSamples.score(picture, label, isSame)
            })
        let second = try model.weighedDraft(try model.run())
        #expect(second.body["calibration"]?.text == later.statement.name.description)
        let chosen = try #require(honest.body["calibration"])
        let weight = try #require(honest.body["weight"])
        let lie = try model.publisher.append([second.with(["calibration": chosen, "weight": weight])])[0]
        judge(try Forge().report(model.story, of: lie), of: model.story, exitCode: 2, lie.title)
    }

    @Test("whose calibration's findings say less than its scores, or whose counts do, is refused")
    func falseFindings() throws {
        let model = try ModelStory()
        let scores = try PairSamples.labels(330, labels: 6)
        _ = try model.calibrate(scores, with: ["sources": 400])
        #expect(throws: WeighingGround.Problem.self) { try model.weigh() }
        let other = try ModelStory()
        _ = try other.calibrate(scores) { findings in
            var members = findings.members ?? [:]
            members["cells"] = .array(Array((members["cells"]?.elements ?? []).reversed()))
            return .object(members)
        }
        #expect(throws: WeighingGround.Problem.self) { try other.weigh() }
    }

    @Test("names the reference that its model found, and counts every set that the model searched")
    func references() throws {
        let model = try ModelStory(file: "weights.bin")
        _ = try model.calibrate(PairSamples.pictures(620))
        model.found = [
            (try model.member("references/a.png"), "f32:3f733333"),
            (try model.member("references/b.png"), "f32:3dcccccd"),
        ]
        let claim = try model.weigh()
        let weight = try #require(claim.statement.body["weight"])
        #expect(claim.statement.names("named") == [try model.member("references/a.png")], "\(weight)")
        #expect(weight["searched"] == 2 && weight["tested_pairs"] == 310)
        let report = try model.story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: model.story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines.joined(separator: "\n"))")
    }

    @Test("of a model that asks for no score does not rest on what was measured")
    func noThreshold() throws {
        let model = try ModelStory(match: .null)
        _ = try model.calibrate(PairSamples.labels(330, labels: 6))
        let claim = try model.weigh()
        #expect(claim.statement.text("status") == "INCONCLUSIVE" && claim.statement.body["calibration"] == .null)
    }

    @Test("about a person, of a model that draws, or of another kind of method is rejected")
    func otherKinds() throws {
        let model = try story()
        let ofPerson = try model.publisher.append([try model.weighedDraft(try model.run(about: "person"))])[0]
        judge(try Forge().report(model.story, of: ofPerson), of: model.story, exitCode: 2, ofPerson.title, "person")
        let copies = try Story.calibrated()
        let draft = try copies.weighedDraft(try copies.run()) { body in
            var weight = body["weight"]?.members ?? [:]
            for member in ["tested", "false_positive_rate", "direct_coincidences"] { weight[member] = nil }
            weight["tested_pairs"] = 9
            body["weight"] = .object(weight)
        }
        let claim = try copies.publisher.append([
            Draft(.claimScored, subjects: draft.subjects, body: draft.body, slots: draft.slots)
        ])[0]
        judge(try Forge().report(copies, of: claim), of: copies, exitCode: 2, claim.title, "another kind of method")
    }
}
