/// Rows of a picture as 8-bit red, green and blue, whatever it stores.
///
/// 16-bit samples give their high byte; grey is R = G = B; CMYK gives R = (C·K + 127) / 255 in integers, where C and K
/// count from 255 (no ink) down to 0, and G, B likewise from M and Y.
struct SampleRows {
    enum Alpha {
        /// The colour as stored, however transparent.
        case ignored
        /// (c·a + 255·(255 − a) + 127) / 255
        case onWhite
    }

    let image: DecodedImage
    let alpha: Alpha

    @inline(__always)
    func forEachPixel(row y: Int, _ body: (_ x: Int, _ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Void) {
        let step = image.bits / 8
        let pixel = image.channels * step
        let width = image.width
        let onWhite = alpha == .onWhite
        image.samples.withUnsafeBufferPointer { samples in
            let row = UnsafeBufferPointer(rebasing: samples[(y * width * pixel)..<((y + 1) * width * pixel)])
            guard var from = row.baseAddress else { return }
            // One loop for each layout: this is where a picture's time goes.
            @inline(__always)
            func each(_ colour: (UnsafePointer<UInt8>) -> (UInt8, UInt8, UInt8)) {
                for x in 0..<width {
                    let (r, g, b) = colour(from)
                    body(x, r, g, b)
                    from += pixel
                }
            }
            switch (image.colour, onWhite) {
            case (.grey, _), (.greyAlpha, false): each { ($0[0], $0[0], $0[0]) }
            case (.greyAlpha, true):
                each {
                    let v = Self.over($0[0], $0[step])
                    return (v, v, v)
                }
            case (.rgb, _), (.rgbAlpha, false):
                if step == 1 {
                    each { ($0[0], $0[1], $0[2]) }
                } else {
                    each { ($0[0], $0[2], $0[4]) }
                }
            case (.rgbAlpha, true):
                each {
                    let a = $0[3 * step]
                    return (Self.over($0[0], a), Self.over($0[step], a), Self.over($0[2 * step], a))
                }
            case (.cmyk, _), (.cmykInverted, _):
                let flip: UInt8 = image.colour == .cmyk ? 255 : 0
                each {
                    let k = $0[3 * step] ^ flip
                    return (
                        Self.scale($0[0] ^ flip, k), Self.scale($0[step] ^ flip, k), Self.scale($0[2 * step] ^ flip, k)
                    )
                }
            }
        }
    }

    @inline(__always)
    private static func scale(_ a: UInt8, _ b: UInt8) -> UInt8 {
        UInt8(truncatingIfNeeded: (Int(a) * Int(b) + 127) / 255)
    }

    @inline(__always)
    private static func over(_ value: UInt8, _ alpha: UInt8) -> UInt8 {
        UInt8(truncatingIfNeeded: (Int(value) * Int(alpha) + 255 * (255 - Int(alpha)) + 127) / 255)
    }
}
