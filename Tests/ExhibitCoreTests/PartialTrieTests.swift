import ExhibitCore
import ExhibitTestSupport
import Testing

@Suite("A part of the reference index") struct PartialTrieTests {
    /// All keys that differ in the bits after `first` alone.
    private func keys(_ first: Int, bits: Int = 2) -> [ContentHash] {
        (0..<(1 << bits)).map { value in
            var bytes = [UInt8](repeating: 0xA5, count: 32)
            for bit in 0..<bits {
                let mask: UInt8 = 0x80 >> UInt8((first + bit) % 8)
                let place = (first + bit) / 8
                bytes[place] = bytes[place] & ~mask | (value >> (bits - 1 - bit) & 1 == 1 ? mask : 0)
            }
            return ContentHash(bytes: bytes)!
        }
    }

    private func leaf(_ key: ContentHash, _ count: UInt64 = 1) -> IndexLeaf {
        IndexLeaf(key: key, count: count, value: ContentHash(of: key.bytes, count.bigEndianBytes))
    }

    private func set(_ keys: [ContentHash], _ bits: Int) -> [ContentHash] {
        keys.indices.filter { bits >> $0 & 1 == 1 }.map { keys[$0] }
    }

    /// The root after the leaves of `changed` are put into the index over `present`, from the paths of these alone.
    private func updated(_ present: [ContentHash], _ changed: [ContentHash]) throws -> (
        root: ContentHash, added: UInt64
    ) {
        let trie = IndexTrie(present.map { leaf($0) })
        var part = try PartialTrie(changed.map { ($0, trie.prove($0)) }, root: trie.root)
        #expect(part.root == trie.root)
        let isPut = changed.map { part.put(leaf($0, 2)) }
        #expect(isPut.allSatisfy { $0 })
        return (part.root, part.added)
    }

    private func check(_ before: [ContentHash], _ after: [ContentHash]) throws {
        let (root, added) = try updated(before, after)
        let kept = before.filter { !after.contains($0) }.map { leaf($0) }
        #expect(root == IndexTests.naive(kept + after.map { leaf($0, 2) }))
        #expect(added == UInt64(after.filter { !before.contains($0) }.count))
    }

    @Test("Every change of every set of four neighbours gives the root of the definition", arguments: [0, 7, 21])
    func exhaustive(first: Int) throws {
        let keys = keys(first)
        for present in 0..<16 {
            for changed in 0..<16 { try check(set(keys, present), set(keys, changed)) }
        }
    }

    @Test("Keys that differ in the last bit alone go 256 levels down")
    func deepest() throws {
        let keys = keys(255, bits: 1)
        try check([keys[0]], [keys[1]])
        try check(keys, keys)
    }

    @Test("Random changes of random sets give the root of the definition")
    func random() throws {
        let randomness = FixedRandomness("random index changes")
        for size in [0, 1, 2, 9, 60] {
            for change in [0, 1, 3, 40] {
                let present = (0..<size).map { _ in ContentHash(bytes: randomness.bytes(32))! }
                let new = (0..<change).map { _ in ContentHash(bytes: randomness.bytes(32))! }
                let changed = new + present.prefix(change / 2)
                try check(present, changed)
            }
        }
    }

    @Test("A path with any hash changed, or under another root, is refused")
    func damaged() throws {
        let randomness = FixedRandomness("damaged index paths")
        let present = (0..<30).map { _ in ContentHash(bytes: randomness.bytes(32))! }
        let trie = IndexTrie(present.map { leaf($0) })
        let keys = present.prefix(2) + [ContentHash(bytes: randomness.bytes(32))!]
        let paths = keys.map { ($0, trie.prove($0)) }
        #expect(throws: Malformed.self) { try PartialTrie(paths, root: MerkleTests.damaged(trie.root)) }
        for (place, path) in paths.enumerated() {
            let encoded = path.1.encoded
            for byte in encoded.indices {
                var bytes = encoded
                bytes[byte] ^= 1
                guard let proof = try? IndexProof(encoded: bytes) else { continue }
                var damaged = paths
                damaged[place].1 = proof
                #expect(throws: Malformed.self) { try PartialTrie(damaged, root: trie.root) }
            }
        }
    }

    @Test("A key whose path was not given cannot be put in where its place is not seen")
    func hidden() throws {
        let keys = keys(0, bits: 3)
        let trie = IndexTrie(keys.map { leaf($0) })
        var part = try PartialTrie([(keys[0], trie.prove(keys[0]))], root: trie.root)
        let isPut = part.put(leaf(keys[0], 9))
        let root = part.root
        let others = keys.dropFirst().map { part.put(leaf($0, 9)) }
        #expect(isPut && others.allSatisfy { !$0 })
        #expect(part.root == root && part.added == 0)
    }
}
