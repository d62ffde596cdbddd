import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A proof that a signed index is wrong")
struct IndexErrorTests {
    private static func proof(_ ledger: MemoryLedger) throws -> (proof: IndexErrorProof?, reason: String) {
        try IndexErrorFinder.find(under: try ledger.checkpoint()) { take in
            for placed in ledger.entries { try take(placed.entry.leaf) }
        }
    }

    private static func judge(_ proof: IndexErrorProof, _ ledger: MemoryLedger) -> Verdict {
        Verification.verify(proof.encoded, trust: TrustPolicy(ledgers: [ledger.id]))
    }

    /// Grants, revocations and index entries, so that names come again; `omits` is what each index leaves out.
    private static func ledger(
        _ plan: String, omitting omits: (TypedName, UInt64) -> Bool = { _, _ in false }
    ) throws -> MemoryLedger {
        let ledger = try MemoryLedger(seed: "index errors")
        for step in plan {
            switch step {
            case "I": try ledger.appendIndex(omitting: omits)
            case let letter where letter.isLowercase:
                try ledger.grant(.reviewer, to: FixedKeys.key(String(letter)))
            default: try ledger.revoke(.reviewer, of: FixedKeys.key(step.lowercased()))
            }
        }
        return ledger
    }

    private static let plans = ["I", "aI", "aIbI", "abIABIcI", "IIaII", "abcdeI", "aAaIAaIbBaI", "abIcdIabcdI"]

    @Test("of a right one does not exist", arguments: plans)
    func honest(plan: String) throws {
        let (proof, reason) = try Self.proof(try Self.ledger(plan))
        #expect(proof == nil && reason.contains("every index entry signs"))
    }

    @Test("holds for every reference that is left out, of every name at every entry", arguments: plans)
    func everyOmission(plan: String) throws {
        let honest = try Self.ledger(plan)
        let last = try #require(honest.entries.last { $0.statement.isKind(.index) }).position
        for entry in honest.entries where entry.position < last {
            for name in entry.statement.references {
                let ledger = try Self.ledger(plan) { $0 == name && $1 == entry.position }
                let (found, reason) = try Self.proof(ledger)
                let proof = try #require(found, "\(reason)")
                let first = honest.entries.first { $0.statement.isKind(.index) && $0.position > entry.position }
                #expect(proof.index == first?.position)
                let verdict = Self.judge(proof, ledger)
                #expect(verdict.exitCode == 2 && verdict.conclusion.hasPrefix("PROVEN"), "\(verdict.lines)")
            }
        }
    }

    @Test("holds under any later checkpoint, and for somebody who does not trust the ledger")
    func others() throws {
        let ledger = try Self.ledger("abIABI") { name, position in position == 3 }
        try ledger.grant(.reviewer, to: FixedKeys.key("later"))
        let proof = try #require(try Self.proof(ledger).proof)
        let verdict = Verification.verify(proof.encoded, trust: TrustPolicy(ledgers: []))
        #expect(verdict.exitCode == 2 && verdict.findings.contains { $0.severity == .incomplete })
        #expect(try IndexErrorProof(encoded: proof.encoded).encoded == proof.encoded)
    }

    @Test("is found behind an index entry that is void, and wrong as well")
    func shielded() throws {
        let ledger = try Self.ledger("ab")
        let body = try Self.ledger("abI").entries.last { $0.statement.isKind(.index) }!.statement.body
        // Signed by somebody whose key has no role here.
        let void = Draft(
            .index, subjects: [TypedName(.statement, ledger.id)],
            body: body.merging(["root": .string(ContentHash.zero.hex)]) { $1 })
        try ledger.append(void, by: FixedKeys.stranger)
        try ledger.appendIndex { name, position in name == FixedKeys.key("a").name }
        let (found, reason) = try Self.proof(ledger)
        let proof = try #require(found, "\(reason)")
        #expect(proof.index == ledger.tree.size - 1)
        #expect(Self.judge(proof, ledger).exitCode == 2)
    }

    private static func indexBody(_ ledger: MemoryLedger) throws -> [String: JSON] {
        let copy = try Self.ledger("abI")
        try copy.grant(.reviewer, to: FixedKeys.key("c"))
        #expect(copy.tree.root == ledger.tree.root)
        return try copy.appendIndex().statement.body
    }

