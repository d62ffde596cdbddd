import ExhibitWeight
import Foundation
import Testing

@Suite("Calibration agrees with the published vectors")
struct CalibrationVectorTests {
    private let a: CalibrationVectors.DatasetA
    private let scores: LabelledScores
    private let eight: CalibrationVectors.Eight

    init() throws {
        let vectors = try CalibrationVectors.load()
        (a, eight) = (vectors.datasetA, vectors.cllrEight)
        scores = try .datasetA()
    }

    private var ratios: LikelihoodRatios {
        get throws { try LikelihoodRatios(same: eight.lrSs.map(log10), different: eight.lrDs.map(log10)) }
    }

    @Test("Logistic regression at the maximum likelihood")
    func logistic() throws {
        let fit = try LogisticCalibration(scores)
        #expect(near(fit.intercept, -11.2290375930) && near(fit.slope, 22.4130146934))
        #expect(near(fit.intercept, a.logisticMle.intercept, 1e-6) && near(fit.slope, a.logisticMle.slope, 1e-6))
        for (score, expected) in zip(a.query, a.logisticMle.llr10) {
            #expect(near(fit.logLikelihoodRatio(score), expected))
        }
        let training = try LikelihoodRatios(
            same: a.ss.map(fit.logLikelihoodRatio), different: a.ds.map(fit.logLikelihoodRatio))
        #expect(near(training.cllr, a.cllrMleTraining))
        #expect(near(training.cllrMin, a.cllrMin))
        // Away from the maximum a cost moves with the last digits of the fit, which the vector's maker had to 1e−6.
        let capped = training.clamped(to: -log10(11)...log10(21)).cllr
        #expect(near(capped, a.cllrCappedNPlus1, 1e-7) && near(capped, 0.292835, 5e-7))
    }

    @Test("The penalty that scikit-learn adds unasked weakens a likelihood ratio of 800 to 2")
    func penalised() throws {
        let fit = try LogisticCalibration(scores, penalty: 1)
        #expect(near(fit.intercept, -1.10029, 1e-3) && near(fit.slope, 2.19031, 1e-3))
        for (score, expected) in zip(a.query, a.logisticLirDefaultC1.llr10) {
            #expect(near(fit.logLikelihoodRatio(score), expected, 1e-3))
        }
        #expect(fit.penalty == 1)
        let plain = try LogisticCalibration(scores)
        #expect(pow(10, plain.logLikelihoodRatio(0.8)) > 800 && pow(10, fit.logLikelihoodRatio(0.8)) < 2)
    }

    @Test("Isotonic regression: its blocks, its infinite ends, and what lies between knots")
    func isotonic() throws {
        let fit = IsotonicCalibration(scores)
        #expect(fit.blocks.map(\.weakest) == [0.05, 0.47, 0.62])
        #expect(fit.blocks.map(\.strongest) == [0.45, 0.58, 0.9])
        #expect(fit.blocks.map(\.same) == [0, 2, 8] && fit.blocks.map(\.different) == [18, 2, 0])
        #expect(fit.logLikelihoodRatio(0.45) == -.infinity && fit.logLikelihoodRatio(-5) == -.infinity)
        #expect(fit.logLikelihoodRatio(0.62) == .infinity && fit.logLikelihoodRatio(5) == .infinity)
        #expect(near(fit.logLikelihoodRatio(ofBlock: 1), 0.301029996, 1e-9))
        for (score, expected) in zip(a.pav.query, a.pav.llr10) {
            #expect(near(fit.logLikelihoodRatio(score), expected, 1e-8))
        }
        for (score, expected) in zip([0.46, 0.50, 0.60, 0.61], [-0.301030, 0.301030, 0.698970, 1.041393]) {
            #expect(near(fit.logLikelihoodRatio(score), expected, 5e-7))
        }
    }

    @Test("Isotonic regression with a misleading score on each side has no infinite end")
    func misleading() {
        let fit = IsotonicCalibration(scores, misleading: 1)
        #expect(fit.blocks.map(\.same) == [1, 2, 8] && fit.blocks.map(\.different) == [18, 2, 1])
        #expect(fit.same == 11 && fit.different == 21)
        for (index, expected) in [-0.974445896, 0.280826610, 1.183916597].enumerated() {
            #expect(near(fit.logLikelihoodRatio(ofBlock: index), expected, 1e-9))
        }
        // Probabilities 2/11 and 2/21, 8/11 and 1/21, halfway between the knots.
        let (below, above) = (21.0 / 32, 168.0 / 179)
        #expect(near(fit.logLikelihoodRatio(0.60), log10((below + above) / (2 - below - above)), 1e-14))
        for (score, expected) in zip(a.pavAddMisleading1.query, a.pavAddMisleading1.llr10) {
            #expect(near(fit.logLikelihoodRatio(score), expected, 1e-8))
        }
    }

