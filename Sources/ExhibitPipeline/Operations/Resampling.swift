/// How a picture gets other sides. For each axis, W input pixels become w; output pixel X has its centre at
/// p = (2X + 1) · W / 2w, where input pixel i spans i…i + 1.
public enum ResamplingKernel: String, Sendable, Hashable, CaseIterable {
    /// The input pixel that holds p: number ⌊p⌋.
    case nearest = "nearest/v1"
    /// The mean of the input that the output pixel covers, from X · W / w to (X + 1) · W / w, weighted by exact overlap.
    /// On 8-bit RGB that gets smaller the same as ``AreaAverage``.
    case area = "area-average/v1"
    /// Linear between the two input pixels whose centres enclose p, by the distance to them; beyond the outermost
    /// centres the outermost pixel. Two by two pixels, however much smaller the picture gets.
    case bilinear = "bilinear/v1"

    /// The weighted kernels form S = Σ weight · value over both axes with T = Σ weight, and round once, half up:
    /// ⌊(S + ⌊T/2⌋) / T⌋. Samples are taken as stored (no linear light), channel by channel. With an alpha channel a
    /// colour counts as much as it covers: colour = ⌊(S + ⌊A/2⌋) / A⌋ with S = Σ weight · alpha · value and
    /// A = Σ weight · alpha, 0 where A is 0; alpha itself = ⌊(A + ⌊T/2⌋) / T⌋.
    func resample(_ image: DecodedImage, width: Int, height: Int) throws(NotApplied) -> DecodedImage? {
        guard self != .nearest else { return Self.pick(image, width, height) }
        let columns = Taps(self, from: image.width, to: width)
        let rows = Taps(self, from: image.height, to: height)
        // Alpha times colour in 16 bits is below 2³²; S must stay in 64.
        let (total, overflow) = columns.total.multipliedReportingOverflow(by: rows.total)
        guard !overflow, total < 1 << 31 else {
            throw NotApplied(.tooLarge, "these sides are too long for exact averages; crop first, or use nearest")
        }
        return Averager(image: image, columns: columns, rows: rows, total: total).picture(width, height)
    }

    private static func pick(_ image: DecodedImage, _ width: Int, _ height: Int) -> DecodedImage? {
        let pixel = image.channels * image.bits / 8
        let columns = (0..<width).map { (2 * $0 + 1) * image.width / (2 * width) * pixel }
        let size = width * height * pixel
        let samples = [UInt8](unsafeUninitializedCapacity: size) { out, count in
            image.samples.withUnsafeBufferPointer { input in
                var at = 0
                for y in 0..<height {
                    let row = (2 * y + 1) * image.height / (2 * height) * image.width * pixel
                    for x in 0..<width {
                        let from = row + columns[x]
                        for k in 0..<pixel { out[at + k] = input[from + k] }
                        at += pixel
                    }
                }
            }
            count = size
        }
        return image.with(width: width, height: height, samples: samples)
    }
}

/// Which input pixels make each output pixel along one axis, and with what weight.
struct Taps {
    /// Of output pixel X: its first input pixel, and its weights from `starts[X]` up to `starts[X + 1]`.
    private(set) var first: [Int] = []
    private(set) var starts = [0]
    private(set) var weights: [UInt64] = []
    /// The sum of the weights, the same for every output pixel.
    let total: UInt64

    init(_ kernel: ResamplingKernel, from: Int, to: Int) {
        total = UInt64(kernel == .area ? from : 2 * to)
        for x in 0..<to {
            if kernel == .area {
                // In units where an input pixel is `to` long and an output pixel `from`.
                let (start, end) = (x * from, (x + 1) * from)
                first.append(start / to)
                for i in (start / to)...((end - 1) / to) {
                    weights.append(UInt64(min(end, (i + 1) * to) - max(start, i * to)))
                }
            } else {
                // p − ½ in units of 1 / 2·to: at or past the outermost centres, that pixel alone.
                let position = (2 * x + 1) * from - to
                let (left, past) = position < 0 ? (0, 0) : position.quotientAndRemainder(dividingBy: 2 * to)
                first.append(left)
                if past == 0 || left == from - 1 {
                    weights.append(total)
                } else {
                    weights += [total - UInt64(past), UInt64(past)]
                }
            }
            starts.append(weights.count)
        }
    }
}
