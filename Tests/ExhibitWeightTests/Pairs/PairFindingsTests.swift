import ExhibitCore
import ExhibitTestSupport
import ExhibitWeight
import Testing

@Suite("What follows from pairs")
struct PairFindingsTests {
    private func findings(_ scores: PairScores, match: JSON = "0.900000", better: String = "higher") throws
        -> PairFindings
    {
        let isOfLabels = scores.candidates.allSatisfy { $0 == nil }
        let story = try ModelStory(match: match, better: better, file: isOfLabels ? "labels.txt" : "weights.bin")
        return try PairFindings(scores, of: #require(ModelScale(of: story.model.statement)))
    }

    @Test("counts in the cell of the picture asked about, by sources that no pair shares")
    func counts() throws {
        let labels = try findings(PairSamples.labels(40, labels: 4, side: 31)).cells
        #expect(labels.map(\.differentPairs) == [120, 0, 0, 0] && labels[0].samePairs == 40)
        // Labels are no sources: three wrong ones of a picture are one independent pair.
        #expect(labels[0].differentIndependent == 40 && labels[0].sameIndependent == 40)
        let pictures = try findings(PairSamples.pictures(41, side: 32)).cells
        #expect(pictures.map(\.samePairs) == [0, 41, 0, 0] && pictures[1].differentPairs == 82)
        #expect(pictures[1].differentIndependent == 20)
        for (side, cell) in [(1, 0), (127, 1), (128, 2), (511, 2), (512, 3), (65_535, 3)] {
            #expect(PairProtocol.cell(side: side) == cell)
        }
        #expect(PairProtocol.cell(side: 0) == nil)
    }

    @Test("bounds false matches and misses in proportion, rounded up, and by those that are independent")
    func rates() throws {
        // Of three wrong labels of each picture one matches for the first three pictures.
        let cell = try findings(
            PairSamples.labels(40, labels: 4) { picture, label, isSame in
                isSame ? (picture == 5 ? 0.1 : 0.95) : picture < 3 && label == 3 - picture ? 0.9 : 0.2
            }
        ).cells[0]
        #expect(cell.matching == 3 && cell.missed == 1)
        // 3 of 120 pairs are one of 40; greedily the first wrong label of each picture is taken.
        #expect(cell.falseMatches?.trials == 40 && (cell.falseMatches?.errors ?? 0) >= 1)
        #expect(cell.misses?.errors == 1 && cell.misses?.trials == 40)
        let chosen = try findings(
            PairSamples.labels(40, labels: 4) { picture, label, isSame in
                isSame ? 0.95 : label == (picture % 4 == 0 ? 1 : 0) && picture < 3 ? 0.9 : 0.2
            }
        ).cells[0]
        #expect(chosen.matching == 3 && chosen.falseMatches?.errors == 3)
    }

    @Test("counts an answer that was not given as missed, and gives no weight to it")
    func unanswered() throws {
        let cell = try findings(PairSamples.leftOut()).cells[3]
        #expect(cell.unanswered == 0 && cell.samePairs == 1)
        let scores = try PairScores(
            pictures: [.init(side: 600, source: 0), .init(side: 600, source: 1)], candidates: [nil],
            rows: [.init(pair: .init(picture: 0, candidate: 0, isSame: true), score: MeasuredScore(exactly: 1))],
            leftOut: [.init(pair: .init(picture: 1, candidate: 0, isSame: true), reason: .notFinite)])
        let found = try findings(scores).cells[3]
        #expect(found.unanswered == 1 && found.missed == 1 && found.misses?.trials == 2 && found.samePairs == 1)
        #expect(found.withoutWeight == .oneClassEmpty)
    }

    @Test("has no rate and no weight where the model asks for no score, and says why there is none else")
    func withoutWeight() throws {
        let silent = try findings(PairSamples.labels(40), match: .null).cells[0]
        #expect(silent.falseMatches == nil && silent.misses == nil && silent.withoutWeight == .noThreshold)
        #expect(silent.weight == nil && silent.matching == 0)
        let few = try findings(PairSamples.labels(1)).cells[0]
        #expect(few.withoutWeight == .tooFewSources)
        let reversed = try findings(PairSamples.labels(40) { $2 ? 0.1 : 0.8 + Double($0) / 1_000 + Double($1) / 100 })
        #expect(reversed.cells[0].withoutWeight == .uninformative)
        #expect(try findings(PairSamples.labels(0)).cells.allSatisfy { $0.withoutWeight == .oneClassEmpty })
    }

    @Test("weighs scores that overlap by a line, and those that do not by counts, ties and all, in both directions")
    func methods() throws {
        let overlapping = try #require(findings(PairSamples.labels(60, labels: 4)).cells[0].weight)
        guard case .logistic(let line) = overlapping.model.method else {
            Issue.record("no line")
            return
        }
        #expect(line.slope > 0)
        let apart = try #require(findings(PairSamples.labels(60) { _, _, isSame in isSame ? 1 : 0.25 }).cells[0].weight)
        guard case .isotonic(let steps) = apart.model.method else {
            Issue.record("no steps")
            return
        }
        #expect(steps.blocks.count == 2)
        let lower = try #require(
            findings(
                PairSamples.labels(60, labels: 4) { 1 - PairSamples.score($0, $1, $2) }, match: "0.100000",
                better: "lower"
            )
            .cells[0].weight)
        guard case .logistic(let falling) = lower.model.method else {
            Issue.record("no line")
            return
        }
        #expect(abs(falling.slope + line.slope) < 1e-6)
    }

    @Test("puts every score into one of a hundred bins of the declared range")
    func histograms() throws {
        let scores = try findings(
            PairSamples.labels(4, labels: 2) { picture, _, isSame in isSame ? 1 : Double(picture) / 100 })
        let bars = scores.cells[0].histograms
        #expect(bars.low == 0 && bars.high == 1 && bars.same.map(\.bin) == [99] && bars.same[0].count == 4)
        #expect(bars.different.map(\.bin) == [0, 1, 2, 3] && bars.place(0.5) == 50)
    }

    @Test("does not hold for scores of another model")
    func otherModel() throws {
        let story = try ModelStory(file: "weights.bin")
        let scale = try #require(ModelScale(of: story.model.statement))
        #expect(throws: Malformed.self) { try PairFindings(PairSamples.labels(3), of: scale) }
        #expect(throws: Malformed.self) { try PairFindings(PairSamples.pictures(3) { _, _, _ in 1.5 }, of: scale) }
    }

    @Test("is the same however the rows were given, and agrees with its own bytes only")
    func recorded() throws {
        let scores = try PairSamples.labels(60, labels: 4)
        let shuffled = try PairScores(
            pictures: scores.pictures, candidates: scores.candidates, rows: scores.rows.reversed(), leftOut: [])
        let found = try findings(shuffled)
        let straight = try findings(scores)
        #expect(shuffled == scores && found.json == straight.json)
        #expect(found.reasonDiffering(from: found.json.encoded) == nil)
        let other = try findings(PairSamples.labels(61, labels: 4))
        #expect(found.reasonDiffering(from: other.json.encoded) != nil)
        #expect(found.json.encoded.count < CalibrationFindings.mostBytes)
    }
}
