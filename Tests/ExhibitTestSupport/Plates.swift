import ExhibitPipeline

/// Pictures of digits, of which a part can be seen.
public struct PlatePicture {
    /// What it showed before anything was covered.
    public let digits: String
    /// PNG.
    public let file: [UInt8]

    /// - Parameters:
    ///   - seen: of each digit, in that many digits.
    ///   - scale: pixels along a module.
    public init(seed: UInt64, seen: DigitVisibility, digits count: Int = 6, scale: Int = 8) throws {
        let plate = try DigitPlate.render(seed: seed, visible: Array(repeating: seen, count: count), scale: scale)
        digits = plate.digits.map(String.init).joined()
        file = try ImageEncoder.png(plate.image)
    }
}

extension DigitPlate {
    /// A plate as a sensor would see it.
    ///
    /// - Parameters:
    ///   - seed: draws each digit, for random parts the order of its pixels, and its noise, as ``DigitExperiment`` does.
    ///   - visible: what is seen of each digit, one for each, 1…64; the rest is covered.
    ///   - digits: to show instead of those drawn.
    ///   - scale: pixels along a module, 1…64.
    ///   - noise: strength, 0…10; 2 is σ = 0.2 of the step from no ink to ink.
    /// - Throws: ``NotApplied`` of kind `.parameters` for numbers out of range.
    public static func render(
        seed: UInt64, visible: [DigitVisibility], digits: [Int]? = nil, scale: Int = 8, noise: Int = 2
    ) throws(NotApplied) -> (digits: [Int], image: DecodedImage) {
        guard (1...digitLimit).contains(visible.count), (1...scaleLimit).contains(scale),
            DigitReader.noiseStrengths.contains(noise), digits.map({ $0.count == visible.count }) ?? true,
            digits?.allSatisfy({ (0...9).contains($0) }) ?? true,
            visible.allSatisfy({ (0...DigitGlyph.pixelCount).contains($0.pixels) })
        else {
            throw NotApplied(
                .parameters, "a plate has 1 to 64 digits of 0 to 35 visible pixels, scale 1 to 64, noise 0 to 10")
        }
        var random = SplitMix64(seed: seed)
        var shown: [Int] = []
        let glyphs = visible.enumerated().map { index, visibility -> [Int?] in
            let drawn = random.below(10)
            let digit = digits?[index] ?? drawn
            shown.append(digit)
            let seen = Set(visibility.part.order(&random).prefix(visibility.pixels))
            return DigitNoise.measure(digit, strength: noise, &random).enumerated().map {
                seen.contains($0.offset) ? $0.element : nil
            }
        }
        return (shown, try paint(glyphs, scale: scale, settings: "plate/v1,seed-\(seed),noise-\(noise)"))
    }
}
