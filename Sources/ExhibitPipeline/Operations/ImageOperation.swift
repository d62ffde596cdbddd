import ExhibitCore

/// A built-in operation on decoded pixels: integers only, so that it gives the same samples on every machine.
///
/// All of them work on the samples as stored. The orientation tag travels along unchanged and turns nothing; only
/// ``upright(orientation:)`` applies it, and should come first where positions were read off an upright picture.
public enum ImageOperation: Sendable, Hashable {
    /// The pixels of one rectangle. Every layout.
    case crop(PixelRectangle)
    /// Clockwise, 1…3. Every layout.
    case rotate(quarterTurns: Int)
    /// Every layout.
    case flip(Direction)
    /// Applies the EXIF orientation tag; the result carries tag 1. Nil means whatever tag the picture has; a number
    /// must be that tag. What was applied is in ``AppliedOperation/operation``, so that a record needs no other source.
    case upright(orientation: Int?)
    /// Sides in pixels. Every layout.
    case resize(width: Int, height: Int, kernel: ResamplingKernel)
    /// One grey channel of the same depth; alpha stays. Grey pictures are left as they are; inks (CMYK) are refused.
    case grey(LumaWeights)
    /// Every colour sample through one curve; alpha stays. Inks are refused.
    case exposure(ToneCurve)
    /// One opaque colour inside the rectangle. A colour that is no grey is refused on grey pictures.
    case mask(PixelRectangle, MaskColour)

    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// Left and right change places.
        case horizontal
        /// Top and bottom change places.
        case vertical
    }

    /// What a record calls the operation.
    public var name: String { identity.rawValue }
    public var version: String { "1" }

    /// "T1" or "T2", as ``Operation/taintClass(generatesPixels:)`` has it.
    public var taintClass: String { recorded.taintClass() }

    enum Name: String, CaseIterable {
        case crop = "image.crop"
        case rotate = "image.rotate"
        case flip = "image.flip"
        case upright = "image.upright"
        case resize = "image.resize"
        case grey = "image.grey"
        case exposure = "image.exposure"
        case mask = "image.mask"
    }

    var identity: Name {
        switch self {
        case .crop: .crop
        case .rotate: .rotate
        case .flip: .flip
        case .upright: .upright
        case .resize: .resize
        case .grey: .grey
        case .exposure: .exposure
        case .mask: .mask
        }
    }
}

/// A rectangle of whole pixels; x and y are those of its top left pixel, counted from 0.
public struct PixelRectangle: Sendable, Hashable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Four plain numbers below 2³¹, so that no later sum overflows; sides at least 1.
    var isPermitted: Bool {
        let range = 0...ImageOperation.largestSide
        return range.contains(x) && range.contains(y) && range.contains(width) && range.contains(height)
            && width > 0 && height > 0
    }

    func fits(_ image: DecodedImage) -> Bool { x + width <= image.width && y + height <= image.height }

    var text: String { "\(x),\(y),\(width)x\(height)" }
}

/// An opaque colour, 8 bits each; on 16-bit pictures every level counts 257 times. On inks it is printed as R = C·K,
/// G = M·K, B = Y·K give it back.
public struct MaskColour: Sendable, Hashable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    public static let black = MaskColour(red: 0, green: 0, blue: 0)
}
