import ExhibitCore

/// Everything that is computed of one file before anything is recorded: pure, so that all cores can do it.
public struct PictureAnalysis: Sendable {
    public let file: Sealing
    public let kind: ImageKind
    /// decoded · damaged · undecodable · kept · empty, as the kind `evidence` has them.
    public let outcome: String
    /// The decoder's warnings, or why there is nothing decoded.
    public let warnings: [String]
    public let coefficients: Sealing?
    public let pixels: Sealing?
    public let image: Facts?
    public let pdq: PDQ?
    public let exif: [ExifFacts.Field]
    /// What the file says of how it was made.
    public let marks: ProvenanceMarks

    public struct Facts: Sendable {
        public let width: Int
        public let height: Int
        public let orientation: Int
        public let decoder: String
        public let settings: String
        public let colour: String
    }

    /// - Parameter bytes: the one buffer that was read: it is hashed, decoded and compared, and read from disk no more.
    public init(of bytes: [UInt8], limits: ImageLimits = .standard, randomness: any Randomness) {
        file = Sealing(bytes, randomness: randomness)
        kind = ImageKind(sniffing: bytes)
        marks = ProvenanceMarks(of: bytes, kind: kind)
        exif = EmbeddedMetadata(of: bytes, kind: kind).exif.map { ExifFacts(tiff: $0).fields } ?? []
        let (decoded, coefficientBytes) = ImageDecoder.decodeWithCoefficients(bytes, limits: limits)
        var warnings: [String] = []
        switch decoded {
        case .decoded: outcome = "decoded"
        case .decodedWithWarnings(let image):
            outcome = "damaged"
            warnings = image.warnings
        case .notDecoded(_, let reason):
            outcome = "undecodable"
            warnings = [reason.reason]
        case .kept: outcome = "kept"
        case .empty: outcome = "empty"
        }
        guard let image = decoded.image else {
            self.warnings = Self.bounded(warnings)
            (coefficients, pixels, self.image, pdq) = (nil, nil, nil, nil)
            return
        }
        switch coefficientBytes {
        case .success(let bytes): coefficients = bytes.map { Sealing($0, randomness: randomness) }
        case .failure(let error):
            coefficients = nil
            warnings.append("no coefficient identity: \(error.reason)")
        }
        pixels = Sealing(ImageIdentity.pixelIdentityHeader(image), image.samples, randomness: randomness)
        pdq = PDQ(of: image)
        self.image = Facts(
            width: image.width, height: image.height, orientation: image.orientation, decoder: image.decoder,
            settings: image.settings, colour: image.colour.rawValue)
        self.warnings = Self.bounded(warnings)
    }

    /// At most 32 of at most 256 bytes each, without characters that a payload refuses.
    static func bounded(_ warnings: [String]) -> [String] {
        warnings.prefix(32).map { warning in
            var text = ""
            for scalar in warning.unicodeScalars where scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) {
                if text.utf8.count + 4 > 256 { break }
                text.unicodeScalars.append(scalar)
            }
            return text
        }
    }

    public var mediaType: String { kind.mediaType }
}

extension ImageKind {
    /// The IANA media type; "application/octet-stream" where the bytes tell none.
    public var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .gif: "image/gif"
        case .webp: "image/webp"
        case .tiff: "image/tiff"
        case .bmp: "image/bmp"
        case .heif: "image/heif"
        case .pdf: "application/pdf"
        default: "application/octet-stream"
        }
    }
}
