import ExhibitWeight
import Foundation
import Testing

@Suite("What hostile and poor scores give is defined")
struct CalibrationOutcomeTests {
    private typealias Scores = LabelledScores

    @Test("Lists that are no labelled scores are refused, and the pair is named")
    func refused() {
        for bad in [Double.nan, .infinity, -.infinity] {
            #expect(throws: CalibrationError.notANumber(.sameSource, index: 1)) {
                try Scores.independent([1, bad], [0, 0])
            }
            #expect(throws: CalibrationError.notANumber(.differentSource, index: 0)) {
                try Scores.independent([1, 1], [bad, 0])
            }
        }
        #expect(throws: CalibrationError.empty(.sameSource)) { try Scores.independent([], [0]) }
        #expect(throws: CalibrationError.empty(.differentSource)) { try Scores.independent([0], []) }
        #expect(throws: CalibrationError.oneSourceAgainstItself(index: 1)) {
            try Scores(
                same: [.init(score: 1, source: 1)],
                different: [.init(score: 0, first: 1, second: 2), .init(score: 0, first: 3, second: 3)],
                direction: .higherIsBetter)
        }
        #expect("\(CalibrationError.notANumber(.sameSource, index: 1))".hasPrefix("Score 2 of the same-source pairs"))
    }

    @Test("Pairs that are not independent are counted apart")
    func independence() throws {
        func summary(_ same: [Int], _ different: [(Int, Int)]) throws -> ScoreSummary {
            ScoreSummary(
                try Scores(
                    same: same.map { .init(score: 1, source: $0) },
                    different: different.map { .init(score: 0, first: $0.0, second: $0.1) }, direction: .lowerIsBetter))
        }
        // Seven pictures compared with each other: 21 pairs, three of which share no picture.
        let all = (0..<7).flatMap { i in (0..<i).map { (i, $0) } }
        let crossed = try summary([1, 1, 1, 2], all)
        #expect(crossed.differentPairs == 21 && crossed.independentDifferent == 3)
        #expect(crossed.samePairs == 4 && crossed.independentSame == 2 && crossed.repeated == 2)
        // One picture compared with all others.
        #expect(try summary([0], (1..<100).map { (0, $0) }).independentDifferent == 1)
        // The same two sources, named either way round.
        let twice = try summary([0], [(1, 2), (2, 1), (.min, .max), (.max, .min)])
        #expect(twice.independentDifferent == 2 && twice.repeated == 2)
        #expect(twice.separation == .separate && twice.ties == 0)
    }

    @Test("One source, or one picture compared with all others, gives no model")
    func tooFew() throws {
        let one = try Scores(
            same: [.init(score: 1, source: 7), .init(score: 2, source: 7)],
            different: [.init(score: 0, first: 1, second: 2), .init(score: 3, first: 3, second: 4)],
            direction: .higherIsBetter)
        #expect(throws: CalibrationError.tooFewSources(.sameSource, found: 1, needed: 2)) {
            try LikelihoodModel(one)
        }
        let star = try Scores(
            same: [.init(score: 1, source: 7), .init(score: 2, source: 8)],
            different: [.init(score: 0, first: 1, second: 2), .init(score: 3, first: 1, second: 4)],
            direction: .higherIsBetter)
        #expect(throws: CalibrationError.tooFewSources(.differentSource, found: 1, needed: 2)) {
            try LikelihoodModel(star)
        }
    }

    @Test(
        "Separation is found exactly, in both directions",
        arguments: [
            ([0.6, 0.9], [0.1, 0.5], ScoreSeparation.separate), ([0.5, 0.9], [0.1, 0.5], .touching),
            ([Double(0.5).nextDown, 0.9], [0.1, 0.5], .overlapping),
            ([Double(0.5).nextUp, 0.9], [0.1, 0.5], .separate),
            ([0.1, 0.5], [0.6, 0.9], .separate), ([0.1, 0.5], [0.5, 0.9], .touching),
            ([0.5, 0.5], [0.1, 0.9], .overlapping), ([0.5, 0.5], [0.1, 0.5], .touching),
            ([0.5, 0.5], [0.5, 0.5], .constant), ([0.0], [-0.0], .constant),
        ])
    func separation(same: [Double], different: [Double], expected: ScoreSeparation) throws {
        let scores = try Scores.independent(same, different)
        #expect(ScoreSummary(scores).separation == expected)
        if expected == .overlapping {
            let fit = try LogisticCalibration(scores)
            #expect(fit.slope.isFinite && fit.intercept.isFinite)
        } else {
            #expect(throws: CalibrationError.separable(expected)) { try LogisticCalibration(scores) }
        }
    }

    @Test("Separable scores are weighed by counts; scores that tell nothing apart, or the wrong way, weigh nothing")
    func fallbacks() throws {
        let apart = try LikelihoodModel(.independent([5, 6, 7], [1, 2, 3, 4]))
        #expect(apart.exception == .separable(.separate))
        // (3/4)/(1/5) and (1/4)/(4/5): no more than the caps log₁₀ 5 and −log₁₀ 4.
        #expect(near(apart.evaluate(7)?.used, log10(3.75), 1e-12))
        #expect(near(apart.evaluate(-100)?.used, -log10(3.2), 1e-12))
        #expect(apart.evaluate(7)?.densities == nil && apart.evaluate(8)?.isOutside == true)

        for (same, different, direction) in [
            ([1.0, 2, 3], [5.0, 6, 7], Scores.Direction.higherIsBetter), ([5, 6, 7], [1, 2, 3], .lowerIsBetter),
            ([1, 2, 6], [5, 6, 7], .higherIsBetter), ([1, 1, 1], [1, 1], .higherIsBetter),
        ] {
            let model = try LikelihoodModel(.independent(same, different, direction))
            #expect(model.exception == (same == [1, 1, 1] ? .separable(.constant) : .againstDirection))
            for score in [-1e300, 1, 6, 1e300] { #expect(model.evaluate(score)?.used == 0) }
        }
    }

    @Test("A class that is one number has no density, and a score that is none has no weight")
    func noSpread() throws {
        let scores = try Scores.independent([5, 5, 5], [1, 9, 2])
        #expect(throws: CalibrationError.noSpread(.sameSource)) { try KernelDensities(scores) }
        #expect(throws: CalibrationError.noSpread(.differentSource)) {
            try KernelDensities(.independent([1, 9, 2], [5, 5, 5]))
        }
        let model = try LikelihoodModel(scores)
        #expect(model.densities == nil && model.evaluate(5)?.densities == nil)
        for bad in [Double.nan, .infinity, -.infinity] { #expect(model.evaluate(bad) == nil) }
        // In the middle of a gap both densities are 0 to any precision, and their ratio is still a number.
        let gap = try KernelDensities(.independent([1_000_000, 1_000_001], [0, 1]))
        #expect(try #require(gap.logLikelihoodRatio(700_000)).isFinite)
        #expect(gap.densities(700_000) == (0, 0) && gap.densities(.nan) == (0, 0))
    }

    @Test("Numbers near the limits of floating point give an outcome")
    func limits() throws {
        let (huge, tiny) = (Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude)
        for (same, different) in [
            ([huge, -huge], [huge, 0]), ([tiny, 0], [tiny, 0]), ([1e200, 0], [1e199, 2e200]),
            ([huge, huge / 2], [-huge, -huge / 2]),
        ] {
            let scores = try Scores.independent(same, different)
            #expect(throws: CalibrationError.self) { try LogisticCalibration(scores) }
            let model = try LikelihoodModel(scores)
            for score in [-huge, 0, tiny, 1, huge] {
                let weight = try #require(model.evaluate(score))
                #expect(weight.used.isFinite && !weight.isotonic.isNaN)
            }
        }
        #expect(throws: CalibrationError.invalidPenalty) {
            try LogisticCalibration(.datasetA(), penalty: -1)
        }
        #expect(throws: CalibrationError.invalidPenalty) {
            try LogisticCalibration(.datasetA(), penalty: .nan)
        }
        let many = IsotonicCalibration(try .datasetA(), misleading: .max)
        #expect(many.blocks.count == 1 && many.logLikelihoodRatio(0.5).isFinite)
        #expect(IsotonicCalibration(try .datasetA(), misleading: .min).misleading == 0)
    }

    @Test("Infinite likelihood ratios have defined costs, and NaN is refused")
    func infinite() throws {
        let right = try LikelihoodRatios(same: [.infinity], different: [-.infinity])
        #expect(right.cllr == 0 && right.cllrMin == 0 && right.devPAV == nil && right.misleading == (0, 0))
        #expect(right.tippettCurve().isEmpty && right.tippett(at: 0).same == 1)
        let wrong = try LikelihoodRatios(same: [1, -.infinity], different: [-1, -2])
        #expect(wrong.cllr == .infinity && wrong.cllrCal == .infinity && wrong.cllrMin.isFinite)
        #expect(wrong.devPAV == .infinity)
        #expect(wrong.crossEntropy(prior: 0.01)?.harms == true)
        #expect(wrong.clamped(to: -1...1).cllr.isFinite)
        #expect(throws: CalibrationError.notANumber(.differentSource, index: 1)) {
            try LikelihoodRatios(same: [0], different: [0, .nan])
        }
        #expect(throws: CalibrationError.empty(.sameSource)) { try LikelihoodRatios(same: [], different: [0]) }
        for prior in [0, 1, -0.5, 2, .nan, .infinity] { #expect(right.crossEntropy(prior: prior) == nil) }
        // Ratios of 1 are the neutral line itself, at the smallest priors too.
        let neutral = try LikelihoodRatios(same: [0, 0], different: [0])
        for prior in [Double.leastNonzeroMagnitude, 1e-12, 0.3, 1 - 1e-16] {
            let at = try #require(neutral.crossEntropy(prior: prior))
            #expect(!at.harms && near(at.bits, at.neutral, 1e-12 * at.neutral))
        }
    }
}
