import ExhibitWeight
import Foundation
import Testing

@Suite("What must hold of calibration for any scores")
struct CalibrationPropertyTests {
    /// Overlapping classes with ties, several pairs of a source.
    private func random(_ seed: UInt64, scale: Double = 1, shift: Double = 0) throws -> LabelledScores {
        var generator = Generator(seed)
        let sources = 20 + generator.below(60)
        func score(_ mean: Double) -> Double { ((generator.bell() + mean) * 16).rounded() / 16 * scale + shift }
        return try LabelledScores(
            same: (0..<(sources + generator.below(100))).map {
                .init(score: score(2), source: $0 < sources ? $0 : generator.below(sources))
            },
            different: (0..<(50 + generator.below(300))).map { _ in
                let first = generator.below(sources)
                return .init(
                    score: score(0), first: first, second: (first + 1 + generator.below(sources - 1)) % sources)
            },
            direction: .higherIsBetter)
    }

    @Test("No result depends on the order of the pairs", arguments: 1...8)
    func order(seed: Int) throws {
        let scores = try random(UInt64(seed))
        var generator = Generator(UInt64(seed) + 100)
        var (same, different) = (scores.same, scores.different)
        for i in stride(from: same.count - 1, to: 0, by: -1) { same.swapAt(i, generator.below(i + 1)) }
        for i in stride(from: different.count - 1, to: 0, by: -1) { different.swapAt(i, generator.below(i + 1)) }
        let turned = different.map {
            LabelledScores.DifferentSource(score: $0.score, first: $0.second ?? $0.first, second: $0.first)
        }
        let other = try LabelledScores(same: same, different: turned, direction: .higherIsBetter)
        #expect(try LogisticCalibration(scores) == LogisticCalibration(other))
        #expect(ScoreSummary(scores) == ScoreSummary(other))
        #expect(IsotonicCalibration(scores).blocks == IsotonicCalibration(other).blocks)
        let (left, right) = (try HeldOut(scores), try HeldOut(other))
        #expect(left.same == right.same && left.different == right.different)
        for score in [-1.0, 0.5, 1, 2.25] {
            #expect(try LikelihoodModel(scores).evaluate(score) == LikelihoodModel(other).evaluate(score))
        }
    }

    @Test(
        "A score in another unit weighs the same",
        arguments: [(1e-9, 0), (1e12, 0), (1e-100, 0), (1e100, 0), (1, 1e9), (1024, -1e6)] as [(Double, Double)])
    func unit(scale: Double, shift: Double) throws {
        let plain = try LikelihoodModel(random(5))
        let other = try LikelihoodModel(random(5, scale: scale, shift: shift))
        for score in [-1, 0.5, 1, 2.25] {
            let (left, right) = (plain.evaluate(score), other.evaluate(score * scale + shift))
            #expect(near(left?.method, try #require(right).method, 1e-8))
            #expect(near(left?.used, try #require(right).used, 1e-6))
        }
    }

