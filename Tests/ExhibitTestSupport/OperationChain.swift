import ExhibitPipeline

extension ImageOperation {
    /// What the operations make of a picture, one after the other.
    public static func apply(_ chain: [ImageOperation], to image: DecodedImage) throws -> DecodedImage {
        try chain.reduce(image) { try $1.apply(to: $0).image }
    }
}
