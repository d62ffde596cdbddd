#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension LLRBounds {
    /// Invariance verification (Alberink, Leegwater, Malmborg, Nordgaard, Sjerps and van der Ham, 2025): an LLR of x must
    /// not be stronger than how often LLRs of x and more occur under either proposition, with Jeffreys' ½ for what has not
    /// been seen. With k = #{LLR ≥ x},
    ///
    ///     Δ_up(x) = log₁₀((k_SS+½)/(n_SS+1)) − log₁₀((k_DS+½)/(n_DS+1)) − x
    ///
    /// the upper bound is the largest x before Δ_up < 0, and never above the strongest same-source LLR; the lower bound is
    /// its mirror image. Exact: between two LLRs the counts stand still and Δ_up falls straight through 0.
    ///
    /// Searched from the weakest LLR up, as `lir` does, not from 0: a system that overstates below 0 gets no bound above.
    /// O(n log n).
    ///
    /// - Parameters: log₁₀ of likelihood ratios, not of scores; infinite ones count as beyond every x.
    /// - Throws: where a class is empty or a value is not a number.
    public static func invariance(sameSource: [Double], differentSource: [Double]) throws(BoundsError) -> LLRBounds {
        let llrs = try ValidationLLRs(sameSource: sameSource, differentSource: differentSource)
        let upper = upperInvariance(llrs.sameSource, llrs.differentSource)
        let lower = upperInvariance(llrs.differentSource.reversed().map { -$0 }, llrs.sameSource.reversed().map { -$0 })
        return LLRBounds(lower: -lower, upper: upper)
    }

    /// - Parameters: both ascending and not empty.
    private static func upperInvariance(_ forIt: [Double], _ againstIt: [Double]) -> Double {
        let strongest = forIt[forIt.count - 1]
        let ratio = log10(Double(againstIt.count) + 1) - log10(Double(forIt.count) + 1)
        var (below, belowAgainst) = (0, 0)
        var edge = min(0, forIt[0], againstIt[0])
        // In each turn the counts are those of every x in (edge, next].
        while below < forIt.count || belowAgainst < againstIt.count {
            let next = min(
                below < forIt.count ? forIt[below] : .infinity,
                belowAgainst < againstIt.count ? againstIt[belowAgainst] : .infinity)
            let zero =
                log10(Double(forIt.count - below) + 0.5) - log10(Double(againstIt.count - belowAgainst) + 0.5) + ratio
            if zero < next { return min(max(edge, zero), strongest) }
            edge = next
            while below < forIt.count, forIt[below] == next { below += 1 }
            while belowAgainst < againstIt.count, againstIt[belowAgainst] == next { belowAgainst += 1 }
        }
        return strongest
    }
}
