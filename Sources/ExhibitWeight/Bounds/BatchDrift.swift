#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How far the evidence of a batch has moved from the pictures of the validation, in one covariate.
public struct BatchDrift: Sendable, Equatable {
    public let test: KolmogorovSmirnov
    /// W₁, the area between the two distribution functions, in units of the covariate.
    public let wasserstein: Double

    /// Items below which a batch is not tested for drift.
    public static let smallestBatch = 10
    public static let significance = 0.01
    public static let largestStabilityIndex = 0.25

    /// - Returns: nil where the batch has fewer than ten items.
    /// - Throws: where the reference is empty, a value is not finite, or values lie too far apart for a number.
    public init?(batch: [Double], reference: [Double]) throws(BoundsError) {
        guard batch.count >= Self.smallestBatch else { return nil }
        test = try KolmogorovSmirnov(reference, batch)
        wasserstein = try Self.wasserstein(reference, batch)
    }

    /// Whether identification is off: p < 0.01, or a stability index above 0.25.
    public func isDrifted(stabilityIndex: Double? = nil) -> Bool {
        // An index that is not a number is no reassurance.
        test.probability < Self.significance || !((stabilityIndex ?? 0) <= Self.largestStabilityIndex)
    }

    /// ∫ |F − G|.
    ///
    /// - Throws: where a sample is empty, a value is not finite, or the area is above 1.8·10³⁰⁸.
    public static func wasserstein(_ one: [Double], _ other: [Double]) throws(BoundsError) -> Double {
        try checkedFinite(one, "the first sample")
        try checkedFinite(other, "the second sample")
        let (first, second) = (one.sorted(), other.sorted())
        var (i, j, area) = (0, 0, 0.0)
        var last = min(first[0], second[0])
        while i < first.count || j < second.count {
            let next = min(
                i < first.count ? first[i] : .infinity, j < second.count ? second[j] : .infinity)
            let difference = abs(Double(i) / Double(first.count) - Double(j) / Double(second.count))
            // Halves, because the difference of two finite values may not be finite.
            area += difference * (next / 2 - last / 2)
            last = next
            while i < first.count, first[i] == next { i += 1 }
            while j < second.count, second[j] == next { j += 1 }
        }
        guard (2 * area).isFinite else { throw .notFinite("The distance of the two samples") }
        return 2 * area
    }

    /// The population stability index Σ (a − e) ln(a/e) over bins declared before.
    ///
    /// - Parameters: shares of each bin, both adding up to 1.
    /// - Returns: infinite where only one of the two has anything in some bin; a bin that both leave empty adds nothing.
    /// - Throws: where there is no bin, there are not as many of each, or shares are no distribution.
    public static func stabilityIndex(actual: [Double], expected: [Double]) throws(BoundsError) -> Double {
        if actual.isEmpty { throw .empty("the bins") }
        if actual.count != expected.count { throw .differentLengths("actual shares", "expected ones") }
        for share in actual + expected { try checkedProbability(share, "The share of a bin") }
        for shares in [actual, expected] where abs(shares.reduce(0, +) - 1) > 1e-9 {
            throw .contradiction("The shares of the bins do not add up to 1")
        }
        return zip(actual, expected).reduce(0) { sum, pair in
            let (a, e) = pair
            if a == e { return sum }
            return a == 0 || e == 0 ? .infinity : sum + (a - e) * (log(a) - log(e))
        }
    }
}
