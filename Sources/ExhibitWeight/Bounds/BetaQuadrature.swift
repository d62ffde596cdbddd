#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// I_x(a, b) where a and b both exceed some thousands: the tail beyond x is integrated, in the same time at any size.
enum BetaQuadrature {
    static func regularised(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        let isLower = x < a / (a + b)
        let tail = min(1, isLower ? upperTail(y, x, b, a) : upperTail(x, y, a, b))
        return isLower ? tail : 1 - tail
    }

    /// ∫ₓ¹ of the density, for x at or above the mean: f(x) ∫ (1+s/x)^(a−1) (1−s/y)^(b−1) ds over the s in which the
    /// integrand falls by 40 nepers.
    private static func upperTail(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        let n = a + b
        let density = IncompleteBeta.mass(a, b, x, y) * (a / x) * (b / y) / n
        guard density > 0, density.isFinite else { return 0 }
        let deviation = (a / n * (b / n) / (n + 1)).squareRoot()
        let z = max(0, (x - a / n) / deviation)
        // z v + v²/2 = 40, in the form that does not cancel for large z.
        let length = min(y, deviation * 80 / (z + (z * z + 80).squareRoot()))
        var sum = 0.0
        for (node, weight) in rule {
            let s = length * node
            sum += weight * exp((a - 1) * log1p(s / x) + (b - 1) * log1p(-s / y))
        }
        return density * length * sum
    }

    /// Gauss and Legendre's rule of 32 points on [0, 1]. It integrates exp(−40 s) to 24 digits.
    private static let rule: [(node: Double, weight: Double)] = {
        let degree = 32
        return (1...degree).map { index in
            var root = cos(Double.pi * (Double(index) - 0.25) / (Double(degree) + 0.5))
            var slope = 1.0
            for _ in 0..<10 {
                var (last, value) = (1.0, root)
                for k in 2...degree {
                    (last, value) = (value, (Double(2 * k - 1) * root * value - Double(k - 1) * last) / Double(k))
                }
                slope = Double(degree) * (root * value - last) / (root * root - 1)
                root -= value / slope
            }
            return ((1 - root) / 2, 1 / ((1 - root * root) * slope * slope))
        }
    }()
}
