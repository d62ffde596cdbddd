extension ReportView.Weight {
    /// A question that was recorded after the answer was seen can have been chosen to fit it.
    public enum Asked: String, Hashable, Sendable, CaseIterable {
        case before
        case after
        case notStated = "not stated"
    }

    public struct Posterior: Hashable, Sendable {
        public enum Basis: String, Hashable, Sendable, CaseIterable {
            /// As likely as not.
            case even
            /// One among all that it could have been.
            case population
            /// One among those that were searched, and the same where the publisher states a population of that size: of
            /// views of version 2, which have `population` for what the publisher states.
            case searched
            case searchedAndStated = "searched and stated"
            /// The publisher's own, with the reason among the statements of the claim.
            case declared
        }

        public var prior: String
        public var basis: Basis
        /// Of all but `even` and `declared`.
        public var population: Int?
        public var value: String

        public init(prior: String, basis: Basis, population: Int?, value: String) {
            self.prior = prior
            self.basis = basis
            self.population = population
            self.value = value
        }
    }

    /// Scores of a model, in a hundred equal parts: the bars of the weight count the scores of each, from 0. Places are in
    /// parts from the lower end.
    public struct Scale: Hashable, Sendable {
        /// The score at each end, and in the middle.
        public var ends: [String]
        /// Of the best answer; nil where none counts.
        public var score: String?
        public var scorePlace: String?
        /// From which on an answer counts.
        public var threshold: String
        public var thresholdPlace: String
        /// Pairs of different sources, and those of them that reached it.
        public var pairs: Int
        public var matching: Int
        /// Whether answers are labels.
        public var isOfLabels: Bool

        public init(
            ends: [String], score: String?, scorePlace: String?, threshold: String, thresholdPlace: String, pairs: Int,
            matching: Int, isOfLabels: Bool
        ) {
            self.ends = ends
            self.score = score
            self.scorePlace = scorePlace
            self.threshold = threshold
            self.thresholdPlace = thresholdPlace
            self.pairs = pairs
            self.matching = matching
            self.isOfLabels = isOfLabels
        }
    }

    /// How many comparisons had this distance, or a score in this part of the scale.
    public struct Bar: Hashable, Sendable {
        public var distance: Int
        public var count: Int

        public init(distance: Int, count: Int) {
            self.distance = distance
            self.count = count
        }
    }

    /// Shares of comparisons whose log10 likelihood ratio is at least `ratio`.
    public struct TippettPoint: Hashable, Sendable {
        public var ratio: String
        public var same: String
        public var different: String

        public init(ratio: String, same: String, different: String) {
            self.ratio = ratio
            self.same = same
            self.different = different
        }
    }

    /// Empirical cross-entropy at one prior, and that of an answer that always says nothing.
    public struct CrossEntropyPoint: Hashable, Sendable {
        public var prior: String
        public var bits: String
        public var neutral: String

        public init(prior: String, bits: String, neutral: String) {
            self.prior = prior
            self.bits = bits
            self.neutral = neutral
        }
    }

    /// Stated probabilities of one tenth, and what came true of them with its 95 % interval.
    public struct Bin: Hashable, Sendable {
        public var count: Int
        /// Nil in an empty bin.
        public var stated: String?
        public var observed: String?
        /// Nil where there are too few for an interval.
        public var lower: String?
        public var upper: String?

        public init(count: Int, stated: String?, observed: String?, lower: String?, upper: String?) {
            self.count = count
            self.stated = stated
            self.observed = observed
            self.lower = lower
            self.upper = upper
        }
    }
}
