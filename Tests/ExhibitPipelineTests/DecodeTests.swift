import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Decoding")
struct DecodeTests {
    static let source = SyntheticImage.cloudRGB(seed: 40, width: 61, height: 43, cells: 6)

    private func decode(_ file: [UInt8]) throws -> DecodedImage {
        guard case .decoded(let image) = ImageDecoder.decode(file) else {
            throw NotDecoded(.damaged, "\(ImageDecoder.decode(file))")
        }
        return image
    }

    @Test(
        "Every JPEG variety that the library reads decodes in its own colour space",
        arguments: [
            ("baseline.jpg", "RGB", 3), ("optimised.jpg", "RGB", 3), ("progressive.jpg", "RGB", 3),
            ("arithmetic.jpg", "RGB", 3), ("restart.jpg", "RGB", 3), ("sampling-2x1.jpg", "RGB", 3),
            ("grey.jpg", "grey", 1), ("rgb.jpg", "RGB", 3), ("cmyk-adobe.jpg", "CMYK-inverted", 4),
        ])
    func jpegVarieties(name: String, colour: String, channels: Int) throws {
        let image = try decode(Pictures.fixture(name))
        #expect((image.width, image.height, image.bits) == (61, 43, 8))
        #expect(image.colour.rawValue == colour)
        #expect(image.channels == channels)
        #expect(image.samples.count == 61 * 43 * channels)
        #expect(image.decoder.hasPrefix("libjpeg-turbo "))
        #expect(image.settings.hasPrefix("islow,fancy-upsampling"))
    }

    @Test(
        "A decoded JPEG looks like its source, CMYK included", arguments: ["baseline.jpg", "rgb.jpg", "cmyk-adobe.jpg"])
    func resemblance(name: String) throws {
        let a = Luminance.plane(of: Self.source.decoded)
        let b = Luminance.plane(of: try decode(Pictures.fixture(name)))
        let difference = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / Float(a.count)
        #expect(difference < 6)
    }

    @Test("The orientation tag is reported and not applied")
    func orientation() throws {
        let tagged = try decode(Pictures.fixture("exif-rotated.jpg"))
        #expect(tagged.orientation == 6)
        #expect((tagged.width, tagged.height) == (61, 43))
        #expect(try decode(Pictures.fixture("exif-stripped.jpg")).orientation == 1)
    }

    @Test("Without the marker of Adobe, inks count upwards; with its transform 2, they are decoded from YCCK")
    func inks() throws {
        let file = try Pictures.fixture("cmyk-adobe.jpg")
        let marker = try #require(file.indices.first { file[$0...].starts(with: [0xFF, 0xEE, 0, 14]) })
        let inverted = try decode(file)
        #expect(inverted.settings.hasSuffix(",adobe-inversion-kept"))

        let plain = try decode(Array(file[..<marker] + file[(marker + 16)...]))
        #expect(plain.colour == .cmyk)
        #expect(plain.samples == inverted.samples)

        var ycck = file
        ycck[marker + 15] = 2
        let other = try decode(ycck)
        #expect(other.colour == .cmykInverted)
        #expect(other.samples != inverted.samples)
        let black = stride(from: 3, to: other.samples.count, by: 4)
        #expect(black.allSatisfy { other.samples[$0] == inverted.samples[$0] })
    }

