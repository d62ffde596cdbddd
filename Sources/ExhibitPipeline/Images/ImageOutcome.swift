/// What came of reading one file as a picture. Damage is an answer, never an error: the file stays evidence.
public enum ImageOutcome: Sendable, Hashable {
    /// Decoded without complaint.
    case decoded(DecodedImage)
    /// Decoded, but the decoder warned: rows may be missing or wrong. `DecodedImage.warnings` says what.
    case decodedWithWarnings(DecodedImage)
    /// A kind that is compared, but this file gave no picture.
    case notDecoded(ImageKind, NotDecoded)
    /// Kept as evidence, not compared: a kind that this program does not decode.
    case kept(ImageKind)
    /// No bytes at all.
    case empty

    /// The picture, if there is one.
    public var image: DecodedImage? {
        switch self {
        case .decoded(let image), .decodedWithWarnings(let image): image
        case .notDecoded, .kept, .empty: nil
        }
    }
}

/// Why a file gave no picture.
public struct NotDecoded: Error, Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// The bytes break their format.
        case damaged
        /// A variety that the decoder lacks, such as 12-bit or lossless JPEG.
        case unsupported
        /// Refused by ``ImageLimits``.
        case tooLarge
    }

    public let kind: Kind
    /// The decoder's words, printable ASCII, at most 159 bytes.
    public let reason: String

    public init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
