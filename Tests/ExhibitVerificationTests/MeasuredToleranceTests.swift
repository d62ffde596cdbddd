import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A run that relies on a measurement")
struct MeasuredToleranceTests {
    private func judge(_ story: ModelStory, _ forge: Forge = Forge()) throws -> Verdict {
        let claim = try story.record(try story.run())
        return Verification.verify(try forge.report(story.story, of: claim), trust: story.story.trust)
    }

    @Test("gives a report that carries the measurement, says its tolerance, and verifies")
    func honest() throws {
        let story = try ModelStory()
        let measurement = try story.measure()
        let report = try story.story.compose(try story.record(try story.run()))
        let verdict = Verification.verify(report, trust: story.story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        #expect(bundle.entries.contains { $0.position == measurement.position && !$0.proof.isEmpty })
        let page = String(decoding: report, as: UTF8.self)
        #expect(page.contains("at most 0.000100000 in any score, in the same ranking (R1; measured in 20 runs"))
        #expect(page.contains("differed by at most 0.000000060"))
    }

    @Test("that was opened before it was measured, or measured nothing, promises the same bits")
    func sameBits() throws {
        let story = try ModelStory()
        story.tolerance = .sameBits
        let report = try story.story.compose(try story.record(try story.run()))
        #expect(Verification.verify(report, trust: story.story.trust).exitCode == 0)
        #expect(String(decoding: report, as: UTF8.self).contains("none: the same bits (R0)"))
        try story.measure(ModelStory.measured(runs: 19)) { $0["epsilon"] = .null }
        #expect(story.tolerance == .sameBits)
    }

    @Test("whose measurement says another difference than its raw scores show is found")
    func otherDifference() throws {
        // Smaller: it would look more exact than it is. Larger: any replay would pass.
        for (largest, epsilon) in [("0.000000059", "0.000100000"), ("0.005000000", "0.050000000")] {
            let story = try ModelStory()
            try story.measure {
                $0["largest_difference"] = .string(largest)
                $0["epsilon"] = .string(epsilon)
            }
            let verdict = try judge(story)
            #expect(verdict.exitCode == 2 && verdict.findings.contains { $0.message.contains("raw scores differ") })
        }
    }

    @Test("whose tolerance is more than a tenth of what its raw scores span is found")
    func wide() throws {
        let story = try ModelStory()
        // 0.000244 and 0.000488: their difference gives 0.00244, well within a range of one.
        try story.measure(ModelStory.measured(["f32:39800000", "f32:3a000000"])) { body in
            body["epsilon"] = .string(
                ScoreDifference.text(10 * (ScoreDifference.units(body["largest_difference"]?.text ?? "") ?? 0)))
        }
        let verdict = try judge(story)
        #expect(verdict.exitCode == 2 && verdict.findings.contains { $0.message.contains("raw scores span") })
    }

    @Test("whose raw scores are withheld is not verified")
    func withheld() throws {
        let story = try ModelStory()
        let scores = try story.measure { $0["largest_difference"] = "0.000000001" }.statement.name("scores")
        var forge = Forge()
        forge.artifacts = { $0.removeAll { $0.name == scores } }
        let verdict = try judge(story, forge)
        #expect(verdict.exitCode == 3 && verdict.findings.contains { $0.message.contains("raw scores") })
    }

    @Test(
        "whose measurement does not hold together, or is of something else, is found",
        arguments: ["epsilon", "floor", "runs", "program", "model", "engine", "settings", "ranking", "scores"])
    func dishonest(lie: String) throws {
        let story = try ModelStory()
        let runs = lie == "runs" ? ModelStory.measured(runs: 19) : ModelStory.measured()
        try story.measure(runs) { body in
            switch lie {
            case "epsilon": body["epsilon"] = "0.000200000"
            case "floor":
                body["floor"] = "0.020000000"
                body["epsilon"] = "0.020000000"
            case "program": body["program"] = ["name": "runner", "version": "2"]
            case "model": body["model"] = .string(story.story.evidence.statement.name.description)
            case "engine": body["engine"] = ["name": "any", "version": "2", "build": "1"]
            case "settings": body["settings"] = [["threads": 1, "level": "all", "completed": 90, "failed": 0]]
            case "ranking": body["ranking_changed"] = true
            case "scores": body["scores"] = body["environment"]
            default: break
            }
        }
        let verdict = try judge(story)
        #expect(verdict.exitCode == 2, "\(lie): \(verdict.lines)")
    }

    @Test("and states another tolerance than it, or contradicts itself, is found", arguments: ["wider", "R0", "none"])
    func otherTolerance(lie: String) throws {
        let story = try ModelStory()
        try story.measure()
        story.publisher.rewriting = { draft in
            guard draft.kind.predicateType == Kind.runOpenedMeasured.predicateType,
                var tolerance = draft.body["tolerance"]?.members
            else { return draft }
            switch lie {
            case "wider": tolerance["epsilon"] = "0.000100001"
            case "R0": tolerance["class"] = "R0"
            default: tolerance["measurement"] = .null
            }
            return draft.with(["tolerance": .object(tolerance)])
        }
        #expect(try judge(story).exitCode == 2)
    }

    @Test("that was recorded after the run is found")
    func later() throws {
        let story = try ModelStory()
        let ledger = story.publisher.ledger
        let statement = try ledger.sealed(try story.measurementDraft(), by: FixedKeys.operator).statement
        story.tolerance = Measurement(statement).flatMap { Tolerance($0) }
        let outcome = try story.run()
        _ = try ledger.place(statement, by: FixedKeys.operator)
        let report = try Forge().report(story.story, of: try story.record(outcome))
        let verdict = Verification.verify(report, trust: story.story.trust)
        #expect(verdict.exitCode == 2)
        #expect(verdict.findings.contains { $0.message.contains("measured after it was opened") }, "\(verdict.lines)")
    }

    @Test("that is no measurement is found")
    func noMeasurement() throws {
        let story = try ModelStory()
        try story.measure()
        let name = story.story.evidence.statement.name
        story.publisher.rewriting = { draft in
            guard draft.kind.predicateType == Kind.runOpenedMeasured.predicateType else { return draft }
            return draft.with([
                "tolerance": ["class": "R1", "epsilon": "0.000100000", "measurement": .string(name.description)]
            ])
        }
        #expect(try judge(story).exitCode == 2)
    }

    @Test("and compared with a reference set is found: likenesses of pictures were not measured")
    func withReferences() throws {
        let story = try ModelStory()
        try story.measure()
        story.found = [(try story.member(story.story.members[0].path), "f32:3f733333")]
        let verdict = try judge(story)
        #expect(verdict.exitCode == 2)
        #expect(verdict.findings.contains { $0.message.contains("measured without one") }, "\(verdict.lines)")
    }

    @Test("of a built-in model is found: its bits are the same everywhere")
    func builtIn() throws {
        let story = try Story()
        story.publisher.rewriting = { draft in
            guard draft.kind.predicateType == Kind.runOpened.predicateType else { return draft }
            let body = draft.body.merging(["tolerance": Tolerance.sameBits.json]) { _, new in new }
            return Draft(.runOpenedMeasured, subjects: draft.subjects, body: body, slots: draft.slots)
        }
        let report = try Forge().report(story, of: try story.identify())
        let verdict = Verification.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }
}
