/// The likelihood ratios that rise with the score and fit the labels best: pool adjacent violators, balanced.
///
/// Tied scores are one point. A block's ratio is (k₁/n₁)/(k₀/n₀), so the ends are −∞ and +∞ where a class ends alone.
/// Between blocks the *probability* at prior odds 1 is interpolated linearly, as scikit-learn does and `lir` with it.
public struct IsotonicCalibration: Sendable {
    /// Scores between which the ratio is constant.
    public struct Block: Sendable, Hashable {
        /// The score in it that supports least, and the one that supports most: raw scores, so that the first is the
        /// larger where a lower score is better.
        public let weakest: Double
        public fileprivate(set) var strongest: Double
        /// How many scores of each class are in it, misleading ones included.
        public fileprivate(set) var same: Int
        public fileprivate(set) var different: Int

        /// A ratio that is not less. Cross products are exact, where quotients would round.
        fileprivate func reaches(_ other: Block) -> Bool {
            let (left, right) = (
                same.multipliedFullWidth(by: other.different), other.same.multipliedFullWidth(by: different)
            )
            return left.high != right.high ? left.high > right.high : left.low >= right.low
        }
    }

    /// From the weakest support to the strongest; ratios rise strictly.
    public let blocks: [Block]
    /// n₁ and n₀, misleading ones included.
    public let same: Int
    public let different: Int
    /// Scores added to each class beyond the far end of the other, so that no ratio is infinite.
    public let misleading: Int
    private let sign: Double

    public init(_ scores: LabelledScores, misleading: Int = 0) {
        self.init(scores.classes, direction: scores.direction, misleading: misleading)
    }

    /// - Parameter classes: may hold infinities, for the ratios of other methods.
    init(_ classes: ScoreClasses, direction: LabelledScores.Direction = .higherIsBetter, misleading: Int = 0) {
        let added = min(max(misleading, 0), 1_000_000_000)
        self.misleading = added
        same = classes.same.count + added
        different = classes.different.count + added
        sign = direction == .higherIsBetter ? 1 : -1

        var left = Cursor(classes.same, direction)
        var right = Cursor(classes.different, direction)
        var stack: [Block] = []
        // A misleading score is next to all others of the far end, which it violates, so it is always pooled with them.
        var first = added
        while let score = left.nearer(right) {
            var block = Block(weakest: score, strongest: score, same: left.take(score), different: right.take(score))
            block.same += first
            first = 0
            if left.isAtEnd, right.isAtEnd { block.different += added }
            while let last = stack.last, last.reaches(block) {
                stack.removeLast()
                block = Block(
                    weakest: last.weakest, strongest: block.strongest, same: last.same + block.same,
                    different: last.different + block.different)
            }
            stack.append(block)
        }
        blocks = stack
    }

    /// log₁₀ LR of a block, by its place.
    public func logLikelihoodRatio(ofBlock index: Int) -> Double {
        let (above, below) = shares(blocks[index])
        return LogOdds.decades(above, over: below)
    }

    /// log₁₀ LR of a finite score; beyond the scores that were measured, that of the nearest. Can be infinite.
    public func logLikelihoodRatio(_ score: Double) -> Double {
        let at = sign * score
        // The first block that ends at or beyond the score.
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if sign * blocks[middle].strongest < at { low = middle + 1 } else { high = middle }
        }
        if low == blocks.count { return logLikelihoodRatio(ofBlock: low - 1) }
        if low == 0 || at >= sign * blocks[low].weakest { return logLikelihoodRatio(ofBlock: low) }
        let (from, to) = (sign * blocks[low - 1].strongest, sign * blocks[low].weakest)
        // Halves, because the distance itself can overflow.
        let part = (at / 2 - from / 2) / (to / 2 - from / 2)
        let (before, after) = (shares(blocks[low - 1]), shares(blocks[low]))
        func mixed(_ left: Double, _ right: Double) -> Double { left * (1 - part) + right * part }
        return LogOdds.decades(mixed(before.same, after.same), over: mixed(before.different, after.different))
    }

    /// Probabilities at prior odds 1, that sum to 1.
    private func shares(_ block: Block) -> (same: Double, different: Double) {
        let (above, below) = (Double(block.same) / Double(same), Double(block.different) / Double(different))
        return (above / (above + below), below / (above + below))
    }
}

/// Walks the scores of one class from weak to strong support.
private struct Cursor {
    private let scores: [Double]
    private let isRising: Bool
    private var taken = 0

    init(_ scores: [Double], _ direction: LabelledScores.Direction) {
        self.scores = scores
        isRising = direction == .higherIsBetter
    }

    var isAtEnd: Bool { taken == scores.count }
    private var next: Double { isRising ? scores[taken] : scores[scores.count - 1 - taken] }

    /// The next score of the two; nil where both are at their ends.
    func nearer(_ other: Cursor) -> Double? {
        if isAtEnd { return other.isAtEnd ? nil : other.next }
        if other.isAtEnd { return next }
        return isRising ? min(next, other.next) : max(next, other.next)
    }

    /// How many of this score follow.
    mutating func take(_ score: Double) -> Int {
        let before = taken
        while !isAtEnd, next == score { taken += 1 }
        return taken - before
    }
}
