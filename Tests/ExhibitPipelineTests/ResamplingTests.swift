import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Resampling")
struct ResamplingTests {
    /// Weights of one axis by the definition: input pixel to weight, in fractions of `total`.
    private func weights(_ kernel: ResamplingKernel, _ x: Int, _ from: Int, _ to: Int) -> [(pixel: Int, weight: Int)] {
        if kernel == .area {
            return (0..<from).map { i in
                (i, max(0, min((i + 1) * to, (x + 1) * from) - max(i * to, x * from)))
            }
        }
        // Centres at i + ½, in units of 1 / 2·to: a tent of width one pixel to each side, edges repeated outwards.
        let centre = (2 * x + 1) * from
        return (-1...from).map { i in
            (min(max(i, 0), from - 1), max(0, 2 * to - abs(centre - (2 * i + 1) * to)))
        }
    }

    private func expected(
        _ image: DecodedImage, _ kernel: ResamplingKernel, _ x: Int, _ y: Int, _ width: Int, _ height: Int
    ) -> [Int] {
        var total = 0
        var plain = [Int](repeating: 0, count: image.channels)
        var covered = plain
        for (v, down) in weights(kernel, y, image.height, height) where down > 0 {
            for (u, across) in weights(kernel, x, image.width, width) where across > 0 {
                total += across * down
                let pixel = image.pixel(u, v)
                for c in pixel.indices {
                    plain[c] += across * down * pixel[c]
                    covered[c] += across * down * pixel[c] * pixel[pixel.count - 1]
                }
            }
        }
        guard image.hasAlpha, let alpha = plain.last else { return plain.map { ($0 + total / 2) / total } }
        return covered.dropLast().map { alpha == 0 ? 0 : ($0 + alpha / 2) / alpha } + [(alpha + total / 2) / total]
    }

    @Test(
        "A resized picture equals the definition, evaluated slowly",
        arguments: [ResamplingKernel.area, .bilinear], [(1, 1), (2, 9), (5, 4), (6, 3), (13, 1), (40, 2), (3, 40)])
    func definition(kernel: ResamplingKernel, size: (width: Int, height: Int)) throws {
        for (colour, bits) in DecodedImage.layouts {
            let image = DecodedImage.random(6, 5, colour, bits: bits, seed: 3)
            let operation = ImageOperation.resize(width: size.width, height: size.height, kernel: kernel)
            let applied = try operation.apply(to: image)
            #expect(applied.image.hasOrigin(of: image))
            #expect((applied.image.width, applied.image.height) == size)
            for y in 0..<size.height {
                for x in 0..<size.width {
                    let expected = expected(image, kernel, x, y, size.width, size.height)
                    #expect(applied.image.pixel(x, y) == expected)
                }
            }
        }
    }

    @Test("No pixel outside the kernel radius reaches an output pixel", arguments: ResamplingKernel.allCases)
    func radius(kernel: ResamplingKernel) throws {
        for (from, to) in [(12, 1), (12, 5), (12, 7), (12, 12), (12, 30), (7, 2)] {
            let operation = ImageOperation.resize(width: to, height: 1, kernel: kernel)
            let radius = kernel.radius(from: from, to: to)
            let plain = try #require(picture(from, lit: nil))
            let dark = try operation.apply(to: plain)
            for lit in 0..<from {
                let result = try operation.apply(to: try #require(picture(from, lit: lit)))
                for x in 0..<to where result.image.samples[x] != dark.image.samples[x] {
                    #expect(abs(result.geometry.pixel(x: x, y: 0).x - lit) <= radius)
                }
            }
        }
    }

    private func picture(_ width: Int, lit: Int?) -> DecodedImage? {
        let samples = (0..<width).map { $0 == lit ? UInt8(255) : 0 }
        return DecodedImage(width: width, height: 1, colour: .grey, samples: samples, decoder: "", settings: "")
    }

    @Test("Averaged areas of 8-bit colours are those of the reduced copies")
    func areaAverage() throws {
        let image = DecodedImage.random(61, 43, .rgb)
        let reduced = AreaAverage.reduce(image, maxSide: 17)
        let operation = ImageOperation.resize(width: reduced.width, height: reduced.height, kernel: .area)
        #expect(try operation.apply(to: image).image.samples == reduced.rgb)
    }

    @Test("From a tall picture to a wide one and back takes no longer than the pixels of both")
    func extremes() throws {
        // Along the wrong axis first this would be 10¹⁰ sums, and minutes.
        for (from, to) in [((1, 100_000), (100_000, 1)), ((100_000, 1), (1, 100_000))] {
            let image = DecodedImage.random(from.0, from.1, .grey)
            for kernel in [ResamplingKernel.area, .bilinear] {
                let operation = ImageOperation.resize(width: to.0, height: to.1, kernel: kernel)
                #expect(Set(try operation.apply(to: image).image.samples).count == 1)
            }
        }
    }

    @Test("Transparent pixels lend no colour to their neighbours")
    func transparency() throws {
        let samples: [UInt8] = [200, 100, 50, 255, 0, 255, 0, 0]
        let pair = DecodedImage(
            width: 2, height: 1, colour: .rgbAlpha, samples: samples, decoder: "", settings: "")
        let operation = ImageOperation.resize(width: 1, height: 1, kernel: .area)
        #expect(try operation.apply(to: #require(pair)).image.samples == [200, 100, 50, 128])
    }

    @Test("The brightest 16-bit picture stays the brightest, however long the sums", arguments: [(3, 200), (200, 3)])
    func largest(from: Int, to: Int) throws {
        let white = DecodedImage(
            width: from, height: from, colour: .rgbAlpha, bits: 16,
            samples: [UInt8](repeating: 255, count: 8 * from * from), decoder: "", settings: "")
        for kernel in ResamplingKernel.allCases {
            let operation = ImageOperation.resize(width: to, height: to, kernel: kernel)
            let result = try operation.apply(to: try #require(white)).image
            #expect(result.samples.allSatisfy { $0 == 255 })
        }
    }
}

extension ResamplingKernel {
    /// In input pixels from ⌊p⌋ along an axis: 0 for nearest, 1 for bilinear, ⌈W / 2w⌉ for areas.
    fileprivate func radius(from: Int, to: Int) -> Int {
        switch self {
        case .nearest: 0
        case .area: (from + 2 * to - 1) / (2 * to)
        case .bilinear: 1
        }
    }
}
