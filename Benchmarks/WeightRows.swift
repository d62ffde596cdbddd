import ExhibitWeight
import Foundation

/// A million labelled scores through every method of weighing, in a process of its own: held against fixed limits, since
/// no peer does all of it.
struct WeightRows {
    /// This program itself, which does the work when it is started with this one word.
    static let word = "weigh-scores"

    private static let count = 1_000_000
    private static let limits = (seconds: 5.0, mebibytes: 500.0)

    let program: String

    func rows() throws -> [Row] {
        let times = try Measure.inTurn(rounds: 5, [{ try Command.run(program, [Self.word]) }])
        let peak = try Command.peakMemory(program, [Self.word])
        let work =
            "\(Self.count) labelled scores: logistic regression, PAV, densities, held-out by source, Cllr, Tippett, empirical cross-entropy, reliability, caps"
        return [
            Row(
                work, beside: "\(Int(Self.limits.seconds)) s", ours: times[0].milliseconds,
                theirs: "\(Int(Self.limits.seconds)) s", ratio: times[0].median / Self.limits.seconds,
                target: .atMost(1)),
            Row(
                "peak memory of the same", beside: "\(Int(Self.limits.mebibytes)) MiB", ours: "\(Int(peak)) MiB",
                theirs: "\(Int(Self.limits.mebibytes)) MiB", ratio: peak / Self.limits.mebibytes, target: .atMost(1)),
        ]
    }

    /// Half of the scores of each kind, of 100,000 sources; the classes overlap.
    static func weigh() throws {
        var state: UInt64 = 1
        func next() -> Double {
            // xorshift64 (Marsaglia 2003)
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Double(state >> 11) / Double(1 << 53)
        }
        func bell() -> Double { next() + next() + next() + next() - 2 }
        let sources = 100_000
        let scores = try LabelledScores(
            same: (0..<count / 2).map { .init(score: bell() + 1.2, source: $0 % sources) },
            different: (0..<count / 2).map {
                .init(score: bell(), first: $0 % sources, second: ($0 % sources + 1 + $0 / sources) % sources)
            }, direction: .higherIsBetter)
        let model = try LikelihoodModel(scores)
        let heldOut = try HeldOut(scores)
        let ratios = heldOut.ratios
        let costs = [ratios.cllr, ratios.cllrMin, ratios.devPAV ?? 0]
        let stated = try (ratios.same + ratios.different).map { try Posterior.probability(prior: 0.5, llr: $0) }
        let diagram = try ReliabilityDiagram(
            probabilities: stated, outcomes: ratios.same.map { _ in true } + ratios.different.map { _ in false })
        let count = try LLRBounds.count(
            sameSource: model.summary.independentSame, differentSource: model.summary.independentDifferent)
        let method = model.method
        let invariance = try LLRBounds.invariance(
            sameSource: scores.same.map { method.logLikelihoodRatio($0.score) },
            differentSource: scores.different.map { method.logLikelihoodRatio($0.score) })
        let cap = LikelihoodRatioCap(count: count, invariance: invariance)
        let curves = ratios.tippettCurve().count + ratios.crossEntropyCurve().count + diagram.bins.count
        guard costs.allSatisfy(\.isFinite), curves > 100, cap.bounds.upper > 0, model.evaluate(0.5) != nil else {
            throw Failure("the scores were not weighed")
        }
    }
}
