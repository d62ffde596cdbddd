#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The two-sample test of Kolmogorov and Smirnov: how likely so large a distance of the two empirical distributions is
/// where both samples come from one.
public struct KolmogorovSmirnov: Sendable, Equatable {
    public enum Method: String, Sendable {
        /// Over every order in which the two samples could have come.
        case exact
        /// The limiting distribution, for samples of which one has more than 10,000 values.
        case asymptotic
    }

    /// D, the largest difference of the two distribution functions.
    public let distance: Double
    /// P(D ≥ what was found). With ties it errs towards 1; far below 10⁻²⁰⁰ it is 0.
    public let probability: Double
    public let method: Method

    /// The larger sample up to which the exact probability is computed: 10⁸ steps at most.
    public static let largestExact = 10_000

    /// - Throws: where a sample is empty or a value is not finite.
    public init(_ one: [Double], _ other: [Double]) throws(BoundsError) {
        try checkedFinite(one, "the first sample")
        try checkedFinite(other, "the second sample")
        let (long, short) = one.count >= other.count ? (one.sorted(), other.sorted()) : (other.sorted(), one.sorted())
        // D·m·n is a whole number, so that equal distances are equal.
        let scaled = Self.scaledDistance(long, short)
        distance = Double(scaled) / (Double(long.count) * Double(short.count))
        if long.count <= Self.largestExact {
            method = .exact
            probability = Self.exact(scaled, long.count, short.count)
        } else {
            method = .asymptotic
            let (m, n) = (Double(long.count), Double(short.count))
            probability = Self.limit(distance * (m * (n / (m + n))).squareRoot())
        }
    }

    /// max |i·n − j·m| over the places where i of the m and j of the n values are at or below.
    private static func scaledDistance(_ long: [Double], _ short: [Double]) -> Int {
        var (i, j, largest) = (0, 0, 0)
        while i < long.count, j < short.count {
            let value = min(long[i], short[j])
            while i < long.count, long[i] == value { i += 1 }
            while j < short.count, short[j] == value { j += 1 }
            largest = max(largest, abs(i * short.count - j * long.count))
        }
        return largest
    }

    /// The probability that a random path from (0, 0) to (m, n), each as likely, meets |i·n − j·m| ≥ d. Every term is
    /// positive: a small probability keeps its digits.
    private static func exact(_ d: Int, _ m: Int, _ n: Int) -> Double {
        if d == 0 { return 1 }
        var row = [Double](repeating: 1, count: n + 1)
        for i in 0...m {
            // Where the distance is below d; every path to a place beside that has met it.
            let first = i * n < d ? 0 : (i * n - d) / m + 1
            let last = min(n, (i * n + d - 1) / m)
            if first > 0, first <= n { row[first - 1] = 1 }
            guard first <= last else { continue }
            for j in first...last {
                if i == 0 {
                    row[j] = j == 0 ? 0 : row[j - 1]
                } else if j > 0 {
                    // The last step of a path to (i, j) comes from (i−1, j) in i of i+j cases.
                    let steps = Double(i + j)
                    let value = row[j] * (Double(i) / steps) + row[j - 1] * (Double(j) / steps)
                    // Numbers too small for all their bits take a processor a hundred times as long.
                    row[j] = value < 1e-290 ? 0 : value
                }
            }
        }
        return row[n]
    }

    /// Kolmogorov's limit: 2 Σ (−1)^(j−1) exp(−2 j² z²), or for small z its transform, which converges there.
    static func limit(_ z: Double) -> Double {
        if z <= 0 { return 1 }
        if z < 1 {
            let unit = Double.pi * Double.pi / (8 * z * z)
            let sum = [1.0, 3, 5, 7].reduce(0) { $0 + exp(-$1 * $1 * unit) }
            return max(0, 1 - (2 * Double.pi).squareRoot() / z * sum)
        }
        var (sum, sign) = (0.0, 1.0)
        for j in 1...10 {
            sum += sign * exp(-2 * Double(j * j) * z * z)
            sign = -sign
        }
        return min(1, 2 * sum)
    }
}
