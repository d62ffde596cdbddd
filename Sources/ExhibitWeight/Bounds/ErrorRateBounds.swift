#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What k errors in n independent trials say about the error rate: the exact bounds of Clopper and Pearson (1934).
///
/// A bound holds for every true rate with at least its confidence. It asks that trials are independent: `trials` is a
/// count of disjoint pairs or of distinct sources, never of all pairs (``PairCounts``).
public struct ErrorRateBounds: Sendable, Equatable {
    public let errors: Int
    public let trials: Int

    /// - Throws: where a count is negative or above 10¹², or errors are more than trials.
    public init(errors: Int, trials: Int) throws(BoundsError) {
        try checkedCount(errors, "The number of errors")
        try checkedCount(trials, "The number of trials")
        if errors > trials { throw .moreThan("The errors", of: "the trials") }
        self.errors = errors
        self.trials = trials
    }

    /// One-sided upper bound: the p at which P(X ≤ k) = 1 − confidence, which is BetaInv(confidence; k+1, n−k).
    /// 1 where every trial erred, or there was none.
    public func upper(confidence: Double = 0.95) throws(BoundsError) -> Double {
        upper(significance: try checkedSignificance(ofConfidence: confidence))
    }

    /// One-sided lower bound: BetaInv(1 − confidence; k, n−k+1); 0 where no trial erred.
    public func lower(confidence: Double = 0.95) throws(BoundsError) -> Double {
        lower(significance: try checkedSignificance(ofConfidence: confidence))
    }

    /// Two-sided: each side at half of what the confidence leaves.
    public func interval(confidence: Double = 0.95) throws(BoundsError) -> ClosedRange<Double> {
        let significance = try checkedSignificance(ofConfidence: confidence) / 2
        let low = lower(significance: significance)
        return low...max(low, upper(significance: significance))
    }

    private func upper(significance: Double) -> Double {
        if errors == trials { return 1 }
        if errors == 0 { return -expm1(log(significance) / Double(trials)) }
        let (failures, successes) = (Double(errors) + 1, Double(trials - errors))
        // P(X ≤ k) falls as p grows.
        return Self.root { p in IncompleteBeta.regularised(1 - p, p, successes, failures) <= significance }
    }

    private func lower(significance: Double) -> Double {
        if errors == 0 { return 0 }
        if errors == trials { return exp(log(significance) / Double(trials)) }
        let (failures, successes) = (Double(errors), Double(trials - errors) + 1)
        return Self.root { p in IncompleteBeta.regularised(p, 1 - p, failures, successes) >= significance }
    }

    /// The smallest p in (0, 1] from which on `holds`. Positive floats are ordered as their bit patterns are, so 62 halvings
    /// find it to the last bit however small it is.
    private static func root(where holds: (Double) -> Bool) -> Double {
        var (low, high) = (UInt64(0), (1.0).bitPattern)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if holds(Double(bitPattern: middle)) { high = middle } else { low = middle }
        }
        return Double(bitPattern: high)
    }

    /// How many trials without any error bring the one-sided upper bound to `rate` or below: the least n with
    /// (1−rate)^n ≤ 1 − confidence. 29 for 10 %, 299 for 1 %.
    ///
    /// - Returns: nil where no number up to 10¹² does, as for a rate of 0.
    public static func cleanTrialsNeeded(for rate: Double, confidence: Double = 0.95) throws(BoundsError) -> Int? {
        let significance = try checkedSignificance(ofConfidence: confidence)
        try checkedProbability(rate, "The error rate")
        if rate == 1 { return 0 }
        if rate == 0 { return nil }
        let estimate = log(significance) / log1p(-rate)
        guard estimate < Double(maximumCount) else { return nil }
        // The quotient may be wrong in its last bits; what counts is the bound that such trials will be given.
        var n = max(1, Int(estimate) - 1)
        while -expm1(log(significance) / Double(n)) > rate { n += 1 }
        return n <= maximumCount ? n : nil
    }
}
