/// The perceptual hash PDQ of one picture, along the path without pre-shrink (other published paths move up to 12 bits).
///
/// Taken of the samples as stored: a copy turned by its orientation tag alone has the same hash, one turned in its
/// pixels has another. A search aid, never proof. Float32 throughout, in one fixed order without fused operations, and without a call into
/// any mathematics library: the same samples give the same bits on every machine.
/// Source: facebook/ThreatExchange, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm".
public struct PDQ: Sendable, Hashable {
    public let hash: PDQHash
    /// 0…100: gradients of the 64 × 64 thumbnail. Below 50 the hash says too little.
    public let quality: Int
    /// Bits whose coefficient lies within 0.01 of the median, 0…256: the hash is known up to these. Stripes and plain
    /// gradients reach quality 100 while every kept coefficient is rounding noise; this number exposes them.
    /// 256 for a picture with a side below 5, of which no bit is known.
    public let unstableBits: Int

    public static let minimumQuality = 50
    public static let maximumUnstableBits = 8

    /// Whether the hash may be searched for or found.
    public var isUsable: Bool { quality >= Self.minimumQuality && unstableBits <= Self.maximumUnstableBits }

    public init(hash: PDQHash, quality: Int, unstableBits: Int) {
        self.hash = hash
        self.quality = quality
        self.unstableBits = unstableBits
    }

    /// The name under which a step records this computation.
    public static let operation = "pdq/no-pre-shrink/v1"

    public init(of image: DecodedImage) {
        guard image.width >= 5, image.height >= 5 else {
            self.init(hash: .zero, quality: 0, unstableBits: 256)
            return
        }
        self.init(thumbnail: PDQThumbnail.make(of: image))
    }

    /// - Parameter thumbnail: 64 × 64 luma, rows from the top.
    init(thumbnail: [Float]) {
        let coefficients = PDQTransform.apply(to: thumbnail)
        let median = coefficients.sorted()[127]
        var words = [UInt64](repeating: 0, count: 4)
        var unstable = 0
        for (k, value) in coefficients.enumerated() {
            if value > median { words[3 - k / 64] |= 1 << UInt64(k % 64) }
            if (value - median).magnitude <= 0.01 { unstable += 1 }
        }
        self.init(
            hash: PDQHash(words: (words[0], words[1], words[2], words[3])), quality: Self.quality(of: thumbnail),
            unstableBits: unstable)
    }

    /// min(100, ⌊Σ |trunc((u − v) · 100 / 255)| / 90⌋ over all vertical and horizontal neighbours u, v.
    private static func quality(of a: [Float]) -> Int {
        var sum = 0
        func add(_ u: Float, _ v: Float) { sum += Int(((u - v) * 100 / 255).magnitude) }
        for i in 0..<63 { for j in 0..<64 { add(a[64 * i + j], a[64 * (i + 1) + j]) } }
        for i in 0..<64 { for j in 0..<63 { add(a[64 * i + j], a[64 * i + j + 1]) } }
        return min(100, sum / 90)
    }
}
