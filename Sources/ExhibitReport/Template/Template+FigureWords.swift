extension Template {
    /// What each figure is, what its axes measure, and what one reads off it.
    static let figureWords = #"""
        == w1-title
        Distances in the test, and of this search
        == w1-description
        Two histograms over the distance, of pictures of the same source and of different ones, with the distance of this search’s best candidate and the largest distance that counts as vertical lines.
        == w1-caption
        Distances between pictures of the same source (hatched) and of different ones (outline), each as shares of its own kind. {{score}} The dashed line is the largest distance that counts, {{threshold}}. A distance is no probability.
        == w1-score
        The solid line is the best candidate of this search, at {{score}}: the more often pictures of the same source, and the more seldom others, lie there, the more the distance says.
        == w1-no-score
        No candidate of this search has a distance.
        == w1-head
        <th scope="col">Distance<th scope="col">Same source<th scope="col">Different sources
        == w1-up
        share of comparisons
        == w1-across
        distance (bits that differ, of 256)
        == w2-title
        Likelihood ratios in the test (Tippett curves)
        == w2-description
        Two falling curves over log10 of the likelihood ratio: the shares of comparisons of the same source and of different ones that had at least that ratio.
        == w2-caption
        The share of comparisons of each kind with at least the ratio below, on pictures kept out of the fitting. Right of 0, what the dashed line still holds are pictures of different sources that spoke for one source; left of 0, what the solid line lacks are pictures of the same source that spoke against it.
        == w2-head
        <th scope="col">log10 of the ratio<th scope="col">Same source<th scope="col">Different sources
        == w2-up
        share with at least this ratio
        == w2-across
        log10 of the likelihood ratio
        == w3-title
        What it costs to believe the ratios (empirical cross-entropy)
        == w3-description
        Two curves over the odds before the comparison: what a reader who believes the ratios does not know, in bits, and what a reader who ignores them does not know.
        == w3-caption
        What remains unknown after the comparison, in bits, to a reader who believes the ratios (solid) and to one who ignores them (dotted), for each odds of the claim before it. Where the solid line is the higher one, the ratios do harm: at {{harming}} of {{count}} odds.
        == w3-head
        <th scope="col">Prior<th scope="col">Bits, believing<th scope="col">Bits, ignoring
        == w3-up
        cross-entropy (bits)
        == w3-across
        odds of the claim before the comparison (log10 scale)
        == w4-title
        Stated probabilities, and what came true
        == w4-description
        Dots with vertical 95 % intervals: the share that came true over the probability stated, with a diagonal where both are equal.
        == w4-caption
        Posteriors at even odds, on pictures kept out of the fitting. A dot on the diagonal came true as often as stated; below it the method promised too much, above it too little. Left out are {{left}} of {{count}} tenths, those with fewer than 10 comparisons.
        == w4-head
        <th scope="col">Stated<th scope="col">Count<th scope="col">Mean<th scope="col">True<th scope="col">From<th scope="col">To
        == w4-up
        share that came true
        == w4-across
        probability stated
        == w5-title
        Coincidences and the size of the gallery
        == w5-description
        A line that rises with the number of pictures searched, a dashed line at one unrelated picture per search, and a cross at this search’s recorded bound.
        == w5-caption
        How many unrelated pictures within the limit are to be expected at most. The solid line is the bound of a single comparison times the number of pictures, as if comparisons were independent. The cross is what is recorded for this search: {{searched}} pictures, at most {{bound}}. Where it comes from searches of that size it lies below the line, which is the weaker bound. Above the dashed line, at 1, every search is to be expected to find one.
        == w5-head
        <th scope="col">Pictures<th scope="col">From single comparisons<th scope="col">Recorded
        == w5-up
        unrelated pictures expected, at most
        == w5-across
        pictures searched
        == w6-title
        The nearest other picture of each search in the test
        == w6-description
        A histogram over the distance, with the distance of this search’s best candidate and the largest distance that counts as vertical lines.
        == w6-caption
        Each picture of the test was searched for among the others, without itself. {{found}} of {{count}} searches lie left of the dashed line, up to {{threshold}}: they found a picture that nobody had declared a copy, by coincidence or because it is one.
        == w6-head
        <th scope="col">Distance<th scope="col">Searches
        == w6-up
        share of searches
        == w6-across
        distance of the nearest other picture (bits, of 256)

        """#
}
