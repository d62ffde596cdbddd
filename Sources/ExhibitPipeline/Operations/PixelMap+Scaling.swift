extension PixelMap {
    /// Each pixel where it was.
    public static let identity = PixelMap(
        x: Axis(ax: 2, ay: 0, offset: 1, divisor: 2), y: Axis(ax: 0, ay: 2, offset: 1, divisor: 2))

    /// As a record's `map` has them: x' = (a·x + b·y + c) / d, y' = (e·x + f·y + g) / h.
    public var coefficients: [Int] { [x, y].flatMap { [$0.ax, $0.ay, $0.offset, $0.divisor] } }

    /// x' = (2x + 1) · W / 2w for sides W and w.
    init(scaling from: (width: Int, height: Int), to: (width: Int, height: Int)) {
        func reduced(_ from: Int, _ to: Int) -> (scale: Int, divisor: Int) {
            // Numerator 2·W·x + W over 2·w: the greatest common divisor of the three.
            let divisor = Self.gcd(from, 2 * to)
            return (from / divisor, 2 * to / divisor)
        }
        let (across, down) = (reduced(from.width, to.width), reduced(from.height, to.height))
        self.init(
            x: Axis(ax: 2 * across.scale, ay: 0, offset: across.scale, divisor: across.divisor),
            y: Axis(ax: 0, ay: 2 * down.scale, offset: down.scale, divisor: down.divisor))
    }

    private static func gcd(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
