/// The ten digits as 5 × 7 pixels, ink or none.
public enum DigitGlyph {
    public static let width = 5
    public static let height = 7
    public static let pixelCount = 35
    /// What an ink pixel measures; none measures 0.
    public static let ink = 256

    /// Rows from the top, five bits each, the highest leftmost.
    static let rows: [[UInt8]] = [
        [0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E], [0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E],
        [0x0E, 0x11, 0x01, 0x06, 0x08, 0x10, 0x1F], [0x0E, 0x11, 0x01, 0x06, 0x01, 0x11, 0x0E],
        [0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02], [0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E],
        [0x0E, 0x10, 0x10, 0x1E, 0x11, 0x11, 0x0E], [0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
        [0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E], [0x0E, 0x11, 0x11, 0x0F, 0x01, 0x01, 0x0E],
    ]

    private static let measured: [[Int]] = rows.map { rows in
        rows.flatMap { row in (0..<width).map { row >> UInt8(width - 1 - $0) & 1 == 1 ? ink : 0 } }
    }

    /// The clean glyph: 35 values in row-major order, 0 or ``ink``. The digit is 0…9.
    public static func values(of digit: Int) -> [Int] { measured[digit] }
}

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
