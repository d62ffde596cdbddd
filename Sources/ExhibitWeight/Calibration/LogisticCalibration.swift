/// Balanced logistic regression of the label on the score: log₁₀ LR = (a + b·score) / ln 10.
///
/// Maximises Σ w·[y·ln σ(a + b·s) + (1 − y)·ln(1 − σ(a + b·s))] − penalty·b²/2 with w = n/2n₁ for same-source scores and
/// n/2n₀ for others, so that the prior odds are 1 and the fitted log odds are the log likelihood ratio. A penalty of 0
/// is the maximum likelihood, which the rules use. scikit-learn, and `lir` with it, penalise with 1 unless told
/// otherwise: on scores between 0 and 1 that weakens a likelihood ratio by orders of magnitude, so the penalty is kept.
public struct LogisticCalibration: Sendable, Hashable {
    /// b, per unit of the score.
    public let slope: Double
    /// A score in the middle of where the classes overlap. The line is kept by its value there because a large
    /// intercept and a large slope would cancel.
    public let pivot: Double
    /// a + b·pivot: a natural logarithm of odds.
    public let atPivot: Double
    public let penalty: Double

    public var intercept: Double { atPivot - slope * pivot }

    public init(slope: Double, pivot: Double, atPivot: Double, penalty: Double) {
        self.slope = slope
        self.pivot = pivot
        self.atPivot = atPivot
        self.penalty = penalty
    }

    /// - Throws: `separable` where the maximum likelihood would be infinite; `unusableRange`, `didNotConverge`, where
    ///   arithmetic would fail; `invalidPenalty`. A result is always finite.
    public init(_ scores: LabelledScores, penalty: Double = 0) throws(CalibrationError) {
        try self.init(scores.classes, penalty: penalty)
    }

    /// - Parameter start: of a fit to similar scores. The maximum is unique, so this saves time and changes nothing.
    init(_ classes: ScoreClasses, penalty: Double = 0, start: LogisticCalibration? = nil) throws(CalibrationError) {
        guard penalty >= 0, penalty.isFinite else { throw .invalidPenalty }
        let separation = classes.separation
        if penalty == 0 || separation == .constant {
            guard separation == .overlapping else { throw .separable(separation) }
        }
        // Squares of what lies between can neither overflow nor vanish.
        let (least, greatest) = (classes.least, classes.greatest)
        guard max(abs(least), abs(greatest)) <= 1e140, greatest - least >= 1e-140 else { throw .unusableRange }

        let overlap = classes.overlap
        pivot = overlap.low / 2 + overlap.high / 2
        self.penalty = penalty
        var fit = LogisticFit(classes, pivot: pivot, penalty: penalty)
        var from = LogisticFit.Point(level: 0, slope: 0)
        if let start {
            from = .init(level: start.atPivot + start.slope * (pivot - start.pivot), slope: start.slope * fit.unit)
        }
        let best = try fit.maximum(from: from)
        slope = best.slope / fit.unit
        atPivot = best.level
        guard slope.isFinite, atPivot.isFinite else { throw .didNotConverge }
    }

    /// log₁₀ LR of a finite score. Infinite where a product overflows; never NaN.
    public func logLikelihoodRatio(_ score: Double) -> Double {
        (atPivot + slope * (score - pivot)) / LogOdds.perDecade
    }
}
