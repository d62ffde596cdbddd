import ExhibitCore
import ExhibitTestSupport
import Testing

/// The reference index against its definition by recursion, and its proofs against damage.
@Suite("Reference index") struct IndexTests {
    /// T of the format definition, over keys that share the first `depth` bits.
    static func naive(_ leaves: [IndexLeaf], _ depth: Int = 0) -> ContentHash {
        if leaves.isEmpty { return .zero }
        if leaves.count == 1 {
            let leaf = leaves[0]
            return ContentHash(of: [0x10], leaf.key.bytes, leaf.count.bigEndianBytes, leaf.value.bytes)
        }
        let (zero, one) = (leaves.filter { !$0.key.bit(depth) }, leaves.filter { $0.key.bit(depth) })
        return ContentHash(of: [0x11], naive(zero, depth + 1).bytes, naive(one, depth + 1).bytes)
    }

    static func leaf(_ key: [UInt8]) -> IndexLeaf {
        var leaf = IndexLeaf(key: ContentHash(bytes: key)!)
        leaf.add(position: UInt64(key[31]), entry: ContentHash(of: key))
        return leaf
    }

    /// Checks the root, and what the proof of each key shows: the keys of the set, and others near them.
    static func check(_ leaves: [IndexLeaf], absent: [ContentHash]) throws {
        let trie = IndexTrie(leaves)
        #expect(trie.root == naive(leaves))
        #expect(trie.count == leaves.count)
        for leaf in leaves {
            let proof = try IndexProof(encoded: trie.prove(leaf.key).encoded)
            #expect(proof.check(leaf.key, root: trie.root) == .present(count: leaf.count, value: leaf.value))
            #expect(trie[leaf.key] == leaf)
        }
        for key in absent where !leaves.contains(where: { $0.key == key }) {
            let proof = try IndexProof(encoded: trie.prove(key).encoded)
            #expect(proof.check(key, root: trie.root) == .absent)
            #expect(trie[key] == nil)
        }
    }

    @Test("Random sets of up to 200 keys have the root and the proofs of the definition")
    func randomSets() throws {
        let randomness = FixedRandomness("random index sets")
        for size in [0, 1, 2, 3, 5, 17, 64, 200] {
            let leaves = (0..<size).map { _ in Self.leaf(randomness.bytes(32)) }
            try Self.check(leaves, absent: (0..<20).map { _ in ContentHash(bytes: randomness.bytes(32))! })
        }
    }

    @Test(
        "Every set of keys that differ in three bits has them too, wherever those bits stand",
        arguments: [0, 7, 40])
    func exhaustiveSmallSets(first: Int) throws {
        let keys = (0..<8).map { value in
            var key = [UInt8](repeating: 0xA5, count: 32)
            for bit in 0..<3 {
                let place = first + bit
                let mask: UInt8 = 0x80 >> UInt8(place % 8)
                key[place / 8] = key[place / 8] & ~mask | (value >> (2 - bit) & 1 == 1 ? mask : 0)
            }
            return key
        }
        for subset in 0..<256 {
            let leaves = (0..<8).filter { subset >> $0 & 1 == 1 }.map { Self.leaf(keys[$0]) }
            try Self.check(leaves, absent: keys.map { ContentHash(bytes: $0)! } + [.zero])
        }
    }

    @Test("Two keys that differ in the last bit alone are 256 levels down, and provable")
    func deepest() throws {
        let keys = [UInt8(0), 1, 2].map { [UInt8](repeating: 9, count: 31) + [$0] }
        let leaves = keys.prefix(2).map { Self.leaf($0) }
        try Self.check(leaves, absent: [ContentHash(bytes: keys[2])!])
        #expect(IndexTrie(leaves).prove(leaves[0].key).encoded.prefix(2) == [1, 0])
    }

