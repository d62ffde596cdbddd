import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Plates of digits")
struct DigitPlateTests {
    private func top(_ pixels: Int, _ count: Int = 6) -> [DigitVisibility] {
        [DigitVisibility](repeating: DigitVisibility(.top, pixels: pixels), count: count)
    }

    @Test("A plate is read back from its pixels, at any scale and through a PNG file", arguments: [1, 2, 8])
    func reading(scale: Int) throws {
        let (digits, image) = try DigitPlate.render(seed: 5, visible: top(35), scale: scale)
        #expect((image.width, image.height, image.colour) == (42 * scale, 9 * scale, .grey))
        let read = try #require(ImageDecoder.decode(ImageEncoder.png(image)).image)
        let plate = try DigitPlate(measuring: read)
        #expect(plate.scale == scale)
        #expect(plate.readings.map(\.digit) == digits)
        #expect(plate.compatible(noise: 2) == digits.map { [$0] })
        #expect(try DigitPlate(measuring: image) == plate)
        let again = try DigitPlate.render(seed: 5, visible: top(35), scale: scale)
        #expect(again.image == image)
    }

    @Test("The visible pixels are found in the picture", arguments: DigitVisibility.Part.allCases)
    func visibility(part: DigitVisibility.Part) throws {
        let visible = [0, 7, 12, 18, 26, 35].map { DigitVisibility(part, pixels: $0) }
        let plate = try DigitPlate(measuring: DigitPlate.render(seed: 9, visible: visible, noise: 6).image)
        #expect(plate.cells.map(\.visible.count) == [0, 7, 12, 18, 26, 35])
        if part == .left { #expect(plate.cells[1].visible == [0, 5, 10, 15, 20, 25, 30]) }
        if part == .bottom { #expect(plate.cells[1].visible == [25, 26, 30, 31, 32, 33, 34]) }
    }

    @Test("A black mask over the lower part of a plate hides it, and the restorer invents what is there")
    func masked() throws {
        let shown = [8, 9, 3, 1, 8, 5]
        let (digits, image) = try DigitPlate.render(seed: 1, visible: top(35), digits: shown, scale: 4)
        #expect(digits == shown)
        // The margin, and two rows of modules, stay.
        let cover = ImageOperation.mask(PixelRectangle(x: 0, y: 12, width: 168, height: 24), .black)
        let plate = try DigitPlate(measuring: cover.apply(to: image).image)
        #expect(plate.cells.allSatisfy { $0.visible == Array(0..<10) })
        let restored = try plate.restored()
        #expect(restored.digits != shown)
        #expect((restored.image.width, restored.image.height) == (168, 36))
        let reread = try DigitPlate(measuring: restored.image)
        #expect(reread.readings.map(\.digit) == restored.digits)
        #expect(reread.readings.allSatisfy { $0.confidence == 1000 && $0.distance == 0 })
        #expect(zip(plate.compatible(noise: 2), shown).allSatisfy { $0.contains($1) && $0.count < 10 })
    }

    @Test("Nine plates of ten with 12 pixels from the top come out wrong, and the sets hold")
    func ninetyPercent() throws {
        var wrong = 0
        var missed = 0
        for seed in 0..<200 {
            let (digits, image) = try DigitPlate.render(seed: UInt64(seed), visible: top(12), scale: 1)
            let plate = try DigitPlate(measuring: image)
            if try plate.restored().digits != digits { wrong += 1 }
            missed += zip(plate.compatible(noise: 2), digits).count { !$0.contains($1) }
        }
        // 178.5 expected, standard deviation 4.4.
        #expect((160...195).contains(wrong))
        #expect(missed <= 12)
    }

    @Test("Colour, alpha and depth of a plate do not matter")
    func layouts() throws {
        let (digits, grey) = try DigitPlate.render(seed: 3, visible: top(35), scale: 2)
        let colours: [(DecodedImage.Colour, (UInt8) -> [UInt8])] = [
            (.greyAlpha, { [$0, 255] }), (.rgb, { [$0, $0, $0] }), (.rgbAlpha, { [$0, $0, $0, 255] }),
            (.cmykInverted, { [$0, $0, $0, 255] }),
        ]
        for (colour, pixel) in colours {
            let image = DecodedImage(
                width: grey.width, height: grey.height, colour: colour, samples: grey.samples.flatMap(pixel),
                decoder: "", settings: "")
            #expect(try DigitPlate(measuring: #require(image)).readings.map(\.digit) == digits)
        }
    }

    @Test("Pictures that are no plates are refused, and so are plates out of range")
    func refused() throws {
        for (width, height, orientation) in [
            (1, 1, 1), (7, 8, 1), (6, 9, 1), (8, 9, 1), (14, 18, 2), (7, 18, 1), (14, 19, 1), (455, 9, 1),
            (455, 585, 1),
        ] {
            let image = DecodedImage.random(width, height, .grey, orientation: orientation)
            #expect(throws: NotApplied.self) { try DigitPlate(measuring: image) }
        }
        for visible in [[], top(36), top(-1), top(12, 65)] {
            #expect(throws: NotApplied.self) { try DigitPlate.render(seed: 0, visible: visible) }
        }
        for (digits, scale, noise) in [
            ([10], 1, 2), ([-1], 1, 2), ([1, 2], 1, 2), ([1], 0, 2), ([1], 65, 2), ([1], 1, 11),
        ] {
            #expect(throws: NotApplied.self) {
                try DigitPlate.render(seed: 0, visible: top(35, 1), digits: digits, scale: scale, noise: noise)
            }
        }
    }

    @Test("The digit models declare what they are", arguments: [BuiltInModel.digitReader, .digitRestorer])
    func models(model: BuiltInModel) throws {
        #expect(model.generatesPixels == (model.name == "digit-restorer"))
        #expect(model.files.map(\.path) == ["card.md", "parameters.json"])
        #expect(model.files.map(\.role) == ["card", "parameters"])
        let parameters = try JSONParser.parse(model.files[1].bytes, as: "file", limits: .init(bytes: 4096))
        #expect(parameters.encoded == model.files[1].bytes)
        #expect(try model.manifest().lines.map(\.hash) == model.files.map { ContentHash(of: $0.bytes) })
        #expect(String(decoding: model.files[0].bytes, as: UTF8.self).hasPrefix("# \(model.name) 1\n"))
    }
}
