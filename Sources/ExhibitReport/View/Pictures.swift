extension ReportView {
    /// A picture as shown (a reduced copy) and as it stands in the ledger (the file).
    public struct Picture: Hashable, Sendable {
        /// The reduced copy, a JPEG without metadata.
        public var jpeg: Disclosed<[UInt8]>
        /// Of the reduced copy, in pixels.
        public var width: Int
        public var height: Int
        /// Of the file, in pixels.
        public var originalWidth: Int
        public var originalHeight: Int
        /// Of the file, for example `image/jpeg`.
        public var mediaType: String
        /// Sealed name of the file, `sealed:` and 64 hex digits.
        public var name: String
        /// Plain digest, byte length and other identities, each as disclosed.
        public var identities: [Identity]
        /// Whether any part of it was generated; the page then prints a mark across it.
        public var generated: Bool
        /// What somebody who cannot see the picture is told.
        public var alternative: String

        public init(
            jpeg: Disclosed<[UInt8]>, width: Int, height: Int, originalWidth: Int, originalHeight: Int,
            mediaType: String, name: String, identities: [Identity], generated: Bool, alternative: String
        ) {
            self.jpeg = jpeg
            self.width = width
            self.height = height
            self.originalWidth = originalWidth
            self.originalHeight = originalHeight
            self.mediaType = mediaType
            self.name = name
            self.identities = identities
            self.generated = generated
            self.alternative = alternative
        }
    }

    public struct Identity: Hashable, Sendable {
        /// For example "SHA-256 of the file".
        public var name: String
        public var value: Disclosed<String>

        public init(name: String, value: Disclosed<String>) {
            self.name = name
            self.value = value
        }
    }

    /// The picture of a candidate.
    public struct Reference: Hashable, Sendable {
        /// From 1.
        public var rank: Int
        public var picture: Picture

        public init(rank: Int, picture: Picture) {
            self.rank = rank
            self.picture = picture
        }
    }

    /// One row of the ranked list, as the model gave it.
    public struct Candidate: Hashable, Sendable {
        /// From 1; equal distances may share a rank.
        public var rank: Int
        /// Sealed name, `sealed:` and 64 hex digits.
        public var name: String
        /// Nil if the model gave none.
        public var distance: Int?
        public var quality: Int
        /// How many bits of the hash an equally valid computation may flip.
        public var unstableBits: Int
        public var label: Disclosed<String>
        public var withinPublishedThreshold: Bool
        /// For example "same file", "same pixels".
        public var equalIdentities: [String]

        public init(
            rank: Int, name: String, distance: Int?, quality: Int, unstableBits: Int, label: Disclosed<String>,
            withinPublishedThreshold: Bool, equalIdentities: [String]
        ) {
            self.rank = rank
            self.name = name
            self.distance = distance
            self.quality = quality
            self.unstableBits = unstableBits
            self.label = label
            self.withinPublishedThreshold = withinPublishedThreshold
            self.equalIdentities = equalIdentities
        }
    }

    /// One answer of a model, as it gave it.
    public struct Score: Hashable, Sendable {
        /// From 1.
        public var rank: Int
        /// A label of the model, or the sealed name of a picture.
        public var answer: String
        /// A number for the eye; never a probability.
        public var score: String
        /// The same number, exactly.
        public var bits: String
        /// Whether it reaches the score that the model's statement asks for.
        public var isMatch: Bool

        public init(rank: Int, answer: String, score: String, bits: String, isMatch: Bool) {
            self.rank = rank
            self.answer = answer
            self.score = score
            self.bits = bits
            self.isMatch = isMatch
        }
    }
}
