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
