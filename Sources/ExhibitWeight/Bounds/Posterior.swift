#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The probability that two things have the same source, given a prior and a likelihood ratio:
/// O·LR / (1 + O·LR) with O = π/(1−π). A likelihood ratio alone is no probability: the same 54.6 gives 0.98 or 0.005.
public enum Posterior {
    /// - Parameters:
    ///   - prior: 0…1, both included.
    ///   - likelihoodRatio: 0 or more; infinite is allowed.
    /// - Throws: where prior and ratio exclude each other (a prior of 0 with an infinite ratio, 1 with 0).
    public static func probability(prior: Double, likelihoodRatio: Double) throws(BoundsError) -> Double {
        try checkedProbability(prior, "The prior")
        guard likelihoodRatio >= 0 else { throw .notFinite("The likelihood ratio, which must be 0 or more,") }
        if (prior == 0 && likelihoodRatio == .infinity) || (prior == 1 && likelihoodRatio == 0) {
            throw .contradiction("The prior and the likelihood ratio exclude each other")
        }
        if likelihoodRatio == .infinity { return 1 }
        return prior * likelihoodRatio / (prior * likelihoodRatio + (1 - prior))
    }

    /// - Parameter llr: log₁₀ of the likelihood ratio; any size.
    public static func probability(prior: Double, llr: Double) throws(BoundsError) -> Double {
        guard !llr.isNaN else { throw .notFinite("The logarithm of the likelihood ratio") }
        let ratio = pow(10, llr)
        guard llr.isFinite else { return try probability(prior: prior, likelihoodRatio: ratio) }
        // A finite logarithm excludes nothing, however large the power.
        return try probability(
            prior: prior, likelihoodRatio: min(.greatestFiniteMagnitude, max(.leastNonzeroMagnitude, ratio)))
    }

    /// The likelihood ratio that turns this prior into this posterior: P/(1−P) · (1−π)/π.
    ///
    /// - Returns: nil where no finite one does.
    public static func likelihoodRatioNeeded(posterior: Double, prior: Double) throws(BoundsError) -> Double? {
        try checkedProbability(posterior, "The posterior")
        try checkedProbability(prior, "The prior")
        if posterior == 0 { return prior == 1 ? nil : 0 }
        if prior == 1 { return posterior == 1 ? 0 : nil }
        if posterior == 1 || prior == 0 { return nil }
        let needed = posterior / (1 - posterior) * ((1 - prior) / prior)
        return needed.isFinite ? needed : nil
    }

    /// The likelihood ratio needed where one of M sources is it, each as likely before: P/(1−P) · (M−1).
    public static func likelihoodRatioNeeded(posterior: Double, sources: Int) throws(BoundsError) -> Double? {
        try checkedCount(sources, "The number of sources")
        if sources == 0 { throw .empty("the set of possible sources") }
        try checkedProbability(posterior, "The posterior")
        if sources == 1 { return 0 }
        return posterior == 1 ? nil : posterior / (1 - posterior) * Double(sources - 1)
    }
}

/// The three posteriors that are always said together. The prior is not the model's to choose, and not the publisher's
/// alone.
public struct PosteriorsAtThreePriors: Sendable, Equatable {
    /// At a prior of ½, which nobody should mistake for knowledge.
    public let even: Double
    /// At 1/N_population: as many as could be the source, each as likely.
    public let ofPopulation: Double
    /// At the prior that the publisher declared with a reason.
    public let declared: Double

    /// - Parameters:
    ///   - llr: log₁₀ of the likelihood ratio, capped (``LikelihoodRatioCap``).
    ///   - population: at least 2: a population of one is a conclusion, not a prior.
    public init(llr: Double, population: Int, declaredPrior: Double) throws(BoundsError) {
        try checkedCount(population, "The population")
        if population < 2 { throw .empty("the population besides the candidate") }
        even = try Posterior.probability(prior: 0.5, llr: llr)
        ofPopulation = try Posterior.probability(prior: 1 / Double(population), llr: llr)
        declared = try Posterior.probability(prior: declaredPrior, llr: llr)
    }
}
