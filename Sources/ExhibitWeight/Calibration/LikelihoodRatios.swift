/// Likelihood ratios of pairs whose truth is known, as log₁₀, and what they cost. Infinite ones have defined costs; a
/// single infinitely wrong one costs infinitely much.
public struct LikelihoodRatios: Sendable {
    /// Ascending.
    public let same: [Double]
    public let different: [Double]

    /// - Throws: where a class is empty, or a ratio is NaN.
    public init(same: [Double], different: [Double]) throws(CalibrationError) {
        if same.isEmpty { throw .empty(.sameSource) }
        if different.isEmpty { throw .empty(.differentSource) }
        if let index = same.firstIndex(where: \.isNaN) { throw .notANumber(.sameSource, index: index) }
        if let index = different.firstIndex(where: \.isNaN) { throw .notANumber(.differentSource, index: index) }
        self.init(unchecked: same.sorted(), different.sorted())
    }

    private init(unchecked same: [Double], _ different: [Double]) {
        self.same = same
        self.different = different
    }

    /// The same with none beyond a cap.
    public func clamped(to cap: ClosedRange<Double>) -> LikelihoodRatios {
        func clamp(_ values: [Double]) -> [Double] { values.map { min(max($0, cap.lowerBound), cap.upperBound) } }
        return LikelihoodRatios(unchecked: clamp(same), clamp(different))
    }

    /// The log-likelihood-ratio cost Cllr = ½[mean log₂(1 + 1/LR) over same + mean log₂(1 + LR) over different], in bits.
    /// 1 says nothing, and above 1 is worse than saying nothing.
    public var cllr: Double {
        let wrong = same.reduce(0) { $0 + LogOdds.cost(decades: -$1) } / Double(same.count)
        let other = different.reduce(0) { $0 + LogOdds.cost(decades: $1) } / Double(different.count)
        return (wrong + other) / 2
    }

    /// The cost that the best rising recalibration of these very pairs would have: what discrimination alone leaves.
    public var cllrMin: Double { isotonic.cost }

    /// What calibration costs: `cllr` less `cllrMin`.
    public var cllrCal: Double { cllr - cllrMin }

    /// The mean distance, in decades, of the recalibrated ratio from the given one, over given ratios between those
    /// whose recalibration is finite (Vergeer and others, 2021). Infinite where such a given ratio is infinite; nil where
    /// recalibration gives no finite ratio.
    public var devPAV: Double? {
        let isotonic = isotonic
        var (area, previous, first) = (0.0, nil as (x: Double, gap: Double)?, nil as Double?)
        for (index, block) in isotonic.blocks.enumerated() where block.same > 0 && block.different > 0 {
            let y = isotonic.logLikelihoodRatio(ofBlock: index)
            // Between neighbouring given ratios the recalibrated one is a straight line, which inside a block is level.
            for x in [block.weakest, block.strongest] {
                if x.isInfinite { return .infinity }
                if let previous { area += Self.area(width: x - previous.x, previous.gap, y - x) }
                first = first ?? x
                previous = (x, y - x)
            }
        }
        guard let first, let previous else { return nil }
        return previous.x == first ? abs(previous.gap) : area / (previous.x - first)
    }

    /// The area between 0 and a straight line that runs from one height to another.
    private static func area(width: Double, _ from: Double, _ to: Double) -> Double {
        let total = abs(from) + abs(to)
        if total == 0 { return 0 }
        if from.sign == to.sign { return width * total / 2 }
        return width * (from * from + to * to) / (2 * total)
    }

    private var isotonic: IsotonicCalibration { IsotonicCalibration(ScoreClasses(same: same, different: different)) }
}

extension IsotonicCalibration {
    /// Cllr of the ratios that it gives the very pairs it was made from. Finite: no pair is in a block without its class.
    fileprivate var cost: Double {
        var (wrong, other) = (0.0, 0.0)
        for (index, block) in blocks.enumerated() {
            let ratio = logLikelihoodRatio(ofBlock: index)
            if block.same > 0 { wrong += Double(block.same) * LogOdds.cost(decades: -ratio) }
            if block.different > 0 { other += Double(block.different) * LogOdds.cost(decades: ratio) }
        }
        return (wrong / Double(same) + other / Double(different)) / 2
    }
}
