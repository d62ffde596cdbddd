import ExhibitCore
import ExhibitTestSupport
import Testing

/// The values of Tests/Vectors/formats.json: the definitions that no ledger may ever depart from.
@Suite("Format vectors") struct FormatVectorTests {
    struct Formats: Decodable {
        struct Sealed: Decodable { let salt, bytesUtf8, name: String }
        struct Commit: Decodable {
            let nonce, salt, path, commit: String
            let value: String?
        }
        struct ChainStart: Decodable { let leafUtf8, c0: String }
        struct ManifestCase: Decodable {
            let files: [String: String]
            let text, sha256: String
        }
        struct Index: Decodable {
            let leavesUtf8: [String]
            let k1, k2, k3Absent, v1, v2, rootK1, rootK1K2: String
            let k1Positions, k2Positions: [UInt64]
            let bits0: [Int]
        }
        struct SmallOrder: Decodable { let publicKey, signatureR, signatureS: String }
        let sealed: Sealed
        let commit: [Commit]
        let chain: ChainStart
        let manifest: ManifestCase
        let index: Index
        let smallOrderKeyRefused: SmallOrder
    }

    let formats: Formats

    init() throws { formats = try vectors("formats.json", as: Formats.self) }

    @Test("A sealed name is the hash of domain, salt and bytes")
    func sealedName() {
        let sealed = formats.sealed
        #expect(TypedName.sealed(sealed.bytesUtf8.bytes, salt: sealed.salt.hexBytes).description == sealed.name)
    }

    @Test("A slot commits to nonce, salt, path and canonical value, and to null where it has none")
    func commitments() {
        #expect(formats.commit.count == 2)
        for vector in formats.commit {
            let slot = SlotValue(
                path: vector.path, salt: vector.salt.hexBytes, value: vector.value.map { .string($0) } ?? .null)
            #expect(slot.commitment(nonce: vector.nonce.hexBytes).description == vector.commit)
        }
    }

    @Test("The first chain value follows from 32 zero bytes and the first entry id")
    func chain() {
        let id = MerkleTree.leafHash(formats.chain.leafUtf8.bytes)
        #expect(Chain.next(after: Chain.start, entry: id).hex == formats.chain.c0)
    }

    @Test("A manifest is what sha256sum prints, and its digest names it")
    func manifest() throws {
        let lines = formats.manifest.files.map { Manifest.Line(hash: ContentHash(of: $1.bytes), path: $0) }
        let manifest = try Manifest(lines)
        #expect(manifest.encoded == formats.manifest.text.bytes)
        #expect(ContentHash(of: manifest.encoded).hex == formats.manifest.sha256)
        #expect(try Manifest(encoded: formats.manifest.text.bytes) == manifest)
    }

    @Test("Index keys, values and roots, and the proof of an absent key")
    func index() throws {
        let index = formats.index
        let ids = index.leavesUtf8.map { MerkleTree.leafHash($0.bytes) }
        func leaf(_ name: TypedName, _ positions: [UInt64]) throws -> IndexLeaf {
            var leaf = IndexLeaf(key: try #require(IndexLeaf.key(of: name)))
            for position in positions { leaf.add(position: position, entry: ids[Int(position)]) }
            return leaf
        }
        let (one, two) = (TypedName.open("one".bytes), TypedName.open("two".bytes))
        let three = TypedName(.sealed, ContentHash(of: "three".bytes))
        let (first, second) = (try leaf(one, index.k1Positions), try leaf(two, index.k2Positions))
        let absent = try #require(IndexLeaf.key(of: three))
        #expect(first.key.hex == index.k1)
        #expect(second.key.hex == index.k2)
        #expect(absent.hex == index.k3Absent)
        #expect([first.key, second.key, absent].map { $0.bit(0) ? 1 : 0 } == index.bits0)
        #expect(first.value.hex == index.v1)
        #expect(second.value.hex == index.v2)
        #expect(IndexTrie([first]).root.hex == index.rootK1)
        let trie = IndexTrie([second, first])
        #expect(trie.root.hex == index.rootK1K2)
        #expect(trie.prove(absent).check(absent, root: trie.root) == .absent)
        #expect(trie.prove(first.key).check(first.key, root: trie.root) == .present(count: 2, value: first.value))
    }

    @Test("A signature that holds for every message under a key of small order is refused")
    func smallOrder() {
        let vector = formats.smallOrderKeyRefused
        let signature = (vector.signatureR + vector.signatureS).hexBytes
        #expect(!Ed25519.isValid(signature, for: "anything".bytes, key: vector.publicKey.hash))
        #expect(!Ed25519.isValid(signature, for: "anything else".bytes, key: vector.publicKey.hash))
    }
}
