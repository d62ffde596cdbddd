import ExhibitCore
import ExhibitTestSupport
import Testing

/// A whole log made by another implementation, with its private key: entries, checkpoints and proofs.
@Suite("A published log") struct PublishedLogTests {
    struct Vectors: Decodable {
        struct Tessera: Decodable {
            struct Head: Decodable {
                let size: UInt64
                let root, checkpoint: String
            }
            let skey, vkey: String
            let entriesUtf8: [String]
            let checkpoints: [Head]
        }
        struct Proofs: Decodable {
            struct Case: Decodable {
                let leafUtf8, proof: String
                let index, size: UInt64
            }
            let cases: [Case]
        }
        let tlogTilesTesseraTestdata: Tessera
        let tlogProofComputed: Proofs
    }

    let log: Vectors.Tessera
    let proofs: [Vectors.Proofs.Case]
    let tree: MerkleTree

    init() throws {
        let vectors = try vectors("tlog.json", as: Vectors.self)
        log = vectors.tlogTilesTesseraTestdata
        proofs = vectors.tlogProofComputed.cases
        tree = MerkleTree(log.entriesUtf8.map { MerkleTree.leafHash($0.bytes) })
    }

    @Test("All 16 checkpoints: the root follows from the entries, the signature from the key, byte for byte")
    func checkpoints() throws {
        #expect(log.checkpoints.count == 16)
        let verifier = try VerifierKey(log.vkey)
        let seed = try #require(Base64.decode(String(log.skey.split(separator: "+", maxSplits: 4)[4])))
        let key = try SigningKey(seed: Array(seed.dropFirst()))
        for vector in log.checkpoints {
            let text = try #require(SignedNote(encoded: vector.checkpoint.bytes).open(with: [verifier]))
            let checkpoint = try Checkpoint(text: text)
            #expect(checkpoint.origin == verifier.name)
            #expect(checkpoint.size == vector.size)
            #expect(checkpoint.root == vector.root.base64Hash)
            #expect(checkpoint.root == tree.root(size: vector.size))
            let again = try SignedNote(signing: checkpoint.text, with: key, name: verifier.name)
            #expect(again.encoded == vector.checkpoint.bytes)
        }
    }

    @Test("All tlog-proofs verify, and are what this program would have written")
    func tlogProofs() throws {
        #expect(proofs.count == 4)
        let verifier = try VerifierKey(log.vkey)
        for vector in proofs {
            let proof = try TlogProof(encoded: vector.proof.bytes)
            #expect(proof.index == vector.index)
            #expect(proof.check(leaf: vector.leafUtf8.bytes, keys: [verifier]))
            #expect(!proof.check(leaf: vector.leafUtf8.bytes + [0], keys: [verifier]))
            #expect(!proof.check(leaf: vector.leafUtf8.bytes, keys: []))
            let made = TlogProof(
                index: vector.index, hashes: tree.proveInclusion(of: vector.index, size: vector.size),
                checkpoint: try SignedNote(encoded: log.checkpoints[Int(vector.size)].checkpoint.bytes))
            #expect(made.encoded == vector.proof.bytes)
        }
    }

    @Test("A tlog-proof with another index or a changed hash shows nothing")
    func damagedProofs() throws {
        let verifier = try VerifierKey(log.vkey)
        for vector in proofs {
            let proof = try TlogProof(encoded: vector.proof.bytes)
            let moved = TlogProof(index: proof.index + 1, hashes: proof.hashes, checkpoint: proof.checkpoint)
            #expect(!moved.check(leaf: vector.leafUtf8.bytes, keys: [verifier]))
            for place in proof.hashes.indices {
                var hashes = proof.hashes
                hashes[place] = ContentHash(of: hashes[place].bytes)
                let damaged = TlogProof(index: proof.index, hashes: hashes, checkpoint: proof.checkpoint)
                #expect(!damaged.check(leaf: vector.leafUtf8.bytes, keys: [verifier]))
            }
        }
    }
}
