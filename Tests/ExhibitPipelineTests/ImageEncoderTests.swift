import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Writing PNG files")
struct ImageEncoderTests {
    private static let layouts = DecodedImage.layouts.filter { $0.colour != .cmyk && $0.colour != .cmykInverted }

    @Test("The library reads back exactly what was written", arguments: [(1, 1), (7, 5), (3, 400), (400, 3)])
    func roundTrip(width: Int, height: Int) throws {
        for (colour, bits) in Self.layouts {
            let image = DecodedImage.random(width, height, colour, bits: bits)
            guard case .decoded(let read) = ImageDecoder.decode(try ImageEncoder.png(image)) else {
                Issue.record("a PNG file of \(colour) was not decoded without complaint")
                continue
            }
            #expect((read.width, read.height, read.colour, read.bits) == (width, height, colour, bits))
            #expect(read.samples == image.samples)
        }
    }

    /// A block counts 65,535 bytes: pictures just below, at and above that, and of several blocks.
    @Test(
        "Rows that break at any place of a block are read back",
        arguments: [
            (65_533, 1), (65_534, 1), (65_535, 1), (1, 32_767), (1, 32_768), (1, 32_769), (6553, 31), (4095, 16),
        ])
    func blocks(width: Int, height: Int) throws {
        let image = DecodedImage.random(width, height, .grey)
        let file = try ImageEncoder.png(image)
        let length = (width + 1) * height
        #expect(file.count == 8 + 25 + 12 + 6 + length + 17 * ((length + 65_534) / 65_535))
        #expect(ImageDecoder.decode(file).image?.samples == image.samples)
    }

    @Test("A small file is this, byte for byte")
    func golden() throws {
        let image = DecodedImage(
            width: 3, height: 2, colour: .rgb, samples: (1...18).map { UInt8($0) }, decoder: "", settings: "")
        let rows: [[UInt8]] = [(1...9).map { $0 }, (10...18).map { $0 }]
        #expect(try ImageEncoder.png(#require(image)) == PNGWriter(width: 3, height: 2, rows: rows).file)
    }

    @Test("The orientation tag is not written, and inks are refused")
    func refused() throws {
        let turned = DecodedImage.random(4, 2, .rgb, orientation: 6)
        #expect(try ImageDecoder.decode(ImageEncoder.png(turned)).image?.orientation == 1)
        for colour: DecodedImage.Colour in [.cmyk, .cmykInverted] {
            #expect(throws: NotDecoded.self) { try ImageEncoder.png(DecodedImage.random(2, 2, colour)) }
        }
    }
}
