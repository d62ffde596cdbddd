/// Weighted sums of a picture's samples, row by row: at most a few rows of sums are held beside the pictures.
///
/// The sums are exact, so that the order of the axes does not show. It decides the time: W × H to w × h takes H · w sums
/// along rows first and h · W along columns first, of which the lesser is at most √(W·H·w·h), and the greater can be
/// a thousand times the pixels of both pictures (1 × 250,000 to 1,000,000 × 250).
struct Averager {
    let image: DecodedImage
    let columns: Taps
    let rows: Taps
    /// Of the weights of one output pixel, below 2³¹.
    let total: UInt64

    func picture(_ width: Int, _ height: Int) -> DecodedImage? {
        let rowsFirst = image.height * width <= height * image.width
        let count = width * image.channels
        let bytes = image.bits / 8
        var samples = [UInt8](repeating: 0, count: count * height * bytes)
        var input = [UInt64](repeating: 0, count: image.width * image.channels)
        var output = [UInt64](repeating: 0, count: count)
        var sums = rowsFirst ? output : input
        // Neighbouring output rows share input rows: the last two are kept, by number.
        var lines = [[UInt64]](repeating: sums, count: 2)
        var held = [-1, -1]
        for y in 0..<height {
            for k in sums.indices { sums[k] = 0 }
            for tap in rows.starts[y]..<rows.starts[y + 1] {
                let row = rows.first[y] + tap - rows.starts[y]
                if held[row & 1] != row {
                    if rowsFirst {
                        load(row, &input)
                        weigh(input, &lines[row & 1])
                    } else {
                        load(row, &lines[row & 1])
                    }
                    held[row & 1] = row
                }
                add(lines[row & 1], rows.weights[tap], &sums)
            }
            if rowsFirst { swap(&output, &sums) } else { weigh(sums, &output) }
            finish(&output)
            write(output, to: &samples, at: y * count * bytes)
        }
        return image.with(width: width, height: height, samples: samples)
    }

    /// Samples of one input row, colours multiplied by their alpha where there is one.
    private func load(_ row: Int, _ out: inout [UInt64]) {
        let (channels, bytes) = (image.channels, image.bits / 8)
        let start = row * image.width * channels * bytes
        image.samples.withUnsafeBufferPointer { samples in
            out.withUnsafeMutableBufferPointer { out in
                if bytes == 1 {
                    for k in out.indices { out[k] = UInt64(samples[start + k]) }
                } else {
                    for k in out.indices {
                        out[k] = UInt64(samples[start + 2 * k]) << 8 | UInt64(samples[start + 2 * k + 1])
                    }
                }
                guard image.colour.hasAlpha else { return }
                for pixel in stride(from: 0, to: out.count, by: channels) {
                    let alpha = out[pixel + channels - 1]
                    for c in 0..<(channels - 1) { out[pixel + c] *= alpha }
                }
            }
        }
    }

    private func weigh(_ input: [UInt64], _ line: inout [UInt64]) {
        let channels = image.channels
        input.withUnsafeBufferPointer { input in
            columns.weights.withUnsafeBufferPointer { weights in
                line.withUnsafeMutableBufferPointer { line in
                    for x in columns.first.indices {
                        let (start, end) = (columns.starts[x], columns.starts[x + 1])
                        for c in 0..<channels {
                            var at = columns.first[x] * channels + c
                            var sum: UInt64 = 0
                            for tap in start..<end {
                                sum &+= weights[tap] &* input[at]
                                at += channels
                            }
                            line[x * channels + c] = sum
                        }
                    }
                }
            }
        }
    }

    private func add(_ line: [UInt64], _ weight: UInt64, _ sums: inout [UInt64]) {
        line.withUnsafeBufferPointer { line in
            sums.withUnsafeMutableBufferPointer { sums in
                for k in sums.indices { sums[k] &+= weight &* line[k] }
            }
        }
    }

    /// From sums to samples.
    private func finish(_ sums: inout [UInt64]) {
        guard image.colour.hasAlpha else {
            for k in sums.indices { sums[k] = (sums[k] + total / 2) / total }
            return
        }
        let channels = image.channels
        for pixel in stride(from: 0, to: sums.count, by: channels) {
            let alpha = sums[pixel + channels - 1]
            for c in pixel..<(pixel + channels - 1) { sums[c] = alpha == 0 ? 0 : (sums[c] + alpha / 2) / alpha }
            sums[pixel + channels - 1] = (alpha + total / 2) / total
        }
    }

    private func write(_ values: [UInt64], to samples: inout [UInt8], at start: Int) {
        if image.bits == 8 {
            for k in values.indices { samples[start + k] = UInt8(truncatingIfNeeded: values[k]) }
        } else {
            for k in values.indices {
                samples[start + 2 * k] = UInt8(truncatingIfNeeded: values[k] >> 8)
                samples[start + 2 * k + 1] = UInt8(truncatingIfNeeded: values[k])
            }
        }
    }
}
