import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Image operations")
struct ImageOperationTests {
    /// What a result must be: where pixel (x, y) of it comes from.
    private func expectMoved(
        _ operation: ImageOperation, _ image: DecodedImage, _ width: Int, _ height: Int,
        from: (_ x: Int, _ y: Int) -> (x: Int, y: Int)
    ) throws {
        let applied = try operation.apply(to: image)
        let result = applied.image
        #expect((result.width, result.height, result.colour) == (width, height, image.colour))
        #expect(result.hasOrigin(of: image))
        #expect(applied.clippedSamples == 0)
        for y in 0..<height {
            for x in 0..<width {
                let (u, v) = from(x, y)
                #expect(result.pixel(x, y) == image.pixel(u, v))
                #expect(applied.geometry.pixel(x: x, y: y) == (u, v))
            }
        }
    }

    @Test("Crops, quarter turns and mirrors move pixels unchanged, and their geometry finds each again")
    func exact() throws {
        for (colour, bits) in DecodedImage.layouts {
            let image = DecodedImage.random(5, 3, colour, bits: bits, orientation: 7)
            let area = PixelRectangle(x: 1, y: 1, width: 3, height: 2)
            try expectMoved(.crop(area), image, 3, 2) { ($0 + 1, $1 + 1) }
            try expectMoved(.rotate(quarterTurns: 1), image, 3, 5) { ($1, 2 - $0) }
            try expectMoved(.rotate(quarterTurns: 2), image, 5, 3) { (4 - $0, 2 - $1) }
            try expectMoved(.rotate(quarterTurns: 3), image, 3, 5) { (4 - $1, $0) }
            try expectMoved(.flip(.horizontal), image, 5, 3) { (4 - $0, $1) }
            try expectMoved(.flip(.vertical), image, 5, 3) { ($0, 2 - $1) }
            try expectMoved(.resize(width: 7, height: 2, kernel: .nearest), image, 7, 2) {
                ((2 * $0 + 1) * 5 / 14, (2 * $1 + 1) * 3 / 4)
            }
            #expect(try ImageOperation.flip(.vertical).apply(to: image).image.orientation == 7)
        }
    }

    @Test("Four quarter turns, and two mirrors, give the picture back")
    func inverses() throws {
        let image = DecodedImage.random(7, 4, .rgbAlpha, bits: 16)
        for chain: [ImageOperation] in [
            [.rotate(quarterTurns: 1), .rotate(quarterTurns: 1), .rotate(quarterTurns: 2)],
            [.rotate(quarterTurns: 3), .rotate(quarterTurns: 1)], [.flip(.vertical), .flip(.vertical)],
            [.flip(.horizontal), .flip(.vertical), .rotate(quarterTurns: 2)],
        ] {
            #expect(try ImageOperation.apply(chain, to: image) == image)
            #expect(chain.allSatisfy { $0.taintClass == "T1" })
        }
    }

    @Test("Every orientation comes out upright, as the reduced copies have it", arguments: 1...8)
    func upright(orientation: Int) throws {
        let image = DecodedImage.random(5, 3, .rgb, orientation: orientation)
        let applied = try ImageOperation.upright(orientation: nil).apply(to: image)
        #expect(applied.operation == .upright(orientation: orientation))
        #expect(applied.image.orientation == 1)
        let reduced = AreaAverage.reduce(image, maxSide: 10)
        #expect((applied.image.width, applied.image.height) == (reduced.width, reduced.height))
        #expect(applied.image.samples == reduced.rgb)
        for y in 0..<reduced.height {
            for x in 0..<reduced.width {
                #expect(applied.geometry.pixel(x: x, y: y) == reduced.geometry.pixel(x: x, y: y))
            }
        }
        #expect(try ImageOperation.upright(orientation: orientation).apply(to: image).image == applied.image)
        let other = ImageOperation.upright(orientation: orientation % 8 + 1)
        #expect(throws: NotApplied.self) { try other.apply(to: image) }
    }

