#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension LLRBounds {
    /// Empirical lower and upper bounds, ELUB (Vergeer, van Es, de Jongh, Alberink and Stoel, 2016), on the grid of 0.01 and
    /// with one misleading LLR added to each side, as `lir` computes them. A threshold is within the bounds while deciding
    /// by the LLRs costs no more than deciding without them:
    ///
    ///     1 − P(LLR > x | SS) + 10^x · P(LLR > x | DS)  ≤  min(1, 10^x)
    ///
    /// Reported beside the cap, not part of it. O(n log n).
    ///
    /// - Parameters: log₁₀ of likelihood ratios; below −9 and above 9 they count as −9 and 9.
    /// - Throws: where a class is empty or a value is not a number.
    public static func empirical(sameSource: [Double], differentSource: [Double]) throws(BoundsError) -> LLRBounds {
        let llrs = try ValidationLLRs(sameSource: sameSource, differentSource: differentSource)
        let same = llrs.sameSource.map { min(9, max(-9, $0)) }
        let different = llrs.differentSource.map { min(9, max(-9, $0)) }
        // The grid reaches no further than data or counts do.
        let weakest = max(min(same[0], different[0]), -log10(Double(same.count) + 1))
        let highest = max(same[same.count - 1], different[different.count - 1])
        let strongest = min(highest, log10(Double(different.count) + 1))
        let first = min(0, Int((weakest / step).rounded(.down)))
        let last = max(0, Int((strongest / step).rounded(.down)) + 1)

        var (lower, upper) = (first, last)
        var (belowSame, belowDifferent) = (0, 0)
        for index in first...last {
            let threshold = Double(index) / 100
            while belowSame < same.count, same[belowSame] <= threshold { belowSame += 1 }
            while belowDifferent < different.count, different[belowDifferent] <= threshold { belowDifferent += 1 }
            let odds = pow(10, threshold)
            let missed = Double(belowSame + 1) / Double(same.count + 1)
            let admitted = Double(different.count - belowDifferent + 1) / Double(different.count + 1)
            let neutral = index < 0 ? odds : 1
            guard neutral < missed + odds * admitted else { continue }
            if index <= 0 { lower = index + 1 }
            if index >= 0 { upper = min(upper, index - 1) }
        }
        return LLRBounds(lower: Double(min(lower, 0)) / 100, upper: Double(max(upper, 0)) / 100)
    }

    private static let step = 0.01
}
