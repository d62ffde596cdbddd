/// How many comparisons m pictures of distinct sources allow, and how many of those are independent trials.
///
/// Comparing all with all gives m(m−1)/2 pairs, but one odd picture errs in many of them. Bounds count ⌊m/2⌋ disjoint
/// pairs: 1,000 pictures give 499,500 pairs and 500 trials.
public struct PairCounts: Sendable, Equatable {
    public let pairs: Int
    /// The n of every bound.
    public let independent: Int

    /// - Parameter sources: distinct ones, each counted once however many pictures it has.
    /// - Throws: where it is negative or above 10⁹: the pairs of more would not be a count.
    public init(sources: Int) throws(BoundsError) {
        try checkedCount(sources, "The number of sources")
        if sources > 1_000_000_000 { throw .tooMany("The number of pairs of these sources") }
        pairs = sources < 2 ? 0 : sources * (sources - 1) / 2
        independent = sources / 2
    }
}
