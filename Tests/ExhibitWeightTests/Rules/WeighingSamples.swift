import ExhibitCore
import ExhibitWeight

/// A decimal that a test spells correctly; NaN-like texts have tests of their own.
func decimal(_ text: String) -> RecordedDecimal { RecordedDecimal(text) ?? RecordedDecimal(.min) }

enum WeighingSamples {
    static func key(_ digit: Int) -> TypedName {
        TypedName("ed25519:" + String(repeating: "\(digit % 10)", count: 64)) ?? .open([UInt8(digit % 10)])
    }

    static func review(_ digit: Int, isBlind: Bool = true, isSupporting: Bool = true) -> Weighing.Review {
        Weighing.Review(key: key(digit), isBlind: isBlind, isSupporting: isSupporting)
    }

    /// Vector A: 1:1, no false match among 3,000, LR 2,000, prior .01; fixed operations; repeated and corroborated.
    static var vectorA: Weighing.Input {
        var calibration = Weighing.Calibration()
        calibration.cell = Weighing.Cell(sameSource: 300, differentSource: 3_000)
        calibration.falseMatchRate = decimal("0.000998079011997")
        calibration.ratio = Weighing.Ratio(decimal("3.30102999566"))
        calibration.posterior = decimal("0.952834683180")
        calibration.runnerUp = .none
        calibration.cllr = decimal("0.3")
        calibration.calibrationLoss = decimal("0.05")
        calibration.harmsAtPrior = false
        var input = Weighing.Input(subject: .thing, comparison: .oneToOne)
        input.isChainVerified = true
        input.isModelPinned = true
        input.comparisonTaint = .processed
        input.calibration = calibration
        input.declaredPrior = decimal("0.01")
        input.population = 100
        input.reproduction = Weighing.Reproduction(.withinTolerance, runs: 2, otherParties: 1)
        input.corroboration = 1
        input.reviews = [review(1)]
        return input
    }

    /// 300 clean searches of a gallery of 5,000.
    static let direct = Weighing.DirectTest(
        gallery: 5_000, falsePositiveRate: decimal("0.00993608194446"), coincidences: decimal("0.00998577424518"))
}

extension Weighing.Input {
    func with(_ change: (inout Weighing.Input) -> Void) -> Weighing.Input {
        var copy = self
        change(&copy)
        return copy
    }
}

extension Weighing.Outcome {
    var rules: [String] { reasons.map(\.rule.rawValue) }
}