    @Test("Kernel densities with Silverman's bandwidths")
    func densities() throws {
        let fit = try KernelDensities(scores)
        #expect(near(fit.bandwidthDifferent, a.kdeSilverman.bwDs, 1e-12))
        #expect(near(fit.bandwidthSame, a.kdeSilverman.bwSs, 1e-12))
        for (score, expected) in zip(a.query, a.kdeSilverman.llr10) {
            #expect(near(fit.logLikelihoodRatio(score), expected))
        }
        #expect(fit.logLikelihoodRatio(0.049) == nil && fit.logLikelihoodRatio(0.901) == nil)
        #expect(fit.logLikelihoodRatio(0.05) != nil && fit.logLikelihoodRatio(0.9) != nil)
    }

    @Test("The cost of likelihood ratios, its best value, and what calibration adds")
    func cllr() throws {
        let ratios = try ratios
        #expect(near(ratios.cllr, 0.559205329362, 1e-12) && near(ratios.cllr, eight.cllr, 1e-14))
        #expect(near(ratios.cllrMin, 0.344360937770, 1e-12) && near(ratios.cllrMin, eight.cllrMin, 1e-14))
        #expect(near(ratios.cllrCal, 0.214844391592, 1e-12) && near(ratios.cllrCal, eight.cllrCal, 1e-14))
        #expect(near(ratios.devPAV, 0.301029995664, 1e-12))

        func cost(_ same: [Double], _ different: [Double]) throws -> Double {
            try LikelihoodRatios(same: same, different: different).cllr
        }
        #expect(try cost([0, 0, 0], [0]) == 1)
        #expect(near(try cost([2, 2], [-2, -2]), 0.014355292977, 1e-12))
        #expect(near(try cost([3, 3], [-3, 6]), 4.983973983635, 1e-12))
        #expect(near(try cost(a.ss, a.ds), 0.919621564804, 1e-12))
        let asProbability = try LikelihoodRatios(
            same: a.ss.map { log10($0 / (1 - $0)) }, different: a.ds.map { log10($0 / (1 - $0)) })
        #expect(near(asProbability.cllr, a.cllrScoreAsProbability, 1e-12))
        #expect(near(asProbability.cllrMin, 0.137744375108, 1e-12))
    }

    @Test("The Tippett curve, and the shares on the wrong side")
    func tippett() throws {
        let ratios = try ratios
        let expected: [(Double, Double, Double)] = [
            (-2, 1, 1), (-1, 1, 0.75), (0, 0.75, 0.25), (0.5, 0.5, 0), (1, 0.5, 0), (2, 0.25, 0),
        ]
        for (at, same, different) in expected {
            let point = ratios.tippett(at: at)
            #expect(point.same == same && point.different == different, "at \(at)")
        }
        #expect(ratios.misleading == (0.25, 0.25))
        #expect(ratios.tippettCurve().count == 7)
        #expect(ratios.tippettCurve(limit: 3).map(\.at) == [-2, log10(2), 2])
    }

    @Test(
        "Empirical cross-entropy and its neutral line",
        arguments: [
            (0.01, 0.0522447462112, 0.0807931358959), (0.1, 0.269093251649, 0.468995593589),
            (0.5, 0.559205329362, 1), (0.9, 0.274833646391, 0.468995593589),
        ])
    func crossEntropy(prior: Double, bits: Double, neutral: Double) throws {
        let at = try #require(try ratios.crossEntropy(prior: prior))
        #expect(near(at.bits, bits, 1e-12) && near(at.neutral, neutral, 1e-12))
        #expect(near(at.bits, try #require(eight.empiricalCrossEntropy["\(prior)"]), 1e-14))
        #expect(!at.harms)
    }

    @Test("The rule prints both where line and densities differ by more than half a decade, and uses the smaller")
    func rule() throws {
        let model = try LikelihoodModel(scores)
        guard case .logistic = model.method else { throw CalibrationError.againstDirection }
        let weak = try #require(model.evaluate(0.3))
        #expect(!weak.disagree && weak.used == weak.method && near(weak.method, -1.9565544825))
        #expect(near(weak.densities, -1.4568518636))
        let strong = try #require(model.evaluate(0.8))
        #expect(!strong.disagree && near(strong.used, 2.9103698196) && strong.isotonic == .infinity)
        let beyond = try #require(model.evaluate(0.95))
        #expect(beyond.isOutside && beyond.densities == nil && !beyond.disagree)
        let apart = try #require(model.evaluate(0.05))
        #expect(apart.disagree && near(apart.used, min(abs(apart.method), abs(apart.densities ?? 0)) * -1, 0))
    }
}
