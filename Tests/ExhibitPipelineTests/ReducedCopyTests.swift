import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Reduced copies")
struct ReducedCopyTests {
    private func image(
        _ width: Int, _ height: Int, _ colour: DecodedImage.Colour, bits: Int = 8, _ samples: [UInt8],
        orientation: Int = 1
    ) throws -> DecodedImage {
        try #require(
            DecodedImage(
                width: width, height: height, colour: colour, bits: bits, samples: samples, decoder: "", settings: "",
                orientation: orientation))
    }

    private func grey(_ pixels: ReducedPixels) -> [UInt8] {
        stride(from: 0, to: pixels.rgb.count, by: 3).map { pixels.rgb[$0] }
    }

    @Test("Averages weigh each pixel by its overlap and round once, half up")
    func arithmetic() throws {
        #expect(grey(AreaAverage.reduce(try image(2, 1, .grey, [0, 1]), maxSide: 1)) == [1])
        #expect(grey(AreaAverage.reduce(try image(4, 1, .grey, [0, 0, 1, 0]), maxSide: 1)) == [0])
        // Three pixels to two: each output covers one and a half.
        #expect(grey(AreaAverage.reduce(try image(3, 1, .grey, [0, 90, 255]), maxSide: 2)) == [30, 200])
        let flat = try image(3, 3, .grey, [UInt8](repeating: 9, count: 9))
        #expect(grey(AreaAverage.reduce(flat, maxSide: 2)) == [9, 9, 9, 9])
    }

    @Test(
        "A reduced picture equals the definition, evaluated slowly",
        arguments: [(61, 43, 17), (43, 61, 42), (50, 3, 7)])
    func definition(width: Int, height: Int, side: Int) {
        let source = SyntheticImage.cloudRGB(seed: 40, width: width, height: height, cells: 6)
        let result = AreaAverage.reduce(source.decoded, maxSide: side)
        let (w, h) = (result.width, result.height)
        #expect(max(w, h) == side)
        func overlap(_ i: Int, _ o: Int, _ from: Int, _ to: Int) -> Int {
            max(0, min((i + 1) * to, (o + 1) * from) - max(i * to, o * from))
        }
        for y in 0..<h {
            for x in 0..<w {
                for c in 0..<3 {
                    var sum = 0
                    for j in 0..<height {
                        for i in 0..<width {
                            let weight = overlap(i, x, width, w) * overlap(j, y, height, h)
                            sum += weight * Int(source.rgb[3 * (j * width + i) + c])
                        }
                    }
                    let expected = (sum + width * height / 2) / (width * height)
                    #expect(Int(result.rgb[3 * (y * w + x) + c]) == expected)
                }
            }
        }
    }

    @Test("A small picture keeps its size and its pixels")
    func notEnlarged() {
        let source = SyntheticImage.mondrian(seed: 3, width: 40, height: 30, rectangles: 9)
        let result = AreaAverage.reduce(source.decoded, maxSide: 400)
        #expect((result.width, result.height) == (40, 30))
        #expect(result.rgb == source.rgb)
        #expect(result.geometry.x == PixelMap.Axis(ax: 80, ay: 0, offset: 40, divisor: 80))
    }

    @Test("The published pixels of a synthetic picture")
    func golden() throws {
        let source = SyntheticImage.cloudRGB(seed: 4, width: 517, height: 300, cells: 16)
        let result = AreaAverage.reduce(source.decoded, maxSide: 100)
        #expect((result.width, result.height) == (100, 58))
        #expect(try Pictures.sha256(result.rgb) == "05d97d45b48d78cf88252c18cdb224b31c1032d9e62f51503a840e5f8e2ab64e")
    }

    @Test(
        "Every orientation comes out upright, and its geometry finds each pixel again",
        arguments: [
            (1, [1, 2, 3, 4, 5, 6]), (2, [3, 2, 1, 6, 5, 4]), (3, [6, 5, 4, 3, 2, 1]), (4, [4, 5, 6, 1, 2, 3]),
            (5, [1, 4, 2, 5, 3, 6]), (6, [4, 1, 5, 2, 6, 3]), (7, [6, 3, 5, 2, 4, 1]), (8, [3, 6, 2, 5, 1, 4]),
        ] as [(Int, [UInt8])])
    func orientations(orientation: Int, expected: [UInt8]) throws {
        let samples: [UInt8] = [1, 2, 3, 4, 5, 6]
        let result = AreaAverage.reduce(try image(3, 2, .grey, samples, orientation: orientation), maxSide: 10)
        #expect((result.width, result.height) == (orientation < 5 ? (3, 2) : (2, 3)))
        #expect(grey(result) == expected)
        for y in 0..<result.height {
            for x in 0..<result.width {
                func at(_ axis: PixelMap.Axis) -> Int { (axis.ax * x + axis.ay * y + axis.offset) / axis.divisor }
                let from = at(result.geometry.y) * 3 + at(result.geometry.x)
                #expect(samples[from] == expected[y * result.width + x])
            }
        }
    }

    @Test("Alpha is laid on white, 16 bits give the high byte, and inks their light")
    func colours() throws {
        func one(_ colour: DecodedImage.Colour, bits: Int = 8, _ samples: [UInt8]) throws -> [UInt8] {
            AreaAverage.reduce(try image(1, 1, colour, bits: bits, samples), maxSide: 1).rgb
        }
        #expect(try one(.rgbAlpha, [10, 20, 30, 0]) == [255, 255, 255])
        #expect(try one(.rgbAlpha, [10, 20, 30, 255]) == [10, 20, 30])
        #expect(try one(.greyAlpha, [0, 128]) == [127, 127, 127])
        #expect(try one(.rgb, bits: 16, [10, 255, 20, 0, 30, 7]) == [10, 20, 30])
        #expect(try one(.greyAlpha, bits: 16, [7, 1, 255, 255]) == [7, 7, 7])
        #expect(try one(.cmyk, [0, 255, 100, 0]) == [255, 0, 155])
        #expect(try one(.cmykInverted, [255, 0, 155, 255]) == [255, 0, 155])
        #expect(try one(.cmyk, [0, 0, 0, 128]) == [127, 127, 127])
    }

    @Test("The copy is a baseline JPEG without metadata that decodes to nearly the same pixels")
    func encoded() throws {
        let source = try #require(ImageDecoder.decode(Pictures.fixture("exif-rotated.jpg")).image)
        let copy = try ReducedCopy(of: source, maxSide: 32)
        let header = try ImageDecoder.probe(copy.jpeg)
        #expect((header.width, header.height) == (23, 32))
        #expect((copy.width, copy.height) == (23, 32))
        #expect(!header.progressive)
        #expect(header.metadata.exif == nil && !header.metadata.hasText && !header.metadata.hasICCProfile)
        let decoded = try #require(ImageDecoder.decode(copy.jpeg).image)
        let worst = zip(decoded.samples, copy.pixels.rgb).map { ($0 > $1 ? $0 - $1 : $1 - $0) }.max()
        #expect(try #require(worst) < 60)
    }

    @Test("Noise at full quality fits the buffer")
    func noise() throws {
        var random = SplitMix64(seed: 9)
        for side in [1, 8, 17, 64] {
            let pixels = (0..<(3 * side * side)).map { _ in random.byte() < 128 ? UInt8(0) : 255 }
            let copy = try ReducedCopy(of: try image(side, side, .rgb, pixels), maxSide: 64, quality: 100)
            #expect(copy.jpeg.starts(with: [0xFF, 0xD8]))
        }
    }

    @Test("Sides and qualities out of range are refused", arguments: [(0, 85), (8193, 85), (10, 0), (10, 101)])
    func range(side: Int, quality: Int) throws {
        let source = try image(1, 1, .grey, [1])
        #expect(throws: NotDecoded.self) { try ReducedCopy(of: source, maxSide: side, quality: quality) }
    }
}
