import ExhibitCore

/// The pixels of each copy.
extension CopyTransform {
    /// Nil where the picture is too small for it, or of a kind that it cannot be done to.
    public func applied(to image: DecodedImage) -> DecodedImage? {
        switch self {
        case .halfSize: Self.resized(image, by: 2)
        case .quarterSize: Self.resized(image, by: 4)
        case .jpeg75: Self.saved(image, quality: 75)
        case .jpeg20: Self.saved(image, quality: 20)
        case .grey: try? ImageOperation.grey(.bt601).apply(to: image).image
        case .brighter: Self.brightened(image)
        case .crop2: Self.cropped(image, share: 50)
        case .crop5: Self.cropped(image, share: 20)
        case .bar15: Self.barred(image)
        }
    }

    private static func resized(_ image: DecodedImage, by divisor: Int) -> DecodedImage? {
        let (width, height) = (image.width / divisor, image.height / divisor)
        guard width > 0, height > 0 else { return nil }
        return try? ImageOperation.resize(width: width, height: height, kernel: .area).apply(to: image).image
    }

    private static func saved(_ image: DecodedImage, quality: Int) -> DecodedImage? {
        // As large as it is: a longer side would be made smaller on the way.
        guard max(image.width, image.height) <= ReducedCopy.maxSideRange.upperBound,
            let copy = try? ReducedCopy(of: image, maxSide: ReducedCopy.maxSideRange.upperBound, quality: quality)
        else { return nil }
        return ImageDecoder.decode(copy.jpeg).image
    }

    private static func brightened(_ image: DecodedImage) -> DecodedImage? {
        // 157 thousandths of the largest sample.
        try? ImageOperation.exposure(.linear(gain: 1_000, offset: 157)).apply(to: image).image
    }

    private static func cropped(_ image: DecodedImage, share: Int) -> DecodedImage? {
        let (left, top) = (image.width / share, image.height / share)
        let rectangle = PixelRectangle(
            x: left, y: top, width: image.width - 2 * left, height: image.height - 2 * top)
        return try? ImageOperation.crop(rectangle).apply(to: image).image
    }

    private static func barred(_ image: DecodedImage) -> DecodedImage? {
        let height = image.height * 15 / 100
        guard height > 0 else { return nil }
        let rectangle = PixelRectangle(x: 0, y: image.height - height, width: image.width, height: height)
        return try? ImageOperation.mask(rectangle, .black).apply(to: image).image
    }
}
