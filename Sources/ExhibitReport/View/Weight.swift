extension ReportView {
    /// What the answer is worth, as a calibration measured it. Decimals are the digits that stand in the record: the
    /// page prints them and scales them for its figures, but computes nothing from them.
    public struct Weight: Hashable, Sendable {
        /// The validated cell that the evidence falls in, and its independent comparisons of each class.
        public var cell: String
        public var sameIndependent: Int
        public var differentIndependent: Int
        /// 64 hex digits, and where that statement stands.
        public var calibration: String
        public var calibrationPosition: Int
        /// Hour of the calibration, `YYYY-MM-DDThh:00:00Z`.
        public var made: String
        /// The conditions that it holds for, as its operator wrote them.
        public var conditions: Disclosed<String>
        /// When the question was asked, as the publisher states it.
        public var asked: Asked

        /// log10 of the capped likelihood ratio; nil where none may be given.
        public var logRatio: String?
        /// The policy's words for it.
        public var words: String
        /// What the ratio was capped by, a sentence; may be empty.
        public var cap: String
        /// log10 of the ratio of the best candidate's likelihood ratio to the second one's; nil without a second one.
        public var runnerUp: String?
        /// Probabilities of the proposition, one for each prior.
        public var posteriors: [Posterior]

        /// Upper bound of the strangers expected in such a search; nil where nothing bounds it.
        public var coincidences: String?
        /// Upper bound of the share of such searches that find a stranger.
        public var falsePositives: String?
        /// Upper bound of the false match rate of one comparison.
        public var falseMatchRate: String?
        /// Pictures compared in this search, over all galleries.
        public var searched: Int
        /// Pictures compared in each search of the test.
        public var tested: Int
        /// Independent searches of the test, and those of them that found a stranger.
        public var trials: Int
        public var errors: Int
        /// Whether `falsePositives` comes from searches of a gallery of nearly this size, and not from single comparisons.
        public var isDirect: Bool

        /// Distance of the best candidate; nil where no candidate has one.
        public var score: Int?
        /// Largest distance that counts as a candidate.
        public var threshold: Int
        /// Sparse, by ascending distance: pictures of the same source, of different ones, and the nearest other
        /// picture of each search.
        public var same: [Bar]
        public var different: [Bar]
        public var searches: [Bar]
        /// By ascending ratio.
        public var tippett: [TippettPoint]
        /// Evenly in log10 of the prior odds, ascending.
        public var crossEntropy: [CrossEntropyPoint]
        /// Ten equal bins of the stated probability, ascending.
        public var reliability: [Bin]
        /// Cost of the held-out likelihood ratios in bits; the least for their order; the difference.
        public var cllr: String?
        public var cllrMin: String?
        public var cllrCal: String?
        /// How many strangers are expected, a sentence that is said first; mostly empty.
        public var banner: String
        /// Of a model that gives scores; nil where distances were measured.
        public var scale: Scale?
        /// Nil in a view of version 1.
        public var making: Making?

        public init(
            cell: String, sameIndependent: Int, differentIndependent: Int, calibration: String,
            calibrationPosition: Int, made: String, conditions: Disclosed<String>, asked: Asked, logRatio: String?,
            words: String, cap: String, runnerUp: String?, posteriors: [Posterior], coincidences: String?,
            falsePositives: String?, falseMatchRate: String?, searched: Int, tested: Int, trials: Int, errors: Int,
            isDirect: Bool, score: Int?, threshold: Int, same: [Bar], different: [Bar], searches: [Bar],
            tippett: [TippettPoint], crossEntropy: [CrossEntropyPoint], reliability: [Bin], cllr: String?,
            cllrMin: String?, cllrCal: String?, banner: String = ""
        ) {
            self.cell = cell
            self.sameIndependent = sameIndependent
            self.differentIndependent = differentIndependent
            self.calibration = calibration
            self.calibrationPosition = calibrationPosition
            self.made = made
            self.conditions = conditions
            self.asked = asked
            self.logRatio = logRatio
            self.words = words
            self.cap = cap
            self.runnerUp = runnerUp
            self.posteriors = posteriors
            self.coincidences = coincidences
            self.falsePositives = falsePositives
            self.falseMatchRate = falseMatchRate
            self.searched = searched
            self.tested = tested
            self.trials = trials
            self.errors = errors
            self.isDirect = isDirect
            self.score = score
            self.threshold = threshold
            self.same = same
            self.different = different
            self.searches = searches
            self.tippett = tippett
            self.crossEntropy = crossEntropy
            self.reliability = reliability
            self.cllr = cllr
            self.cllrMin = cllrMin
            self.cllrCal = cllrCal
            self.banner = banner
        }
    }
}
