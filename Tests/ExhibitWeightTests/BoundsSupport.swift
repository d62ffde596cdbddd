import ExhibitTestSupport
import ExhibitWeight
import Foundation
import Testing

/// Whether a number, rounded to as many digits as the text shows, is what the text says.
func isPrinted(_ value: Double, as text: String) -> Bool {
    let parts = text.split(separator: "e")
    let decimals = parts[0].split(separator: ".").dropFirst().first?.count ?? 0
    let exponent = parts.count > 1 ? Int(parts[1])! : 0
    let unit = pow(10, Double(exponent - decimals))
    return abs(value - Double(text)!) <= unit / 2 * (1 + 1e-6)
}

func isClose(_ value: Double, _ expected: Double, within tolerance: Double) -> Bool {
    value == expected || abs(value - expected) <= tolerance * abs(expected)
}

/// The groups of `Tests/Vectors/identification.json` that tests of bounds use.
struct BoundVectors: Decodable {
    struct Bound: Decodable {
        let k: Int
        let n: Int
        let upper95OneSided: Double
        let lower95TwoSided: Double
        let upper95TwoSided: Double
    }
    struct Gallery: Decodable {
        let fmr: Double
        let size: Int
        let expected: Double
        let fpir: Double

        enum CodingKeys: String, CodingKey {
            case fmr, expected, fpir
            case size = "N"
        }
    }
    struct Dataset: Decodable {
        struct Logistic: Decodable {
            let intercept: Double
            let slope: Double
        }
        let ss: [Double]
        let ds: [Double]
        let logisticMle: Logistic
        let cllrMleTraining: Double
        let cllrCappedNPlus1: Double

        func llrs(_ scores: [Double]) -> [Double] {
            scores.map { (logisticMle.intercept + logisticMle.slope * $0) / log(10) }
        }
    }
    let clopperPearson: [Bound]
    let fpir: [Gallery]
    let datasetA: Dataset

    static func read() throws -> BoundVectors {
        let file = TestFiles.vectors.appending(path: "identification.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(BoundVectors.self, from: Data(contentsOf: file))
    }
}

/// Numbers that nobody measured.
let hostileNumbers: [Double] = [
    .nan, .infinity, -.infinity, -1, -0.0, 0, .leastNonzeroMagnitude, 1e-300, 0.5, 1, 1.0.nextUp, 2, 1e300,
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
]
let hostileCounts = [Int.min, -1, 0, 1, 2, 3, 10, 1_000_000_000, 1_000_000_000_000, 1_000_000_000_001, Int.max]

extension FixedRandomness {
    /// 0 ≤ u < 1.
    func fraction() -> Double { Double(number(below: 1 << 40)) / Double(1 << 40) }
    /// Nearly normal, with a variance of 1.
    func bell() -> Double { (0..<4).reduce(-2) { sum, _ in sum + fraction() } * 3.0.squareRoot() }
}
