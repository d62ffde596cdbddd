/// The eight EXIF orientations (Exif 2.32, tag 0x0112), applied to reduced pixels.
struct Upright {
    private let orientation: Int
    private let stored: (width: Int, height: Int)
    private let reduced: (width: Int, height: Int)

    init(_ image: DecodedImage, _ reduced: (width: Int, height: Int)) {
        orientation = image.orientation
        stored = (image.width, image.height)
        self.reduced = reduced
    }

    // What the upright X and Y run along: tags 5…8 exchange the axes.
    private var swaps: Bool { orientation >= 5 }
    private var flipsX: Bool { [2, 3, 7, 8].contains(orientation) }
    private var flipsY: Bool { [3, 4, 6, 7].contains(orientation) }

    func apply(to rgb: [UInt8]) -> ReducedPixels {
        let width = swaps ? reduced.height : reduced.width
        let height = swaps ? reduced.width : reduced.height
        var out = rgb
        if orientation != 1 {
            for y in 0..<height {
                for x in 0..<width {
                    let (u, v) = swaps ? (y, x) : (x, y)
                    let from =
                        (flipsY ? reduced.height - 1 - v : v) * reduced.width + (flipsX ? reduced.width - 1 - u : u)
                    let to = y * width + x
                    for c in 0..<3 { out[3 * to + c] = rgb[3 * from + c] }
                }
            }
        }
        return ReducedPixels(width: width, height: height, rgb: out, geometry: geometry)
    }

    /// Stored x = (2u + 1) · W / 2w for reduced column u, where u = X, Y or their mirror.
    private var geometry: PixelMap {
        func axis(_ stored: Int, _ reduced: Int, _ flips: Bool, alongY: Bool) -> PixelMap.Axis {
            let slope = flips ? -2 * stored : 2 * stored
            let offset = flips ? (2 * reduced - 1) * stored : stored
            return PixelMap.Axis(
                ax: alongY ? 0 : slope, ay: alongY ? slope : 0, offset: offset, divisor: 2 * reduced)
        }
        return PixelMap(
            x: axis(stored.width, reduced.width, flipsX, alongY: swaps),
            y: axis(stored.height, reduced.height, flipsY, alongY: !swaps))
    }
}
