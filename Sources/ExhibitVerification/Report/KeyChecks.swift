import ExhibitCore

/// Whether the keys that signed a report still count, as far as anybody can tell from what is given.
extension ReportVerifier {
    /// Returns what a bridge shows; nil where none was given, or it shows nothing.
    mutating func checkBridge(
        _ bytes: [UInt8]?, of bundle: Bundle, head: Checkpoint, history: KeyHistory
    ) -> BridgeVerification.Shown? {
        guard let bytes else {
            verdict.notChecked.append(
                """
                whether a key that signed here was revoked after entry \(head.size - 1): ask the publisher for a bridge \
                (`exhibit bridge` makes it), and give it too: --bridge FILE
                """)
            return nil
        }
        var check = Verdict.Check(Verdict.bridgeCheck, "the ledger's later tree begins with this report's tree")
        defer { verdict.add(check) }
        let (judged, shown) = BridgeVerification.judge(bytes, trust: trust)
        check.findings = judged.checks.filter { $0.id != Verdict.trustCheck }.flatMap(\.findings)
        guard let shown else { return nil }
        guard shown.history.ledger == history.ledger else {
            check.fail(.couldNotJudge, "the bridge", "it is of another ledger: \(shown.history.ledger.hex)")
            return nil
        }
        guard shown.older == bundle.checkpoint else {
            check.fail(
                .couldNotJudge, "the bridge", "it was made for another report: ask for one that is made from this")
            return nil
        }
        for name in bundle.lists.map(\.name) where name.kind == .key && !shown.lists.contains(name) {
            check.fail(.tampered, "the bridge", "the list of \(name) is required and was left out")
        }
        check.detail = "\(shown.head.size) entries, root \(shown.head.root.hex)"
        return check.findings.contains { $0.severity != .incomplete } ? nil : shown
    }

    /// - Parameter history: as of `size` entries, from the report or from its bridge.
    mutating func checkKeys(_ entries: Entries, history: KeyHistory, size: UInt64) {
        var check = Verdict.Check(
            "keys", "no key was in doubt when it signed these entries", detail: "as known at \(size) entries")
        for entry in entries.byPosition.values.sorted(by: { $0.position < $1.position }) {
            guard let role = entry.statement.kind?.role,
                let since = history.doubt(about: entry.statement.head.author, role, at: entry.position)
            else { continue }
            check.fail(
                .incomplete, "entry \(entry.position)",
                "its key may have been in other hands from entry \(since) on, as the ledger says: it may be somebody else's"
            )
        }
        verdict.add(check)
        if let named = trust.checkNamedKeys(history) { verdict.add(named) }
    }
}

extension TrustPolicy {
    /// Whether what is judged knows the verifier keys that the reader named for its ledger; nil where none is named.
    ///
    /// Somebody with every old key can go on from before a change of keys, and name keys of their own. They cannot name
    /// the one that the reader has from the publisher.
    func checkNamedKeys(_ history: KeyHistory) -> Verdict.Check? {
        let origin = Checkpoint.origin(of: history.ledger)
        let named = keys.filter { $0.name.utf8.elementsEqual(origin.utf8) }
        guard !named.isEmpty else { return nil }
        var check = Verdict.Check("verifier key", "the verifier key that you gave is one of this ledger")
        for key in named.sorted(by: { $0.key < $1.key }) where !history.everHeld(key.key, .checkpoint) {
            check.fail(
                .incomplete, "\(TypedName(.key, key.key))",
                """
                not known here: this is from before the ledger had that key, or from another copy of it. Ask the \
                publisher for a bridge, which leads there, and give it too: --bridge FILE
                """)
        }
        return check
    }
}
