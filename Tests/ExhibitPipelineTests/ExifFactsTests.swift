import ExhibitPipeline
import Testing

@Suite("EXIF facts")
struct ExifFactsTests {
    /// A little- or big-endian block with the given entries in its first directory; values beyond 4 bytes follow it.
    static func tiff(big: Bool = false, _ entries: [(tag: Int, type: Int, count: Int, value: [UInt8])]) -> [UInt8] {
        func number(_ value: Int, _ size: Int) -> [UInt8] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            return big ? bytes.reversed() : bytes
        }
        var out = big ? [0x4D, 0x4D] : [0x49, 0x49] as [UInt8]
        out += number(42, 2) + number(8, 4) + number(entries.count, 2)
        var tail: [UInt8] = []
        let tailStart = 8 + 2 + 12 * entries.count + 4
        for entry in entries {
            out += number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, 4)
            if entry.value.count <= 4 {
                out += entry.value + [UInt8](repeating: 0, count: 4 - entry.value.count)
            } else {
                out += number(tailStart + tail.count, 4)
                tail += entry.value
            }
        }
        return out + number(0, 4) + tail
    }

    @Test("A camera's block is read")
    func camera() throws {
        let file = try Pictures.fixture("exif-rotated.jpg")
        let facts = ExifFacts(tiff: try #require(EmbeddedMetadata(of: file, kind: .jpeg).exif))
        #expect(facts.orientation == 6)
        #expect(facts.make == "Exhibit")
        #expect(facts.model == "Fixture 1")
        #expect(facts.dateTime == "2024:05:06 07:08:09")
        #expect(facts.hasGPS)
        #expect(!facts.isDamaged)
        #expect(facts.fields.contains { $0.directory == .gps && $0.tag == 1 && $0.text == "N" })
    }

    @Test("Both byte orders are read", arguments: [false, true])
    func order(big: Bool) {
        let value: [UInt8] = big ? [0, 8] : [8, 0]
        #expect(ExifFacts(tiff: Self.tiff(big: big, [(0x0112, 3, 1, value)])).orientation == 8)
    }

    @Test("An orientation outside 1 to 8 is none", arguments: [0, 9, 255] as [UInt8])
    func orientation(value: UInt8) {
        #expect(ExifFacts(tiff: Self.tiff([(0x0112, 3, 1, [value, 0])])).orientation == nil)
    }

    @Test("Numbers are decimal, rationals fractions, and bytes hex")
    func forms() {
        let facts = ExifFacts(
            tiff: Self.tiff([
                (1, 4, 1, [1, 2, 0, 0]), (2, 5, 1, [1, 0, 0, 0, 60, 0, 0, 0]), (3, 7, 3, [0xAB, 0, 1]),
                (4, 9, 1, [0xFF, 0xFF, 0xFF, 0xFF]), (5, 2, 3, [0x68, 0x69, 0]),
            ]))
        #expect(facts.fields.map(\.text) == ["513", "1/60", "hex:ab0001", "-1", "hi"])
    }

    @Test("Text that could steer a terminal, or is no UTF-8, comes as hex")
    func controls() {
        let facts = ExifFacts(tiff: Self.tiff([(0x010F, 2, 4, [0x1B, 0x5B, 0x41, 0]), (0x0110, 2, 2, [0xC3, 0x28])]))
        #expect(facts.make == nil && facts.model == nil)
        #expect(facts.fields.map(\.text) == ["hex:1b5b4100", "hex:c328"])
    }

    @Test("A long text is cut, and a full directory ends at the limit")
    func limits() {
        let long = ExifFacts(tiff: Self.tiff([(0x010F, 2, 60_000, [UInt8](repeating: 0x41, count: 60_000))]))
        #expect(long.make?.utf8.count == ExifFacts.textLimit)
        let many = ExifFacts(tiff: Self.tiff((0..<5000).map { ($0, 1, 1, [0]) }))
        #expect(many.fields.count == ExifFacts.fieldLimit)
        #expect(many.isDamaged)
    }

    @Test("A directory that points at itself is read once more and no further")
    func loop() {
        let facts = ExifFacts(tiff: Self.tiff([(0x8769, 4, 1, [8, 0, 0, 0]), (0x8825, 4, 1, [8, 0, 0, 0])]))
        #expect(facts.fields.count == 6)
        #expect(facts.hasGPS)
    }

    @Test("A block with offsets and counts at every extreme never traps")
    func extremes() throws {
        for value in [0, 1, 7, 8, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF] {
            for type in 0...14 {
                let bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
                _ = ExifFacts(tiff: Self.tiff([(0x8769, type, value & 0xFFFF_FFFF, bytes), (0x8825, 4, 1, bytes)]))
            }
        }
        let good = try #require(EmbeddedMetadata(of: Pictures.fixture("exif-rotated.jpg"), kind: .jpeg).exif)
        for k in good.indices {
            _ = ExifFacts(tiff: Array(good[..<k]))
            for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
                var other = good
                other[k] = value
                let facts = ExifFacts(tiff: other)
                #expect(facts.fields.count <= ExifFacts.fieldLimit)
            }
        }
    }
}
