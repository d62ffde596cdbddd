import ExhibitCore
import ExhibitTestSupport
import Testing

/// C2SP signed notes, against the examples of the specification, of golang/mod and of two other logs.
@Suite("Signed notes") struct SignedNoteTests {
    // The ML-DSA-44 and timestamped cosignature groups and the tile groups of the vector file are left out: this suite
    // signs with Ed25519 alone (SwiftCrypto has no ML-DSA-44), and publishing tiles is not a concern of these bytes.
    struct Log: Decodable {
        struct Spec: Decodable { let vkey, note: String }
        struct Go: Decodable {
            let skey, note, enochSeedHex: String
            let vkeys: [String]
        }
        struct Issue: Decodable { let pubkeyHex, checkpoint: String }
        struct Witness: Decodable {
            let logPubkeyHex: String
            let checkpoints, consistency13, consistency35: [String]
        }
        let signedNoteSpec: Spec
        let signedNoteGo: Go
        let checkpointC2SpIssue99: Issue
        let tlogWitnessLitewitness: Witness
    }

    let log: Log

    init() throws { log = try vectors("tlog.json", as: Log.self) }

    @Test("The specification's example opens with its key, and with no other")
    func specification() throws {
        let note = try SignedNote(encoded: log.signedNoteSpec.note.bytes)
        #expect(note.open(with: try keys(log.signedNoteSpec.vkey)) == "This is an example message.\n")
        #expect(note.open(with: try keys(log.signedNoteGo.vkeys[0])) == nil)
        #expect(note.open(with: []) == nil)
    }

    @Test("The two signers of golang/mod's example verify, and sign the same bytes again")
    func go() throws {
        let note = try SignedNote(encoded: log.signedNoteGo.note.bytes)
        #expect(note.signatures.map(\.name) == ["PeterNeumann", "EnochRoot"])
        for vkey in log.signedNoteGo.vkeys { #expect(note.open(with: try keys(vkey)) == note.text) }
        let peter = try privateKey(log.signedNoteGo.skey)
        let enoch = try SigningKey(seed: log.signedNoteGo.enochSeedHex.hexBytes)
        for (key, vkey) in zip([peter, enoch], log.signedNoteGo.vkeys) {
            let verifier = try VerifierKey(vkey)
            #expect(key.publicKey == verifier.key)
            let again = try SignedNote(signing: note.text, with: key, name: verifier.name)
            #expect(note.signatures.contains(again.signatures[0]))
        }
    }

    @Test("No part of a verifier key but the whole is one, nor the key with any byte one higher")
    func damagedVerifierKeys() throws {
        for vkey in log.signedNoteGo.vkeys + [log.signedNoteSpec.vkey] {
            let bytes = Array(vkey.utf8)
            for start in bytes.indices {
                for end in start...bytes.count where end - start < bytes.count {
                    let part = String(decoding: bytes[start..<end], as: UTF8.self)
                    #expect(throws: Malformed.self) { try VerifierKey(part) }
                }
            }
            for index in bytes.indices {
                var damaged = bytes
                damaged[index] &+= 1
                let text = String(decoding: damaged, as: UTF8.self)
                #expect(throws: Malformed.self) { try VerifierKey(text) }
            }
        }
    }

    @Test("A signature bit changed under a known key refuses the note, even beside a good signature")
    func badSignatureUnderKnownKey() throws {
        let parts = log.signedNoteGo.note.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(parts.count == 6)
        let enoch = parts[4].split(separator: " ")
        var data = Base64.decode(String(enoch[2]))!
        data[20] ^= 1
        let damaged = (parts[..<4] + ["— EnochRoot \(Base64.encode(data))", ""]).joined(separator: "\n")
        let note = try SignedNote(encoded: damaged.bytes)
        #expect(note.open(with: try keys(log.signedNoteGo.vkeys[0])) != nil)
        #expect(note.open(with: try keys(log.signedNoteGo.vkeys[1])) == nil)
        #expect(note.open(with: try keys(log.signedNoteGo.vkeys[0], log.signedNoteGo.vkeys[1])) == nil)
    }

    @Test("Sigsum's published checkpoint verifies under its key")
    func issue99() throws {
        let note = try SignedNote(encoded: log.checkpointC2SpIssue99.checkpoint.bytes)
        let checkpoint = try Checkpoint(text: note.text)
        let key = try VerifierKey(name: checkpoint.origin, key: log.checkpointC2SpIssue99.pubkeyHex.hash)
        #expect(note.open(with: [key]) == note.text)
        #expect(checkpoint.size == 10)
        let hashed = ContentHash(of: key.key.bytes)
        #expect(checkpoint.origin == "sigsum.org/v1/tree/\(hashed.hex)")
    }

    @Test("litewitness's checkpoints verify, and each is consistent with the one before")
    func litewitness() throws {
        let vectors = log.tlogWitnessLitewitness
        let key = vectors.logPubkeyHex.hash
        let checkpoints = try vectors.checkpoints.map { text in
            let note = try SignedNote(encoded: text.bytes)
            let name = try Checkpoint(text: note.text).origin
            let opened = try #require(note.open(with: [VerifierKey(name: name, key: key)]))
            return try Checkpoint(text: opened)
        }
        #expect(checkpoints.map(\.size) == [1, 3, 5])
        let proofs = [vectors.consistency13, vectors.consistency35].map { $0.map(\.base64Hash) }
        for (proof, (old, new)) in zip(proofs, zip(checkpoints, checkpoints.dropFirst())) {
            func check(_ proof: [ContentHash]) -> Bool {
                TreeProofs.checkConsistency(
                    proof, old: old.size, oldRoot: old.root, size: new.size, root: new.root)
            }
            #expect(check(proof))
            #expect(!check(proof.dropLast()))
            #expect(!check(proof + [.zero]))
        }
    }

    @Test("Unknown signatures are ignored; the last empty line divides; a text without one is no note")
    func structure() throws {
        let text = "a\n\nb\n\n\n"
        let note = try SignedNote(signing: text, with: FixedKeys.ledger, name: "n")
        #expect(note.text == text)
        let unknown = note.encoded + "— somebody.else AAAAAAA=\n".bytes
        let key = try VerifierKey(name: "n", key: FixedKeys.ledger.publicKey)
        #expect(try SignedNote(encoded: unknown).open(with: [key]) == text)
        #expect(throws: Malformed.self) { try SignedNote(encoded: "a\n\nb\n".bytes) }
    }

    /// `PRIVATE+KEY+<name>+<hash>+<base64(01 ‖ seed)>`, golang/mod's form, which this project never writes.
    private func privateKey(_ text: String) throws -> SigningKey {
        let data = try #require(Base64.decode(String(text.split(separator: "+", maxSplits: 4)[4])))
        return try SigningKey(seed: Array(data.dropFirst()))
    }
}