    @Test("Grey levels are weighted sums, rounded half up, and alpha stays", arguments: LumaWeights.allCases)
    func grey(weights: LumaWeights) throws {
        let (r, g, b, total) = weights == .bt601 ? (299, 587, 114, 1000) : (2126, 7152, 722, 10000)
        for (colour, bits) in DecodedImage.layouts where colour == .rgb || colour == .rgbAlpha {
            let image = DecodedImage.random(9, 7, colour, bits: bits, orientation: 6)
            let result = try ImageOperation.grey(weights).apply(to: image)
            #expect(result.image.colour == (colour == .rgb ? .grey : .greyAlpha))
            #expect(result.image.hasOrigin(of: image) && result.image.orientation == 6)
            #expect(result.geometry == .identity)
            for y in 0..<7 {
                for x in 0..<9 {
                    let p = image.pixel(x, y)
                    let level = (r * p[0] + g * p[1] + b * p[2] + total / 2) / total
                    #expect(result.image.pixel(x, y) == [level] + p.dropFirst(3))
                }
            }
        }
        let grey = DecodedImage.random(3, 3, .greyAlpha, bits: 16)
        #expect(try ImageOperation.grey(weights).apply(to: grey).image == grey)
    }

    @Test("Exposure follows its formula on every sample but alpha, and counts what it cuts")
    func exposure() throws {
        for (colour, bits) in DecodedImage.layouts where colour != .cmyk && colour != .cmykInverted {
            let image = DecodedImage.random(9, 7, colour, bits: bits)
            let largest = (1 << bits) - 1
            for (gain, offset) in [(1500, -100), (400, 0), (0, 500), (2000, 250), (1000, 0), (1001, -1000)] {
                let result = try ImageOperation.exposure(.linear(gain: gain, offset: offset)).apply(to: image)
                var clipped = 0
                for y in 0..<7 {
                    for x in 0..<9 {
                        for c in 0..<image.channels {
                            let v = image.sample(x, y, c)
                            var expected = v
                            if !(image.hasAlpha && c == image.channels - 1) {
                                // In doubles all of this is exact but the last division.
                                let exact = Double(v * gain + largest * offset) / 1000
                                expected = Int((exact + 0.5).rounded(.down))
                                if expected < 0 || expected > largest { clipped += 1 }
                                expected = min(max(expected, 0), largest)
                            }
                            #expect(result.image.sample(x, y, c) == expected)
                        }
                    }
                }
                #expect(result.clippedSamples == clipped)
            }
        }
    }

    @Test("A curve goes through its points, straight in between, and cuts nothing")
    func curve() throws {
        let ramp = DecodedImage(
            width: 256, height: 1, colour: .grey, samples: (0...255).map { UInt8($0) }, decoder: "", settings: "")
        let image = try #require(ramp)
        let points: [ToneCurve.Point] = [.init(0, 1000), .init(200, 0), .init(600, 800), .init(1000, 800)]
        let result = try ImageOperation.exposure(.points(points)).apply(to: image)
        #expect(result.clippedSamples == 0)
        #expect([0, 51, 153, 255].map { result.image.sample($0, 0, 0) } == [255, 0, 204, 204])
        for v in 0...255 {
            let x = Double(v) / 0.255
            let y = x <= 200 ? 1000 - 5 * x : x <= 600 ? 2 * (x - 200) : 800
            #expect(abs(Double(result.image.sample(v, 0, 0)) - y * 0.255) <= 0.5 + 1e-9)
        }
        // 254 becomes ⌊−0.246⌋ and is cut to 0, 255 becomes ⌊0.755⌋ and is not.
        let dark = try ImageOperation.exposure(.linear(gain: 1001, offset: -1000)).apply(to: image)
        #expect(dark.clippedSamples == 255 && dark.image.samples.allSatisfy { $0 == 0 })
        let straight = try ImageOperation.exposure(.points([.init(0, 0), .init(1000, 1000)])).apply(to: image)
        #expect(straight.image == image)
    }

