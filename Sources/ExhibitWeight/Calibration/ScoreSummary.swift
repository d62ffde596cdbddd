/// What bounds count and what a reader should know about labelled scores, before anything is made of them.
public struct ScoreSummary: Sendable, Hashable {
    public let samePairs: Int
    public let differentPairs: Int
    /// Distinct sources of same-source pairs: further pairs of a source are not independent of the first.
    public let independentSame: Int
    /// Different-source pairs of which no two share a source, chosen greedily in order of their sources. Comparing m
    /// pictures with each other gives m(m − 1)/2 pairs and ⌊m/2⌋ of these; comparing one with all others gives 1. Never
    /// more than there are, and at least half.
    public let independentDifferent: Int
    /// Same-source pairs whose source had one before, and different-source pairs of two sources already compared.
    public let repeated: Int
    /// Scores that occur in both classes: how many distinct ones.
    public let ties: Int
    public let separation: ScoreSeparation

    public init(_ scores: LabelledScores) {
        samePairs = scores.same.count
        differentPairs = scores.different.count
        independentSame = scores.same.map(\.source).distinct.count

        let (disjoint, again) = Self.disjoint(scores.different.map(\.sources))
        independentDifferent = disjoint.count
        repeated = again + samePairs - independentSame

        let classes = scores.classes
        separation = classes.separation
        var (left, right, tied) = (0, 0, 0)
        while left < classes.same.count, right < classes.different.count {
            let (a, b) = (classes.same[left], classes.different[right])
            if a == b {
                tied += 1
                while left < classes.same.count, classes.same[left] == a { left += 1 }
            } else if a < b {
                left += 1
            } else {
                right += 1
            }
        }
        ties = tied
    }

    /// Pairs of which no two share a source, chosen greedily in order of their sources, by their places in the list; and
    /// how many have the sources of one before.
    ///
    /// - Parameter pairs: the smaller source first; one that has a single source has it twice.
    static func disjoint(_ pairs: [(Int, Int)]) -> (chosen: [Int], again: Int) {
        let order = pairs.indices.sorted { pairs[$0] != pairs[$1] ? pairs[$0] < pairs[$1] : $0 < $1 }
        var used = Set<Int>()
        var (chosen, again) = ([Int](), 0)
        for (index, place) in order.enumerated() {
            let pair = pairs[place]
            if index > 0, pairs[order[index - 1]] == pair {
                again += 1
            } else if !used.contains(pair.0), !used.contains(pair.1) {
                used.insert(pair.0)
                used.insert(pair.1)
                chosen.append(place)
            }
        }
        return (chosen, again)
    }
}
