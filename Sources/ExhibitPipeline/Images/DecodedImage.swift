/// Decoded samples as the file stores them: no orientation, gamma or colour profile is applied.
public struct DecodedImage: Sendable, Hashable {
    public enum Colour: String, Sendable, Hashable {
        case grey
        case greyAlpha = "grey+alpha"
        case rgb = "RGB"
        case rgbAlpha = "RGB+alpha"
        /// 0 is no ink.
        case cmyk = "CMYK"
        /// 255 is no ink: what programs by Adobe write, and libjpeg hands out unchanged.
        case cmykInverted = "CMYK-inverted"

        public var channels: Int {
            switch self {
            case .grey: 1
            case .greyAlpha: 2
            case .rgb: 3
            case .rgbAlpha, .cmyk, .cmykInverted: 4
            }
        }
    }

    /// Pixels, both at least 1.
    public let width: Int
    public let height: Int
    public let colour: Colour
    /// 8 or 16 per sample.
    public let bits: Int
    /// Rows from the top, interleaved; 16-bit samples big-endian. `width * height * channels * bits / 8` bytes.
    public let samples: [UInt8]
    /// Name and version, "libjpeg-turbo 2.1.5".
    public let decoder: String
    /// What the decoder was told, so that the same pixels can be had again.
    public let settings: String
    /// Distinct messages, the first few; the picture is damaged if there is any. Pixels of a damaged JPEG file can differ
    /// between instruction sets; see `JPEG`.
    public let warnings: [String]
    /// The EXIF orientation tag, 1…8; 1 when absent or unreadable. Not applied to the samples.
    public let orientation: Int

    public var channels: Int { colour.channels }

    /// Nil unless the parts fit together: positive sides, 8 or 16 bits, orientation 1…8, and exactly as many samples as
    /// these need. Everything that reads an image relies on it.
    public init?(
        width: Int, height: Int, colour: Colour, bits: Int = 8, samples: [UInt8], decoder: String, settings: String,
        warnings: [String] = [], orientation: Int = 1
    ) {
        guard width > 0, height > 0, bits == 8 || bits == 16, (1...8).contains(orientation) else { return nil }
        guard let size = Self.byteCount(width: width, height: height, bytes: colour.channels * bits / 8),
            size == samples.count
        else { return nil }
        self.width = width
        self.height = height
        self.colour = colour
        self.bits = bits
        self.samples = samples
        self.decoder = decoder
        self.settings = settings
        self.warnings = warnings
        self.orientation = orientation
    }

    static func byteCount(width: Int, height: Int, bytes: Int) -> Int? {
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        let (size, overflow2) = pixels.multipliedReportingOverflow(by: bytes)
        return overflow || overflow2 ? nil : size
    }
}
