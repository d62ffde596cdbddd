#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Strangers that reach the threshold in a search by coincidence, for a false match rate p per comparison.
///
/// Assumes independent comparisons. In galleries with near-duplicates errors cluster: then fewer searches err than
/// ``fpir`` says, and those have more strangers each. ``expected`` holds in either case.
public struct Coincidences: Sendable, Equatable {
    public struct Gallery: Sendable, Equatable {
        public let size: Int
        public let falseMatchRate: Double

        /// - Throws: where the size is negative or above 10¹², or the rate is no probability.
        public init(size: Int, falseMatchRate: Double) throws(BoundsError) {
            try checkedCount(size, "The size of the gallery")
            try checkedProbability(falseMatchRate, "The false match rate")
            self.size = size
            self.falseMatchRate = falseMatchRate
        }

        /// With the one-sided upper bound of what was measured in place of the rate, which nobody knows.
        public init(size: Int, measured: ErrorRateBounds, confidence: Double = 0.95) throws(BoundsError) {
            try self.init(size: size, falseMatchRate: measured.upper(confidence: confidence))
        }
    }

    /// E = Σ N·p.
    public let expected: Double
    /// The false positive identification rate: the probability of at least one, 1 − Π(1−p)^N.
    public let fpir: Double
    /// The probability of two or more.
    public let atLeastTwo: Double

    /// Over every gallery that was searched: to search several, or to choose one afterwards, adds their chances up.
    ///
    /// - Parameter galleries: in any order; the result is the same to the last bit.
    public init(galleries: [Gallery]) {
        let ordered = galleries.sorted { ($0.size, $0.falseMatchRate) < ($1.size, $1.falseMatchRate) }
        var (expected, none, exactlyOne, more) = (0.0, 0.0, 0.0, 0.0)
        for gallery in ordered {
            let (n, p) = (Double(gallery.size), gallery.falseMatchRate)
            expected += n * p
            // Two in all: two before, or one before and any here, or none before and two here. Sums of what is positive
            // keep the digits that 1 − P(0) − P(1) loses.
            let here = Self.exactlyOne(gallery)
            let moreHere = Self.atLeastTwo(gallery)
            more = min(1, more + exactlyOne * (here + moreHere) + exp(none) * moreHere)
            exactlyOne = exactlyOne * Self.none(gallery) + exp(none) * here
            if gallery.size > 0 { none += n * log1p(-p) }
        }
        self.expected = expected
        // From 0, so that nothing is never printed as −0.
        fpir = 0 - expm1(none)
        atLeastTwo = more
    }

    public init(_ gallery: Gallery) { self.init(galleries: [gallery]) }

    private static func none(_ gallery: Gallery) -> Double {
        gallery.size == 0 ? 1 : exp(Double(gallery.size) * log1p(-gallery.falseMatchRate))
    }

    private static func exactlyOne(_ gallery: Gallery) -> Double {
        let (n, p) = (Double(gallery.size), gallery.falseMatchRate)
        if gallery.size <= 1 { return n * p }
        return n * p * exp((n - 1) * log1p(-p))
    }

    /// P(X ≥ 2) = I_p(2, N−1).
    private static func atLeastTwo(_ gallery: Gallery) -> Double {
        if gallery.size < 2 { return 0 }
        return IncompleteBeta.regularised(
            gallery.falseMatchRate, 1 - gallery.falseMatchRate, 2, Double(gallery.size - 1))
    }

    /// The false match rate at which a gallery of this size has this FPIR: 1 − (1−F)^(1/N).
    ///
    /// - Returns: 1 for an empty gallery, in which nobody is found.
    public static func requiredFalseMatchRate(fpir: Double, gallerySize: Int) throws(BoundsError) -> Double {
        try checkedProbability(fpir, "The FPIR")
        try checkedCount(gallerySize, "The size of the gallery")
        return gallerySize == 0 ? 1 : 0 - expm1(log1p(-fpir) / Double(gallerySize))
    }
}
