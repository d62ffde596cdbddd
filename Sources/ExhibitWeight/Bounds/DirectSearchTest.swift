#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Searches of pictures that have no mate in a gallery of known size: the cheapest honest evidence of what a search in such
/// a gallery is worth. 299 clean ones bound its FPIR by 1 %; pairs alone need 298,073 for a gallery of 1,000.
public struct DirectSearchTest: Sendable, Equatable {
    /// Independent non-mated searches, and those of them with at least one false candidate.
    public let searches: ErrorRateBounds
    public let gallerySize: Int

    public struct Bound: Sendable, Equatable {
        /// Upper bound of the probability that a search without a mate names somebody.
        public let fpir: Double
        /// E_up = −ln(1 − FPIR_up): the coincidences expected of a Poisson count that is zero as often.
        public let expected: Double

        init(fpir: Double, expected: Double) {
            self.fpir = fpir
            self.expected = expected
        }

        /// Where pairs alone bound the chances in a gallery.
        public init(_ coincidences: Coincidences) {
            self.init(fpir: coincidences.fpir, expected: coincidences.expected)
        }

        /// Over every gallery that was searched: coincidences add up, and no candidate must come from any. Each bound
        /// holds with its own confidence; all of them together hold with less.
        public init(combining bounds: [Bound]) {
            // Sorted, so that the sums are the same in any order.
            expected = bounds.map(\.expected).sorted().reduce(0, +)
            fpir = 0 - expm1(bounds.map { log1p(-$0.fpir) }.sorted().reduce(0, +))
        }
    }

    /// - Parameters:
    ///   - falsePositives: searches with at least one candidate at or above the threshold.
    ///   - gallerySize: how many each search was compared with.
    public init(searches: Int, falsePositives: Int, gallerySize: Int) throws(BoundsError) {
        self.searches = try ErrorRateBounds(errors: falsePositives, trials: searches)
        try checkedCount(gallerySize, "The size of the tested gallery")
        self.gallerySize = gallerySize
    }

    /// What the test says of a search in a gallery of `size`.
    ///
    /// - Returns: nil where it bounds nothing: no search, or none without a false positive.
    /// - Throws: where the tested gallery is smaller than nine tenths of `size`.
    public func bound(forGalleryOf size: Int, confidence: Double = 0.95) throws(BoundsError) -> Bound? {
        try checkedCount(size, "The size of the gallery")
        guard gallerySize * 10 >= size * 9 else {
            throw .testedGalleryTooSmall(tested: gallerySize, searched: size)
        }
        let fpir = try searches.upper(confidence: confidence)
        return fpir < 1 ? Bound(fpir: fpir, expected: -log1p(-fpir)) : nil
    }
}
