import ExhibitPipeline
import ExhibitTestSupport

/// Small pictures of random samples in every layout, and their samples by position.
extension DecodedImage {
    static let layouts: [(colour: Colour, bits: Int)] = [
        (.grey, 8), (.greyAlpha, 8), (.rgb, 8), (.rgbAlpha, 8), (.cmyk, 8), (.cmykInverted, 8), (.grey, 16),
        (.greyAlpha, 16), (.rgb, 16), (.rgbAlpha, 16),
    ]

    static func random(
        _ width: Int, _ height: Int, _ colour: Colour, bits: Int = 8, orientation: Int = 1, seed: UInt64 = 1
    ) -> DecodedImage {
        var random = SplitMix64(seed: seed)
        let samples = (0..<(width * height * colour.channels * bits / 8)).map { _ in random.byte() }
        return DecodedImage(
            width: width, height: height, colour: colour, bits: bits, samples: samples, decoder: "random 1",
            settings: "none", warnings: ["made up"], orientation: orientation)!
    }

    func sample(_ x: Int, _ y: Int, _ channel: Int) -> Int {
        let at = ((y * width + x) * channels + channel) * bits / 8
        return bits == 8 ? Int(samples[at]) : Int(samples[at]) << 8 | Int(samples[at + 1])
    }

    func pixel(_ x: Int, _ y: Int) -> [Int] { (0..<channels).map { sample(x, y, $0) } }

    var hasAlpha: Bool { colour == .greyAlpha || colour == .rgbAlpha }

    /// What every operation keeps.
    func hasOrigin(of other: DecodedImage) -> Bool {
        bits == other.bits && decoder == other.decoder && settings == other.settings && warnings == other.warnings
    }
}

extension PixelMap {
    /// The input pixel that holds the centre of an output pixel.
    func pixel(x outputX: Int, y outputY: Int) -> (x: Int, y: Int) {
        func at(_ axis: Axis) -> Int {
            let dividend = axis.ax * outputX + axis.ay * outputY + axis.offset
            let quotient = dividend / axis.divisor
            return dividend % axis.divisor < 0 ? quotient - 1 : quotient
        }
        return (at(x), at(y))
    }
}
