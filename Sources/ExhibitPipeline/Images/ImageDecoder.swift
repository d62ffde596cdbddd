import CCodecs

/// Bytes to picture. A pure function: the same bytes and library give the same outcome.
public enum ImageDecoder {
    /// What the header of a compared file says, without decoding it.
    public struct Header: Sendable, Hashable {
        public let kind: ImageKind
        public let width: Int
        public let height: Int
        public let colour: String
        /// Bits per stored sample.
        public let precision: Int
        /// Of a JPEG file; of a PNG file the channels that decoding gives.
        public let components: Int
        /// Progressive JPEG, or interlaced PNG.
        public let progressive: Bool
        public let arithmeticCoding: Bool
        public let metadata: EmbeddedMetadata
    }

    /// Reads `bytes` as a picture. Never throws: see ``ImageOutcome``.
    public static func decode(_ bytes: [UInt8], limits: ImageLimits = .standard) -> ImageOutcome {
        let kind = ImageKind(sniffing: bytes)
        if kind == .empty { return .empty }
        guard kind.isCompared else { return .kept(kind) }
        do throws(NotDecoded) {
            let image = kind == .jpeg ? try JPEG.decode(bytes, limits) : try PNG.decode(bytes, limits)
            return image.warnings.isEmpty ? .decoded(image) : .decodedWithWarnings(image)
        } catch {
            return .notDecoded(kind, error)
        }
    }

    /// The same, with the coefficient identity as ``ImageIdentity/coefficientIdentityBytes(_:limits:)`` has it, from one
    /// reading of the file where nothing is wrong with it.
    public static func decodeWithCoefficients(
        _ bytes: [UInt8], limits: ImageLimits = .standard
    ) -> (outcome: ImageOutcome, coefficients: Result<[UInt8]?, NotDecoded>) {
        if ImageKind(sniffing: bytes) == .jpeg, let both = JPEG.decodeBoth(bytes, limits) {
            return (.decoded(both.image), .success(both.coefficients))
        }
        return (
            decode(bytes, limits: limits),
            Result { () throws(NotDecoded) in try ImageIdentity.coefficientIdentityBytes(bytes, limits: limits)?.bytes }
        )
    }

    /// Reads the header of a JPEG or PNG file. Throws ``NotDecoded``, `.unsupported` for other kinds.
    public static func probe(_ bytes: [UInt8], limits: ImageLimits = .standard) throws(NotDecoded) -> Header {
        let kind = ImageKind(sniffing: bytes)
        guard kind.isCompared else { throw NotDecoded(.unsupported, "not a kind that is compared") }
        let header = kind == .jpeg ? try JPEG.probe(bytes, limits) : try PNG.probe(bytes, limits)
        return Header(
            kind: kind, width: Int(header.width), height: Int(header.height),
            colour: (kind == .jpeg ? JPEG.colour(of: header) : PNG.colour(of: header))?.rawValue ?? "other",
            precision: Int(header.precision), components: Int(header.components),
            progressive: header.progressive != 0, arithmeticCoding: header.arithmetic != 0,
            metadata: EmbeddedMetadata(of: bytes, kind: kind))
    }

    /// To be called once, early, by a program that decodes many pictures: memory of one is kept for the next.
    public static func expectMany() { codec_keep_memory() }

    static func orientation(of bytes: [UInt8], _ kind: ImageKind) -> Int {
        guard let tiff = EmbeddedMetadata(of: bytes, kind: kind).exif else { return 1 }
        return ExifFacts(tiff: tiff).orientation ?? 1
    }

    static func checkSize(_ bytes: [UInt8], _ limits: ImageLimits) throws(NotDecoded) {
        if bytes.count > limits.maxFileBytes { throw NotDecoded(.tooLarge, "a longer file than the limit allows") }
    }
}
