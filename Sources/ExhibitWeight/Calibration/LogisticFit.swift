#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Newton's method, halving steps that do not gain. Scores are counted from the pivot in units of their spread.
struct LogisticFit {
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
        // Ordinary scores take fifteen passes over them, classes that overlap in one unit of the last digit some fifty.
        var passes = 0
        while true {
            let determinant = loss.levels * loss.slopes - loss.cross * loss.cross
            guard determinant > 1e-14 * loss.levels * loss.slopes else { throw .didNotConverge }
            let level = (loss.slopes * loss.level - loss.cross * loss.slope) / determinant
            let slope = (loss.levels * loss.slope - loss.cross * loss.level) / determinant
            // Twice what the step should gain. Once that is below what rounding does to the loss, the loss cannot judge
            // steps, and only their size tells how near the maximum is.
            let isBlind = level * loss.level + slope * loss.slope <= 1e-9 * loss.value
            var (size, moved) = (1.0, false)
            while !moved {
                passes += 1
                guard passes <= 100 else { throw .didNotConverge }
                let trial = Point(level: point.level - size * level, slope: point.slope - size * slope)
                let there = self.loss(at: trial)
                if isBlind || there.value <= loss.value {
                    (point, loss, moved) = (trial, there, true)
                } else {
                    size /= 2
                }
            }
            // A step squares its error, so what is left after one of 1e−8 is rounding.
            let isSmall = abs(level) <= 1e-8 * (1 + abs(point.level)) && abs(slope) <= 1e-8 * abs(point.slope) + 1e-12
            if isBlind, isSmall { return point }
        }
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
