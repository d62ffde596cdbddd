/// How far two lists of answers lie apart: exactly, in units of 10^-9 of the score, rounded up.
public struct ScoreDifference: Sendable, Equatable {
    public static let places = 9
    private static let unitsPerWhole = 1e9
    /// Up to here every count of units is a `Double`.
    private static let largest = Int64(1) << 53

    /// The largest of any answer that both lists have; nil where it has no bound: a number against NaN or an infinity, or
    /// more than 2^53 units.
    public private(set) var units: Int64? = 0
    /// Whether both give the same answers in the same order.
    public private(set) var hasSameRanking = true

    public init() {}

    public init(_ first: ScoreList, _ second: ScoreList) {
        // By bytes: two spellings of "é" are one String and two answers.
        func keys(_ list: ScoreList) -> [[UInt8]] {
            list.candidates.map { candidate in
                switch candidate.answer {
                case .label(let label): [0] + Array(label.utf8)
                case .reference(let name): [1] + Array(name.description.utf8)
                }
            }
        }
        let (before, after) = (keys(first), keys(second))
        hasSameRanking = before == after
        let scores = Dictionary(zip(before, first.candidates.map(\.score))) { first, _ in first }
        for (key, candidate) in zip(after, second.candidates) {
            guard let score = scores[key] else { continue }
            take(Self.units(score, candidate.score))
        }
    }

    public mutating func merge(_ other: ScoreDifference) {
        take(other.units)
        hasSameRanking = hasSameRanking && other.hasSameRanking
    }

    private mutating func take(_ other: Int64?) {
        units = units.flatMap { units in other.map { max(units, $0) } }
    }

    private static func units(_ first: MeasuredScore, _ second: MeasuredScore) -> Int64? {
        first == second ? 0 : units(between: first.value, second.value)
    }

    /// |a − b| in units, rounded up. What the subtraction and the product round off is found without error (Knuth's TwoSum;
    /// a fused multiply-add), so that nothing is rounded down and nothing exact is rounded up.
    public static func units(between a: Double, _ b: Double) -> Int64? {
        let (high, low) = a >= b ? (a, b) : (b, a)
        guard high.isFinite, low.isFinite else { return nil }
        let difference = high - low
        guard difference.isFinite else { return nil }
        let part = difference - high
        let rest = (high - (difference - part)) + (-low - part)
        let bound = rest > 0 ? difference.nextUp : difference
        let product = bound * unitsPerWhole
        let isTooSmall = (-product).addingProduct(bound, unitsPerWhole) > 0
        let units = (isTooSmall ? product.nextUp : product).rounded(.up)
        return units <= Double(largest) ? Int64(units) : nil
    }

    /// "0.000100000"
    public static func text(_ units: Int64) -> String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        return "\(units < 0 ? "-" : "")\(padded.dropLast(places)).\(padded.suffix(places))"
    }

    /// Of a decimal that is not negative; nil where it is none with nine places, or too large.
    public static func units(_ text: String) -> Int64? {
        guard DecimalText.isCanonical(text, places: places), !text.utf8.starts(with: "-".utf8) else { return nil }
        return Int64(text.filter { $0 != "." }).flatMap { $0 <= largest ? $0 : nil }
    }
}
