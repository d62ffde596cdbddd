import ExhibitPipeline
import ExhibitTestSupport
import Testing

/// Only that every file gets an outcome, within its limits: what the outcome is belongs to the decoder.
@Suite("Hostile pictures")
struct HostileImageTests {
    private static let limits = ImageLimits(maxPixels: 1 << 20, maxSide: 1 << 16, maxMemory: 1 << 24, maxScans: 20)

    private func read(_ file: [UInt8]) {
        let outcome = ImageDecoder.decode(file, limits: Self.limits)
        if let image = outcome.image {
            #expect(image.samples.count == image.width * image.height * image.channels * image.bits / 8)
            #expect(image.samples.count <= Self.limits.maxMemory)
            #expect(image.warnings.allSatisfy { $0.utf8.count < 160 } && image.warnings.count <= 8)
        }
        let coefficients = Result { () throws(NotDecoded) in
            try ImageIdentity.coefficientIdentityBytes(file, limits: Self.limits)?.bytes
        }
        let both = ImageDecoder.decodeWithCoefficients(file, limits: Self.limits)
        #expect(both.outcome == outcome, "one reading gives another picture than two")
        #expect(both.coefficients == coefficients, "one reading gives other coefficients than two")
        _ = EmbeddedMetadata(of: file, kind: ImageKind(sniffing: file)).exif.map(ExifFacts.init(tiff:))
    }

    private static func files() throws -> [[UInt8]] {
        let rows = (0..<9).map { y in (0..<27).map { UInt8(9 * y + $0) } }
        var palette = PNGWriter(width: 9, height: 2, depth: 2, colourType: 3, rows: [[27, 27, 64], [27, 27, 64]])
        palette.chunks = [("PLTE", [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]), ("tRNS", [0, 128])]
        return [
            PNGWriter(width: 9, height: 9, rows: rows).file, palette.file,
            PNGWriter.adam7(width: 9, height: 11, colourType: 2) { [UInt8($0), UInt8($1), 0] },
        ]
            + (try ["progressive.jpg", "grey.jpg", "arithmetic.jpg", "exif-rotated.jpg", "cmyk-adobe.jpg"].map(
                Pictures.fixture))
    }

    @Test("A file cut at any length has an outcome")
    func cut() throws {
        for file in try Self.files() { for length in file.indices { read(Array(file[..<length])) } }
    }

    @Test("A file with any byte changed has an outcome", arguments: [0x01, 0x80, 0xFF] as [UInt8])
    func changed(mask: UInt8) throws {
        for file in try Self.files() {
            for k in file.indices {
                var other = file
                other[k] ^= mask
                read(other)
            }
        }
    }

