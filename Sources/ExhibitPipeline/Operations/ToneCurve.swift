/// Brightness in, brightness out. Everything is in thousandths; M is the largest sample, 255 or 65535.
public enum ToneCurve: Sendable, Hashable {
    /// v' = ⌊(v · gain + M · offset + 500) / 1000⌋, cut to 0…M. Gain 0…100000, offset −1000…1000.
    case linear(gain: Int, offset: Int)
    /// Straight lines between control points, from input 0 to input 1000, inputs ascending, 2…32 of them. With
    /// u = 1000 · v between M · x₀ and M · x₁: v' = (y₀ · M · (x₁ − x₀) + (y₁ − y₀) · (u − M · x₀)) / (1000 · (x₁ − x₀)),
    /// rounded half up.
    case points([Point])

    public struct Point: Sendable, Hashable {
        /// 0…1000
        public var input: Int
        public var output: Int

        public init(_ input: Int, _ output: Int) {
            self.input = input
            self.output = output
        }
    }

    public static let pointLimit = 32

    /// "0:0 250:400 1000:1000" with this separator.
    init?(points text: String, separator: Character) {
        var points: [Point] = []
        for part in text.split(separator: separator, maxSplits: Self.pointLimit, omittingEmptySubsequences: false) {
            let pair = part.split(separator: ":", omittingEmptySubsequences: false)
            guard pair.count == 2, let input = PlainText.integer(pair[0]), let output = PlainText.integer(pair[1])
            else { return nil }
            points.append(Point(input, output))
        }
        self = .points(points)
    }

    var isPermitted: Bool {
        switch self {
        case .linear(let gain, let offset): return (0...100_000).contains(gain) && (-1000...1000).contains(offset)
        case .points(let points):
            return (2...Self.pointLimit).contains(points.count) && points.first?.input == 0
                && points.last?.input == 1000 && points.allSatisfy { (0...1000).contains($0.output) }
                && zip(points, points.dropFirst()).allSatisfy { $0.input < $1.input }
        }
    }

    /// The rounded value of sample `v`, before it is cut to 0…`largest`.
    func value(_ v: Int, largest: Int) -> Int {
        switch self {
        case .linear(let gain, let offset):
            // Division truncates; this is the floor, also below zero.
            let sum = v * gain + largest * offset + 500
            return sum >= 0 ? sum / 1000 : -((999 - sum) / 1000)
        case .points(let points):
            let u = 1000 * v
            let next = points.indices.dropFirst().first { u <= largest * points[$0].input } ?? points.count - 1
            let (a, b) = (points[next - 1], points[next])
            let width = b.input - a.input
            let top = a.output * largest * width + (b.output - a.output) * (u - largest * a.input)
            return (2 * top + 1000 * width) / (2000 * width)
        }
    }

    func apply(to image: DecodedImage) -> (DecodedImage?, clipped: Int) {
        let bytes = image.bits / 8
        let largest = 1 << image.bits - 1
        let values = (0...largest).map { value($0, largest: largest) }
        let table = values.map { UInt16(truncatingIfNeeded: min(max($0, 0), largest)) }
        let isCut = values.map { $0 < 0 || $0 > largest }
        let channels = image.channels
        let colours = image.colour.hasAlpha ? channels - 1 : channels
        var samples = image.samples
        var clipped = 0
        samples.withUnsafeMutableBufferPointer { samples in
            for pixel in stride(from: 0, to: samples.count, by: channels * bytes) {
                for at in stride(from: pixel, to: pixel + colours * bytes, by: bytes) {
                    let v = bytes == 1 ? Int(samples[at]) : Int(samples[at]) << 8 | Int(samples[at + 1])
                    if bytes == 2 { samples[at] = UInt8(truncatingIfNeeded: table[v] >> 8) }
                    samples[at + bytes - 1] = UInt8(truncatingIfNeeded: table[v])
                    if isCut[v] { clipped += 1 }
                }
            }
        }
        return (image.with(width: image.width, height: image.height, samples: samples), clipped)
    }
}
