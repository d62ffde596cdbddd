/// Reads digits: the nearest glyph, or honestly all that the visible pixels leave possible.
public enum DigitReader {
    public struct Reading: Sendable, Hashable {
        /// The nearest; the lowest of several equally near.
        public let digit: Int
        /// Σ (256 · glyph − value)² over the visible pixels; 0 for a clean glyph.
        public let distance: Int
        /// ⌊1000 · (next − nearest) / (next + nearest)⌋ of the two least distances: 1000 for a clean glyph, 0 where two
        /// digits are equally near. How far ahead the nearest is; no probability, and of a restored glyph always 1000.
        public let confidence: Int
    }

    public static func read(_ observation: DigitObservation) -> Reading {
        let distances = observation.distances
        let digit = nearest(distances)
        let least = distances[digit]
        let next = distances.enumerated().filter { $0.offset != digit }.map(\.element).min() ?? least
        let sum = next + least
        return Reading(digit: digit, distance: least, confidence: sum == 0 ? 0 : 1000 * (next - least) / sum)
    }

    /// Of noise whose standard deviation is 25.6 · strength, where ink is 256: strength 2 is σ = 0.2.
    public static let noiseStrengths = 0...10

    /// z² · 25.6² with z = 2.5392, the normal quantile of 1 − 0.05 / 9, rounded up.
    static let setThreshold = 4226

    /// The digits that the visible pixels do not exclude at 95 %, ascending; never empty.
    ///
    /// A digit stays while its squared distance is within 4226 · strength² of the least one. Why: with noise of standard
    /// deviation σ = 25.6 · strength, where the true digit t and another digit e differ in m visible pixels,
    /// (D(t) − D(e)) / σ² is normal with mean −Δ and variance 4Δ, Δ = m · 256² / σ². It exceeds z² with probability
    /// Φ(−(z² + Δ) / 2√Δ) ≤ Φ(−z), whatever Δ is. Nine others can exclude t, so that 9 · Φ(−z) = 0.05 bounds the chance
    /// that it is missing: for every digit and every visible part. The sum of twelve bytes has lighter tails than the
    /// normal distribution, which keeps the bound. Glyphs that look alike in the visible part stay or go together.
    ///
    /// - Parameter noise: the strength that the picture was measured with, 0…10. The set holds for that noise only.
    public static func compatible(with observation: DigitObservation, noise: Int) -> [Int] {
        let strength = min(max(noise, Self.noiseStrengths.lowerBound), Self.noiseStrengths.upperBound)
        let distances = observation.distances
        let limit = (distances.min() ?? 0) + setThreshold * strength * strength
        return distances.indices.filter { distances[$0] <= limit }
    }

    /// The lowest of those with the least distance.
    static func nearest(_ distances: [Int]) -> Int { distances.firstIndex(of: distances.min() ?? 0) ?? 0 }
}

/// Paints what it believes was there: the whole clean glyph of the digit nearest to the visible pixels. The principle of
/// restorers that look codes up in a learned book, in a few lines: always crisp, and invented wherever nothing was seen.
public enum DigitRestorer {
    /// The digit with the least squared distance over the visible pixels, the lowest of several.
    public static func restore(_ observation: DigitObservation) -> (digit: Int, glyph: [Int]) {
        let digit = DigitReader.nearest(observation.distances)
        return (digit, DigitGlyph.values(of: digit))
    }
}
