/// SplitMix64, the generator behind every synthetic picture. Seed 0 gives e220a8397b1dcdaf first.
public struct SplitMix64: Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// The top 8 bits of the next value.
    public mutating func byte() -> UInt8 { UInt8(next() >> 56) }

    /// 0 ..< n; n must be positive.
    public mutating func below(_ n: Int) -> Int { Int((next() >> 11) % UInt64(n)) }
}

/// An 8-bit RGB picture drawn from integers only, so that it is the same on every machine.
public struct SyntheticImage: Sendable, Hashable {
    public let width: Int
    public let height: Int
    /// Rows from the top, interleaved; 3 · width · height bytes.
    public private(set) var rgb: [UInt8]

    public init(width: Int, height: Int, rgb: [UInt8]) {
        precondition(rgb.count == 3 * width * height)
        self.width = width
        self.height = height
        self.rgb = rgb
    }

    /// One colour, or a function of the position.
    public init(width: Int, height: Int, colour: (_ x: Int, _ y: Int) -> (UInt8, UInt8, UInt8)) {
        self.width = width
        self.height = height
        rgb = []
        rgb.reserveCapacity(3 * width * height)
        for y in 0..<height {
            for x in 0..<width {
                let (r, g, b) = colour(x, y)
                rgb += [r, g, b]
            }
        }
    }

    /// A smooth random field: bilinear between (g + 1)² random values. One byte per pixel.
    public static func lattice(seed: UInt64, width: Int, height: Int, cells g: Int) -> [UInt8] {
        var random = SplitMix64(seed: seed)
        let grid = (0..<((g + 1) * (g + 1))).map { _ in Int(random.byte()) }
        var out = [UInt8](repeating: 0, count: width * height)
        for y in 0..<height {
            let fy = y * g * 256 / height
            let (iy, ty) = (fy >> 8, fy & 255)
            for x in 0..<width {
                let fx = x * g * 256 / width
                let (ix, tx) = (fx >> 8, fx & 255)
                let at = iy * (g + 1) + ix
                let top = grid[at] * (256 - tx) + grid[at + 1] * tx
                let bottom = grid[at + g + 1] * (256 - tx) + grid[at + g + 2] * tx
                out[y * width + x] = UInt8((top * (256 - ty) + bottom * ty) >> 16)
            }
        }
        return out
    }

    public static func cloudGrey(seed: UInt64, width: Int, height: Int, cells: Int) -> SyntheticImage {
        let grey = lattice(seed: seed, width: width, height: height, cells: cells)
        return SyntheticImage(width: width, height: height, rgb: grey.flatMap { [$0, $0, $0] })
    }

    public static func cloudRGB(seed: UInt64, width: Int, height: Int, cells: Int) -> SyntheticImage {
        let planes = (0..<3).map { lattice(seed: 3 * seed + $0, width: width, height: height, cells: cells) }
        var rgb = [UInt8](repeating: 0, count: 3 * width * height)
        for k in 0..<(width * height) { for c in 0..<3 { rgb[3 * k + c] = planes[c][k] } }
        return SyntheticImage(width: width, height: height, rgb: rgb)
    }

    /// `rectangles` random rectangles over a random background.
    public static func mondrian(seed: UInt64, width: Int, height: Int, rectangles: Int) -> SyntheticImage {
        var random = SplitMix64(seed: seed)
        let ground = (random.byte(), random.byte(), random.byte())
        var image = SyntheticImage(width: width, height: height) { _, _ in ground }
        for _ in 0..<rectangles {
            let x = random.below(width)
            let y = random.below(height)
            let w = width / 16 + random.below(width / 2)
            let h = height / 16 + random.below(height / 2)
            image.fill(x..<(x + w), y..<(y + h), (random.byte(), random.byte(), random.byte()))
        }
        return image
    }

    /// A page with a letterhead and twelve lines: the same layout for every seed, other content.
    public static func form(seed: UInt64, width: Int, height: Int) -> SyntheticImage {
        var image = SyntheticImage(width: width, height: height) { _, _ in (250, 250, 250) }
        image.fillGrey(20..<(width - 20), 20..<60, 60)
        image.fillGrey(20..<120, 20..<60, 150)
        var labels = SplitMix64(seed: 1)
        var random = SplitMix64(seed: seed)
        for k in 0..<12 {
            let y = 90 + 44 * k
            image.fillGrey(20..<(width - 20), y..<(y + 2), 120)
            let label = 60 + labels.below(60)
            image.fillGrey(24..<(24 + label), (y + 10)..<(y + 22), 80)
            let start = 24 + label + 16
            let end = min(width - 24, start + 60 + random.below(220))
            var x = start
            while x < end {
                let w = 3 + random.below(6)
                let ink: UInt8 = random.below(4) != 0 ? 40 : 250
                image.fillGrey(x..<max(x, min(x + w, width - 20)), (y + 10)..<(y + 24), ink)
                x += w + 2
            }
        }
        return image
    }

    private mutating func fillGrey(_ xs: Range<Int>, _ ys: Range<Int>, _ v: UInt8) { fill(xs, ys, (v, v, v)) }

    /// Clipped to the picture.
    public mutating func fill(_ xs: Range<Int>, _ ys: Range<Int>, _ colour: (UInt8, UInt8, UInt8)) {
        for y in ys.clamped(to: 0..<height) {
            for x in xs.clamped(to: 0..<width) {
                let at = 3 * (y * width + x)
                (rgb[at], rgb[at + 1], rgb[at + 2]) = colour
            }
        }
    }
}
