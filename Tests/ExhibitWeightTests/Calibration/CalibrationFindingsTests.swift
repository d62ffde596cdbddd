import ExhibitCore
import ExhibitTestSupport
import ExhibitWeight
import Testing

@Suite("What a calibration found")
struct CalibrationFindingsTests {
    private func findings(_ scores: CalibrationScores) throws -> CalibrationFindings {
        try CalibrationFindings(scores)
    }

    @Test("counts copies that would not be found, one without a usable hash among them")
    func missed() throws {
        let scores = CalibrationSamples.line(
            10, apart: 40, copy: { $0 != 1 ? 0 : $1 == 3 ? nil : $1 == 4 ? 32 : 31 })
        let findings = try findings(scores)
        #expect(findings.transforms.map(\.name) == CopyTransform.allCases.map(\.rawValue))
        #expect(findings.transforms.prefix(2).map(\.missed.errors) == [0, 2])
        #expect(findings.transforms.allSatisfy { $0.missed.trials == 10 })
        #expect(abs(findings.transforms[0].missed.upper - 0.258865550893) < 1e-11)
        #expect(abs(findings.transforms[1].missed.upper - 0.506901301063) < 1e-11)
        #expect(findings.cells[1].samePairs == 89 && findings.cells[1].sameIndependent == 10)
    }

    @Test("bounds 600 clean searches as 300 independent ones, as the published table does")
    func clean() throws {
        let cell = try findings(CalibrationSamples.line(600, apart: 40)).cells[1]
        #expect(cell.searches == 600 && cell.found == 0 && cell.gallery == 599)
        #expect(cell.falsePositives.trials == 300 && cell.falsePositives.errors == 0)
        #expect(abs(cell.falsePositives.upper - 0.00993608194446) < 1e-13)
        #expect(cell.falseMatches.trials == 300 && cell.supportsLead)
    }

    @Test("supports a lead from 600 pictures and copies of 30 on, and not from one less", arguments: [598, 600])
    func lead(sources: Int) throws {
        let findings = try findings(CalibrationSamples.line(sources, apart: 40))
        #expect(findings.supportsLead == (sources == 600))
        let fewCopies = CalibrationSamples.line(600, apart: 40, copy: { $1 < 29 ? 0 : nil })
        #expect(try !CalibrationFindings(fewCopies).supportsLead)
    }

    @Test("keeps pictures of two qualities apart, each search and pair with the picture that is asked about")
    func cells() throws {
        let scores = CalibrationSamples.line(90, apart: 40, quality: { $0 % 3 == 0 ? 60 : 95 })
        let cells = try findings(scores).cells
        #expect(cells.map(\.name) == ["quality 50 to 79", "quality 80 to 100"])
        #expect(cells.map(\.searches) == [30, 60] && cells.map(\.falsePositives.trials) == [15, 30])
        #expect(cells.map(\.differentIndependent) == [15, 30])
        #expect(cells.map(\.differentPairs).reduce(0, +) == scores.different.count)
        #expect(cells.map(\.sameIndependent) == [30, 60] && cells.allSatisfy { $0.gallery == 89 })
    }

    @Test("has no cell for a hash that says too little, and one for each other quality")
    func qualities() {
        #expect([49, 50, 79, 80, 100, 101].map { CopyProtocol.cell(quality: $0) } == [nil, 0, 0, 1, 1, nil])
    }

    @Test(
        "counts matches of different pictures as false, lists each once, and claims no more trials than are independent"
    )
    func nearDuplicates() throws {
        let findings = try findings(CalibrationSamples.line(10, apart: 20))
        let cell = findings.cells[1]
        #expect(cell.found == 10 && cell.falsePositives.trials == 5 && cell.falsePositives.errors == 5)
        #expect(cell.falsePositives.upper == 1)
        #expect(cell.matchingPairs == 9 && cell.differentPairs == 40)
        #expect(cell.falseMatches.trials == 5 && cell.falseMatches.errors == 5)
        let pairs = findings.nearDuplicates.map { [$0.source, $0.nearest].sorted() }
        #expect(Set(pairs).count == pairs.count && pairs.contains([0, 1]))
    }