    @Test(
        "holds for a number of names, a position or a predecessor that is not so",
        arguments: ["keys", "covers", "previous", "previous.covers", "previous.root", "previous.statement"])
    func otherMembers(member: String) throws {
        let ledger = try Self.ledger("abI")
        try ledger.grant(.reviewer, to: FixedKeys.key("c"))
        var body = try Self.indexBody(ledger)
        var previous = try #require(body["previous"]?.members)
        switch member {
        case "keys", "covers": body[member] = .integer((body[member]?.number ?? 0) + 1)
        case "previous": body[member] = .null
        case "previous.covers": previous["covers"] = .integer((previous["covers"]?.number ?? 0) + 1)
        case "previous.root": previous["root"] = .string(ContentHash.zero.hex)
        default: previous["statement"] = .string(TypedName(.statement, .zero).description)
        }
        if member.contains(".") { body["previous"] = .object(previous) }
        try ledger.append(Draft(.index, subjects: [TypedName(.statement, ledger.id)], body: body), by: FixedKeys.ledger)
        let (found, reason) = try Self.proof(ledger)
        let proof = try #require(found, "\(reason)")
        #expect(Self.judge(proof, ledger).exitCode == 2)
    }

    @Test("shows nothing once a hash of a path or of an inclusion proof was changed")
    func everyHash() throws {
        let ledger = try Self.ledger("abIABcI") { name, position in position == 6 }
        let proof = try #require(try Self.proof(ledger).proof)
        #expect(proof.paths.contains { $0.proof.encoded.count > 100 })
        for (place, entry) in proof.entries.enumerated() {
            for hash in entry.proof.indices {
                var hashes = entry.proof
                hashes[hash] = ContentHash(of: hashes[hash].bytes)
                var entries = proof.entries
                entries[place] = .init(position: entry.position, leaf: entry.leaf, proof: hashes)
                let damaged = IndexErrorProof(
                    checkpoint: proof.checkpoint, entries: entries, index: proof.index, paths: proof.paths)
                #expect(Self.judge(damaged, ledger).exitCode == 1)
            }
        }
        for (place, path) in proof.paths.enumerated() {
            for byte in path.proof.encoded.indices {
                var bytes = path.proof.encoded
                bytes[byte] ^= 0x10
                guard let changed = try? IndexProof(encoded: bytes) else { continue }
                var paths = proof.paths
                paths[place] = .init(name: path.name, proof: changed)
                let damaged = IndexErrorProof(
                    checkpoint: proof.checkpoint, entries: proof.entries, index: proof.index, paths: paths)
                #expect(Self.judge(damaged, ledger).exitCode == 1)
            }
        }
    }

    @Test("shows nothing with a part left out, another part in its place, or another signature")
    func parts() throws {
        let ledger = try Self.ledger("abIABcI") { name, position in position == 6 }
        let proof = try #require(try Self.proof(ledger).proof)
        func judge(
            _ entries: [Bundle.ProvenEntry]? = nil, _ paths: [IndexErrorProof.Path]? = nil, index: UInt64? = nil,
            _ checkpoint: SignedNote? = nil
        ) -> Int32 {
            Self.judge(
                IndexErrorProof(
                    checkpoint: checkpoint ?? proof.checkpoint, entries: entries ?? proof.entries,
                    index: index ?? proof.index, paths: paths ?? proof.paths), ledger
            ).exitCode
        }
        #expect(judge() == 2)
        for place in proof.entries.indices {
            var entries = proof.entries
            let left = entries.remove(at: place)
            let isNeeded = left.position == 0 || left.position >= 4
            #expect(judge(entries) == (isNeeded ? 1 : 2), "entry \(left.position)")
        }
        for place in proof.paths.indices {
            var paths = proof.paths
            paths.remove(at: place)
            #expect(judge(nil, paths) == 1)
        }
        for index in ledger.entries.map(\.position) where index != proof.index { #expect(judge(index: index) == 1) }
        #expect(judge(nil, nil, try ledger.checkpoint(key: FixedKeys.stranger)) == 1)
        #expect(judge(nil, nil, try MemoryLedger(seed: "another").checkpoint()) == 1)
        #expect(Self.judge(proof, ledger).exitCode == 2)
    }

    @Test("cannot be made against an honest ledger by exchanging what it says about the same entries")
    func framing() throws {
        // Everything true but one part of another, equally honest ledger.
        let (honest, other) = (try Self.ledger("abIABcI"), try Self.ledger("abIABdI"))
        let lie = try Self.ledger("abIABcI") { name, position in position == 6 }
        let proof = try #require(try Self.proof(lie).proof)
        for source in [honest, other] {
            for checkpoint in [proof.checkpoint, try source.checkpoint()] {
                let entries = proof.entries.map { entry in
                    Bundle.ProvenEntry(
                        position: entry.position, leaf: source.entries[Int(entry.position)].entry.leaf,
                        proof: source.tree.proveInclusion(of: entry.position, size: source.tree.size))
                }
                let framed = IndexErrorProof(
                    checkpoint: checkpoint, entries: entries, index: proof.index, paths: proof.paths)
                #expect(Self.judge(framed, source).exitCode == 1)
            }
        }
    }
}
