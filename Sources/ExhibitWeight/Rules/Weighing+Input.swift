import ExhibitCore

/// What a comparison is worth under a policy.
public enum Weighing {
    /// Everything that the rules ask, as the chain supports it; nil is where the chain is silent.
    ///
    /// Silence about a calibration, a bound or a likelihood ratio allows a lead without numbers, which a bad
    /// measurement would not: what is silent has to be decided from the chain, never from what a publisher chose to
    /// state.
    public struct Input: Sendable, Equatable {
        public var subject: Subject
        public var comparison: Comparison
        /// Answers that reach the method's own threshold. With none, nothing is named.
        public var candidates: Int64 = 1
        /// Every signature, hash and commitment that the claim rests on.
        public var isChainVerified = false
        /// Model and program are fixed by digest.
        public var isModelPinned = false
        public var isModelWithdrawn = false
        public var gates = Gates()
        /// Of what was compared, over all paths.
        public var comparisonTaint: Taint = .learnedOrUnknown
        /// Of the probes of the searches that nominated the candidate; T0 where none did.
        public var nominationTaint: Taint = .asReceived
        /// The method was validated with its generating step on, in the cell of this evidence.
        public var isGenerationValidated = false
        /// Nil where no calibration is named.
        public var calibration: Calibration?
        /// The publisher's own, between 0 and 1.
        public var declaredPrior: RecordedDecimal?
        /// Size of the relevant population.
        public var population: Int64?
        /// Nil where nobody has run it again.
        public var reproduction: Reproduction?
        /// Items that derive neither from the same image nor from the same model.
        public var corroboration: Int64 = 0
        public var reviews: [Review] = []
        public var hasOpenVerifiedChallenge = false
        /// Of the claim, when it is read. Nil where it is being made.
        public var ageInDays: Int64?

        public init(subject: Subject, comparison: Comparison) {
            self.subject = subject
            self.comparison = comparison
        }
    }

    public enum Subject: Sendable, Equatable, CaseIterable {
        case thing, documentNamingPerson, person
        /// A child, a victim, a private person in a crowd, or an inferred protected trait.
        case excluded

        /// Of the taint sentences and ceilings.
        var about: About { self == .person || self == .excluded ? .person : .thing }
        var namesPerson: Bool { self != .thing }
    }

    public enum Comparison: Sendable, Equatable {
        case oneToOne
        /// The number of entries of each gallery that was searched, over all searches of the question.
        case oneToMany(galleries: [Int64])
    }

    /// What the method found of the picture itself; nil where it has no such measure.
    public struct Gates: Sendable, Equatable {
        public var isDecoded = true
        public var isRunCompleted = true
        public var quality: Int64?
        public var unstableBits: Int64?
        /// What could be decoded of a damaged file was compared.
        public var isDamaged = false
        /// With its unstable bits counted, the best answer could lie beyond the method's threshold.
        public var isBorderline = false

        public init() {}
    }

    public struct Calibration: Sendable, Equatable {
        /// Independent comparisons in the evidence's cell. Nil where the evidence falls into no declared cell.
        public var cell: Cell?
        /// One-sided 95 % upper bound of the false-match rate of one comparison, in the cell.
        public var falseMatchRate: RecordedDecimal?
        /// Of direct 1:N searches that had no mate in the gallery.
        public var direct: DirectTest?
        /// Nil where the calibration yields none.
        public var ratio: Ratio?
        /// At the declared prior.
        public var posterior: RecordedDecimal?
        public var runnerUp: RunnerUp = .unknown
        /// Of scores that the calibration was not fitted to.
        public var cllr: RecordedDecimal?
        public var calibrationLoss: RecordedDecimal?
        /// The empirical cross-entropy at the declared prior lies above that of saying nothing.
        public var harmsAtPrior: Bool?

        public init() {}
    }

    public struct Cell: Sendable, Equatable {
        public var sameSource: Int64
        public var differentSource: Int64

        public init(sameSource: Int64, differentSource: Int64) {
            self.sameSource = sameSource
            self.differentSource = differentSource
        }
    }

    public struct DirectTest: Sendable, Equatable {
        /// Entries of the gallery of the test.
        public var gallery: Int64
        /// One-sided 95 % upper bound of the share of searches with any answer.
        public var falsePositiveRate: RecordedDecimal
        /// -ln(1 - falsePositiveRate); nil where that has no bound.
        public var coincidences: RecordedDecimal?

        public init(gallery: Int64, falsePositiveRate: RecordedDecimal, coincidences: RecordedDecimal?) {
            self.gallery = gallery
            self.falsePositiveRate = falsePositiveRate
            self.coincidences = coincidences
        }
    }

    /// log10 of the likelihood ratio, after its caps.
    public struct Ratio: Sendable, Equatable {
        public enum Cap: Sendable, Equatable {
            case none
            /// By so many independent comparisons.
            case count(Int64)
            /// By the invariance-verification bound.
            case invariance
        }
        public var logRatio: RecordedDecimal
        public var cap: Cap

        public init(_ logRatio: RecordedDecimal, cap: Cap = .none) {
            self.logRatio = logRatio
            self.cap = cap
        }
    }

    /// The second-best answer of a search.
    public enum RunnerUp: Sendable, Equatable {
        case none, unknown
        case logRatio(RecordedDecimal)
    }

    /// The class is the worst of all re-runs.
    public struct Reproduction: Sendable, Equatable {
        public enum Class: String, Sendable, CaseIterable {
            case exact = "R0"
            case withinTolerance = "R1"
            case sameStatus = "R2"
            case notReproduced = "R3"
            case cannotBeAttempted = "RX"
        }
        public var worst: Class
        public var runs: Int64
        /// Parties or machines other than the first.
        public var otherParties: Int64
        /// R3 arose under the recorded engine, optimisation level and instruction set, or changed the status word. Only
        /// then does it condemn by itself.
        public var isConclusive: Bool

        public init(_ worst: Class, runs: Int64, otherParties: Int64, isConclusive: Bool = true) {
            self.worst = worst
            self.runs = runs
            self.otherParties = otherParties
            self.isConclusive = isConclusive
        }
    }

    public struct Review: Sendable, Equatable {
        public var key: TypedName
        public var isBlind: Bool
        public var isSupporting: Bool

        public init(key: TypedName, isBlind: Bool, isSupporting: Bool) {
            self.key = key
            self.isBlind = isBlind
            self.isSupporting = isSupporting
        }
    }
}