    @Test("Luma takes the high byte of 16 bits, the light of inks, and no notice of alpha")
    func luma() throws {
        func luma(_ colour: DecodedImage.Colour, bits: Int = 8, _ samples: [UInt8]) throws -> Float {
            let image = DecodedImage(
                width: 1, height: 1, colour: colour, bits: bits, samples: samples, decoder: "", settings: "")
            return Luminance.plane(of: try #require(image))[0]
        }
        let expected: Float = (0.299 * 10 + 0.587 * 20) + 0.114 * 30
        #expect(try luma(.rgb, [10, 20, 30]) == expected)
        #expect(try luma(.rgbAlpha, [10, 20, 30, 0]) == expected)
        #expect(try luma(.rgb, bits: 16, [10, 200, 20, 0, 30, 255]) == expected)
        #expect(try luma(.cmykInverted, [10, 20, 30, 255]) == expected)
        #expect(try luma(.cmyk, [245, 235, 225, 0]) == expected)
        #expect(try luma(.grey, [9]) == luma(.rgb, [9, 9, 9]))
        #expect(try luma(.greyAlpha, bits: 16, [9, 1, 0, 0]) == luma(.grey, [9]))
    }

    @Test("Parts that do not fit together are no picture")
    func invalid() {
        func image(_ width: Int, _ height: Int, _ count: Int, bits: Int = 8, orientation: Int = 1) -> DecodedImage? {
            DecodedImage(
                width: width, height: height, colour: .rgb, bits: bits, samples: [UInt8](repeating: 0, count: count),
                decoder: "", settings: "", orientation: orientation)
        }
        #expect(image(2, 2, 12) != nil)
        #expect(image(2, 2, 11) == nil)
        #expect(image(0, 2, 0) == nil)
        #expect(image(.max, .max, 3) == nil)
        #expect(image(-2, -2, 12) == nil)
        #expect(image(2, 2, 12, bits: 12) == nil)
        #expect(image(2, 2, 12, orientation: 9) == nil)
    }

    @Test("A truncated JPEG is damaged evidence with a picture")
    func truncated() throws {
        let file = try Pictures.fixture("baseline.jpg")
        guard case .decodedWithWarnings(let image) = ImageDecoder.decode(Array(file.dropLast(120))) else {
            Issue.record("not decoded with warnings")
            return
        }
        #expect(image.warnings.contains("Premature end of JPEG file"))
        #expect((image.width, image.height) == (61, 43))
    }

    @Test("The probe tells what decoding would give")
    func probe() throws {
        let header = try ImageDecoder.probe(Pictures.fixture("progressive.jpg"))
        #expect(header.progressive && !header.arithmeticCoding)
        #expect((header.width, header.height, header.components, header.precision) == (61, 43, 3, 8))
        #expect(try ImageDecoder.probe(Pictures.fixture("arithmetic.jpg")).arithmeticCoding)
        #expect(try ImageDecoder.probe(Pictures.fixture("exif-rotated.jpg")).metadata.exif != nil)
    }

    @Test("PNG samples come out as they were written", arguments: [(0, 1), (2, 3), (4, 2), (6, 4)], [8, 16])
    func png(type: (colour: Int, channels: Int), depth: Int) throws {
        var random = SplitMix64(seed: 7)
        let rows = (0..<5).map { _ in (0..<(7 * type.channels * depth / 8)).map { _ in random.byte() } }
        let file = PNGWriter(width: 7, height: 5, depth: depth, colourType: type.colour, rows: rows).file
        let image = try decode(file)
        #expect((image.width, image.height, image.channels, image.bits) == (7, 5, type.channels, depth))
        #expect(image.samples == rows.flatMap { $0 })
        #expect(image.decoder.hasPrefix("libpng "))
    }

    @Test("A palette with transparency becomes RGB and alpha")
    func palette() throws {
        var writer = PNGWriter(width: 4, height: 1, depth: 2, colourType: 3, rows: [[0b00_01_10_01]])
        writer.chunks = [("PLTE", [9, 8, 7, 6, 5, 4, 3, 2, 1]), ("tRNS", [0, 128])]
        let image = try decode(writer.file)
        #expect(image.colour == .rgbAlpha)
        #expect(image.samples == [9, 8, 7, 0, 6, 5, 4, 128, 3, 2, 1, 255, 6, 5, 4, 128])
    }

    @Test("Grey of one bit is scaled to 0 and 255, and a gamma chunk changes nothing")
    func lowBits() throws {
        var writer = PNGWriter(width: 8, height: 1, depth: 1, colourType: 0, rows: [[0b1010_0011]])
        writer.chunks = [("gAMA", [0, 0, 0x27, 0x10])]
        #expect(try decode(writer.file).samples == [255, 0, 255, 0, 0, 0, 255, 255])
    }

    @Test("An interlaced PNG gives the same pixels", arguments: [(1, 1), (3, 2), (9, 11)])
    func interlaced(width: Int, height: Int) throws {
        func pixel(_ x: Int, _ y: Int) -> [UInt8] { [UInt8(20 * x), UInt8(20 * y), UInt8(x + y)] }
        let image = try decode(PNGWriter.adam7(width: width, height: height, colourType: 2, pixel: pixel))
        let expected = (0..<height).flatMap { y in (0..<width).flatMap { x in pixel(x, y) } }
        #expect(image.samples == expected)
    }

    @Test("The kind comes from the bytes, and a wrong extension is told")
    func kinds() throws {
        let jpeg = try Pictures.fixture("baseline.jpg")
        #expect(ImageKind(sniffing: jpeg) == .jpeg)
        #expect(!ImageKind.isMislabelled(jpeg, extension: "JPEG"))
        #expect(ImageKind.isMislabelled(jpeg, extension: "png"))
        #expect(!ImageKind.isMislabelled(jpeg, extension: "dat"))
        #expect(ImageKind(sniffing: Array("RIFF....WEBPVP8 ".utf8)) == .webp)
        #expect(ImageKind(sniffing: Array("\0\0\0\u{18}ftypheic".utf8)) == .heif)
        #expect(ImageDecoder.decode(Array("GIF89a".utf8)) == .kept(.gif))
        #expect(ImageDecoder.decode(Array("%PDF-1.7".utf8)) == .kept(.pdf))
        #expect(ImageDecoder.decode(Array("hello".utf8)) == .kept(.unknown))
        #expect(ImageDecoder.decode([]) == .empty)
    }
}
