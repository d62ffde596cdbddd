import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("A report of a weighed claim")
struct WeighedClaimTests {
    private static let stated: ClaimQuestion = {
        var stated = ClaimQuestion()
        stated.question = "Is the received picture a copy of one of ours?"
        stated.asked = .before
        stated.proposition = "It is a copy of a picture of the archive."
        stated.alternative = "It is a picture of another photographer at the same place."
        stated.population = 1_000
        stated.prior = RecordedDecimal("0.010000000000000")
        stated.priorReason = "One in a hundred of the pictures that are sent to us is."
        stated.contrary = ["The sender says that the picture is new."]
        return stated
    }()

    @Test("is accepted, and gives the numbers that its calibration supports")
    func honest() throws {
        let story = try Story.calibrated()
        let claim = try story.weigh(stated: Self.stated)
        #expect(claim.statement.text("status") == "LEAD")
        let weight = try #require(claim.statement.body["weight"])
        // 310 of 620 leave-one-out searches are independent: 1 - 0.05^(1/310), and its -ln(1 - x) = -ln(0.05)/310.
        let rate = try #require(weight["false_positive_rate"]?.text)
        #expect(rate.hasPrefix("0.0096171094"))
        #expect(weight["coincidences"]?.text?.hasPrefix("0.00966365249") == true)
        // No strength beyond log10(310 + 1), cut off.
        #expect(weight["log_ratio"]?.text == "2.492760389026837" && weight["cap"] == "count")
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines.joined(separator: "\n"))")
    }

    @Test(
        "that says more than its calibration supports is rejected",
        arguments: [
            ("log_ratio", "3.500000000000000" as JSON), ("coincidences", "0.000100000000000"),
            ("false_positive_rate", "0.001000000000000"), ("declared_posterior", "0.990000000000000"),
            ("even_posterior", "0.999000000000000"), ("cap", "none"), ("searched_posterior", "0.900000000000000"),
            ("searched", 6), ("tested", 9_999),
            ("runner_up", "-9.000000000000000"), ("cell", "quality 50 to 79"), ("log_ratio", nil),
        ] as [(String, JSON?)])
    func moreThanMeasured(member: String, value: JSON?) throws {
        let story = try Story.calibrated()
        let claim = try story.weigh(stated: Self.stated) { body in
            var weight = body["weight"]?.members ?? [:]
            weight[member] = value ?? .null
            body["weight"] = .object(weight)
        }
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "weight")
    }

    @Test(
        "whose words differ from those that follow is rejected",
        arguments: [
            ("status", "IDENTIFICATION" as JSON), ("ceiling", "IDENTIFICATION"), ("reasons", .array(["P07.capped"])),
            ("named", .array([])), ("corroboration", 3), ("prior", "0.900000000000000"), ("population", 900),
            ("calibration", .null), ("weight", .null),
        ])
    func otherWords(member: String, value: JSON) throws {
        let story = try Story.calibrated()
        let claim = try story.weigh(stated: Self.stated) { $0[member] = value }
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title)
    }

    @Test("cannot leave out the newest calibration, which found errors, for an older one that found none")
    func kinderCalibration() throws {
        let story = try Story.calibrated()
        let run = try story.run()
        let honest = try story.weighedDraft(run)
        let later = try story.calibrate(story.scores(found: 40))
        // It was recorded after the run, so it does not count for it.
        let claims = try story.publisher.append([honest])
        let verdict = ReportVerifier.verify(try story.compose(claims[0]), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines.joined(separator: "\n"))")
        // Of a run after it the older one is no choice.
        let second = try story.weighedDraft(try story.run())
        #expect(second.body["calibration"]?.text == later.statement.name.description)
        let chosen = try #require(honest.body["calibration"])
        let weight = try #require(honest.body["weight"])
        let lie = try story.publisher.append([second.with(["calibration": chosen, "weight": weight])])[0]
        judge(try Forge().report(story, of: lie), of: story, exitCode: 2, lie.title)
    }

    @Test("whose calibration's findings say less than its scores is rejected")
    func falseFindings() throws {
        let story = try Story(members: Story.manyMembers)
        _ = try story.calibrate(story.scores(found: 40)) { findings in
            var members = findings.members ?? [:]
            members["near_duplicates"] = []
            return .object(members)
        }
        #expect(throws: WeighingGround.Problem.self) { try story.weigh() }
    }

    @Test(
        "rests on a calibration of its reference set, every line of it, and of no more pictures than that can compare")
    func otherSet() throws {
        let story = try Story()
        _ = try story.calibrate()
        #expect(throws: WeighingGround.Problem.self) { try story.weigh() }
        let many = try Story(members: Story.manyMembers)
        _ = try many.calibrate(many.scores(sources: 610))
        #expect(throws: WeighingGround.Problem.self) { try many.weigh() }
    }

    @Test("beside another one that says more than a lead, and shows no weight, is rejected")
    func strongerNeighbour() throws {
        let story = try Story.calibrated()
        let claims = try story.publisher.append([
            try story.weighedDraft(try story.run(), stated: Self.stated) {
                $0["status"] = "IDENTIFICATION"
                $0["weight"] = .null
            }, try story.weighedDraft(try story.run(), stated: Self.stated),
        ])
        judge(
            try Forge().report(story, of: claims[1]), of: story, exitCode: 2, claims[0].title, "status: the claim says")
    }

    @Test(
        "whose prior is no probability, or has no reason, is rejected",
        arguments: [
            "1.000000000000000", "0.000000000000000", "-5.000000000000000", "999999999999999999.000000000000000",
        ])
    func impossiblePrior(prior: String) throws {
        let story = try Story.calibrated()
        let claim = try story.weigh { $0["prior"] = .string(prior) }
        judge(try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "prior")
    }

    @Test(
        "of a subject that asks for more says no more than that allows",
        arguments: [SubjectClass.documentNamingPersons, .protectedPerson])
    func subjects(subject: SubjectClass) throws {
        let story = try Story.calibrated()
        var stated = Self.stated
        stated.subject = subject
        let claim = try story.weigh(stated: stated)
        #expect(claim.statement.text("status") == (subject == .protectedPerson ? "REFUSED" : "LEAD"))
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines.joined(separator: "\n"))")
        let thing = try Story.calibrated().weigh(stated: Self.stated)
        // What was stated once stays.
        #expect(throws: WeightRefused.self) { try story.weigh(stated: Self.stated) }
        let lie = try story.weigh(stated: stated) { body in
            for member in ["status", "ceiling", "named", "reasons", "facts", "weight"] {
                body[member] = member == "status" ? "IDENTIFICATION" : thing.statement.body[member] ?? .null
            }
        }
        judge(try Forge().report(story, of: lie), of: story, exitCode: 2, lie.title, "status")
    }

    @Test("counts no replay of another run, none without steps, and each key once")
    func replays() throws {
        let story = try Story()
        let (run, other) = (try story.run().opened, try story.run().opened)
        func record(_ claimed: PlacedEntry, steps: JSON) throws {
            let body: [String: JSON] = [
                "ledger": .string(story.publisher.trusted.hex), "run": .string(claimed.statement.id.hex),
                "claim": .null, "report": .null, "here": [.string(run.statement.name.description)], "class": "R0",
                "tolerance": ["class": "R0", "epsilon": .null], "largest_difference": .null, "steps": steps,
                "missing": 0, "recorded_conditions": true, "program": ["name": "exhibit", "version": "1"],
                "details": .string(TypedName(.sealed, .zero).description),
            ]
            let draft = Draft(
                .replay, subjects: [TypedName(.open, claimed.statement.id)], body: body,
                slots: ["recorded": .integer(story.publisher.ledger.now)])
            _ = try story.publisher.append([draft])
        }
        func found() throws -> Weighing.Reproduction? {
            try WeighingGround(of: run, claim: .max, rules: .ofThings, lookup: story.publisher) {
                try? story.publisher.bytes(of: $0)
            }
            .reproduction
        }
        let step: JSON = ["number": 1, "operation": "search", "outcome": "same"]
        try record(other, steps: .array([step]))
        #expect(try found() == nil)
        try record(run, steps: .array([]))
        #expect(try found()?.runs == 0)
        try record(run, steps: .array([step]))
        try record(run, steps: .array([step]))
        #expect(try found() == Weighing.Reproduction(.exact, runs: 1, otherParties: 0, isConclusive: false))
    }

    @Test("gives no number and no name where too many wrong pictures are to be expected")
    func manyStrangers() throws {
        let story = try Story(members: Story.manyMembers)
        _ = try story.calibrate(story.scores(found: 500))
        let claim = try story.weigh(stated: Self.stated)
        #expect(claim.statement.body["named"] == [])
        let reasons = (claim.statement.body["reasons"]?.elements ?? []).compactMap(\.text)
        #expect(reasons.contains("P06.strangers"))
        let report = try story.compose(claim)
        #expect(String(decoding: report, as: UTF8.self).contains("strangers are expected"))
        #expect(ReportVerifier.verify(report, trust: story.trust).exitCode == 0)
    }

    @Test("without a calibration that supports any claim gives a lead without numbers")
    func tooFew() throws {
        let story = try Story(members: Story.manyMembers)
        _ = try story.calibrate(story.scores(sources: 100))
        let claim = try story.weigh(stated: Self.stated)
        #expect(claim.statement.text("status") == "LEAD")
        #expect(claim.statement.body["calibration"] == .null && claim.statement.body["weight"] == .null)
        #expect(ReportVerifier.verify(try story.compose(claim), trust: story.trust).exitCode == 0)
    }

    @Test("flags what no record supports in the publisher's own words")
    func flagged() throws {
        let story = try Story.calibrated()
        var stated = Self.stated
        stated.proposition = "A 99 % match confirmed."
        let claim = try story.weigh(stated: stated)
        let report = String(decoding: try story.compose(claim), as: UTF8.self)
        #expect(report.contains("own words, which no record supports."))
    }

    @Test("of which the scores are withheld was not computed again")
    func withheldScores() throws {
        let story = try Story.calibrated()
        let claim = try story.weigh()
        let calibration = try #require(story.publisher.ledger.entries.first { $0.statement.isKind(.calibration) })
        let scores = try #require(calibration.statement.name("scores"))
        let report = try Forge.edit(try story.compose(claim)) { parts in
            parts.artifacts.removeAll { $0.name == scores }
        }
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(
            verdict.findings.contains { $0.object == scores.description && $0.severity == .incomplete },
            "\(verdict.lines.joined(separator: "\n"))")
    }
}
