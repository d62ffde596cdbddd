/// A picture made smaller and upright: 8-bit RGB, exact on every machine.
public struct ReducedPixels: Sendable, Hashable {
    public let width: Int
    public let height: Int
    /// Rows from the top, interleaved; 3 · width · height bytes.
    public let rgb: [UInt8]
    /// From these pixels to those of the stored picture, before its orientation was applied.
    public let geometry: PixelMap
}

/// Where the centre of output pixel (X, Y), counted from 0, lies in the input: (ax·X + ay·Y + offset) / divisor for each
/// of x and y, on axes where input pixel i spans i…i + 1, so that its centre is i + ½.
public struct PixelMap: Sendable, Hashable {
    public struct Axis: Sendable, Hashable {
        public let ax: Int
        public let ay: Int
        public let offset: Int
        /// Positive.
        public let divisor: Int

        public init(ax: Int, ay: Int, offset: Int, divisor: Int) {
            self.ax = ax
            self.ay = ay
            self.offset = offset
            self.divisor = divisor
        }
    }

    public let x: Axis
    public let y: Axis

    public init(x: Axis, y: Axis) {
        self.x = x
        self.y = y
    }
}

/// The kernel "area-average/v1". Each output sample is the mean of the input area that it covers, weighted by exact
/// overlap, on samples as stored (no linear light): ⌊(Σ overlap · value + W·H/2) / (W·H)⌋, one rounding, half up.
/// Alpha is composited on white first; grey, CMYK and 16-bit samples become 8-bit RGB as ``Luminance`` says.
public enum AreaAverage {
    public static let kernel = "area-average/v1"

    /// The sides of a `width` × `height` picture inside `maxSide`: never enlarged, the shorter one rounded half up, at
    /// least 1.
    public static func fit(width: Int, height: Int, maxSide: Int) -> (width: Int, height: Int) {
        let long = max(width, height)
        guard long > maxSide else { return (width, height) }
        func scaled(_ side: Int) -> Int { max(1, (2 * side * maxSide + long) / (2 * long)) }
        return (scaled(width), scaled(height))
    }

    /// - Parameter maxSide: the longest side of the result, 1 or more.
    /// - Returns: upright pixels: `image.orientation` is applied.
    public static func reduce(_ image: DecodedImage, maxSide: Int) -> ReducedPixels {
        let size = fit(width: image.width, height: image.height, maxSide: max(1, maxSide))
        let stored = average(image, size.width, size.height)
        return Upright(image, size).apply(to: stored)
    }

    private static func average(_ image: DecodedImage, _ width: Int, _ height: Int) -> [UInt8] {
        let rows = SampleRows(image: image, alpha: .onWhite)
        let across = Overlap(from: image.width, to: width)
        let down = Overlap(from: image.height, to: height)
        let area = UInt64(image.width) * UInt64(image.height)
        let count = 3 * width
        var out = [UInt8](repeating: 0, count: count * height)
        // Two rows of sums, since an input row can reach into two output rows. Sums stay below 255 · W · H.
        var line = [UInt64](repeating: 0, count: count + 3)
        var sums = [UInt64](repeating: 0, count: 2 * count)
        line.withUnsafeMutableBufferPointer { line in
            sums.withUnsafeMutableBufferPointer { sums in
                out.withUnsafeMutableBufferPointer { out in
                    for y in 0..<image.height {
                        line.update(repeating: 0)
                        across.parts.withUnsafeBufferPointer { parts in
                            rows.forEachPixel(row: y) { x, r, g, b in
                                let part = parts[x]
                                let at = 3 * part.index
                                line[at] &+= part.first &* UInt64(r)
                                line[at + 1] &+= part.first &* UInt64(g)
                                line[at + 2] &+= part.first &* UInt64(b)
                                line[at + 3] &+= part.second &* UInt64(r)
                                if part.second != 0 {
                                    line[at + 4] &+= part.second &* UInt64(g)
                                    line[at + 5] &+= part.second &* UInt64(b)
                                }
                            }
                        }
                        let part = down.parts[y]
                        for k in 0..<count {
                            sums[k] &+= part.first &* line[k]
                            sums[count + k] &+= part.second &* line[k]
                        }
                        guard y == image.height - 1 || down.parts[y + 1].index != part.index else { continue }
                        for k in 0..<count {
                            out[count * part.index + k] = UInt8(truncatingIfNeeded: (sums[k] &+ area / 2) / area)
                            sums[k] = sums[count + k]
                            sums[count + k] = 0
                        }
                    }
                }
            }
        }
        return out
    }

    /// How input pixels share out among fewer output pixels: in units where an input pixel is `to` long and an output
    /// pixel `from`, each input pixel reaches into one or two outputs.
    private struct Overlap {
        let parts: [(index: Int, first: UInt64, second: UInt64)]

        init(from: Int, to: Int) {
            parts = (0..<from).map { i in
                let index = i * to / from
                let first = min(to, (index + 1) * from - i * to)
                return (index, UInt64(first), UInt64(to - first))
            }
        }
    }
}
