import ExhibitCore
import ExhibitTestSupport
import Testing

/// All roots at once, against the trie made anew for each size.
@Suite("The roots of the reference index at many sizes") struct IndexRootsTests {
    private typealias Reference = (key: ContentHash, position: UInt64)

    private static func entry(_ position: UInt64) -> ContentHash { ContentHash(of: position.bigEndianBytes) }

    private static func naive(_ references: [Reference], below size: UInt64) -> IndexRoots.Root {
        var leaves: [ContentHash: IndexLeaf] = [:]
        for (key, position) in references.sorted(by: { $0.position < $1.position }) where position < size {
            leaves[key, default: IndexLeaf(key: key)].add(position: position, entry: entry(position))
        }
        return .init(hash: IndexTests.naive(Array(leaves.values)), keys: UInt64(leaves.count))
    }

    private static func check(
        _ references: [Reference], at sizes: [UInt64], memory: Int = 1 << 20, scratch: (any ScratchSpace)? = nil
    ) throws {
        var roots = IndexRoots(memory: memory, scratch: scratch)
        for (key, position) in references { try roots.add(key, position: position, entry: entry(position)) }
        let found = try roots.sorted().roots(at: sizes)
        #expect(found == sizes.map { naive(references, below: $0) })
    }

    @Test("are those of the definition, for every way in which four keys that share bits appear over three sizes")
    func exhaustive() throws {
        for first in [0, 3, 7, 60] {
            let keys = [0b000, 0b001, 0b011, 0b110].map { bits in
                var key = [UInt8](repeating: 0x5A, count: 32)
                for bit in 0..<3 {
                    let (byte, mask) = ((first + bit) / 8, UInt8(0x80) >> UInt8((first + bit) % 8))
                    key[byte] = key[byte] & ~mask | (bits >> (2 - bit) & 1 == 1 ? mask : 0)
                }
                return ContentHash(bytes: key)!
            }
            // Each key is referred to never, or by entry 0, 1 or 2, or by two of them.
            let choices: [[UInt64]] = [[], [0], [1], [2], [0, 2], [1, 2]]
            for choice in 0..<(6 * 6 * 6 * 6) {
                var (rest, references) = (choice, [Reference]())
                for key in keys {
                    references += choices[rest % 6].map { (key, $0) }
                    rest /= 6
                }
                try Self.check(references, at: [0, 1, 2, 3])
            }
        }
    }

    @Test("are those of the definition for random references, names in use again and again, and any sizes")
    func random() throws {
        let randomness = FixedRandomness("index roots")
        for count in [0, 1, 2, 30, 400] {
            for distinct in [1, 2, 17, 300] {
                let keys = (0..<distinct).map { _ in ContentHash(bytes: randomness.bytes(32))! }
                let references = (0..<count).flatMap { position -> [Reference] in
                    let chosen = Set(randomness.bytes(Int(randomness.bytes(1)[0] % 4)).map { Int($0) * distinct / 256 })
                    return chosen.map { (keys[$0], UInt64(position)) }
                }
                try Self.check(references, at: Set(randomness.bytes(9).map { UInt64($0) * 2 }).sorted())
            }
        }
    }

    @Test("are those of the definition for keys that somebody chose to share nearly all of their bits")
    func longPrefixes() throws {
        let randomness = FixedRandomness("long prefixes")
        var keys: [ContentHash] = []
        for shared in [255, 254, 250, 128, 64, 63, 9, 4, 3, 0] {
            var key = [UInt8](repeating: 0xC3, count: 32)
            key[shared / 8] ^= 0x80 >> UInt8(shared % 8)
            keys.append(ContentHash(bytes: key)!)
        }
        keys.append(ContentHash(bytes: [UInt8](repeating: 0xC3, count: 32))!)
        for _ in 0..<40 {
            let references = (UInt64(0)..<12).compactMap { position -> Reference? in
                let byte = Int(randomness.bytes(1)[0])
                return byte < 200 ? (keys[byte % keys.count], position) : nil
            }
            try Self.check(references, at: [1, 4, 5, 9, 12, 40])
        }
    }

    @Test("are the same where the references go through a scratch space, in many runs")
    func scratch() throws {
        let randomness = FixedRandomness("scratch")
        let keys = (0..<3_000).map { _ in ContentHash(bytes: randomness.bytes(32))! }
        let references = (UInt64(0)..<9_000).map { position in
            (key: keys[Int(position * 7_919 % 3_001) % 3_000], position: position)
        }
        let scratch = MemoryScratch()
        try Self.check(references, at: [10, 4_096, 8_192, 9_000], memory: 1, scratch: scratch)
        #expect(scratch.size > 9_000 * 72 / 2)
    }

    @Test("are not given where the scratch space fails")
    func failing() throws {
        var roots = IndexRoots(memory: 1, scratch: MemoryScratch(failsAt: 2 << 16))
        #expect(throws: MemoryScratch.Full.self) {
            for position in UInt64(0)..<9_000 {
                try roots.add(Self.entry(position), position: position, entry: .zero)
            }
        }
    }
}
