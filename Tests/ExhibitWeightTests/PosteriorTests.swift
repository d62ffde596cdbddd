import ExhibitTestSupport
import ExhibitWeight
import Foundation
import Testing

@Suite("Posteriors")
struct PosteriorTests {
    @Test(arguments: [
        (0.5, 100.0, "0.990099009901"), (1.0 / 1001, 1000.0, "0.5"), (1e-6, 1e4, "0.00990099990198"),
        (1e-6, 1e6, "0.500000250000"), (0.1, 10.0, "0.526315789474"), (0.01, 1e4, "0.990197049213"),
        (0.5, 54.598150033144236, "0.982013790038"), (1e-4, 54.598150033144236, "0.00543070741623"),
        (0.01, 2000.0, "0.952834683"),
    ])
    func `Posteriors are the printed ones, by ratio and by its logarithm`(
        prior: Double, ratio: Double, printed: String
    ) throws {
        #expect(isPrinted(try Posterior.probability(prior: prior, likelihoodRatio: ratio), as: printed))
        #expect(isPrinted(try Posterior.probability(prior: prior, llr: log10(ratio)), as: printed))
    }

    @Test func `The ratio needed for 0.99 grows with the sources`() throws {
        for (sources, needed) in [(2, 99.0), (100, 9_801), (1_000, 98_901), (1_000_000, 98_999_901)] {
            let ratio = try #require(try Posterior.likelihoodRatioNeeded(posterior: 0.99, sources: sources))
            #expect(isClose(ratio, needed, within: 1e-13))
            let prior = 1 / Double(sources)
            #expect(isClose(try Posterior.probability(prior: prior, likelihoodRatio: ratio), 0.99, within: 1e-12))
            let same = try #require(try Posterior.likelihoodRatioNeeded(posterior: 0.99, prior: prior))
            #expect(isClose(same, needed, within: 1e-12))
        }
        #expect(try Posterior.likelihoodRatioNeeded(posterior: 1, sources: 2) == nil)
        #expect(try Posterior.likelihoodRatioNeeded(posterior: 0.5, sources: 1) == 0)
        #expect(throws: BoundsError.self) { try Posterior.likelihoodRatioNeeded(posterior: 0.5, sources: 0) }
    }

