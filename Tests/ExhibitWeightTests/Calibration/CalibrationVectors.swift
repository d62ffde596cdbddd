import ExhibitTestSupport
import ExhibitWeight
import Foundation

/// The groups of `identification.json` on calibration.
struct CalibrationVectors: Decodable {
    struct Logistic: Decodable {
        let intercept: Double
        let slope: Double
        let llr10: [Double]
    }
    struct Kernel: Decodable {
        let bwDs: Double
        let bwSs: Double
        let llr10: [Double]
    }
    struct Isotonic: Decodable {
        let query: [Double]
        let llr10: [Double]
    }
    struct DatasetA: Decodable {
        let ss: [Double]
        let ds: [Double]
        let query: [Double]
        let logisticMle: Logistic
        let logisticLirDefaultC1: Logistic
        let kdeSilverman: Kernel
        let pav: Isotonic
        let pavAddMisleading1: Isotonic
        let cllrMleTraining: Double
        let cllrMin: Double
        let cllrScoreAsProbability: Double
        let cllrCappedNPlus1: Double
    }
    struct Eight: Decodable {
        let lrSs: [Double]
        let lrDs: [Double]
        let cllr: Double
        let cllrMin: Double
        let cllrCal: Double
        let empiricalCrossEntropy: [String: Double]
    }
    let datasetA: DatasetA
    let cllrEight: Eight

    private enum CodingKeys: String, CodingKey {
        // What converting from snake case makes of dataset_A.
        case datasetA
        case cllrEight
    }

    static func load() throws -> CalibrationVectors {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = TestFiles.vectors.appending(path: "identification.json")
        return try decoder.decode(CalibrationVectors.self, from: Data(contentsOf: file))
    }
}

extension LabelledScores {
    /// Every pair of its own sources, so that all are independent.
    static func independent(
        _ same: [Double], _ different: [Double], _ direction: Direction = .higherIsBetter
    ) throws(CalibrationError) -> LabelledScores {
        let offset = same.count
        return try LabelledScores(
            same: same.enumerated().map { SameSource(score: $1, source: $0) },
            different: different.enumerated().map {
                DifferentSource(score: $1, first: offset + 2 * $0, second: offset + 2 * $0 + 1)
            }, direction: direction)
    }

    static func datasetA(_ direction: Direction = .higherIsBetter) throws -> LabelledScores {
        let a = try CalibrationVectors.load().datasetA
        let sign = direction == .higherIsBetter ? 1.0 : -1
        return try independent(a.ss.map { sign * $0 }, a.ds.map { sign * $0 }, direction)
    }
}

/// SplitMix64 and what follows from it: the same numbers on every machine.
struct Generator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() >> 11) % bound }
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
    /// Nearly normal, mean 0 and variance 1.
    mutating func bell() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }
}

func near(_ left: Double?, _ right: Double, _ tolerance: Double = 1e-9) -> Bool {
    guard let left else { return false }
    return left == right || abs(left - right) <= tolerance
}
