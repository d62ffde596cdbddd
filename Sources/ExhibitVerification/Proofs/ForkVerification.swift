import ExhibitCore

/// Whether two signed trees of one ledger have no common history. 2 where it is proven; 1 where it is not.
///
/// Whatever is not as it must be makes the file show nothing: an accusation that its own file does not carry is none.
enum ForkVerification {
    static func verify(_ bytes: [UInt8], trust: TrustPolicy) -> Verdict {
        var verdict = Verdict()
        verdict.ownConclusion = "It proves nothing against the publisher."
        verdict.notChecked = [
            "whether a key that signed one of them had been revoked by an entry that this file leaves out",
            "which of the two others were shown, and why there are two",
        ]
        var form = Verdict.Check("form", "the file is a fork proof, in exactly one spelling")
        let proof: ForkProof
        do {
            proof = try ForkProof(encoded: bytes)
        } catch {
            form.fail(.couldNotJudge, error.object, error.reason)
            verdict.add(form)
            return verdict
        }
        form.detail = "\(bytes.count) bytes"
        verdict.add(form)
        let sides = zip(proof.sides, ["first", "second"]).map { read($0, named: $1, &verdict) }
        guard let first = sides[0], let second = sides[1] else { return verdict }
        if first.ledger == second.ledger {
            verdict.summary = [("ledger", first.ledger.hex), ("publisher", first.publisher)]
            verdict.add(trust.check(first.ledger))
        }
        let check = compare(first, second)
        verdict.add(check)
        if check.findings.contains(where: { $0.severity == .tampered }) {
            verdict.ownConclusion =
                "PROVEN: this ledger was forked; its keys signed two histories. Neither tells you what others were shown."
        }
        return verdict
    }

    private static func compare(_ first: Side, _ second: Side) -> Verdict.Check {
        var check = Verdict.Check("fork", "the two trees can be of one history")
        guard first.ledger == second.ledger else {
            check.fail(.couldNotJudge, "the two trees", "they are of two ledgers")
            return check
        }
        let position = first.leaves.keys.sorted().first { position in
            second.leaves[position].map { $0 != first.leaves[position] } ?? false
        }
        if let position {
            check.fail(.tampered, "entry \(position)", "each tree has another entry in this place")
        } else if first.head.size == second.head.size && first.head.root != second.head.root {
            check.fail(.tampered, "\(first.head.size) entries", "both trees have so many, and other roots")
        } else {
            check.fail(.couldNotJudge, "the two trees", "nothing here shows that they differ")
        }
        return check
    }

    private struct Side {
        let ledger: ContentHash
        let publisher: String
        let head: Checkpoint
        let leaves: [UInt64: [UInt8]]
    }

    private static func read(_ side: ForkProof.Side, named name: String, _ verdict: inout Verdict) -> Side? {
        var verifier = ReportVerifier(trust: TrustPolicy(ledgers: []))
        let entries = verifier.checkEntries(side.bundle)
        var read: Side?
        if let history = verifier.checkRoles(entries),
            let (head, _) = verifier.checkCheckpoint(side.bundle, entries: entries, history: history)
        {
            verifier.checkInclusion(side.bundle, head: head)
            read = Side(
                ledger: history.ledger, publisher: history.ledgerStatement.text("publisher"), head: head,
                leaves: Dictionary(side.entries.map { ($0.position, $0.leaf) }) { first, _ in first })
        }
        var check = Verdict.Check(
            "\(name) tree", "the \(name) tree is signed by the ledger's key, and has these entries")
        let problem = verifier.verdict.findings.first { $0.severity != .incomplete }
        if let problem { check.fail(.couldNotJudge, problem.object, problem.message) }
        if let read { check.detail = "\(read.head.size) entries, root \(read.head.root.hex)" }
        verdict.add(check)
        return problem == nil ? read : nil
    }
}
