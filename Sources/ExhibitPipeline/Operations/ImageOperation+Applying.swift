/// What an operation made of a picture.
public struct AppliedOperation: Sendable, Hashable {
    /// With everything that it took from the picture written out: what a record states.
    public let operation: ImageOperation
    /// Decoder, settings and warnings are those of the input: they say where the samples came from.
    public let image: DecodedImage
    /// From pixels of the result to those of the input.
    public let geometry: PixelMap
    /// Colour samples that an exposure curve pushed out of range and that were cut to it: detail that is gone.
    public let clippedSamples: Int
}

extension ImageOperation {
    /// - Parameter limits: those of decoding: what may not be decoded may not be made either.
    public func apply(
        to image: DecodedImage, limits: ImageLimits = .standard
    ) throws(NotApplied) -> AppliedOperation {
        guard isPermitted else { throw NotApplied(.parameters, "the numbers of \(name) are out of its range") }
        guard max(image.width, image.height) <= Self.largestSide else {
            throw NotApplied(.tooLarge, "a side of the picture is longer than operations count")
        }
        let output = try checkedSize(on: image)
        try Self.check(output, image, limits)
        var operation = self
        var geometry = PixelMap.identity
        var clipped = 0
        let result: DecodedImage?
        switch self {
        case .crop(let area):
            (result, geometry) = Rearrangement(cropping: area).apply(to: image)
        case .rotate(let turns):
            (result, geometry) = Rearrangement(orientation: [6, 3, 8][turns - 1], of: image).apply(to: image)
        case .flip(let direction):
            let orientation = direction == .horizontal ? 2 : 4
            (result, geometry) = Rearrangement(orientation: orientation, of: image).apply(to: image)
        case .upright:
            operation = .upright(orientation: image.orientation)
            let turned = Rearrangement(orientation: image.orientation, of: image)
            (result, geometry) = turned.apply(to: image, upright: true)
        case .resize(let width, let height, let kernel):
            result = try kernel.resample(image, width: width, height: height)
            geometry = PixelMap(scaling: (image.width, image.height), to: (width, height))
        case .grey(let weights): result = weights.grey(image)
        case .exposure(let curve): (result, clipped) = curve.apply(to: image)
        case .mask(let area, let colour): result = colour.cover(area, of: image)
        }
        guard let result else { throw NotApplied(.tooLarge, "the result of \(name) has more samples than can be held") }
        return AppliedOperation(
            operation: operation, image: result, geometry: geometry,
            clippedSamples: clipped)
    }

    /// Refuses what is not defined for this picture, and gives the sides of the result.
    private func checkedSize(on image: DecodedImage) throws(NotApplied) -> (width: Int, height: Int) {
        switch self {
        case .crop(let area), .mask(let area, _):
            guard area.fits(image) else {
                throw NotApplied(
                    .parameters,
                    "the rectangle \(area.text) reaches outside the picture, which is \(image.width)x\(image.height)")
            }
        case .upright(let orientation?):
            guard orientation == image.orientation else {
                throw NotApplied(
                    .unsupported, "the picture carries orientation tag \(image.orientation), not \(orientation)")
            }
        case .grey, .exposure:
            guard image.colour != .cmyk && image.colour != .cmykInverted else {
                throw NotApplied(
                    .unsupported, "\(name) is not defined for inks (CMYK); what light they give depends on a profile")
            }
        default: break
        }
        switch self {
        case .crop(let area): return (area.width, area.height)
        case .resize(let width, let height, _): return (width, height)
        case .rotate(let turns) where turns != 2: return (image.height, image.width)
        case .upright where image.orientation >= 5: return (image.height, image.width)
        case .mask(_, let colour):
            guard image.colour.hasColour || colour.isGrey else {
                throw NotApplied(.unsupported, "the picture is grey: the colour of its mask must be a grey")
            }
            return (image.width, image.height)
        default: return (image.width, image.height)
        }
    }

    private static func check(
        _ size: (width: Int, height: Int), _ image: DecodedImage, _ limits: ImageLimits
    ) throws(NotApplied) {
        let bytes = DecodedImage.byteCount(
            width: size.width, height: size.height, bytes: image.channels * image.bits / 8)
        guard let bytes, bytes <= limits.maxMemory, size.width * size.height <= limits.maxPixels,
            max(size.width, size.height) <= limits.maxSide
        else {
            let size = "\(size.width)x\(size.height)"
            throw NotApplied(.tooLarge, "a result of \(size) pixels is larger than the limit allows")
        }
    }
}

extension DecodedImage.Colour {
    var hasColour: Bool { self != .grey && self != .greyAlpha }
    var hasAlpha: Bool { self == .greyAlpha || self == .rgbAlpha }
}

extension DecodedImage {
    /// Other samples of the same origin.
    func with(
        width: Int, height: Int, colour: Colour? = nil, orientation: Int? = nil, samples: [UInt8]
    ) -> DecodedImage? {
        DecodedImage(
            width: width, height: height, colour: colour ?? self.colour, bits: bits, samples: samples,
            decoder: decoder, settings: settings, warnings: warnings, orientation: orientation ?? self.orientation)
    }
}