    /// The header of a JPEG file with one component, without a scan.
    private func jpegHeader(
        frame: UInt8 = 0xC0, precision: UInt8 = 8, width: Int, height: Int, components: Int = 1
    ) -> [UInt8] {
        let quantiser: [UInt8] = [0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64)
        var out: [UInt8] = [0xFF, 0xD8] + quantiser + [0xFF, frame, 0, UInt8(8 + 3 * components), precision]
        out += [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255), UInt8(components)]
        for c in 0..<components { out += [UInt8(c + 1), 0x11, 0] }
        out += [0xFF, 0xDA, 0, UInt8(6 + 2 * components), UInt8(components)]
        for c in 0..<components { out += [UInt8(c + 1), 0] }
        return out + [0, 63, 0]
    }

    private func reason(_ file: [UInt8], _ limits: ImageLimits = .standard) -> NotDecoded.Kind? {
        guard case .notDecoded(_, let why) = ImageDecoder.decode(file, limits: limits) else { return nil }
        return why.kind
    }

    @Test("A JPEG that declares more pixels than the limit is refused from its header")
    func hugeJPEG() {
        #expect(reason(jpegHeader(width: 65_500, height: 65_500)) == .tooLarge)
        #expect(reason(jpegHeader(width: 65_535, height: 65_535)) == .tooLarge)
        #expect(reason(jpegHeader(frame: 0xC2, width: 15_000, height: 15_000, components: 4)) == .tooLarge)
    }

    @Test("Sides of zero are damage")
    func zero() {
        #expect(reason(jpegHeader(width: 0, height: 8)) == .damaged)
        #expect(reason(jpegHeader(width: 8, height: 0)) == .damaged)
        #expect(reason(PNGWriter(width: 0, height: 1, rows: []).file) == .damaged)
        #expect(reason(PNGWriter(width: 1, height: 0, rows: []).file) == .damaged)
    }

    @Test("Varieties that the library lacks are named unsupported", arguments: [0xC3, 0xC5, 0xCB] as [UInt8])
    func unsupported(frame: UInt8) {
        #expect(reason(jpegHeader(frame: frame, width: 8, height: 8)) == .unsupported)
        #expect(reason(jpegHeader(frame: 0xC1, precision: 12, width: 8, height: 8)) == .unsupported)
        #expect(reason(jpegHeader(width: 8, height: 8, components: 2)) == .unsupported)
    }

    @Test(
        "A PNG of the largest sides is refused from its header",
        arguments: [(0x7FFF_FFFF, 0x7FFF_FFFF), (0x7FFF_FFFF, 1), (1, 0x7FFF_FFFF), (2_000_000, 5)])
    func hugePNG(width: Int, height: Int) {
        #expect(reason(PNGWriter(width: width, height: height, rows: []).file) == .tooLarge)
    }

    @Test("A PNG of sides beyond its format is damaged")
    func overlongPNG() {
        #expect(reason(PNGWriter(width: 0x8000_0000, height: 1, rows: []).file) == .damaged)
    }

    @Test("A progressive file of many scans is refused before they are all read")
    func scans() throws {
        // The same refinement-free scan again and again: legal enough for the library, which decodes each of them.
        let file = try Pictures.fixture("progressive.jpg")
        let bomb = try #require(Self.repeatingLastScan(of: file, times: 2000))
        #expect(reason(bomb) == .tooLarge)
        #expect(reason(file, ImageLimits(maxScans: 3)) == .tooLarge)
        #expect(reason(file, ImageLimits(maxFileBytes: file.count - 1)) == .tooLarge)
        #expect(reason(file, ImageLimits(maxMemory: 61 * 43 * 3)) == .tooLarge)
        #expect(reason(file, ImageLimits(maxScannedPixels: 61 * 43 * 4)) == .tooLarge)
        #expect(throws: NotDecoded.self) { try ImageIdentity.coefficientIdentityBytes(bomb) }
    }

    private static func repeatingLastScan(of file: [UInt8], times: Int) -> [UInt8]? {
        guard let start = file.indices.dropLast().last(where: { file[$0] == 0xFF && file[$0 + 1] == 0xDA }) else {
            return nil
        }
        let scan = Array(file[start..<(file.count - 2)])
        return Array(file[..<start]) + (0..<times).flatMap { _ in scan } + [0xFF, 0xD9]
    }

    @Test("A compressed text chunk in a PNG is never expanded")
    func textBomb() throws {
        var writer = PNGWriter(width: 1, height: 1, rows: [[1, 2, 3]])
        let text = Array("k\0\0".utf8) + [UInt8](repeating: 0x55, count: 1000)
        writer.chunks = (0..<500).map { _ in ("zTXt", text) } + [("iCCP", text)]
        #expect(ImageDecoder.decode(writer.file).image?.samples == [1, 2, 3])
        #expect(EmbeddedMetadata(of: writer.file, kind: .png).hasText)
        #expect(EmbeddedMetadata(of: writer.file, kind: .png).hasICCProfile)
    }

    @Test("Bytes behind the picture do not take it away")
    func trailing() throws {
        let png = PNGWriter(width: 1, height: 1, rows: [[1, 2, 3]]).file
        guard case .decodedWithWarnings(let image) = ImageDecoder.decode(Array(png.dropLast(12))) else {
            Issue.record("a PNG without its end is damaged, and still a picture")
            return
        }
        #expect(image.samples == [1, 2, 3])
        let jpeg = try Pictures.fixture("grey.jpg")
        #expect(ImageDecoder.decode(jpeg + [1, 2, 3]).image?.samples == ImageDecoder.decode(jpeg).image?.samples)
    }
}
