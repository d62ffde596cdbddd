import ExhibitTestSupport
import Testing

@testable import ExhibitCore

@Suite("Differences of scores")
struct MeasuringTests {
    @Test(
        "are counted in units of a billionth, rounded up and never down",
        arguments: [
            (0, 0, 0), (0.5, 0.25, 250_000_000), (0.25, 0.5, 250_000_000), (1, 0, 1_000_000_000),
            // 2^-24 is 59.6…e-9, 2^-30 0.93…e-9, and the smallest number that there is is still more than nothing.
            (0.5 + 0x1p-24, 0.5, 60), (0x1p-30, 0, 1), (.leastNonzeroMagnitude, 0, 1), (-1, 1, 2_000_000_000),
            // 1e-9 as a Double is a little more than 1e-9: 1.00000000000000006e-9.
            (1e-9, 0, 2), (9e6, 0, 9_000_000_000_000_000),
            // What the subtraction loses counts: 1 − 2^-80 is less than 1, and 1 + 2^-80 more.
            (1, -0x1p-80, 1_000_000_001), (1, 0x1p-80, 1_000_000_000),
        ] as [(Double, Double, Int64)])
    func units(a: Double, b: Double, units: Int64) { #expect(ScoreDifference.units(between: a, b) == units) }

    @Test("have no bound where one is no number, or beyond what a decimal holds")
    func unbounded() {
        #expect(ScoreDifference.units(between: .nan, 0) == nil)
        #expect(ScoreDifference.units(between: .infinity, .infinity) == nil)
        #expect(ScoreDifference.units(between: 1e7, 0) == nil)
        #expect(ScoreDifference.units(between: .greatestFiniteMagnitude, -.greatestFiniteMagnitude) == nil)
    }

    @Test("are decimals with nine places, and nothing else is read as one")
    func text() {
        for (units, text) in [
            (0, "0.000000000"), (1, "0.000000001"), (100_000, "0.000100000"), (12_000_000_345, "12.000000345"),
        ] as [(Int64, String)] {
            #expect(ScoreDifference.text(units) == text && ScoreDifference.units(text) == units)
        }
        for text in ["", "0", "0.1", "-0.000000001", "01.000000000", "0.00000000a", "9999999999.000000000"] {
            #expect(ScoreDifference.units(text) == nil, "\(text)")
        }
    }

    private func list(_ answers: [(String, String)]) -> ScoreList {
        ScoreList(
            candidates: answers.enumerated().compactMap { index, answer in
                MeasuredScore(answer.1).map { .init(rank: Int64(index + 1), answer: .label(answer.0), score: $0) }
            })
    }

    @Test("of two lists are those of the same answer, whatever its rank; another order is seen")
    func lists() {
        let first = list([("a", "f32:3f000000"), ("b", "f32:3e800000")])
        #expect(ScoreDifference(first, first) == ScoreDifference())
        let turned = ScoreDifference(first, list([("b", "f32:3e800000"), ("a", "f32:3f000000")]))
        #expect(turned.units == 0 && !turned.hasSameRanking)
        let moved = ScoreDifference(first, list([("a", "f32:3f000001"), ("b", "f32:3e800000")]))
        #expect(moved.units == 60 && moved.hasSameRanking)
        let other = ScoreDifference(first, list([("a", "f32:3f000000"), ("é", "f32:3e800000")]))
        #expect(other.units == 0 && !other.hasSameRanking)
        let spelled = ScoreDifference(list([("é", "f32:3f000000")]), list([("e\u{301}", "f32:3f000000")]))
        #expect(!spelled.hasSameRanking)
        let nothing = ScoreDifference(first, list([("a", "f32:7fc00000"), ("b", "f32:3e800000")]))
        #expect(nothing.units == nil)
        let same = ScoreDifference(list([("a", "f32:7fc00000")]), list([("a", "f32:7fc00000")]))
        #expect(same.units == 0)
    }

    @Test("of a measurement are between any two of its runs on a picture, and not between pictures")
    func runs() throws {
        var runs = MeasuredRuns()
        // The first lies between the others: the largest difference is between the second and the third.
        for score in ["f32:3f000000", "f32:3f000002", "f32:3efffffe"] {
            runs.add(picture: 0, threads: 1, level: "all", scores: list([("a", score), ("b", "f32:3d000000")]))
        }
        runs.add(picture: 1, threads: 2, level: "all", scores: list([("b", "f32:3f7fffff")]))
        runs.add(picture: 1, threads: 2, level: "all", scores: nil)
        #expect(runs.difference.units == 179 && runs.difference.hasSameRanking)
        #expect(runs.settings.map(\.completed) == [3, 1] && runs.settings.map(\.failed) == [0, 1])
        #expect(try MeasuredRuns(encoded: runs.encoded).runs == runs.runs)
        let text = String(decoding: runs.encoded, as: UTF8.self)
        #expect(!text.contains("\"a\"") && !text.contains("label"), "which answer it is must not be told")
        for (old, new) in [
            ("\"answer\":0", "\"answer\":-1"), ("\"runs\"", "\"ruins\""), ("f32:3f000000", "f32:3F000000"),
        ] {
            let changed = text.replacing(old, with: new, maxReplacements: 1)
            #expect(throws: Malformed.self) { try MeasuredRuns(encoded: Array(changed.utf8)) }
        }
    }

    @Test("give ten times the largest as the tolerance, at least the floor and at most a tenth of the range")
    func epsilon() throws {
        let model = try #require(try SampleLedger().byKind[Kind.modelWithRunner.label]).statement
        for (largest, floor, epsilon) in [
            (0, 100_000, 100_000), (60, 100_000, 100_000), (10_000, 100_000, 100_000), (10_001, 100_000, 100_010),
            (10_000_000, 0, 100_000_000), (10_000_001, 0, nil), (Int64.max, 0, nil), (nil, 100_000, nil),
        ] as [(Int64?, Int64, Int64?)] {
            #expect(Measurement.epsilon(largest: largest, floor: floor, model: model) == epsilon)
        }
        #expect(Measurement.share(Measurement.defaultFloorShare, ofRangeOf: model) == 100_000)
    }

    @Test("give no tolerance, and no floor, of more than a tenth of what was seen, however wide the range is")
    func span() throws {
        let sample = try #require(try SampleLedger().byKind[Kind.modelWithRunner.label]).statement
        let text = String(decoding: sample.payload, as: UTF8.self)
            .replacing("\"minimum\":\"0\"", with: "\"minimum\":\"-9007199254740991\"")
        let model = try Statement(payload: Array(text.utf8))
        func measured(_ lists: [[(String, String)]]) -> MeasuredRuns {
            var runs = MeasuredRuns()
            for answers in lists { runs.add(picture: 0, threads: 1, level: "all", scores: list(answers)) }
            return runs
        }
        // 0.5 and 0.75, as if drawn by lot.
        let drawn = measured([[("a", "f32:3f000000")], [("a", "f32:3f400000")]])
        #expect(drawn.span == 750_000_000)
        #expect(Measurement.epsilon(largest: drawn.difference.units, floor: 0, model: model) == 2_500_000_000)
        #expect(Measurement.epsilon(of: drawn, floor: 0, model: model) == nil)
        // 0.5 and 0.25, always.
        let steady = measured([[("a", "f32:3f000000"), ("b", "f32:3e800000")]])
        #expect(steady.span == 250_000_000)
        #expect(Measurement.epsilon(of: steady, floor: 25_000_000, model: model) == 25_000_000)
        #expect(Measurement.epsilon(of: steady, floor: 25_000_001, model: model) == nil)
        #expect(Measurement.defaultFloor(steady, model: model) == 2_500_000)
        #expect(Measurement.defaultFloor(steady, model: sample) == 100_000)
        #expect(MeasuredRuns().span == 0)
    }

    @Test("A run of an earlier version promises the same bits; one that contradicts itself promises nothing")
    func tolerance() throws {
        let sample = try SampleLedger()
        #expect(Tolerance(of: try #require(sample.byKind["run.opened"]).statement) == .sameBits)
        let placed = try #require(sample.byKind[Kind.runOpenedMeasured.label])
        let tolerance = try #require(Tolerance(of: placed.statement))
        #expect(tolerance.epsilon == 100_000 && tolerance.word == "R1")
        let text = String(decoding: placed.statement.payload, as: UTF8.self)
        for (old, new) in [
            ("\"class\":\"R1\"", "\"class\":\"R0\""), ("\"epsilon\":\"0.000100000\"", "\"epsilon\":null"),
            ("\"epsilon\":\"0.000100000\"", "\"epsilon\":\"-0.000100000\""),
        ] {
            let changed = try Statement(payload: Array(text.replacing(old, with: new).utf8))
            #expect(Tolerance(of: changed) == nil, "\(new)")
        }
    }
}