    @Test("A mask covers its rectangle, opaquely, and nothing else")
    func mask() throws {
        let area = PixelRectangle(x: 2, y: 1, width: 3, height: 2)
        for (colour, bits) in DecodedImage.layouts {
            let image = DecodedImage.random(6, 4, colour, bits: bits)
            let isGrey = colour == .grey || colour == .greyAlpha
            let paint = isGrey ? MaskColour(red: 9, green: 9, blue: 9) : MaskColour(red: 10, green: 20, blue: 255)
            let result = try ImageOperation.mask(area, paint).apply(to: image)
            #expect(result.image.hasOrigin(of: image))
            for y in 0..<4 {
                for x in 0..<6 where !((2..<5).contains(x) && (1..<3).contains(y)) {
                    #expect(result.image.pixel(x, y) == image.pixel(x, y))
                }
            }
            // What people see of it is the colour that was named: alpha on white, inks as their light.
            let inside = try ImageOperation.crop(area).apply(to: result.image).image
            let seen = AreaAverage.reduce(inside, maxSide: 9).rgb
            #expect(seen == (0..<6).flatMap { _ in [paint.red, paint.green, paint.blue] })
            if bits == 16 { #expect(result.image.sample(2, 1, 0) == 257 * Int(paint.red)) }
        }
    }

    @Test("What is not defined for a picture is refused, with a reason")
    func refused() throws {
        func kind(
            _ operation: ImageOperation, _ image: DecodedImage, _ limits: ImageLimits = .standard
        ) -> NotApplied.Kind? {
            do throws(NotApplied) {
                _ = try operation.apply(to: image, limits: limits)
                return nil
            } catch {
                #expect(!error.reason.isEmpty)
                return error.kind
            }
        }
        let inks = DecodedImage.random(4, 4, .cmyk)
        let grey = DecodedImage.random(4, 4, .grey)
        #expect(kind(.grey(.bt601), inks) == .unsupported)
        #expect(kind(.exposure(.linear(gain: 1000, offset: 0)), inks) == .unsupported)
        let inside = PixelRectangle(x: 0, y: 0, width: 1, height: 1)
        #expect(kind(.mask(inside, MaskColour(red: 1, green: 2, blue: 3)), grey) == .unsupported)
        for area in [
            PixelRectangle(x: 1, y: 0, width: 4, height: 1), PixelRectangle(x: 0, y: 4, width: 1, height: 1),
            PixelRectangle(x: -1, y: 0, width: 2, height: 1), PixelRectangle(x: 0, y: 0, width: 0, height: 1),
            PixelRectangle(x: .max, y: 0, width: .max, height: 1),
        ] {
            #expect(kind(.crop(area), grey) == .parameters)
            #expect(kind(.mask(area, .black), grey) == .parameters)
        }
        for turns in [0, 4, -1, .min] { #expect(kind(.rotate(quarterTurns: turns), grey) == .parameters) }
        #expect(kind(.resize(width: 0, height: 4, kernel: .area), grey) == .parameters)
        #expect(kind(.resize(width: .max, height: .max, kernel: .nearest), grey) == .parameters)
        for kernel in ResamplingKernel.allCases {
            #expect(kind(.resize(width: 1_000_000, height: 1_000_000, kernel: kernel), grey) == .tooLarge)
            #expect(kind(.resize(width: 65, height: 1, kernel: kernel), grey, ImageLimits(maxSide: 64)) == .tooLarge)
            #expect(kind(.resize(width: 9, height: 9, kernel: kernel), grey, ImageLimits(maxMemory: 80)) == .tooLarge)
            #expect(kind(.resize(width: 9, height: 9, kernel: kernel), grey, ImageLimits(maxPixels: 80)) == .tooLarge)
        }
    }
}
