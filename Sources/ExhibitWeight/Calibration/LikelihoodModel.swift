/// How a score becomes a likelihood ratio, by the default rule: balanced logistic regression at its maximum likelihood.
///
/// Where the classes do not overlap, or no stable maximum is found, it is isotonic regression with one misleading score
/// added to each class, which no strength beyond the counts can come out of. Where the line would fall against the
/// declared direction, and where all scores are one number, it is LR = 1 for every score. Caps are not part of it.
public struct LikelihoodModel: Sendable {
    public enum Method: Sendable {
        case logistic(LogisticCalibration)
        case isotonic(IsotonicCalibration)
        /// Nothing was learnt: log₁₀ LR is 0.
        case uninformative

        public func logLikelihoodRatio(_ score: Double) -> Double {
            switch self {
            case .logistic(let logistic): logistic.logLikelihoodRatio(score)
            case .isotonic(let isotonic): isotonic.logLikelihoodRatio(score)
            case .uninformative: 0
            }
        }
    }

    /// What one score is worth, as log₁₀ LR, before any cap.
    public struct Weight: Sendable, Hashable {
        /// By the method.
        public let method: Double
        /// By kernel densities; nil where they give no value.
        public let densities: Double?
        /// By isotonic regression without misleading scores: a diagnostic, which can be infinite.
        public let isotonic: Double
        /// Beyond all scores that were measured, so that the method extrapolates.
        public let isOutside: Bool

        /// Logistic regression and densities differ by more than half a decade: both are to be printed.
        public var disagree: Bool { densities.map { abs($0 - method) > LikelihoodModel.tolerance } ?? false }

        /// The value used: the method's, or where the two disagree the smaller magnitude.
        public var used: Double {
            guard let densities, disagree else { return method }
            return abs(densities) < abs(method) ? densities : method
        }
    }

    /// log₁₀ units by which logistic regression and densities may differ.
    public static let tolerance = 0.5
    /// Independent comparisons without which a class says nothing of how its scores spread.
    public static let leastSources = 2

    public let method: Method
    /// Why the method is not logistic regression.
    public let exception: CalibrationError?
    public let summary: ScoreSummary
    public let isotonic: IsotonicCalibration
    public let densities: KernelDensities?
    private let classes: ScoreClasses

    /// - Throws: `tooFewSources`. All else has a method.
    public init(_ scores: LabelledScores) throws(CalibrationError) {
        summary = ScoreSummary(scores)
        for (kind, found) in [
            (ScoreClass.sameSource, summary.independentSame), (.differentSource, summary.independentDifferent),
        ] where found < Self.leastSources {
            throw .tooFewSources(kind, found: found, needed: Self.leastSources)
        }
        classes = scores.classes
        (method, exception) = Self.method(classes, scores.direction)
        isotonic = IsotonicCalibration(classes, direction: scores.direction)
        densities = try? KernelDensities(classes)
    }

    static func method(
        _ classes: ScoreClasses, _ direction: LabelledScores.Direction, start: LogisticCalibration? = nil
    ) -> (Method, CalibrationError?) {
        do {
            let logistic = try LogisticCalibration(classes, start: start)
            let rises = direction == .higherIsBetter ? logistic.slope > 0 : logistic.slope < 0
            return rises ? (.logistic(logistic), nil) : (.uninformative, .againstDirection)
        } catch {
            if error == .separable(.constant) { return (.uninformative, error) }
            let counted = IsotonicCalibration(classes, direction: direction, misleading: 1)
            // One block is LR = 1 throughout: the classes are apart the wrong way round.
            return counted.blocks.count == 1 ? (.uninformative, .againstDirection) : (.isotonic(counted), error)
        }
    }

    /// - Returns: nil for a score that is not finite.
    public func evaluate(_ score: Double) -> Weight? {
        guard score.isFinite else { return nil }
        // Only a line can be contradicted by a density: the other methods claim no more than counts.
        var density: Double?
        if case .logistic = method { density = densities?.logLikelihoodRatio(score) }
        return Weight(
            method: method.logLikelihoodRatio(score), densities: density,
            isotonic: isotonic.logLikelihoodRatio(score),
            isOutside: score < classes.least || score > classes.greatest)
    }
}
