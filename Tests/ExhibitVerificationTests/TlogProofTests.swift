import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A tlog-proof")
struct TlogProofTests {
    private let sample: SampleLedger
    private let key: VerifierKey
    private var ledger: MemoryLedger { sample.ledger }

    init() throws {
        sample = try SampleLedger()
        key = try VerifierKey(name: sample.ledger.origin, key: FixedKeys.checkpoint.publicKey)
    }

    private func leaf(_ position: Int) -> [UInt8] { ledger.entries[position].entry.leaf }

    private func judge(_ proof: TlogProof, entry: [UInt8]?, trust: TrustPolicy? = nil) -> Verdict {
        Verification.verify(proof.encoded, trust: trust ?? TrustPolicy(naming: [key.description]), entry: entry)
    }

    @Test("with the entry and the verifier key verifies, for every entry")
    func holds() throws {
        for position in ledger.entries.indices {
            let verdict = judge(try sample.tlogProof(UInt64(position)), entry: leaf(position))
            #expect(verdict.exitCode == 0, "\(verdict.lines.joined(separator: "\n"))")
        }
    }

    @Test("is incomplete without the entry, without the key, and for a ledger that nobody named")
    func incomplete() throws {
        let proof = try sample.tlogProof(4)
        let known = TrustPolicy(ledgers: [ledger.id])
        for (verdict, missing) in [
            (judge(proof, entry: nil), "--entry FILE"), (judge(proof, entry: leaf(4), trust: known), "--key VKEY"),
            (judge(proof, entry: leaf(4), trust: TrustPolicy(ledgers: [])), "exhibit trust add"),
        ] {
            #expect(verdict.exitCode == 3)
            #expect(verdict.findings.contains { $0.message.contains(missing) }, "\(verdict.lines)")
        }
        let other = try VerifierKey(name: ledger.origin, key: FixedKeys.stranger.publicKey)
        let verdict = judge(proof, entry: leaf(4), trust: TrustPolicy(naming: [other.description]))
        #expect(verdict.exitCode == 3 && verdict.findings.contains { $0.message.contains("another key") })
    }

    @Test("does not hold for another entry, another place, or a changed hash, even where nobody knows its signer")
    func refused() throws {
        let proof = try sample.tlogProof(4)
        let unknown = TrustPolicy(ledgers: [])
        #expect(judge(proof, entry: leaf(5)).exitCode == 2)
        #expect(judge(proof, entry: leaf(5), trust: unknown).exitCode == 2)
        #expect(judge(proof, entry: []).exitCode == 2)
        let moved = TlogProof(index: 5, hashes: proof.hashes, checkpoint: proof.checkpoint)
        #expect(judge(moved, entry: leaf(4)).exitCode == 2)
        for place in proof.hashes.indices {
            var hashes = proof.hashes
            hashes[place] = ContentHash(of: hashes[place].bytes)
            let damaged = TlogProof(index: 4, hashes: hashes, checkpoint: proof.checkpoint)
            #expect(judge(damaged, entry: leaf(4)).exitCode == 2)
        }
    }

    @Test("with a bad signature under the known key is forged; of no Exhibit ledger it cannot be judged")
    func forged() throws {
        let honest = try ledger.checkpoint()
        let text = Checkpoint(origin: ledger.origin, size: ledger.tree.size, root: .zero).text
        let forged = text + String(decoding: honest.encoded, as: UTF8.self).dropFirst(honest.text.count)
        let proof = try sample.tlogProof(4)
        func with(_ note: SignedNote) -> TlogProof { TlogProof(index: 4, hashes: proof.hashes, checkpoint: note) }
        #expect(judge(with(try SignedNote(encoded: Array(forged.utf8))), entry: leaf(4)).exitCode == 2)
        let foreign = Checkpoint(origin: "example.com/log", size: 9, root: .zero)
        let note = try SignedNote(signing: foreign.text, with: FixedKeys.stranger, name: foreign.origin)
        #expect(judge(with(note), entry: leaf(4)).exitCode == 1)
        #expect(Verification.verify(proof.encoded.dropLast(), trust: TrustPolicy(ledgers: [])).exitCode == 2)
    }

    @Test("of a tree in which an entry of another ledger was put says so")
    func otherLedger() throws {
        let other = try MemoryLedger(seed: "other")
        let stray = try other.append(
            other.keyDraft("grant", .reviewer, FixedKeys.key("a")), by: FixedKeys.ledger, ledger: ledger.id)
        let proof = TlogProof(
            index: stray.position, hashes: other.tree.proveInclusion(of: stray.position, size: other.tree.size),
            checkpoint: try other.checkpoint())
        let otherKey = try VerifierKey(name: other.origin, key: FixedKeys.checkpoint.publicKey)
        let verdict = judge(proof, entry: stray.entry.leaf, trust: TrustPolicy(naming: [otherKey.description]))
        #expect(verdict.exitCode == 2 && verdict.findings.contains { $0.message.contains("another ledger") })
    }
}