    @Test func `Three priors are always said`() throws {
        let three = try PosteriorsAtThreePriors(llr: 4, population: 1_000_000, declaredPrior: 0.01)
        #expect(isClose(three.even, 1e4 / (1e4 + 1), within: 1e-14))
        #expect(isPrinted(three.ofPopulation, as: "0.00990099990198"))
        #expect(isPrinted(three.declared, as: "0.990197049213"))
        for population in [-1, 0, 1, Int.max] {
            #expect(throws: BoundsError.self) {
                try PosteriorsAtThreePriors(llr: 4, population: population, declaredPrior: 0.5)
            }
        }
    }

    @Test func `Candidates of a gallery share the posterior with everybody outside`() throws {
        let one = try CandidatePosteriors(likelihoodRatios: [1e5], gallerySize: 10_000, population: 1_000_000)
        #expect(isPrinted(one.candidates[0], as: "0.0917431192661"))
        let three = try CandidatePosteriors(
            likelihoodRatios: [1e5, 3e4, 1e3], gallerySize: 10_000, population: 1_000_000)
        #expect(isPrinted(three.candidates[0], as: "0.0892060660125"))
        #expect(isPrinted(three.candidates[1], as: "0.0267618198037"))
        #expect(isPrinted(three.candidates[2], as: "0.000892060660125"))
        #expect(isPrinted(three.noneOfThese, as: "0.883140053524"))
        #expect(three.unlisted == 0)
    }

    @Test func `Candidates, the unlisted and none of these add up to one, in any order`() throws {
        let random = FixedRandomness("candidates")
        for _ in 0..<200 {
            let ratios = (0..<random.number(below: 9)).map { _ in pow(10, 600 * random.fraction() - 300) }
            let size = ratios.count + random.number(below: 1_000)
            let population = size + 1 + random.number(below: 1_000_000)
            let unlisted = random.number(below: 2) == 0 ? 0 : random.fraction()
            let found = try CandidatePosteriors(
                likelihoodRatios: ratios, gallerySize: size, population: population, unlistedRatio: unlisted)
            #expect(isClose(found.candidates.reduce(found.unlisted + found.noneOfThese, +), 1, within: 1e-12))
            let reversed = try CandidatePosteriors(
                likelihoodRatios: ratios.reversed(), gallerySize: size, population: population, unlistedRatio: unlisted)
            #expect(reversed.candidates.reversed() == found.candidates)
            // What is not on the list can only take away.
            let favoured = try CandidatePosteriors(
                likelihoodRatios: ratios, gallerySize: size, population: population)
            #expect(zip(found.candidates, favoured.candidates).allSatisfy { $0 <= $1 })
        }
    }

    @Test func `Impossible galleries and ratios are refused in words`() throws {
        #expect(throws: BoundsError.moreThan("The candidates", of: "the gallery")) {
            try CandidatePosteriors(likelihoodRatios: [1, 2], gallerySize: 1, population: 9)
        }
        #expect(throws: BoundsError.moreThan("The gallery", of: "the population")) {
            try CandidatePosteriors(likelihoodRatios: [], gallerySize: 10, population: 9)
        }
        #expect(throws: BoundsError.self) {
            try CandidatePosteriors(likelihoodRatios: [0, 0], gallerySize: 2, population: 2)
        }
        for ratio in [-1, .nan, .infinity] as [Double] {
            #expect(throws: BoundsError.self) {
                try CandidatePosteriors(likelihoodRatios: [ratio], gallerySize: 2, population: 3)
            }
        }
        let whole = try CandidatePosteriors(
            likelihoodRatios: [.greatestFiniteMagnitude, .greatestFiniteMagnitude], gallerySize: 2, population: 2)
        #expect(whole.candidates == [0.5, 0.5] && whole.noneOfThese == 0)
    }

    @Test(arguments: [
        (0.1, 0.9, 0.01, 0.05, "0.661764705882"), (0.01, 0.9, 0.01, 0.05, "0.153583617747"),
        (0.5, 0.9, 0.01, 0.05, "0.9375"), (0.001, 0.95, 0.0, 0.003, "0.240689130986"),
    ])
    func `The predictive value of a search is the printed one`(
        enrolled: Double, found: Double, wrong: Double, fpir: Double, printed: String
    ) throws {
        let rates = try SearchRates(truePositive: found, misidentified: wrong, falsePositive: fpir)
        #expect(isPrinted(try #require(try rates.predictiveValue(enrolled: enrolled)), as: printed))
    }

    @Test func `A search that never names anybody has no predictive value, and rates are rates`() throws {
        #expect(
            try SearchRates(truePositive: 0, misidentified: 0, falsePositive: 0).predictiveValue(enrolled: 0.5) == nil)
        #expect(
            try SearchRates(truePositive: 1, misidentified: 0, falsePositive: 0).predictiveValue(enrolled: 0) == nil)
        #expect(throws: BoundsError.self) { try SearchRates(truePositive: 0.9, misidentified: 0.2, falsePositive: 0) }
        #expect(throws: BoundsError.self) { try SearchRates(truePositive: .nan, misidentified: 0, falsePositive: 0) }
    }

    @Test func `Hostile priors and ratios end in a probability or in words`() throws {
        for prior in hostileNumbers {
            for weight in hostileNumbers {
                for posterior in [
                    try? Posterior.probability(prior: prior, likelihoodRatio: weight),
                    try? Posterior.probability(prior: prior, llr: weight),
                ] {
                    if let posterior { #expect((0...1).contains(posterior), "\(prior) \(weight)") }
                }
                if let needed = try? Posterior.likelihoodRatioNeeded(posterior: weight, prior: prior) {
                    #expect(needed.isFinite && needed >= 0)
                }
            }
        }
        #expect(throws: BoundsError.self) { try Posterior.probability(prior: 0, likelihoodRatio: .infinity) }
        #expect(throws: BoundsError.self) { try Posterior.probability(prior: 1, likelihoodRatio: 0) }
        #expect(try Posterior.probability(prior: 0, llr: 400) == 0)
        #expect(try Posterior.probability(prior: 1, llr: -400) == 1)
        #expect(try Posterior.probability(prior: 0.5, llr: .infinity) == 1)
        #expect(try Posterior.probability(prior: 0.5, likelihoodRatio: 0) == 0)
    }
}