    @Test("A flipped bit in a proof is refused, or the proof shows nothing under the root")
    func flippedBits() throws {
        let randomness = FixedRandomness("flipped index proofs")
        let leaves = (0..<40).map { _ in Self.leaf(randomness.bytes(32)) }
        let trie = IndexTrie(leaves)
        let keys = leaves.prefix(2).map(\.key) + (0..<3).map { _ in ContentHash(bytes: randomness.bytes(32))! }
        for key in keys {
            let valid = trie.prove(key).encoded
            let truth = trie.prove(key).check(key, root: trie.root)
            #expect(truth != nil)
            for bit in 0..<(valid.count * 8) {
                var damaged = valid
                damaged[bit / 8] ^= 0x80 >> UInt8(bit % 8)
                guard let proof = try? IndexProof(encoded: damaged) else { continue }
                #expect(proof.check(key, root: trie.root) == nil, "bit \(bit)")
            }
        }
    }

    @Test("A proof shows nothing about a key whose path it is not")
    func wrongKey() throws {
        let randomness = FixedRandomness("wrong keys")
        let leaves = (0..<40).map { _ in Self.leaf(randomness.bytes(32)) }
        let trie = IndexTrie(leaves)
        for leaf in leaves {
            for other in leaves where other.key != leaf.key {
                // A shared path cannot make a key of the set absent, nor give it another's count and value.
                #expect(trie.prove(leaf.key).check(other.key, root: trie.root) == nil)
            }
            #expect(trie.prove(leaf.key).check(leaf.key, root: MerkleTests.damaged(trie.root)) == nil)
        }
    }

    @Test("Under a root that has a leaf in another key's place, that leaf shows nothing about the key")
    func misplacedLeaf() throws {
        let foreign = Self.leaf([0x80] + [UInt8](repeating: 1, count: 31))
        let (key, sibling) = (ContentHash.zero, ContentHash(of: "sibling".bytes))
        // T would have the leaf on the side of bit 1: whoever signs this root could deny any key with bit 0.
        let root = ContentHash(of: [0x11], Self.naive([foreign]).bytes, sibling.bytes)
        let end = [0x01] + foreign.key.bytes + foreign.count.bigEndianBytes + foreign.value.bytes
        let proof = try IndexProof(encoded: [0, 1, 0x80] + sibling.bytes + end)
        #expect(proof.check(key, root: root) == nil)
        #expect(proof.check(foreign.key, root: root) == nil)
    }

    @Test("Proofs with an empty last sibling, a listed empty sibling, a count of 0 or spare bits are refused")
    func unwantedForms() {
        let leaf =
            [0x01] + [UInt8](repeating: 3, count: 32) + UInt64(1).bigEndianBytes + [UInt8](repeating: 4, count: 32)
        let hash = [UInt8](repeating: 5, count: 32)
        func refused(_ bytes: [UInt8]) -> Bool { (try? IndexProof(encoded: bytes)) == nil }
        #expect(!refused([0, 1, 0x80] + hash + leaf))
        #expect(refused([0, 1, 0x00] + leaf))
        #expect(refused([0, 2, 0x80] + hash + leaf))
        #expect(refused([0, 1, 0x80] + [UInt8](repeating: 0, count: 32) + leaf))
        #expect(refused([0, 1, 0xC0] + hash + leaf))
        #expect(refused([0, 1, 0x80] + hash + leaf.prefix(33) + [UInt8](repeating: 0, count: 8) + leaf.suffix(32)))
        #expect(refused([1, 1] + [UInt8](repeating: 0xFF, count: 33)))
        #expect(refused([]))
        #expect(refused([0]))
        #expect(refused([0, 0]))
        #expect(!refused([0, 0, 0]))
        #expect(refused([0, 0, 0, 0]))
        #expect(refused([0, 0, 1]))
    }

    @Test("Commitments have no key; every other name has one of its own type")
    func keysOfNames() {
        let hash = ContentHash(of: "x".bytes)
        let keys = TypedName.Kind.allCases.compactMap { IndexLeaf.key(of: TypedName($0, hash)) }
        #expect(Set(keys).count == 4)
        #expect(IndexLeaf.key(of: TypedName(.commitment, hash)) == nil)
    }
}
