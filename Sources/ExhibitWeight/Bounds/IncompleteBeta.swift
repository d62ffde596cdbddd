#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The regularised incomplete beta function I_x(a, b), for a, b > 0 up to 10¹² and 0 ≤ x ≤ 1.
///
/// Γ(10¹²) has a logarithm near 3·10¹³, whose last bit is 0.004: a difference of three such logarithms is wrong by a
/// percent. So x^a (1−x)^b Γ(a+b)/Γ(a)Γ(b) is taken from the small remainders of Stirling's formula and two deviances
/// (Loader, Fast and Accurate Computation of Binomial Probabilities, 2000), which are accurate at any size.
enum IncompleteBeta {
    /// - Parameter y: 1 − x, given apart because the difference loses what a small x had.
    static func regularised(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if y <= 0 { return 1 }
        // A fraction of order √a takes a second at 10¹²; where both are large the integrand is a smooth bell.
        if min(a, b) > 3000 { return BetaQuadrature.regularised(x, y, a, b) }
        let isLower = a > b ? (a + b) * y > b : (a + b) * x < a
        let tail = isLower ? fraction(x, y, a, b) : fraction(y, x, b, a)
        return isLower ? min(1, tail) : max(0, 1 - tail)
    }

    /// The continued fraction of Didonato and Morris (1992), by the modified method of Lentz, for x below the mean. With the
    /// usual one (DLMF 8.17.22) whose even part it is, 1 − (1 − 1/a) leaves no digits where a is 10¹².
    private static func fraction(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        let front = mass(a, b, x, y) * a * (b / (a + b))
        guard front > 0 else { return 0 }
        // How far x is below the mean, from whichever of x and y is the small one.
        let distance = max(0, a > b ? (a + b) * y - b : a - (a + b) * x)
        let tiny = 1e-300
        var value = a / (a + 1) * (distance + 1)
        var c = value
        var d = 0.0
        for step in 1...20_000 {
            let n = Double(step)
            let odd = a + 2 * n - 1
            let numerator = (a + n - 1) / odd * ((a + b + n - 1) / odd) * n * (b - n) * x * x
            let denominator = n + n * (b - n) * x / odd + (a + n) / (a + 2 * n + 1) * (distance + 1 + n * (1 + y))
            d = denominator + numerator * d
            if abs(d) < tiny { d = tiny }
            d = 1 / d
            c = denominator + numerator / c
            if abs(c) < tiny { c = tiny }
            value *= c * d
            if abs(c * d - 1) < 3e-16 { break }
        }
        return front / value
    }

    /// Γ(a+b+1)/(Γ(a+1)Γ(b+1)) · x^a · y^b: for whole numbers the probability of a successes in a+b trials.
    static func mass(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        let n = a + b
        let exponent =
            stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b) - deviance(a, n * x) - deviance(b, n * y)
        return (n / (2 * .pi * a * b)).squareRoot() * exp(exponent)
    }

    /// ln Γ(z+1) − (z+½) ln z + z − ½ ln 2π, for z > 0.
    static func stirlingRemainder(_ z: Double) -> Double {
        guard z < 16 else {
            let square = 1 / (z * z)
            let inner = 1.0 / 1680 - square * (1.0 / 1188)
            return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * inner))) / z
        }
        return logGamma(z + 1) - (z + 0.5) * log(z) + z - halfLogTwoPi
    }

    /// ln Γ(z) for z > 0, by 16 steps up and Stirling's series.
    static func logGamma(_ z: Double) -> Double {
        var product = 1.0
        var shifted = z
        while shifted < 17 {
            product *= shifted
            shifted += 1
        }
        let w = shifted - 1
        return (w + 0.5) * log(w) - w + halfLogTwoPi + stirlingRemainder(w) - log(product)
    }

    private static let halfLogTwoPi = 0.5 * log(2 * Double.pi)

    /// x ln(x/m) + m − x ≥ 0, without the cancellation where x is near m.
    private static func deviance(_ x: Double, _ m: Double) -> Double {
        let v = (x - m) / (x + m)
        guard abs(v) < 0.1 else { return x * log(x / m) + m - x }
        // x ln(x/m) = 2x artanh v.
        var sum = (x - m) * v
        var power = 2 * x * v
        for j in 1...20 {
            power *= v * v
            let next = sum + power / Double(2 * j + 1)
            if next == sum { break }
            sum = next
        }
        return sum
    }
}
