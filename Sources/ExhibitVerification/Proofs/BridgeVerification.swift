import ExhibitCore

/// What a bridge shows: that an older tree is the beginning of a newer one, and which keys counted by then.
///
/// Whoever has an old checkpoint key can sign any tree with it, so an old signature alone stops counting for whoever
/// hears of the theft. That today's key signed a tree which begins with the old one does not depend on the old key.
struct BridgeVerification {
    /// What holds of it.
    struct Shown {
        let older: SignedNote
        let head: Checkpoint
        /// As of the newer checkpoint, for the keys of `lists`.
        let history: KeyHistory
        let lists: Set<TypedName>
    }

    /// - Returns: nothing shown where anything is not as it must be.
    static func judge(_ bytes: [UInt8], trust: TrustPolicy) -> (verdict: Verdict, shown: Shown?) {
        var verifier = ReportVerifier(trust: trust)
        let shown = verifier.readBridge(bytes)
        let isSound = verifier.verdict.findings.allSatisfy { $0.severity == .incomplete }
        return (verifier.verdict, isSound ? shown : nil)
    }

    /// A bridge by itself.
    static func verify(_ bytes: [UInt8], trust: TrustPolicy) -> Verdict {
        var (verdict, shown) = judge(bytes, trust: trust)
        if let check = shown.flatMap({ trust.checkNamedKeys($0.history) }) { verdict.add(check) }
        verdict.notChecked = [
            "the report itself: exhibit-verify REPORT --bridge FILE",
            "whether the publisher keeps another ledger, or an altered copy",
            "whether the index was computed rightly (`exhibit audit` on the ledger does that)",
        ]
        return verdict
    }
}

extension ReportVerifier {
    fileprivate mutating func readBridge(_ bytes: [UInt8]) -> BridgeVerification.Shown? {
        guard let read = read(Bridge.self, bytes, as: "a bridge"),
            let older = checkOlder(
                read.file.older, read.file.consistency, head: read.head, history: read.history)
        else { return nil }
        checkKeyLists(read.entries, lists: Set(read.lists.keys), signers: [read.signer, older])
        return .init(older: read.file.older, head: read.head, history: read.history, lists: Set(read.lists.keys))
    }

    /// Returns the key that signed the older checkpoint.
    mutating func checkOlder(
        _ note: SignedNote, _ consistency: [ContentHash], head: Checkpoint, history: KeyHistory
    ) -> TypedName? {
        var signature = Verdict.Check("older", "the older checkpoint was signed by the key of its time")
        guard let older = try? Checkpoint(text: note.text), note.signatures.count == 1,
            older.origin.utf8.elementsEqual(head.origin.utf8),
            let signer = note.signer(among: history.checkpointKeys(atSize: older.size), of: history.ledger)
        else {
            signature.fail(.tampered, "the older checkpoint", "no key of ledger \(history.ledger.hex) signed it")
            verdict.add(signature)
            return nil
        }
        signature.detail = "\(older.size) entries"
        if let since = history.doubt(about: signer.hash, .checkpoint, at: older.size) {
            signature.detail += ", by a key that may have been in other hands from entry \(since) on"
        }
        verdict.add(signature)
        var check = Verdict.Check(
            "consistency", "the newer tree begins with the older one", detail: "\(older.size) to \(head.size) entries")
        if ConsistencyProof.check(root: older.root, hashes: consistency, older: older, newer: head) != .extends {
            check.fail(.tampered, "the proof", "its hashes do not lead from the older tree to the newer one")
        }
        verdict.add(check)
        return signer
    }

    /// A list that was left out could hold a revocation.
    mutating func checkKeyLists(_ entries: Entries, lists: Set<TypedName>, signers: [TypedName]) {
        var check = Verdict.Check("completeness", "every key that this rests on has its list of grants and revocations")
        var required = Set(signers)
        for entry in entries.byPosition.values { required.insert(TypedName(.key, entry.statement.head.author)) }
        for member in ["ledger_key", "checkpoint_key"] {
            if let key = entries.byPosition[0]?.statement.name(member) { required.insert(key) }
        }
        for name in required.subtracting(lists).sorted() {
            check.fail(.tampered, "the list of \(name)", "it is required and was left out")
        }
        check.detail = "\(lists.count) keys"
        verdict.add(check)
    }
}
