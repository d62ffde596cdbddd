extension PixelMap {
    /// Each pixel where it was.
    public static let identity = PixelMap(
        x: Axis(ax: 2, ay: 0, offset: 1, divisor: 2), y: Axis(ax: 0, ay: 2, offset: 1, divisor: 2))

    /// The integers of a record are those that a double holds exactly.
    public static let largest = 9_007_199_254_740_991

    /// As a record's `map` has them: x' = (a·x + b·y + c) / d, y' = (e·x + f·y + g) / h.
    public var coefficients: [Int] { [x, y].flatMap { [$0.ax, $0.ay, $0.offset, $0.divisor] } }

    /// The input pixel that holds the centre of an output pixel.
    public func pixel(x outputX: Int, y outputY: Int) -> (x: Int, y: Int) {
        func at(_ axis: Axis) -> Int {
            let dividend = axis.ax * outputX + axis.ay * outputY + axis.offset
            let quotient = dividend / axis.divisor
            return dividend % axis.divisor < 0 ? quotient - 1 : quotient
        }
        return (at(x), at(y))
    }

    /// x' = (2x + 1) · W / 2w for sides W and w.
    init(scaling from: (width: Int, height: Int), to: (width: Int, height: Int)) {
        func reduced(_ from: Int, _ to: Int) -> (scale: Int, divisor: Int) {
            // Numerator 2·W·x + W over 2·w: the greatest common divisor of the three.
            let divisor = Rational.gcd(from, 2 * to)
            return (from / divisor, 2 * to / divisor)
        }
        let (across, down) = (reduced(from.width, to.width), reduced(from.height, to.height))
        self.init(
            x: Axis(ax: 2 * across.scale, ay: 0, offset: across.scale, divisor: across.divisor),
            y: Axis(ax: 0, ay: 2 * down.scale, offset: down.scale, divisor: down.divisor))
    }

    /// Where a picture was made from one that was itself made from a first: the map from its pixels to those of the
    /// first. `self` leads to the middle picture, `earlier` from there on. Exact, in lowest terms.
    ///
    /// - Throws: ``NotApplied`` of kind `.tooLarge` where an integer would leave ±(2⁵³ − 1).
    public func composed(with earlier: PixelMap) throws(NotApplied) -> PixelMap {
        PixelMap(x: try composed(with: earlier.x), y: try composed(with: earlier.y))
    }

    private func composed(with axis: Axis) throws(NotApplied) -> Axis {
        // A map takes indices and gives positions: pixel i has its centre at i + ½, so that ½ comes off in between.
        func index(_ axis: Axis) -> Rational.Row {
            Rational.Row(
                [2 * Int128(axis.ax), 2 * Int128(axis.ay), 2 * Int128(axis.offset) - Int128(axis.divisor)],
                over: 2 * Int128(axis.divisor))
        }
        let constant = Rational.Row([0, 0, Int128(axis.offset)], over: Int128(axis.divisor))
        guard let alongX = index(x).scaled(by: Int128(axis.ax), over: Int128(axis.divisor)),
            let alongY = index(y).scaled(by: Int128(axis.ay), over: Int128(axis.divisor)),
            let sum = alongX.plus(alongY)?.plus(constant), let result = sum.axis
        else {
            throw NotApplied(
                .tooLarge,
                "the exact geometry of these operations together needs larger numbers than a record holds; leave one out, "
                    + "or choose sides that divide one another")
        }
        return result
    }
}

/// Arithmetic on rows of fractions with one denominator, which ends in nil instead of overflowing.
private enum Rational {
    static func gcd<Number: BinaryInteger>(_ a: Number, _ b: Number) -> Number {
        var (a, b) = (a.magnitude, b.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        return Number(a)
    }

    struct Row {
        let numerators: [Int128]
        let denominator: Int128

        /// In lowest terms. The denominator is positive.
        init(_ numerators: [Int128], over denominator: Int128) {
            let divisor = numerators.reduce(denominator) { gcd($0, $1) }
            self.numerators = numerators.map { $0 / divisor }
            self.denominator = denominator / divisor
        }

        func scaled(by factor: Int128, over divisor: Int128) -> Row? {
            guard let numerators = times(factor) else { return nil }
            let (product, overflow) = denominator.multipliedReportingOverflow(by: divisor)
            return overflow ? nil : Row(numerators, over: product)
        }

        func plus(_ other: Row) -> Row? {
            let shared = gcd(denominator, other.denominator)
            guard let left = times(other.denominator / shared), let right = other.times(denominator / shared) else {
                return nil
            }
            let (product, overflow) = denominator.multipliedReportingOverflow(by: other.denominator / shared)
            let sums = zip(left, right).map { $0.addingReportingOverflow($1) }
            return overflow || sums.contains(where: \.overflow) ? nil : Row(sums.map(\.partialValue), over: product)
        }

        private func times(_ factor: Int128) -> [Int128]? {
            let products = numerators.map { $0.multipliedReportingOverflow(by: factor) }
            return products.contains(where: \.overflow) ? nil : products.map(\.partialValue)
        }

        var axis: Axis? {
            let all = numerators + [denominator]
            guard all.allSatisfy({ $0.magnitude <= Int128(PixelMap.largest).magnitude }) else { return nil }
            return Axis(
                ax: Int(all[0]), ay: Int(all[1]), offset: Int(all[2]), divisor: Int(all[3]))
        }
    }

    typealias Axis = PixelMap.Axis
}