    @Test("rounds errors of independent trials up: one search in seven is one in three")
    func share() throws {
        let scores = CalibrationSamples.scores(
            7, copy: { _, _ in 0 }, distance: { [$0, $1].sorted() == [5, 6] ? 30 : 100 })
        let cell = try findings(scores).cells[1]
        #expect(cell.found == 2 && cell.falsePositives.errors == 1 && cell.falsePositives.trials == 3)
        // Not neighbours of one pair (2i, 2i + 1), and one of 21 all the same.
        #expect(cell.matchingPairs == 1 && cell.falseMatches.errors == 1)
    }

    @Test("says why nothing is worth anything where there is too little", arguments: [0, 1, 2, 3])
    func few(sources: Int) throws {
        let cells = try findings(CalibrationSamples.line(sources)).cells
        #expect(cells.map(\.withoutWeight) == [.oneClassEmpty, sources < 2 ? .oneClassEmpty : .tooFewSources])
        #expect(cells.allSatisfy { $0.weight == nil } && cells[1].falseMatches.trials == sources / 2)
    }

    @Test("gives no weight without copies, and none where copies are no nearer than others")
    func nothingLearnt() throws {
        let none = CalibrationSamples.line(40, copy: { _, _ in nil })
        #expect(try findings(none).cells[1].withoutWeight == .oneClassEmpty)
        let reversed = CalibrationSamples.scores(
            40, copy: { _, source in 200 + source }, distance: { 10 + ($0 + $1) % 50 })
        #expect(try findings(reversed).cells[1].withoutWeight == .uninformative)
        let constant = CalibrationSamples.scores(40, copy: { _, _ in 7 }, distance: { _, _ in 7 })
        #expect(try findings(constant).cells[1].withoutWeight == .uninformative)
    }

    @Test("gives a weight that no count exceeds, and says how well it did on what it had not seen")
    func weight() throws {
        let cell = try findings(CalibrationSamples.noise(60)).cells[1]
        let weight = try #require(cell.weight, "\(cell.withoutWeight?.rawValue ?? "")")
        #expect(weight.countSame == 60 && weight.countDifferent == 30)
        #expect(weight.cap.bounds.upper <= 1.4913616938342728)
        #expect(weight.ratios.cllr > 0 && weight.ratios.cllr < 1 && weight.ratios.cllrMin <= weight.ratios.cllr)
        guard case .logistic(let line) = weight.model.method else {
            Issue.record("no logistic regression")
            return
        }
        #expect(line.slope < 0)
    }

    @Test("bounds the weight of classes that are apart by their counts alone")
    func separate() throws {
        let cell = try findings(CalibrationSamples.line(60, apart: 40)).cells[1]
        let weight = try #require(cell.weight)
        guard case .isotonic(let steps) = weight.model.method else {
            Issue.record("no isotonic regression")
            return
        }
        #expect(steps.misleading == 1 && weight.cap.upperRule == .count)
        #expect(abs(weight.cap.bounds.upper - 1.4913616938342728) < 1e-12)
    }

    @Test("counts pictures of one thing as often as they stand in the set, each a false match of the other")
    func duplicated() throws {
        // 0 and 1, 2 and 3, …: each thing twice.
        let scores = CalibrationSamples.scores(20, copy: { _, _ in 0 }, distance: { $0 / 2 == $1 / 2 ? 0 : 120 })
        let cell = try findings(scores).cells[1]
        #expect(cell.found == 20 && cell.falsePositives.errors == 10 && cell.falseMatches.errors == 10)
        #expect(try findings(scores).nearDuplicates.count == 10)
    }
}
