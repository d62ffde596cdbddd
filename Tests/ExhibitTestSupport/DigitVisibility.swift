import ExhibitPipeline

/// Which part of a glyph can be seen.
public struct DigitVisibility: Sendable, Hashable {
    public enum Part: String, Sendable, Hashable, CaseIterable {
        /// Row by row from the top, each from the left.
        case top
        /// Row by row from the bottom, each from the left.
        case bottom
        /// Column by column from the left, each from the top.
        case left
        /// In an order drawn for each glyph (Fisher–Yates).
        case random
    }

    public var part: Part
    /// How many pixels of 35.
    public var pixels: Int

    public init(_ part: Part, pixels: Int) {
        self.part = part
        self.pixels = pixels
    }

    public static let all = DigitVisibility(.top, pixels: DigitGlyph.pixelCount)
}

extension DigitVisibility.Part {
    /// All pixels in the order in which they come to be seen.
    func order(_ random: inout SplitMix64) -> [Int] {
        let (width, height) = (DigitGlyph.width, DigitGlyph.height)
        switch self {
        case .top: return Array(0..<DigitGlyph.pixelCount)
        case .bottom: return (0..<height).reversed().flatMap { y in (0..<width).map { y * width + $0 } }
        case .left: return (0..<width).flatMap { x in (0..<height).map { $0 * width + x } }
        case .random:
            var order = Array(0..<DigitGlyph.pixelCount)
            for i in (1..<order.count).reversed() { order.swapAt(i, random.below(i + 1)) }
            return order
        }
    }
}

/// Noise of integers: the sum of twelve random bytes, less its mean of 1530, times strength / 10, towards zero. Its
/// standard deviation is 25.6 · strength, where ink is 256: strength 2 is σ = 0.2.
enum DigitNoise {
    static func next(_ random: inout SplitMix64, strength: Int) -> Int {
        var sum = -1530
        for _ in 0..<12 { sum += Int(random.byte()) }
        return sum * strength / 10
    }

    static func measure(_ digit: Int, strength: Int, _ random: inout SplitMix64) -> [Int] {
        DigitGlyph.values(of: digit).map { $0 + next(&random, strength: strength) }
    }
}
