/// A picture of digits in a row, such as a number plate, and what was measured of each.
///
/// A plate of n digits is 7n × 9 modules of `scale` × `scale` pixels: each digit has 5 × 7 modules in a margin of one.
/// Grey level 64 is no ink and 192 is ink; noise is added between 16 and 255. A module whose mean level is below 8 is
/// covered, so that a black mask hides it.
public struct DigitPlate: Sendable, Hashable {
    /// Pixels along a module.
    public let scale: Int
    /// From the left.
    public let cells: [DigitObservation]

    public static let digitLimit = 64
    public static let scaleLimit = 64
    static let cellWidth = DigitGlyph.width + 2
    static let cellHeight = DigitGlyph.height + 2
    static let background = 64
    static let coveredBelow = 8
    static let visibleLevels = 16...255

    /// Measures a plate: its number of digits and its scale follow from the picture's sides.
    ///
    /// A module measures 2 · (level − 64), where its level is the mean luma (BT.601, integers) of its pixels, rounded
    /// half up; 16 bits give their high byte, alpha is laid on white, inks give their light.
    ///
    /// - Throws: ``NotApplied`` of kind `.unsupported` where the picture is no plate.
    public init(measuring image: DecodedImage) throws(NotApplied) {
        let scale = image.height / Self.cellHeight
        let count = scale == 0 ? 0 : image.width / (Self.cellWidth * scale)
        guard image.orientation == 1 else {
            throw NotApplied(.unsupported, "a plate is read upright; make the picture upright first")
        }
        guard (1...Self.scaleLimit).contains(scale), (1...Self.digitLimit).contains(count),
            image.height == scale * Self.cellHeight, image.width == count * Self.cellWidth * scale
        else {
            throw NotApplied(
                .unsupported,
                "a plate is 7s·n wide and 9s high for n digits and a scale s, both at most 64; this picture is "
                    + "\(image.width)x\(image.height)")
        }
        self.scale = scale
        let levels = Self.levels(image, scale)
        cells = (0..<count).compactMap { digit in
            let modules = (0..<DigitGlyph.pixelCount).map { levels[Self.module($0, digit, count)] }
            return DigitObservation(
                values: modules.map { 2 * ($0 - Self.background) },
                visible: modules.indices.filter { modules[$0] >= Self.coveredBelow })
        }
    }

    /// Where pixel `k` of a digit's glyph lies among the modules of a plate, row by row.
    private static func module(_ k: Int, _ digit: Int, _ count: Int) -> Int {
        (k / DigitGlyph.width + 1) * count * cellWidth + digit * cellWidth + k % DigitGlyph.width + 1
    }

    private static func levels(_ image: DecodedImage, _ scale: Int) -> [Int] {
        let across = image.width / scale
        var sums = [Int](repeating: 0, count: across * (image.height / scale))
        let rows = SampleRows(image: image, alpha: .onWhite)
        for y in 0..<image.height {
            let start = y / scale * across
            rows.forEachPixel(row: y) { x, r, g, b in
                sums[start + x / scale] += LumaWeights.bt601.luma(Int(r), Int(g), Int(b))
            }
        }
        let area = scale * scale
        return sums.map { ($0 + area / 2) / area }
    }

    /// Paints a plate in 8-bit grey. A nil pixel is covered: level 0.
    ///
    /// - Parameter glyphs: of each digit, 35 measured values.
    package static func paint(_ glyphs: [[Int?]], scale: Int, settings: String) throws(NotApplied) -> DecodedImage {
        let across = glyphs.count * cellWidth
        var levels = [UInt8](repeating: UInt8(background), count: across * cellHeight)
        for (digit, glyph) in glyphs.enumerated() {
            for (k, value) in glyph.enumerated() {
                let level = value.map { min(max(background + ($0 + 1) >> 1, visibleLevels.lowerBound), 255) } ?? 0
                levels[module(k, digit, glyphs.count)] = UInt8(truncatingIfNeeded: level)
            }
        }
        var samples: [UInt8] = []
        samples.reserveCapacity(levels.count * scale * scale)
        for y in 0..<cellHeight {
            let row = (0..<across).flatMap { [UInt8](repeating: levels[y * across + $0], count: scale) }
            for _ in 0..<scale { samples.append(contentsOf: row) }
        }
        let image = DecodedImage(
            width: across * scale, height: cellHeight * scale, colour: .grey, samples: samples, decoder: "none",
            settings: settings)
        guard let image else { throw NotApplied(.tooLarge, "a plate without digits") }
        return image
    }
}

extension DigitPlate {
    /// The nearest digit of each cell.
    public var readings: [DigitReader.Reading] { cells.map(DigitReader.read) }

    /// The digits that each cell leaves possible; see ``DigitReader/compatible(with:noise:)``.
    public func compatible(noise: Int) -> [[Int]] {
        cells.map { DigitReader.compatible(with: $0, noise: noise) }
    }

    /// A plate of clean glyphs in the same size: generated pixels, which are no evidence.
    public func restored() throws(NotApplied) -> (digits: [Int], image: DecodedImage) {
        let restored = cells.map(DigitRestorer.restore)
        let image = try Self.paint(
            restored.map { $0.glyph.map { $0 } }, scale: scale, settings: "digit-restorer/v1,whole-clean-glyphs")
        return (restored.map(\.digit), image)
    }
}
