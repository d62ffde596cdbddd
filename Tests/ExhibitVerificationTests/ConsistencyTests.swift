import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A kept checkpoint and the ledger of today")
struct ConsistencyTests {
    private static let limit: UInt64 = 12

    /// Ledgers that share their first entries, and differ from `fork` on.
    private static func ledger(fork: UInt64 = .max) throws -> MemoryLedger {
        let ledger = try MemoryLedger(seed: "two histories")
        while ledger.tree.size < limit {
            let holder = ledger.tree.size >= fork ? "other \(ledger.tree.size)" : "\(ledger.tree.size)"
            try ledger.grant(.reviewer, to: FixedKeys.key(holder))
        }
        return ledger
    }

    private static func compare(
        _ kept: SignedNote, _ ledger: MemoryLedger, size: UInt64 = limit
    ) throws -> (verdict: Verdict, proof: ConsistencyProof?) {
        var comparison = try LedgerComparison(kept: kept.encoded, newest: try ledger.checkpoint(size: size))
        for placed in ledger.entries { comparison.add(placed.entry.leaf) }
        return comparison.finish()
    }

    private static func verify(_ proof: ConsistencyProof, _ trust: TrustPolicy? = nil) throws -> Verdict {
        let text = try Checkpoint(text: proof.newer.text)
        let key = try VerifierKey(name: text.origin, key: FixedKeys.checkpoint.publicKey)
        return Verification.verify(proof.encoded, trust: trust ?? TrustPolicy(naming: [key.description]))
    }

    @Test("The ledger extends every checkpoint that it ever signed, and the proof shows it to others")
    func extends() throws {
        let ledger = try Self.ledger()
        for newest in 1...Self.limit {
            for size in 0...newest {
                let (verdict, proof) = try Self.compare(try ledger.checkpoint(size: size), ledger, size: newest)
                #expect(verdict.exitCode == 0 && verdict.conclusion.hasPrefix("EXTENDS"), "\(verdict.lines)")
                #expect(try Self.verify(try #require(proof)).exitCode == 0)
            }
        }
    }

    @Test("Every fork is found wherever it begins, and the proof shows it to others; no hash of it may change")
    func fork() throws {
        let ledger = try Self.ledger()
        for fork in 2..<Self.limit {
            let other = try Self.ledger(fork: fork)
            for size in 1...Self.limit {
                let (verdict, found) = try Self.compare(try other.checkpoint(size: size), ledger)
                let proof = try #require(found)
                #expect(verdict.exitCode == (size > fork ? 2 : 0))
                let judged = try Self.verify(proof)
                #expect(judged.conclusion.hasPrefix("FORK") == (size > fork), "\(judged.lines)")
                guard size > fork else { continue }
                #expect(judged.exitCode == 2)
                for place in -1..<proof.hashes.count {
                    var (root, hashes) = (proof.root, proof.hashes)
                    if place < 0 { root = ContentHash(of: root.bytes) } else { hashes[place] = .zero }
                    let damaged = ConsistencyProof(root: root, hashes: hashes, older: proof.older, newer: proof.newer)
                    #expect(try !Self.verify(damaged).conclusion.hasPrefix("FORK"))
                    #expect(try Self.verify(damaged).exitCode == 2)
                }
            }
        }
    }

    @Test("A fork is no accusation where nobody knows who signed")
    func unknownSigner() throws {
        let (ledger, other) = (try Self.ledger(), try Self.ledger(fork: 3))
        let proof = try #require(try Self.compare(try other.checkpoint(size: 7), ledger).proof)
        for trust in [TrustPolicy(ledgers: []), TrustPolicy(ledgers: [ledger.id])] {
            let verdict = try Self.verify(proof, trust)
            #expect(verdict.exitCode == 3 && !verdict.conclusion.hasPrefix("FORK"))
        }
        let forged = try other.checkpoint(size: 7, key: FixedKeys.stranger)
        let (verdict, none) = try Self.compare(forged, ledger)
        #expect(verdict.exitCode == 3 && none == nil)
    }

    @Test("A ledger that is shorter than what it signed was rolled back")
    func rolledBack() throws {
        let ledger = try Self.ledger()
        let (verdict, proof) = try Self.compare(try ledger.checkpoint(), ledger, size: 5)
        #expect(verdict.exitCode == 2 && verdict.conclusion.hasPrefix("ROLLED BACK"))
        #expect(proof == nil)
    }

    @Test("What is no checkpoint of this ledger, or a ledger that is damaged itself, is not judged")
    func notJudged() throws {
        let ledger = try Self.ledger()
        let stranger = try MemoryLedger(seed: "another")
        #expect(try Self.compare(try stranger.checkpoint(), ledger).verdict.exitCode == 1)
        var comparison = try LedgerComparison(kept: Array("nothing".utf8), newest: try ledger.checkpoint())
        for placed in ledger.entries { comparison.add(placed.entry.leaf) }
        #expect(comparison.finish().verdict.exitCode == 1)
        comparison = try LedgerComparison(kept: try ledger.checkpoint(size: 3).encoded, newest: try ledger.checkpoint())
        for placed in ledger.entries.dropLast() { comparison.add(placed.entry.leaf) }
        #expect(comparison.finish().verdict.exitCode == 1)
    }

    @Test("A checkpoint under a key that was replaced since counts as far as its role went")
    func replacedKey() throws {
        let ledger = try Self.ledger()
        let next = FixedKeys.key("next checkpoint")
        let before = try ledger.checkpoint()
        try ledger.grant(.checkpoint, to: next)
        try ledger.revoke(.checkpoint, of: FixedKeys.checkpoint)
        let size = ledger.tree.size
        func judge(_ kept: SignedNote) throws -> Int32 {
            var comparison = try LedgerComparison(
                kept: kept.encoded, newest: try ledger.checkpoint(size: size, key: next))
            for placed in ledger.entries { comparison.add(placed.entry.leaf) }
            let (verdict, proof) = comparison.finish()
            if verdict.exitCode == 0 {
                let judged = Verification.verify(
                    try #require(proof).encoded, trust: TrustPolicy(naming: comparison.signers.map(\.description)))
                #expect(judged.exitCode == 0, "\(judged.lines)")
            }
            return verdict.exitCode
        }
        #expect(try judge(before) == 0)
        #expect(try judge(try ledger.checkpoint(key: next)) == 0)
        #expect(try judge(try ledger.checkpoint()) == 3)
        #expect(try judge(try ledger.checkpoint(size: 4, key: next)) == 3)
    }
}
