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
