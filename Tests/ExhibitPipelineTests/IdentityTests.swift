import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Image identities")
struct IdentityTests {
    private func coefficients(_ name: String) throws -> [UInt8] {
        try #require(try ImageIdentity.coefficientIdentityBytes(Pictures.fixture(name))).bytes
    }

    @Test(
        "Lossless recoding keeps the coefficients",
        arguments: ["optimised.jpg", "progressive.jpg", "arithmetic.jpg", "restart.jpg"])
    func lossless(name: String) throws {
        #expect(try Pictures.fixture(name) != Pictures.fixture("baseline.jpg"))
        #expect(try coefficients(name) == coefficients("baseline.jpg"))
    }

    @Test("Stripping metadata keeps the coefficients")
    func stripped() throws {
        #expect(try coefficients("exif-stripped.jpg") == coefficients("exif-rotated.jpg"))
    }

    @Test("Encoding again changes the coefficients")
    func reencoded() throws {
        #expect(try coefficients("reencoded.jpg") != coefficients("baseline.jpg"))
    }

    @Test("The coefficients have the published layout, padding blocks left out")
    func layout() throws {
        let bytes = try coefficients("baseline.jpg")
        let domain = Array("exhibit/jpeg-coefficients/v1\0".utf8)
        #expect(bytes.starts(with: domain + [0, 61, 0, 43, 8, 3, 2, 2]))
        // 61 × 43 in 4:2:0: 8 × 6 blocks of luma, 4 × 3 of each chroma.
        let luma = domain.count + 6
        #expect(Array(bytes[(luma + 130)..<(luma + 138)]) == [0, 0, 0, 8, 0, 0, 0, 6])
        let chroma = luma + 138 + 128 * 48
        #expect(Array(bytes[(chroma)..<(chroma + 2)]) == [1, 1])
        #expect(Array(bytes[(chroma + 130)..<(chroma + 138)]) == [0, 0, 0, 4, 0, 0, 0, 3])
        #expect(bytes.count == chroma + 2 * (138 + 128 * 12))
        // Quality 60, Annex K: the first row of the luma table is 16, 11, 10, 16, … at 80 %, in natural order.
        #expect(Array(bytes[(luma + 2)..<(luma + 18)]) == [0, 13, 0, 9, 0, 8, 0, 13, 0, 19, 0, 32, 0, 41, 0, 49])
    }

    private func lumaBlock(_ picture: SyntheticImage, quality: Int) throws -> [UInt8] {
        let copy = try ReducedCopy(of: picture.decoded, maxSide: 8, quality: quality)
        let bytes = try #require(try ImageIdentity.coefficientIdentityBytes(copy.jpeg)).bytes
        return Array(bytes[(35 + 138)..<(35 + 138 + 128)])
    }

    @Test(
        "A flat grey picture has the coefficients that arithmetic gives",
        arguments: [(200, [0, 36]), (100, [0xFF, 0xF2])] as [(UInt8, [UInt8])])
    func flat(value: UInt8, dc: [UInt8]) throws {
        let flat = SyntheticImage(width: 8, height: 8) { _, _ in (value, value, value) }
        // Quality 50 is Annex K itself: DC = 8 · (value − 128) / 16.
        #expect(try lumaBlock(flat, quality: 50) == dc + [UInt8](repeating: 0, count: 126))
    }

    @Test("Coefficients stand in natural order: what varies across fills the first row")
    func naturalOrder() throws {
        let ramp = SyntheticImage(width: 8, height: 8) { x, _ in x == 7 ? (255, 255, 255) : (0, 0, 0) }
        let block = try lumaBlock(ramp, quality: 100)
        let filled = (0..<64).filter { block[2 * $0] != 0 || block[2 * $0 + 1] != 0 }
        #expect(filled == Array(0..<8))
    }

    @Test(
        "One reading gives the pixels and the coefficients that two readings give",
        arguments: [
            "baseline.jpg", "progressive.jpg", "arithmetic.jpg", "restart.jpg", "grey.jpg", "cmyk-adobe.jpg",
            "exif-rotated.jpg",
        ])
    func both(name: String) throws {
        let file = try Pictures.fixture(name)
        let both = ImageDecoder.decodeWithCoefficients(file)
        #expect(both.outcome == ImageDecoder.decode(file))
        #expect(try both.coefficients.get() == coefficients(name))
        // Also where the two together are beyond the limit and each alone is not.
        let size = try #require(both.outcome.image).samples.count
        let tight = ImageLimits(maxMemory: size + (try coefficients(name).count) * 2 - 1)
        #expect(
            ImageDecoder.decodeWithCoefficients(file, limits: tight).outcome == ImageDecoder.decode(file, limits: tight)
        )
    }

    @Test("Only JPEG files have coefficients")
    func notJPEG() throws {
        #expect(try ImageIdentity.coefficientIdentityBytes(Array("GIF89a".utf8)) == nil)
        #expect(throws: NotDecoded.self) { try ImageIdentity.coefficientIdentityBytes([0xFF, 0xD8, 0xFF, 0xD9]) }
    }

    @Test("Pixels are named with their size, channels and depth")
    func pixels() throws {
        let row: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        let file = PNGWriter(width: 2, height: 1, depth: 16, colourType: 4, rows: [row]).file
        let image = try #require(ImageDecoder.decode(file).image)
        let expected = Array("exhibit/pixels/v1\0".utf8) + [0, 0, 0, 2, 0, 0, 0, 1, 2, 16] + row
        #expect(ImageIdentity.pixelIdentityBytes(image) == expected)
    }

    @Test("Metadata and orientation are no part of the pixels")
    func orientationIgnored() throws {
        let a = try #require(ImageDecoder.decode(Pictures.fixture("exif-rotated.jpg")).image)
        let b = try #require(ImageDecoder.decode(Pictures.fixture("exif-stripped.jpg")).image)
        #expect(a.orientation != b.orientation)
        #expect(ImageIdentity.pixelIdentityBytes(a) == ImageIdentity.pixelIdentityBytes(b))
    }
}
