#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension LikelihoodRatios {
    /// Empirical cross-entropy at one prior: how far from the truth a reader is left who starts at that prior and believes
    /// these ratios, in bits.
    public struct CrossEntropy: Sendable, Hashable {
        /// P(same source) before the comparison.
        public let prior: Double
        /// −π·mean log₂ P(same | LR) over same − (1 − π)·mean log₂ P(different | LR) over different. At ½ it is Cllr.
        public let bits: Double
        /// The same for a method that always answers LR = 1.
        public let neutral: Double

        /// The reader would be better off without these ratios. A billionth is left to rounding.
        public var harms: Bool { bits > neutral * (1 + 1e-9) }
    }

    /// - Parameter prior: between 0 and 1, neither included; else nil.
    public func crossEntropy(prior: Double) -> CrossEntropy? {
        guard prior > 0, prior < 1 else { return nil }
        // log₁₀ of prior odds; 1 − π is exact enough where π is small, and exact where it is above ½.
        let odds = (log(prior) - log1p(-prior)) / LogOdds.perDecade
        func mean(_ values: [Double], _ sign: Double) -> Double {
            values.reduce(0) { $0 + LogOdds.cost(decades: sign * ($1 + odds)) } / Double(values.count)
        }
        let bits = prior * mean(same, -1) + (1 - prior) * mean(different, 1)
        let neutral = -(prior * log(prior) + (1 - prior) * log1p(-prior)) / LogOdds.perBit
        return CrossEntropy(prior: prior, bits: bits, neutral: neutral)
    }

    /// At prior odds from 10^−decades to 10^decades, for a plot: 2·steps + 1 of them, evenly in log odds.
    public func crossEntropyCurve(decades: Double = 4, steps: Int = 20) -> [CrossEntropy] {
        let count = min(max(steps, 1), 1_000)
        return (-count...count).compactMap { step in
            let odds = decades * Double(step) / Double(count)
            return crossEntropy(prior: 1 / (1 + pow(10, -odds)))
        }
    }
}
