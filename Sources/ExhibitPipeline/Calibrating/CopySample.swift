import ExhibitCore

/// What calibration takes from the file of one picture of a reference set: its size, and how far each declared copy of it
/// lies from it.
public struct CopySample: Sendable {
    /// A copy with a usable hash.
    public struct Copy: Sendable, Hashable {
        /// Hamming distance from the picture that it was made of.
        public let distance: Int
        /// PDQ quality of the copy itself, 50 to 100.
        public let quality: Int
    }

    /// Of its decoded pixels: two files with the same are one picture.
    public let pixels: ContentHash
    public let width: Int
    public let height: Int
    /// In the order of ``CopyTransform/allCases``; nil where there is no such copy, or no usable hash of it: a search would
    /// not have found it.
    public let copies: [Copy?]

    /// Nil where it does not decode.
    ///
    /// - Parameters:
    ///   - hash: of this picture, as its set recorded it.
    ///   - isCopied: whether copies are made; else `copies` is empty.
    public init?(of bytes: [UInt8], hash: PDQHash, isCopied: Bool) {
        guard let image = ImageDecoder.decode(bytes).image else { return nil }
        pixels = ContentHash(of: ImageIdentity.pixelIdentityHeader(image), image.samples)
        (width, height) = (image.width, image.height)
        let transforms = isCopied ? CopyTransform.allCases : []
        copies = transforms.map { transform in
            guard let copy = transform.applied(to: image).map({ PDQ(of: $0) }), copy.isUsable else { return nil }
            return Copy(distance: copy.hash.distance(to: hash), quality: copy.quality)
        }
    }
}
