#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Gaussian kernel densities of both classes: what the scores look like near one score, without assuming a line.
///
/// Each class has Silverman's bandwidth h = (4σ⁵/3n)^⅕, σ² the mean squared deviation. A value of it is never given
/// beyond the scores that were measured.
public struct KernelDensities: Sendable {
    /// In units of the score.
    public let bandwidthSame: Double
    public let bandwidthDifferent: Double
    private let classes: ScoreClasses

    /// - Throws: `noSpread` for a class that is a single number, `unusableRange`.
    public init(_ scores: LabelledScores) throws(CalibrationError) {
        try self.init(scores.classes)
    }

    init(_ classes: ScoreClasses) throws(CalibrationError) {
        guard max(abs(classes.least), abs(classes.greatest)) <= 1e140 else { throw .unusableRange }
        bandwidthSame = try Self.bandwidth(classes.same, .sameSource)
        bandwidthDifferent = try Self.bandwidth(classes.different, .differentSource)
        self.classes = classes
    }

    private static func bandwidth(_ scores: [Double], _ kind: ScoreClass) throws(CalibrationError) -> Double {
        if scores[0] == scores[scores.count - 1] { throw .noSpread(kind) }
        guard scores[scores.count - 1] - scores[0] >= 1e-140 else { throw .unusableRange }
        let count = Double(scores.count)
        // From the first score, where a mean of large numbers would lose the digits in which they differ.
        let mean = scores.reduce(0) { $0 + ($1 - scores[0]) } / count
        let variance = scores.reduce(0) { $0 + ($1 - scores[0] - mean) * ($1 - scores[0] - mean) } / count
        return variance.squareRoot() * pow(4 / (3 * count), 0.2)
    }

    /// log₁₀ LR; nil outside the measured scores of both classes together, for NaN, and in a gap so wide that both
    /// densities are 0 to any precision.
    public func logLikelihoodRatio(_ score: Double) -> Double? {
        guard score >= classes.least, score <= classes.greatest else { return nil }
        let difference =
            Self.logDensity(score, of: classes.same, bandwidthSame)
            - Self.logDensity(score, of: classes.different, bandwidthDifferent)
        return difference.isNaN ? nil : difference / LogOdds.perDecade
    }

    /// Both densities at a score, per unit of the score: what a plot draws. Each call takes time in proportion to the
    /// scores within ten bandwidths.
    public func densities(_ score: Double) -> (same: Double, different: Double) {
        guard score.isFinite else { return (0, 0) }
        return (
            exp(Self.logDensity(score, of: classes.same, bandwidthSame)),
            exp(Self.logDensity(score, of: classes.different, bandwidthDifferent))
        )
    }

    /// Far from all scores a density vanishes before its logarithm does, so terms are summed relative to the nearest
    /// score's. What weighs less than e⁻⁴⁶ of that is left out: a relative error below 1.1e−20 for each score.
    private static func logDensity(_ at: Double, of scores: [Double], _ bandwidth: Double) -> Double {
        let middle = scores.partition(before: at)
        var nearest = Double.infinity
        if middle < scores.count { nearest = abs(scores[middle] - at) }
        if middle > 0 { nearest = min(nearest, abs(scores[middle - 1] - at)) }
        nearest /= bandwidth
        guard (nearest * nearest).isFinite else { return -.infinity }
        let reach = (nearest * nearest + 92).squareRoot()
        var sum = 0.0
        var index = middle
        while index < scores.count {
            let distance = abs(scores[index] - at) / bandwidth
            if distance > reach { break }
            sum += exp((nearest - distance) * (nearest + distance) / 2)
            index += 1
        }
        index = middle
        while index > 0 {
            let distance = abs(scores[index - 1] - at) / bandwidth
            if distance > reach { break }
            sum += exp((nearest - distance) * (nearest + distance) / 2)
            index -= 1
        }
        let scale = log(Double(scores.count)) + log(bandwidth) + 0.9189385332046727  // ½ ln 2π
        return log(sum) - nearest * nearest / 2 - scale
    }
}

extension [Double] {
    /// The place of the first element that is not less: of an ascending array.
    func partition(before value: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
