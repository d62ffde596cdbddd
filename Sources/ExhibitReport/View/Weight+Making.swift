extension ReportView.Weight {
    /// What views of version 2 say of how the numbers came about.
    public struct Making: Hashable, Sendable {
        /// Comparisons that the ratio was learnt from. How many of them are independent, the weight says.
        public var samePairs: Int
        public var differentPairs: Int
        /// Nil where the test gave no ratio.
        public var method: Method?
        /// Why there is none, a word of the calibration's format.
        public var withoutMethod: String?
        public var covariate: Covariate?
        /// Of the declared prior; nil where none is declared.
        public var priorReason: ReportView.Disclosed<String>?

        public init(
            samePairs: Int, differentPairs: Int, method: Method?, withoutMethod: String?, covariate: Covariate?,
            priorReason: ReportView.Disclosed<String>?
        ) {
            self.samePairs = samePairs
            self.differentPairs = differentPairs
            self.method = method
            self.withoutMethod = withoutMethod
            self.covariate = covariate
            self.priorReason = priorReason
        }
    }

    /// How a score becomes a ratio, and how that was tried on what it had not learnt from.
    public struct Method: Hashable, Sendable {
        public enum Curve: Hashable, Sendable {
            /// ln of the ratio is `intercept` + `slope` · score.
            case logistic(intercept: String, slope: String)
            case isotonic(blocks: Int, misleading: Int)
        }

        public var curve: Curve
        /// For example "5 folds by source".
        public var plan: String
        /// How many models were made for that, and how many of them were logistic regressions.
        public var models: Int
        public var logistic: Int
        /// At the best answer; nil where none counts.
        public var atScore: AtScore?

        public init(curve: Curve, plan: String, models: Int, logistic: Int, atScore: AtScore?) {
            self.curve = curve
            self.plan = plan
            self.models = models
            self.logistic = logistic
            self.atScore = atScore
        }
    }

    /// log10 of the ratio of one score before any cap, with two decimals.
    public struct AtScore: Hashable, Sendable {
        public var byMethod: String
        /// Where they differ from the method by more than 0.5; else nil.
        public var byDensities: String?
        /// Without misleading scores; nil where such scores were of one kind only.
        public var byIsotonic: String?
        /// Beyond all scores that were measured.
        public var isOutside: Bool

        public init(byMethod: String, byDensities: String?, byIsotonic: String?, isOutside: Bool) {
            self.byMethod = byMethod
            self.byDensities = byDensities
            self.byIsotonic = byIsotonic
            self.isOutside = isOutside
        }
    }

    /// How unusual the picture is among those of the test, in one measure: p = (1 + atMost) / (count + 1).
    public struct Covariate: Hashable, Sendable {
        public enum Measure: String, Hashable, Sendable, CaseIterable {
            /// PDQ quality.
            case quality
            /// The smaller side in pixels.
            case side
        }

        public var measure: Measure
        public var value: Int
        /// Pictures of the test, and those of them with no more than the value.
        public var count: Int
        public var atMost: Int
        public var probability: String

        public init(measure: Measure, value: Int, count: Int, atMost: Int, probability: String) {
            self.measure = measure
            self.value = value
            self.count = count
            self.atMost = atMost
            self.probability = probability
        }
    }
}
