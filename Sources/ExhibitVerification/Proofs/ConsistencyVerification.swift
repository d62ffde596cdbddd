import ExhibitCore

/// What two checkpoints with a consistency proof show: that one ledger went on, or that it has two histories.
enum ConsistencyVerification {
    static func verify(_ bytes: [UInt8], trust: TrustPolicy) -> Verdict {
        var verdict = Verdict()
        verdict.notChecked = [
            "whether the entries are well formed (`exhibit audit` on the ledger does that)",
            "whether a further copy of this ledger says something else",
            "when either checkpoint was signed",
            "whether a key that signed was revoked, and used by somebody else since: this file cannot show it",
        ]
        var form = Verdict.Check("form", "the file is a consistency proof, in exactly one spelling")
        let proof: ConsistencyProof
        do {
            proof = try ConsistencyProof(encoded: bytes)
        } catch {
            form.fail(.tampered, error.object, error.reason)
            verdict.add(form)
            return verdict
        }
        form.detail = "\(proof.hashes.count) hashes"
        verdict.add(form)
        let older = trust.judge(proof.older, as: "the older checkpoint", in: &verdict)
        let newer = trust.judge(proof.newer, as: "the newer checkpoint", in: &verdict)
        guard let older, let newer else { return verdict }
        if let ledger = Checkpoint.ledger(ofOrigin: newer.head.origin) {
            verdict.summary = [("ledger", ledger.hex)]
            verdict.add(trust.check(ledger))
        }
        verdict.judge(
            proof, older: older.head, newer: newer.head, areSigned: older.isSigned && newer.isSigned)
        return verdict
    }
}

extension Verdict {
    /// Adds what the hashes show. A fork counts only where both signatures hold: else anybody could accuse anybody.
    mutating func judge(_ proof: ConsistencyProof, older: Checkpoint, newer: Checkpoint, areSigned: Bool) {
        var check = Check("consistency", "the newer tree begins with the older one")
        defer { add(check) }
        check.detail = "\(older.size) to \(newer.size) entries"
        switch ConsistencyProof.check(root: proof.root, hashes: proof.hashes, older: older, newer: newer) {
        case .extends: break
        case .nothing:
            check.fail(.tampered, "the proof", "its hashes prove nothing about these two checkpoints")
        case .fork where areSigned:
            check.fail(
                .tampered, "ledger",
                "the newer tree had root \(proof.root.hex) at \(older.size) entries: no history has both")
            ownConclusion =
                "FORK: this ledger's keys signed two histories, and this file proves it to anybody. Keep it."
        case .fork:
            check.fail(
                .incomplete, "ledger", "the two do not belong to one history, if both are signed by the ledger's key")
        }
    }
}
