import ExhibitWeight
import Foundation
import Testing

@Suite("A model is judged by sources it never saw")
struct HeldOutTests {
    @Test("Leaving one source out agrees with models made by hand of what is left")
    func byHand() throws {
        let scores = try LabelledScores(
            same: [(0, 2.0), (1, 3), (2, 1), (3, 4), (4, 0.5)].map { .init(score: $1, source: $0) },
            different: [
                (0, 1, 0.0), (0, 2, 1.5), (1, 2, -1), (3, 4, 2.5), (0, 4, 0.2), (1, 3, -0.5), (2, 4, 0.9), (2, 3, 0.1),
            ].map { .init(score: $2, first: $0, second: $1) }, direction: .higherIsBetter)
        let held = try HeldOut(scores)
        #expect(held.plan == .leaveOneSourceOut)
        // Five sources left out alone, eight pairs of them.
        #expect(held.models == 13)
        for (index, pair) in scores.different.enumerated() {
            let left = [pair.first, pair.second].compactMap { $0 }
            let model = try byHand(scores, without: left)
            #expect(near(held.different[index], model(pair.score), 1e-9))
        }
        for (index, pair) in scores.same.enumerated() {
            #expect(near(held.same[index], try byHand(scores, without: [pair.source])(pair.score), 1e-9))
        }
    }

    private func byHand(_ scores: LabelledScores, without left: [Int]) throws -> (Double) -> Double {
        let rest = try LabelledScores(
            same: scores.same.filter { !left.contains($0.source) },
            different: scores.different.filter { !left.contains($0.first) && !left.contains($0.second ?? -1) },
            direction: scores.direction)
        do {
            let line = try LogisticCalibration(rest)
            return { line.slope > 0 ? line.logLikelihoodRatio($0) : 0 }
        } catch {
            let counted = IsotonicCalibration(rest, misleading: 1)
            return { counted.logLikelihoodRatio($0) }
        }
    }

    @Test("A source's own pairs cannot vouch for it")
    func leak() throws {
        // Nine sources whose scores are ordinary, and one with many pairs at a score where nothing else is.
        var generator = Generator(3)
        let ordinary = (0..<45).map { LabelledScores.SameSource(score: 3 + generator.bell(), source: $0) }
        let pairs = (0..<200).map {
            LabelledScores.DifferentSource(score: generator.bell(), first: $0 % 45, second: 45 + $0 % 7)
        }
        let loud = (0..<2_000).map { _ in LabelledScores.SameSource(score: -3, source: 99) }
        let scores = try LabelledScores(same: ordinary + loud, different: pairs, direction: .higherIsBetter)
        let held = try HeldOut(scores)
        #expect(held.plan == .folds(5))
        let judged = try #require(scores.same.firstIndex { $0.source == 99 })
        #expect(held.same[judged] < -1)
    }

    @Test("The declared plan depends on nothing but how many sources and pairs there are")
    func plan() throws {
        var generator = Generator(9)
        let few = try LabelledScores.independent((0..<10).map { _ in generator.unit() }, [0, 1, 0.5])
        #expect(HeldOut.Plan.declared(for: few) == .leaveOneSourceOut)
        let many = try LabelledScores.independent((0..<50).map { _ in generator.unit() }, [0, 1, 0.5])
        #expect(HeldOut.Plan.declared(for: many) == .folds(5))
    }

    @Test("Data set A: held-out values are worse than those of training")
    func datasetA() throws {
        let held = try HeldOut(.datasetA(), plan: .folds(5))
        #expect(held.cllr > 0.231033607538 && held.cllr < 0.5)
        #expect(held.cllrMin >= 0.13 && held.cllrMin <= held.cllr)
        #expect(held.same.count == 10 && held.different.count == 20)
        // Without one of the folds the rest is separable, and is weighed by counts.
        #expect(held.models == 10 && held.logistic == 9)
    }

    @Test("Scores without information are not made to seem to have any")
    func noInformation() throws {
        var generator = Generator(11)
        let held = try HeldOut(
            .independent((0..<300).map { _ in generator.bell() }, (0..<300).map { _ in generator.bell() }))
        #expect(held.cllr > 0.98 && held.cllr < 1.05)
    }

    @Test("Plans that cannot be carried out are refused")
    func refused() throws {
        let scores = try LabelledScores.datasetA()
        for count in [Int.min, 0, 1, 2, 11, .max] {
            #expect(throws: CalibrationError.invalidFolds(count)) { try HeldOut(scores, plan: .folds(count)) }
        }
        let large = try LabelledScores.independent((0..<300).map(Double.init), (0..<10).map(Double.init))
        #expect(throws: CalibrationError.tooMuchWork(sources: 320)) { try HeldOut(large, plan: .leaveOneSourceOut) }
        // Without the two sources of a pair nothing of its kind is left.
        let two = try LabelledScores(
            same: [.init(score: 1, source: 0), .init(score: 2, source: 1)],
            different: [.init(score: 1.5, first: 0, second: 1)], direction: .higherIsBetter)
        #expect(throws: CalibrationError.tooFewSources(.differentSource, found: 0, needed: 1)) { try HeldOut(two) }
    }
}
