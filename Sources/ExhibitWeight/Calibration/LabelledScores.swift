/// Scores whose truth is known, from which a likelihood-ratio model is made.
///
/// Sources are numbers that only need to differ where the sources do: of pictures of one thing, or of one original and
/// the copies made of it. They decide which comparisons are independent and what may judge what.
public struct LabelledScores: Sendable {
    public enum Direction: String, Sendable, CaseIterable {
        case higherIsBetter = "higher"
        case lowerIsBetter = "lower"
    }

    /// A score of two pictures of one source.
    public struct SameSource: Sendable, Hashable {
        public let score: Double
        public let source: Int

        public init(score: Double, source: Int) {
            self.score = score
            self.source = source
        }
    }

    /// A score of pictures of two sources, or of a picture and a wrong label: a word has no source.
    public struct DifferentSource: Sendable, Hashable {
        public let score: Double
        public let first: Int
        /// Nil of a label.
        public let second: Int?

        public init(score: Double, first: Int, second: Int?) {
            self.score = score
            self.first = first
            self.second = second
        }

        /// The two sources, or the only one twice.
        var sources: (first: Int, second: Int) { (first, second ?? first) }
    }

    /// Ascending by score, then by source, whatever order they were given in: no result depends on that order.
    public let same: [SameSource]
    public let different: [DifferentSource]
    public let direction: Direction

    /// - Throws: where a class is empty, a score is not finite, or a different-source pair has one source.
    public init(
        same: [SameSource], different: [DifferentSource], direction: Direction
    ) throws(CalibrationError) {
        if same.isEmpty { throw .empty(.sameSource) }
        if different.isEmpty { throw .empty(.differentSource) }
        if let index = same.firstIndex(where: { !$0.score.isFinite }) { throw .notANumber(.sameSource, index: index) }
        if let index = different.firstIndex(where: { !$0.score.isFinite }) {
            throw .notANumber(.differentSource, index: index)
        }
        if let index = different.firstIndex(where: { $0.first == $0.second }) {
            throw .oneSourceAgainstItself(index: index)
        }
        // Adding 0 turns −0 into 0, which are equal scores that would sort in the order given.
        self.same = same.map { SameSource(score: $0.score + 0, source: $0.source) }.sorted {
            $0.score != $1.score ? $0.score < $1.score : $0.source < $1.source
        }
        self.different = different.map {
            DifferentSource(
                score: $0.score + 0, first: min($0.sources.first, $0.sources.second),
                second: $0.second.map { [first = $0.first] in max(first, $0) })
        }.sorted { $0.score != $1.score ? $0.score < $1.score : $0.sources < $1.sources }
        self.direction = direction
    }

    /// Every source named, ascending.
    public var sources: [Int] {
        (same.map(\.source) + different.map(\.first) + different.compactMap(\.second)).distinct
    }

    var classes: ScoreClasses {
        ScoreClasses(same: same.map(\.score), different: different.map(\.score))
    }
}

extension [Int] {
    var distinct: [Int] {
        var result: [Int] = []
        for value in sorted() where value != result.last { result.append(value) }
        return result
    }
}

/// The scores of both classes on the scale they were measured on, ascending, finite; neither is empty.
struct ScoreClasses: Sendable {
    let same: [Double]
    let different: [Double]

    var least: Double { min(same[0], different[0]) }
    var greatest: Double { max(same[same.count - 1], different[different.count - 1]) }

    /// The part of the axis that both classes reach; its ends are the wrong way round where there is none.
    var overlap: (low: Double, high: Double) {
        (max(same[0], different[0]), min(same[same.count - 1], different[different.count - 1]))
    }

    var separation: ScoreSeparation {
        if least == greatest { return .constant }
        // Where one class is a single number inside the other's range, the overlap is that number and no end of both.
        if same[0] < different[different.count - 1], different[0] < same[same.count - 1] { return .overlapping }
        return overlap.low > overlap.high ? .separate : .touching
    }
}
