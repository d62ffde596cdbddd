import ExhibitPipeline

/// How often the restorer paints another digit than was there, and what a reader of sets says of the same pixels.
///
/// Each trial draws a digit, for the random part an order of pixels, and the noise of all 35 pixels, row by row, from one
/// stream.
public struct DigitExperiment: Sendable, Hashable {
    public var part: DigitVisibility.Part
    /// 0…10; see ``DigitReader/compatible(with:noise:)``.
    public var noise: Int
    public var trials: Int
    public var seed: UInt64
    public var visiblePixels: [Int]

    public init(
        part: DigitVisibility.Part, noise: Int, trials: Int = 2000, seed: UInt64 = 42,
        visiblePixels: [Int] = [35, 26, 18, 12, 7]
    ) {
        self.part = part
        self.noise = noise
        self.trials = trials
        self.seed = seed
        self.visiblePixels = visiblePixels
    }

    /// Of all trials with one number of visible pixels.
    public struct Count: Sendable, Hashable {
        public let visible: Int
        public let trials: Int
        /// Restorations of another digit than the true one.
        public internal(set) var wrong = 0
        /// Digits in all compatible sets together.
        public internal(set) var inSets = 0
        /// Sets that hold the true digit.
        public internal(set) var covered = 0
    }

    public static let trialLimit = 100_000

    /// - Returns: in the order of ``visiblePixels``; nil where a number is out of range.
    public func run() -> [Count]? {
        guard DigitReader.noiseStrengths.contains(noise), (1...Self.trialLimit).contains(trials),
            visiblePixels.count <= 35,
            visiblePixels.allSatisfy({ (0...DigitGlyph.pixelCount).contains($0) })
        else { return nil }
        var random = SplitMix64(seed: seed)
        var counts = visiblePixels.map { Count(visible: $0, trials: trials) }
        for _ in 0..<trials {
            let digit = random.below(10)
            let order = part.order(&random)
            let values = DigitNoise.measure(digit, strength: noise, &random)
            for k in counts.indices {
                let visible = Array(order.prefix(counts[k].visible))
                guard let observation = DigitObservation(values: values, visible: visible) else { return nil }
                let set = DigitReader.compatible(with: observation, noise: noise)
                if DigitReader.read(observation).digit != digit { counts[k].wrong += 1 }
                if set.contains(digit) { counts[k].covered += 1 }
                counts[k].inSets += set.count
            }
        }
        return counts
    }
}
