#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How stated probabilities compare with what came true, in ten equal bins [i/10, (i+1)/10), the last one closed. Only for
/// posteriors: a raw score is no probability.
public struct ReliabilityDiagram: Sendable, Equatable {
    public struct Bin: Sendable, Equatable {
        public let lower: Double
        public let upper: Double
        public let count: Int
        /// Mean of the stated probabilities; nil in an empty bin.
        public let stated: Double?
        /// Share that came true; nil in an empty bin.
        public let observed: Double?
        /// Two-sided 95 % Clopper–Pearson interval of ``observed``; nil below ten, where nothing should be drawn.
        public let interval: ClosedRange<Double>?

        public var isDrawn: Bool { interval != nil }
    }

    public let bins: [Bin]
    /// Expected calibration error Σ (n_b/n)·|observed − stated|. Its usual initials also mean empirical cross-entropy in
    /// forensics, so they are never printed.
    public let expectedError: Double
    public let largestError: Double
    /// Mean of (p − y)².
    public let brier: Double
    /// Mean of −ln of the probability that was given to what happened; infinite where that was 0.
    public let logLoss: Double

    public static let smallestDrawnBin = 10

    /// - Parameters:
    ///   - probabilities: stated, 0…1, in any order.
    ///   - outcomes: whether each came true.
    /// - Throws: where there is none, there are not as many of each, or one is no probability.
    public init(probabilities: [Double], outcomes: [Bool]) throws(BoundsError) {
        if probabilities.isEmpty { throw .empty("the stated probabilities") }
        if probabilities.count != outcomes.count { throw .differentLengths("probabilities", "outcomes") }
        for probability in probabilities { try checkedProbability(probability, "A stated probability") }
        // Sums are taken in one order, so that the result does not depend on the order of the input.
        let occurred = zip(probabilities, outcomes).filter(\.1).map(\.0).sorted()
        let others = zip(probabilities, outcomes).filter { !$0.1 }.map(\.0).sorted()
        let total = Double(probabilities.count)

        brier = (occurred.reduce(0) { $0 + (1 - $1) * (1 - $1) } + others.reduce(0) { $0 + $1 * $1 }) / total
        logLoss = (occurred.reduce(0) { $0 - log($1) } + others.reduce(0) { $0 - log1p(-$1) }) / total

        var counts = [Int](repeating: 0, count: 10)
        var trueCounts = counts
        var sums = [Double](repeating: 0, count: 10)
        for (values, isTrue) in [(occurred, true), (others, false)] {
            for value in values {
                let index = Self.bin(of: value)
                counts[index] += 1
                if isTrue { trueCounts[index] += 1 }
                sums[index] += value
            }
        }
        var (expectedError, largestError) = (0.0, 0.0)
        var bins: [Bin] = []
        for index in 0..<10 {
            let count = counts[index]
            let stated = count == 0 ? nil : sums[index] / Double(count)
            let observed = count == 0 ? nil : Double(trueCounts[index]) / Double(count)
            let isDrawn = count >= Self.smallestDrawnBin
            let interval =
                isDrawn ? try ErrorRateBounds(errors: trueCounts[index], trials: count).interval(confidence: 0.95) : nil
            if let stated, let observed {
                expectedError += Double(count) / total * abs(observed - stated)
                largestError = max(largestError, abs(observed - stated))
            }
            bins.append(
                Bin(
                    lower: Double(index) / 10, upper: Double(index + 1) / 10, count: count, stated: stated,
                    observed: observed, interval: interval))
        }
        self.bins = bins
        self.expectedError = expectedError
        self.largestError = largestError
    }

    /// By comparison with the edges as decimals: a product by ten rounds what is just below an edge up to it.
    private static func bin(of value: Double) -> Int {
        var index = min(9, Int(value * 10))
        if index > 0, value < Double(index) / 10 { index -= 1 }
        if index < 9, value >= Double(index + 1) / 10 { index += 1 }
        return index
    }
}
