/// Weights of red, green and blue in a grey level, as integers; Y = ⌊(Σ weight · value + ⌊T/2⌋) / T⌋ with T their sum, on
/// samples as stored (no linear light).
public enum LumaWeights: String, Sendable, Hashable, CaseIterable {
    /// 299, 587, 114 of 1000 (ITU-R BT.601).
    case bt601 = "BT.601"
    /// 2126, 7152, 722 of 10000 (ITU-R BT.709).
    case bt709 = "BT.709"

    private var weights: (red: Int, green: Int, blue: Int, total: Int) {
        switch self {
        case .bt601: (299, 587, 114, 1000)
        case .bt709: (2126, 7152, 722, 10000)
        }
    }

    @inline(__always)
    func luma(_ red: Int, _ green: Int, _ blue: Int) -> Int {
        let (r, g, b, total) = weights
        return (r * red + g * green + b * blue + total / 2) / total
    }

    func grey(_ image: DecodedImage) -> DecodedImage? {
        guard image.colour.hasColour else { return image }
        let bytes = image.bits / 8
        let hasAlpha = image.colour.hasAlpha
        let (from, to) = (image.channels * bytes, (hasAlpha ? 2 : 1) * bytes)
        let pixels = image.width * image.height
        let samples = [UInt8](unsafeUninitializedCapacity: pixels * to) { out, count in
            image.samples.withUnsafeBufferPointer { input in
                func sample(_ at: Int) -> Int { bytes == 1 ? Int(input[at]) : Int(input[at]) << 8 | Int(input[at + 1]) }
                for k in 0..<pixels {
                    let at = k * from
                    let level = luma(sample(at), sample(at + bytes), sample(at + 2 * bytes))
                    if bytes == 2 { out[k * to] = UInt8(truncatingIfNeeded: level >> 8) }
                    out[k * to + bytes - 1] = UInt8(truncatingIfNeeded: level)
                    guard hasAlpha else { continue }
                    for b in 0..<bytes { out[k * to + bytes + b] = input[at + 3 * bytes + b] }
                }
            }
            count = pixels * to
        }
        return image.with(
            width: image.width, height: image.height, colour: hasAlpha ? .greyAlpha : .grey, samples: samples)
    }
}