    @Test("Where lower is better, the mirrored scores weigh the same")
    func direction() throws {
        let (higher, lower) = (try LabelledScores.datasetA(), try LabelledScores.datasetA(.lowerIsBetter))
        let (left, right) = (try LikelihoodModel(higher), try LikelihoodModel(lower))
        for score in [0.05, 0.3, 0.46, 0.5, 0.6, 0.61, 0.8] {
            let (a, b) = (try #require(left.evaluate(score)), try #require(right.evaluate(-score)))
            #expect(near(a.method, b.method, 1e-12) && near(a.isotonic, b.isotonic, 1e-12))
            #expect(near(a.densities, try #require(b.densities), 1e-12))
        }
        #expect(near(try HeldOut(higher).cllr, try HeldOut(lower).cllr, 1e-12))
        #expect(IsotonicCalibration(lower).blocks.first?.weakest == -0.05)
    }

    @Test("At the maximum the gradient is zero, and no neighbour is better", arguments: 1...20)
    func maximum(seed: Int) throws {
        let scores = try random(UInt64(seed), scale: 3, shift: -2)
        let fit = try LogisticCalibration(scores)
        func loss(_ a: Double, _ b: Double) -> Double {
            func mean(_ values: [Double], _ sign: Double) -> Double {
                values.reduce(0) { $0 + log1p(exp(-sign * (a + b * $1))) } / Double(values.count)
            }
            return mean(scores.same.map(\.score), 1) + mean(scores.different.map(\.score), -1)
        }
        let best = loss(fit.intercept, fit.slope)
        for (a, b) in [(1e-3, 0), (-1e-3, 0), (0, 1e-3), (0, -1e-3), (1e-3, -1e-3)] {
            #expect(loss(fit.intercept + a, fit.slope + b) > best)
        }
    }

    @Test("Classes that overlap in a hair have a steep line, and the right one", arguments: [10, 20, 30, 40, 50])
    func hair(bits: Int) throws {
        // Where δ is the overlap, the gradient vanishes at δ·σ(bδ/2) = 3·σ(−b/2).
        let overlap = pow(2, -Double(bits))
        let fit = try LogisticCalibration(
            .independent([0.5 - overlap / 2, 1, 1, 1], [0.5 + overlap / 2, 0, 0, 0]))
        func share(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        let (left, right) = (overlap * share(fit.slope * overlap / 2), 3 * share(-fit.slope / 2))
        #expect(near(left / right, 1, 1e-9) && near(fit.logLikelihoodRatio(0.5), 0, 1e-12))
    }

    @Test("Isotonic ratios rise with the score, hold every pair, and cost least", arguments: 1...20)
    func isotonic(seed: Int) throws {
        let scores = try random(UInt64(seed))
        let fit = IsotonicCalibration(scores)
        #expect(fit.blocks.reduce(0) { $0 + $1.same } == scores.same.count)
        #expect(fit.blocks.reduce(0) { $0 + $1.different } == scores.different.count)
        let values = stride(from: -5.0, through: 7, by: 1.0 / 64).map(fit.logLikelihoodRatio)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
        let ratios = try LikelihoodRatios(
            same: scores.same.map { fit.logLikelihoodRatio($0.score) },
            different: scores.different.map { fit.logLikelihoodRatio($0.score) })
        let raw = try LikelihoodRatios(same: scores.same.map(\.score), different: scores.different.map(\.score))
        #expect(near(ratios.cllr, raw.cllrMin, 1e-12) && near(ratios.cllrMin, raw.cllrMin, 1e-12))
        let line = try LogisticCalibration(scores)
        let fitted = try LikelihoodRatios(
            same: scores.same.map { line.logLikelihoodRatio($0.score) },
            different: scores.different.map { line.logLikelihoodRatio($0.score) })
        #expect(fitted.cllr >= fitted.cllrMin && near(fitted.cllrMin, raw.cllrMin, 1e-12))
        #expect(fitted.cllr < 1)
    }

    @Test("Densities are those of the plain sum over all scores", arguments: 1...10)
    func densities(seed: Int) throws {
        let scores = try random(UInt64(seed))
        let fit = try KernelDensities(scores)
        func density(_ at: Double, _ values: [Double], _ width: Double) -> Double {
            values.reduce(0) { $0 + exp(-($1 - at) * ($1 - at) / (2 * width * width)) }
                / (Double(values.count) * width * (2 * Double.pi).squareRoot())
        }
        for at in stride(from: -1.5, through: 3, by: 0.25) {
            let (same, different) = fit.densities(at)
            let plain = density(at, scores.same.map(\.score), fit.bandwidthSame)
            #expect(near(same, plain, 1e-12 * plain))
            let other = density(at, scores.different.map(\.score), fit.bandwidthDifferent)
            #expect(near(different, other, 1e-12 * other))
            #expect(near(fit.logLikelihoodRatio(at), log10(plain / other), 1e-11))
        }
    }
}
