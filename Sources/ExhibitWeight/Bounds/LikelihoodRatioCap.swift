#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The LLRs (log₁₀ of the likelihood ratio) beyond which data do not reach, on both sides of 0.
public struct LLRBounds: Sendable, Equatable {
    /// 0 or below.
    public let lower: Double
    /// 0 or above.
    public let upper: Double

    init(lower: Double, upper: Double) {
        // A system so bad that its bound falls on the other side of 0 may say nothing; never −0.
        self.lower = lower < 0 ? lower : 0
        self.upper = upper > 0 ? upper : 0
    }

    /// −log₁₀(n_SS + 1) … log₁₀(n_DS + 1): one more comparison, going the other way, would have undone anything stronger.
    ///
    /// - Parameters: independent comparisons of each kind (``PairCounts``).
    public static func count(sameSource: Int, differentSource: Int) throws(BoundsError) -> LLRBounds {
        try checkedCount(sameSource, "The number of same-source comparisons")
        try checkedCount(differentSource, "The number of different-source comparisons")
        return LLRBounds(lower: -log10(Double(sameSource) + 1), upper: log10(Double(differentSource) + 1))
    }
}

/// The cap that a claim's LLR is held to: on each side the tighter of the count bound and of the bound by invariance
/// verification.
public struct LikelihoodRatioCap: Sendable, Equatable {
    public enum Rule: String, Sendable, CaseIterable {
        /// "Capped by n".
        case count
        case invariance
    }

    public let bounds: LLRBounds
    public let lowerRule: Rule
    public let upperRule: Rule

    /// - Parameter invariance: nil where there are no scores to verify; then the counts alone decide.
    public init(count: LLRBounds, invariance: LLRBounds?) {
        lowerRule = (invariance?.lower ?? -.infinity) > count.lower ? .invariance : .count
        upperRule = (invariance?.upper ?? .infinity) < count.upper ? .invariance : .count
        bounds = LLRBounds(
            lower: max(count.lower, invariance?.lower ?? -.infinity),
            upper: min(count.upper, invariance?.upper ?? .infinity))
    }

    public struct Capped: Sendable, Equatable {
        public let llr: Double
        /// The rule that made it weaker; nil where it stands as it was computed.
        public let by: Rule?
    }

    /// - Parameter llr: may be infinite, as PAV gives it.
    /// - Throws: where it is not a number.
    public func capped(_ llr: Double) throws(BoundsError) -> Capped {
        if llr.isNaN { throw .notFinite("The logarithm of the likelihood ratio") }
        if llr > bounds.upper { return Capped(llr: bounds.upper, by: upperRule) }
        if llr < bounds.lower { return Capped(llr: bounds.lower, by: lowerRule) }
        return Capped(llr: llr, by: nil)
    }
}

/// Validation LLRs of both kinds, sorted, among which there may be infinite ones.
struct ValidationLLRs {
    let sameSource: [Double]
    let differentSource: [Double]

    init(sameSource: [Double], differentSource: [Double]) throws(BoundsError) {
        if sameSource.isEmpty { throw .empty("the same-source comparisons") }
        if differentSource.isEmpty { throw .empty("the different-source comparisons") }
        guard !sameSource.contains(where: \.isNaN), !differentSource.contains(where: \.isNaN) else {
            throw .notFinite("The LLR of a comparison")
        }
        self.sameSource = sameSource.sorted()
        self.differentSource = differentSource.sorted()
    }
}
