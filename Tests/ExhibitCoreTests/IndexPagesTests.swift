import ExhibitTestSupport
import Testing

@testable import ExhibitCore

/// The paged index against the trie that holds everything in memory.
@Suite("Pages of the reference index") struct IndexPagesTests {
    /// A store in memory, with the whole index beside it.
    fileprivate struct Pages {
        var pages: [IndexPages.Number: [UInt8]] = [:]
        var leaves: [ContentHash: IndexLeaf] = [:]
        var root = ContentHash.zero
        var position: UInt64 = 0

        /// One entry that refers to each of the keys, with those of the entries that follow it.
        mutating func add(_ groups: [[ContentHash]]) throws -> Int {
            var lists: [ContentHash: [(position: UInt64, entry: ContentHash)]] = [:]
            for keys in groups {
                let entry = ContentHash(of: position.bigEndianBytes)
                for key in Set(keys) {
                    lists[key, default: []].append((position, entry))
                    leaves[key, default: IndexLeaf(key: key)].add(position: position, entry: entry)
                }
                position += 1
            }
            let updates = lists.map { IndexPages.Update(key: $0.key, references: $0.value) }.sorted { $0.key < $1.key }
            let (before, old) = (pages, root)
            var written: [IndexPages.Number: [UInt8]] = [:]
            let (new, newKeys) = try IndexPages.apply(updates, to: old) {
                before[$0]
            } store: {
                written[$0] = $1
            }
            pages.merge(written) { $1 }
            root = new
            return newKeys
        }

        func prove(_ key: ContentHash) throws -> IndexProof { try IndexPages.prove(key, root: root) { pages[$0] } }
    }

    private static func check(_ pages: Pages, absent: [ContentHash]) throws {
        let trie = IndexTrie(pages.leaves.values)
        #expect(pages.root == trie.root)
        for key in Array(pages.leaves.keys) + absent { #expect(try pages.prove(key) == trie.prove(key)) }
    }

    @Test("have the root and the proofs of the trie, however the references came", arguments: [1, 7, 60, 400])
    func batches(size: Int) throws {
        let randomness = FixedRandomness("index pages \(size)")
        let keys = (0..<500).map { _ in ContentHash(bytes: randomness.bytes(32))! }
        let absent = (0..<20).map { _ in ContentHash(bytes: randomness.bytes(32))! }
        var pages = Pages()
        var draws = [UInt8](randomness.bytes(4_000))[...]
        func key() -> ContentHash { keys[(Int(draws.removeFirst()) << 8 | Int(draws.removeFirst())) % keys.count] }
        while draws.count > size * 6 {
            let known = pages.leaves.count
            let new = try pages.add((0..<size).map { _ in [key(), key(), key()] })
            #expect(new == pages.leaves.count - known)
        }
        try Self.check(pages, absent: absent)
    }

    @Test("keep keys apart that share their first 60 bits and more")
    func deep() throws {
        let keys = (0..<100).map { [UInt8](repeating: 0xA5, count: 31) + [UInt8($0)] }.map { ContentHash(bytes: $0)! }
        var pages = Pages()
        for part in 0..<10 { _ = try pages.add([Array(keys[(part * 10)..<(part * 10 + 10)])]) }
        try Self.check(pages, absent: [.zero, ContentHash(bytes: [UInt8](repeating: 0xA5, count: 32))!])
    }

    @Test("that are missing, exchanged or changed by a bit are found out where they are read")
    func damage() throws {
        let randomness = FixedRandomness("damaged index pages")
        var pages = Pages()
        let keys = (0..<120).map { _ in ContentHash(bytes: randomness.bytes(32))! }
        _ = try pages.add([keys])
        for (number, body) in pages.pages {
            let readers = keys.filter { key in
                var seen: Set<IndexPages.Number> = []
                _ = try? IndexPages.prove(key, root: pages.root) {
                    seen.insert($0)
                    return pages.pages[$0]
                }
                return seen.contains(number)
            }
            for key in readers.prefix(2) {
                for bit in stride(from: 0, to: body.count * 8, by: 61) {
                    var damaged = pages
                    damaged.pages[number]![bit / 8] ^= 0x80 >> UInt8(bit % 8)
                    // A weight is no part of T where the paths of other keys pass it.
                    if let proof = try? damaged.prove(key) {
                        #expect(proof.check(key, root: pages.root) == pages.truth(key))
                    }
                }
                var missing = pages
                missing.pages[number] = nil
                #expect(throws: (any Error).self) { try missing.prove(key) }
                let update = IndexPages.Update(key: key, references: [(9, .zero)])
                #expect(throws: (any Error).self) {
                    try IndexPages.apply([update], to: pages.root) {
                        missing.pages[$0]
                    } store: { _, _ in
                    }
                }
            }
        }
    }

    @Test("made all at once are the same as those that grew, for any number of names, used once or often")
    func built() throws {
        let randomness = FixedRandomness("built index pages")
        let close = (0..<100).map { ContentHash(bytes: [UInt8](repeating: 0xA5, count: 31) + [UInt8($0)])! }
        let random = (0..<6_000).map { _ in ContentHash(bytes: randomness.bytes(32))! }
        for keys in [
            [], Array(random[..<1]), Array(random[..<32]), Array(random[..<33]), random, close, random + close,
        ] {
            var pages = Pages()
            let groups = stride(from: 0, to: keys.count, by: 3).map { Array(keys[$0..<min($0 + 3, keys.count)]) }
            if !keys.isEmpty { _ = try pages.add(groups + groups.filter { $0[0].bit(9) }) }
            var references = IndexRoots(memory: 1, scratch: MemoryScratch())
            for (position, group) in (groups + groups.filter { $0[0].bit(9) }).enumerated() {
                let entry = ContentHash(of: UInt64(position).bigEndianBytes)
                for key in group { try references.add(key, position: UInt64(position), entry: entry) }
            }
            let sorted = try references.sorted()
            var built: [IndexPages.Number: [UInt8]] = [:]
            let divisions = try (0..<IndexPages.divisions).map { number in
                try IndexPages.build(division: number, of: sorted) { built[$0] = $1 }
            }
            let (root, count) = try IndexPages.build(above: divisions) { built[$0] = $1 }
            #expect(root == pages.root)
            #expect(count == UInt64(keys.count))
            #expect(built == pages.pages, "\(keys.count) names")
        }
    }

    @Test("re-encode to the bytes they were read from, or are refused")
    func bytes() throws {
        let leaf = IndexTests.leaf([UInt8](repeating: 1, count: 32))
        let later = IndexTests.leaf([UInt8](repeating: 2, count: 32))
        let inner = IndexPage.inner(
            [IndexPage.Subtree](repeating: .init(weight: 1, hash: ContentHash(of: [1])), count: 16))
        for page in [.leaves([]), .leaves([leaf, later]), inner] {
            #expect(try IndexPage(encoded: page.encoded) == page)
            #expect(throws: Malformed.self) { try IndexPage(encoded: page.encoded + [0]) }
        }
        var heavy = inner.encoded
        heavy[1] = 3
        var weightless = inner.encoded
        weightless[1] = 0
        for bad in [
            [], [2], IndexPage.leaves([later, leaf]).encoded, IndexPage.leaves([leaf, leaf]).encoded, heavy,
            weightless,
        ] {
            #expect(throws: Malformed.self) { try IndexPage(encoded: bad) }
        }
    }
}

extension IndexPagesTests.Pages {
    fileprivate func truth(_ key: ContentHash) -> IndexProof.Outcome {
        leaves[key].map { .present(count: $0.count, value: $0.value) } ?? .absent
    }
}
