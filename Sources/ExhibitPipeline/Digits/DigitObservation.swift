/// What a sensor measured of one digit, and which of it counts as seen.
public struct DigitObservation: Sendable, Hashable {
    /// 35 values in row-major order; 0 is no ink and 256 is ink, before noise.
    public let values: [Int]
    /// Indices of the pixels that are seen, ascending.
    public let visible: [Int]

    /// Beyond it, no value means anything, and sums of squares could overflow.
    public static let valueLimit = 1 << 20

    /// Nil unless there are 35 values within ±``valueLimit``, and visible pixels among them, each once.
    public init?(values: [Int], visible: [Int]) {
        let sorted = visible.sorted()
        guard values.count == DigitGlyph.pixelCount,
            values.allSatisfy({ (-Self.valueLimit...Self.valueLimit).contains($0) }),
            sorted.allSatisfy({ values.indices.contains($0) }), zip(sorted, sorted.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        self.values = values
        self.visible = sorted
    }

    /// Σ (256 · glyph − value)² over the visible pixels.
    public func distance(to digit: Int) -> Int {
        let glyph = DigitGlyph.values(of: digit)
        var sum = 0
        for k in visible {
            let difference = glyph[k] - values[k]
            sum += difference * difference
        }
        return sum
    }

    /// To each digit, 0…9.
    public var distances: [Int] { (0...9).map(distance) }
}

/// Noise of integers: the sum of twelve random bytes, less its mean of 1530, times strength / 10, towards zero. Its
/// standard deviation is 25.6 · strength, where ink is 256: strength 2 is σ = 0.2.
enum DigitNoise {
    static let strengths = 0...10

    static func next(_ random: inout SplitMix64, strength: Int) -> Int {
        var sum = -1530
        for _ in 0..<12 { sum += random.byte() }
        return sum * strength / 10
    }

    static func measure(_ digit: Int, strength: Int, _ random: inout SplitMix64) -> [Int] {
        DigitGlyph.values(of: digit).map { $0 + next(&random, strength: strength) }
    }
}
