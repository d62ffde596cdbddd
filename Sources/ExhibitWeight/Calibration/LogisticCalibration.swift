#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

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

/// Newton's method, halving steps that do not gain. Scores are counted from the pivot in units of their spread.
private struct LogisticFit {
    struct Point {
        var level: Double
        var slope: Double
    }

    /// The mean loss, its gradient and its Hessian.
    private struct Loss {
        var value = 0.0
        var level = 0.0
        var slope = 0.0
        var levels = 0.0
        var cross = 0.0
        var slopes = 0.0
    }

    private let classes: ScoreClasses
    private let pivot: Double
    /// Standard deviation about the pivot, each class weighing a half.
    let unit: Double
    private let penalty: Double

    init(_ classes: ScoreClasses, pivot: Double, penalty: Double) {
        self.classes = classes
        self.pivot = pivot
        func square(_ scores: [Double]) -> Double {
            scores.reduce(0) { $0 + ($1 - pivot) * ($1 - pivot) } / Double(scores.count)
        }
        unit = ((square(classes.same) + square(classes.different)) / 2).squareRoot()
        let count = Double(classes.same.count + classes.different.count)
        self.penalty = penalty / count / unit / unit
    }

    mutating func maximum(from start: Point) throws(CalibrationError) -> Point {
        guard unit > 0, unit.isFinite, penalty.isFinite else { throw .unusableRange }
        var point = start
        var loss = self.loss(at: point)
        if !loss.value.isFinite {
            point = Point(level: 0, slope: 0)
            loss = self.loss(at: point)
        }
        var last = 0
        for _ in 0..<100 {
            let determinant = loss.levels * loss.slopes - loss.cross * loss.cross
            guard determinant > 1e-14 * loss.levels * loss.slopes else { throw .didNotConverge }
            let level = (loss.slopes * loss.level - loss.cross * loss.slope) / determinant
            let slope = (loss.levels * loss.slope - loss.cross * loss.level) / determinant
            // Twice what the step should gain. Once that is below what rounding does to the loss, the loss cannot judge
            // steps; then each step squares the error, and four are more than enough.
            let isLast = level * loss.level + slope * loss.slope <= 1e-9 * loss.value
            if isLast { last += 1 }
            var (size, moved) = (1.0, false)
            while !moved {
                let trial = Point(level: point.level - size * level, slope: point.slope - size * slope)
                let there = self.loss(at: trial)
                if isLast || there.value <= loss.value {
                    (point, loss, moved) = (trial, there, true)
                } else {
                    size /= 2
                    guard size > 1e-6 else { throw .didNotConverge }
                }
            }
            // A step squares its error, so what is left after one of 1e−8 is rounding.
            let isSmall = abs(level) <= 1e-8 * (1 + abs(point.level)) && abs(slope) <= 1e-8 * (1 + abs(point.slope))
            if isLast, isSmall || last == 4 { return point }
        }
        throw .didNotConverge
    }

    private func loss(at point: Point) -> Loss {
        var total = Loss()
        add(classes.same, sign: 1, at: point, to: &total)
        add(classes.different, sign: -1, at: point, to: &total)
        total.value += penalty * point.slope * point.slope / 2
        total.slope += penalty * point.slope
        total.slopes += penalty
        return total
    }

    private func add(_ scores: [Double], sign: Double, at point: Point, to total: inout Loss) {
        var sum = Loss()
        for score in scores {
            let x = (score - pivot) / unit
            let z = -sign * (point.level + point.slope * x)
            let small = exp(-abs(z))
            let tail = small / (1 + small)
            let wrong = z > 0 ? 1 - tail : tail
            let curvature = tail * (1 - tail)
            sum.value += max(z, 0) + log1p(small)
            sum.level -= sign * wrong
            sum.slope -= sign * wrong * x
            sum.levels += curvature
            sum.cross += curvature * x
            sum.slopes += curvature * x * x
        }
        let weight = 0.5 / Double(scores.count)
        total.value += weight * sum.value
        total.level += weight * sum.level
        total.slope += weight * sum.slope
        total.levels += weight * sum.levels
        total.cross += weight * sum.cross
        total.slopes += weight * sum.slopes
    }
}
