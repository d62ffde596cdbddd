import ExhibitCore

/// What a C2SP tlog-proof shows: that one entry stands at one place of a tree that a ledger signed.
enum TlogProofVerification {
    /// - Parameter entry: the leaf; the format does not carry it.
    static func verify(_ bytes: [UInt8], entry: [UInt8]?, trust: TrustPolicy) -> Verdict {
        var verdict = Verdict()
        verdict.notChecked = [
            "whether the entry's author held the role that its kind asks for (the whole ledger, or a report, shows that)",
            "whether the other entries are well formed, and the index right (`exhibit audit` on the ledger does that)",
            "whether another copy of this ledger says something else",
            "when the entry was recorded",
            "whether the key that signed the checkpoint was revoked: this file cannot show it (`exhibit key show` does)",
        ]
        var form = Verdict.Check("form", "the file is a tlog-proof, in exactly one spelling")
        let proof: TlogProof
        do {
            proof = try TlogProof(encoded: bytes)
        } catch {
            form.fail(.tampered, error.object, error.reason)
            verdict.add(form)
            return verdict
        }
        form.detail = "\(proof.hashes.count) hashes"
        verdict.add(form)
        guard let (head, isSigned) = trust.judge(proof.checkpoint, as: "the checkpoint", in: &verdict) else {
            return verdict
        }
        let ledger = Checkpoint.ledger(ofOrigin: head.origin)
        verdict.summary = [
            ("ledger", ledger?.hex ?? head.origin), ("position", "\(proof.index)"), ("entries", "\(head.size)"),
        ]
        if let ledger { verdict.add(trust.check(ledger)) }
        verdict.add(inclusion(proof, entry, head, isSigned: isSigned))
        if let entry { verdict.add(statement(entry, at: proof.index, ledger: ledger, &verdict.summary)) }
        return verdict
    }

    /// - Parameter isSigned: whether the signature was checked: without it anybody can write a tree and a checkpoint.
    private static func inclusion(
        _ proof: TlogProof, _ entry: [UInt8]?, _ head: Checkpoint, isSigned: Bool
    ) -> Verdict.Check {
        var check = Verdict.Check(
            "inclusion",
            isSigned
                ? "the entry stands at its place in the signed tree"
                : "the entry stands at its place in the tree of that checkpoint, whoever wrote it")
        guard let entry else {
            check.fail(
                .incomplete, "entry \(proof.index)",
                "a tlog-proof does not carry the entry it is about. Give its bytes: --entry FILE")
            return check
        }
        let leaf = MerkleTree.leafHash(entry)
        check.detail = "entry \(proof.index) of \(head.size), id \(leaf.hex)"
        let holds = TreeProofs.checkInclusion(
            proof.hashes, leaf: leaf, position: proof.index, size: head.size, root: head.root)
        if !holds {
            check.fail(
                .tampered, "entry \(proof.index)", "the proof does not lead from the entry given to the signed root")
        }
        return check
    }

    private static func statement(
        _ leaf: [UInt8], at position: UInt64, ledger: ContentHash?, _ summary: inout [(name: String, value: String)]
    ) -> Verdict.Check {
        var check = Verdict.Check("entry", "its bytes are one well-formed statement, signed by the key that it names")
        let object = "entry \(position)"
        do {
            let entry = try Entry(leaf: leaf)
            summary.append(("kind", entry.statement.kindName))
            summary.append(("statement", entry.statement.id.hex))
            check.detail = entry.statement.kindName
            if !entry.isSigned { check.fail(.tampered, object, "its signature does not hold") }
            let named = position == 0 ? entry.statement.id : entry.statement.head.ledger
            if named != ledger { check.fail(.tampered, object, "it was written for another ledger") }
        } catch {
            check.fail(.tampered, object, "\(error)")
        }
        return check
    }
}
