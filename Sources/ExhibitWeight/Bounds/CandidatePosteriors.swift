/// Posteriors of the candidates of a search, and of "none of these", where the gallery is part of a larger population in
/// which everybody was as likely before: P_i = LR_i / (Σ_gallery LR_j + M − N).
public struct CandidatePosteriors: Sendable, Equatable {
    /// In the order of the likelihood ratios given.
    public let candidates: [Double]
    /// Somebody of the gallery who is not among the candidates.
    public let unlisted: Double
    /// Somebody outside the gallery: (M − N) over the same denominator.
    public let noneOfThese: Double

    /// - Parameters:
    ///   - likelihoodRatios: of the candidates, finite, 0 or more.
    ///   - gallerySize: N, the candidates included.
    ///   - population: M, the gallery included.
    ///   - unlistedRatio: of each of the gallery who is not listed. 0 favours the candidates; a list that was cut off
    ///     should say its last candidate's.
    public init(
        likelihoodRatios: [Double], gallerySize: Int, population: Int, unlistedRatio: Double = 0
    ) throws(BoundsError) {
        try checkedCount(gallerySize, "The size of the gallery")
        try checkedCount(population, "The population")
        if likelihoodRatios.count > gallerySize { throw .moreThan("The candidates", of: "the gallery") }
        if gallerySize > population { throw .moreThan("The gallery", of: "the population") }
        guard likelihoodRatios.allSatisfy({ $0 >= 0 && $0.isFinite }), unlistedRatio >= 0, unlistedRatio.isFinite else {
            throw .notFinite("A likelihood ratio, which must be 0 or more,")
        }
        // In shares of the largest, because a sum of ratios near 10³⁰⁸ would overflow.
        let largest = max(likelihoodRatios.max() ?? 0, unlistedRatio, 1)
        let others = Double(gallerySize - likelihoodRatios.count) * (unlistedRatio / largest)
        let outside = Double(population - gallerySize) / largest
        // Sorted, so that the sum is the same in any order of candidates.
        let total = likelihoodRatios.sorted().reduce(0) { $0 + $1 / largest } + others + outside
        guard total > 0 else {
            throw .contradiction("Every candidate is excluded and there is nobody outside the gallery")
        }
        candidates = likelihoodRatios.map { $0 / largest / total }
        unlisted = others / total
        noneOfThese = outside / total
    }
}

/// How often a search is right when it names somebody, as rates of searches.
public struct SearchRates: Sendable, Equatable {
    /// Of searches whose mate is enrolled, those that return it at or above the threshold.
    public let truePositive: Double
    /// Of searches whose mate is enrolled, those whose first candidate at or above the threshold is somebody else.
    public let misidentified: Double
    /// Of searches without a mate, those that return anybody (FPIR).
    public let falsePositive: Double

    public init(truePositive: Double, misidentified: Double, falsePositive: Double) throws(BoundsError) {
        try checkedProbability(truePositive, "The true positive identification rate")
        try checkedProbability(misidentified, "The misidentification rate")
        try checkedProbability(falsePositive, "The FPIR")
        // Decimals such as 0.9 and 0.1 may add up to a little over one.
        if truePositive + misidentified > 1 + 1e-12 { throw .moreThan("The mated searches with an answer", of: "all") }
        self.truePositive = truePositive
        self.misidentified = misidentified
        self.falsePositive = falsePositive
    }

    /// The positive predictive value: π·TPIR / (π(TPIR + MIR) + (1−π)·FPIR).
    ///
    /// - Parameter enrolled: π, the probability that the mate is in the gallery at all.
    /// - Returns: nil where such searches never name anybody.
    public func predictiveValue(enrolled: Double) throws(BoundsError) -> Double? {
        try checkedProbability(enrolled, "The probability that the mate is enrolled")
        let right = enrolled * truePositive
        let named = enrolled * (truePositive + misidentified) + (1 - enrolled) * falsePositive
        return named > 0 ? right / named : nil
    }
}
