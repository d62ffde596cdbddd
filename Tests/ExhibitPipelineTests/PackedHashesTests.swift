import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Packed hashes")
struct PackedHashesTests {
    private func random(_ generator: inout SplitMix64) -> PDQHash {
        PDQHash(words: (generator.next(), generator.next(), generator.next(), generator.next()))
    }

    private func set(_ count: Int, seed: UInt64 = 1) -> [PDQ?] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { k in
            if k % 7 == 3 { return nil }
            return PDQ(hash: random(&generator), quality: generator.below(101), unstableBits: generator.below(12))
        }
    }

    @Test("What is packed parses to the same bytes and records")
    func roundTrip() throws {
        let hashes = set(50)
        let packed = PackedHashes(hashes)
        let parsed = try PackedHashes(parsing: packed.bytes)
        #expect(parsed == packed)
        for (k, pdq) in hashes.enumerated() {
            #expect(parsed[k] == pdq ?? PDQ(hash: .zero, quality: 0, unstableBits: 256))
        }
        #expect(PackedHashes((0..<50).map { Optional(parsed[$0]) }).bytes == packed.bytes)
    }

    @Test("The bytes are as specified")
    func layout() {
        let pdq = PDQ(hash: PDQHash(words: (0x0102_0304_0506_0708, 0, 0, 9)), quality: 50, unstableBits: 8)
        let zeros = { [UInt8](repeating: 0, count: $0) }
        var expected = Array("exhibit/pdq-set/v1\0".utf8) + [0, 0, 0, 0, 0, 0, 0, 2]
        expected += [1, 2, 3, 4, 5, 6, 7, 8] + zeros(23) + [9, 50, 0, 8, 1]
        expected += zeros(32) + [0, 1, 0, 0]
        #expect(PackedHashes([pdq, nil]).bytes == expected)
    }

    @Test("Every other form is refused")
    func strict() throws {
        typealias Malformed = PackedHashes.Malformed
        let good = PackedHashes([PDQ(hash: .zero, quality: 50, unstableBits: 8)]).bytes
        for length in good.indices {
            #expect(throws: Malformed.self) { try PackedHashes(parsing: Array(good[..<length])) }
        }
        #expect(throws: Malformed.length) { try PackedHashes(parsing: good + [0]) }
        func with(_ offset: Int, _ value: UInt8) -> [UInt8] {
            var other = good
            other[good.count - 4 + offset] = value
            return other
        }
        #expect(throws: Malformed.quality) { try PackedHashes(parsing: with(0, 101)) }
        #expect(throws: Malformed.unstableBits) { try PackedHashes(parsing: with(1, 2)) }
        #expect(throws: Malformed.flag) { try PackedHashes(parsing: with(3, 0)) }
        #expect(throws: Malformed.flag) { try PackedHashes(parsing: with(3, 2)) }
        #expect(throws: Malformed.flag) { try PackedHashes(parsing: with(0, 49)) }
        #expect(throws: Malformed.flag) { try PackedHashes(parsing: with(2, 9)) }
        var endless = good
        for k in 19..<27 { endless[k] = 0xFF }
        #expect(throws: Malformed.length) { try PackedHashes(parsing: endless) }
    }

    @Test("Whatever parses encodes to the same bytes")
    func malleability() {
        let good = PackedHashes(set(3)).bytes
        for k in good.indices {
            for mask in [1, 2, 0x40, 0xFF] as [UInt8] {
                var other = good
                other[k] ^= mask
                guard let parsed = try? PackedHashes(parsing: other) else { continue }
                #expect(PackedHashes((0..<parsed.count).map { Optional(parsed[$0]) }).bytes == other)
            }
        }
    }

    @Test("A search gives the head of the full ranking, ties by ordinal", arguments: [0, 1, 2, 10, 299, 1000])
    func ranking(depth: Int) {
        var generator = SplitMix64(seed: 77)
        let probe = random(&generator)
        // Few bits differ, so that many distances are equal.
        let hashes = (0..<300).map { k -> PDQ? in
            var words = probe.words
            words.1 ^= UInt64(generator.byte() & 0x0F)
            return k % 11 == 0 ? nil : PDQ(hash: PDQHash(words: words), quality: 45 + k % 50, unstableBits: 1)
        }
        let expected = hashes.enumerated().compactMap { k, pdq in
            pdq.flatMap { $0.isUsable ? (k, $0.hash.distance(to: probe)) : nil }
        }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        let result = PackedHashes(hashes).search(probe, depth: depth)
        #expect(result.hits.map(\.ordinal) == expected.prefix(depth).map(\.0))
        #expect(result.hits.map(\.distance) == expected.prefix(depth).map(\.1))
        #expect(result.compared == expected.count)
        #expect(result.leftOut == 300 - expected.count)
    }

    @Test("Parts of a set searched on several cores give the same hits as one plain loop", arguments: [1, 10, 50])
    func parts(depth: Int) throws {
        // More than two parts, and ties in all of them.
        let count = (1 << 21) + 777
        var generator = SplitMix64(seed: 78)
        let probe = random(&generator)
        var bytes = PackedHashes([]).bytes
        bytes.replaceSubrange((bytes.count - 8)..., with: withUnsafeBytes(of: UInt64(count).bigEndian) { Array($0) })
        bytes.reserveCapacity(bytes.count + 36 * count)
        var distances: [(distance: Int, ordinal: Int)] = []
        for ordinal in 0..<count {
            var words = probe.words
            let noise = generator.next()
            words.0 ^= noise & 0xFFFF
            words.3 ^= noise >> 40
            let hash = PDQHash(words: words)
            let isUsable = ordinal % 7 != 0
            bytes += hash.bytes + [isUsable ? 100 : 0, 0, 0, isUsable ? 1 : 0]
            if isUsable { distances.append((hash.distance(to: probe), ordinal)) }
        }
        let expected = distances.sorted { $0 < $1 }.prefix(depth)
        let packed = try PackedHashes(parsing: bytes)
        let result = packed.search(probe, depth: depth)
        #expect(result.hits.map(\.ordinal) == expected.map(\.ordinal))
        #expect(result.hits.map(\.distance) == expected.map(\.distance))
        #expect(packed.search(probe, depth: depth, in: 0..<count) == result.hits)
        #expect(result.compared == distances.count && result.leftOut == count - distances.count)
    }

    @Test("An empty set has no hits")
    func empty() {
        let result = PackedHashes([]).search(.zero, depth: 5)
        #expect(result.hits.isEmpty && result.compared == 0 && result.leftOut == 0)
    }
}
