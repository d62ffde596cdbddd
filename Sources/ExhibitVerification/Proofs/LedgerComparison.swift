import ExhibitCore

/// Whether a ledger still begins with what a checkpoint signed that somebody kept: from one reading of the ledger, in
/// memory that does not grow with it.
public struct LedgerComparison {
    private let kept: Result<(note: SignedNote, head: Checkpoint), Malformed>
    private let newest: (note: SignedNote, head: Checkpoint)
    private var whole = TreeFrontier()
    private var beginning = TreeFrontier()
    private var hashes: StreamedProof?
    private var history: KeyHistory?

    /// - Parameters:
    ///   - kept: the file, which may be anything.
    ///   - newest: the ledger's own newest checkpoint. Throws where it is none.
    public init(kept bytes: [UInt8], newest note: SignedNote) throws(Malformed) {
        newest = (note, try Checkpoint(text: note.text))
        kept = Result { () throws(Malformed) in
            let note = try SignedNote(encoded: bytes)
            return (note, try Checkpoint(text: note.text))
        }
        if case .success(let kept) = kept, 0 < kept.head.size, kept.head.size <= newest.head.size {
            hashes = .consistency(from: kept.head.size, to: newest.head.size)
        }
    }

    /// Takes the next leaf. Leaves come in order; those beyond the newest checkpoint are left aside.
    public mutating func add(_ leaf: [UInt8]) {
        let position = whole.size
        guard position < newest.head.size else { return }
        let id = MerkleTree.leafHash(leaf)
        whole.append(id)
        hashes?.add(id, at: position)
        if case .success(let kept) = kept, position < kept.head.size { beginning.append(id) }
        guard let entry = try? Entry(leaf: leaf), entry.isGoverning, entry.isSigned else { return }
        if position == 0 {
            history = try? KeyHistory(genesis: entry.statement)
        } else {
            history?.apply(entry.statement, at: position)
        }
    }

    /// The verdict, and what proves it to others; no proof where the ledger is shorter than what was kept.
    public func finish() -> (verdict: Verdict, proof: ConsistencyProof?) {
        var verdict = Verdict()
        verdict.notChecked = [
            "whether the entries are well formed, and the index right (`exhibit audit` does that)",
            "whether a further copy of this ledger says something else",
            "when either checkpoint was signed",
        ]
        guard checkLedger(&verdict), let kept = checkKept(&verdict) else { return (verdict, nil) }
        guard let proof = proof(kept.note) else {
            var check = Verdict.Check("consistency", "the ledger has all that the checkpoint signs")
            check.fail(
                .tampered, "ledger", "it has \(newest.head.size) entries, and the checkpoint signs \(kept.head.size)")
            verdict.add(check)
            verdict.ownConclusion =
                "ROLLED BACK: the ledger has fewer entries than it once signed. Keep the checkpoint: it shows this."
            return (verdict, nil)
        }
        verdict.judge(proof, older: kept.head, newer: newest.head, areSigned: true)
        if verdict.exitCode == 0 {
            verdict.ownConclusion =
                "EXTENDS: of \(newest.head.size) entries, the first \(kept.head.size) are those that were signed."
        }
        return (verdict, proof)
    }

    /// The verifier keys of both checkpoints, each once: what whoever checks the proof must know.
    public var signers: [VerifierKey] {
        guard let history else { return [] }
        let notes = [try? kept.get(), newest].compactMap { $0 }
        let keys = notes.compactMap { note, head in
            note.signer(among: history.checkpointKeys(atSize: head.size), of: history.ledger)
        }
        return Set(keys).sorted().compactMap { try? VerifierKey(name: newest.head.origin, key: $0.hash) }
    }

    private func checkLedger(_ verdict: inout Verdict) -> Bool {
        var check = Verdict.Check(
            "ledger", "the ledger's entries are those that its newest checkpoint signs",
            detail: "\(newest.head.size) entries, root \(newest.head.root.hex)")
        let isSigned = isSigned(newest)
        if whole.size != newest.head.size || whole.root != newest.head.root || !isSigned {
            check.fail(.couldNotJudge, "ledger", "it is damaged; `exhibit audit` names every damaged entry")
        }
        verdict.add(check)
        if let history { verdict.summary = [("ledger", history.ledger.hex)] }
        return check.findings.isEmpty
    }

    private func checkKept(_ verdict: inout Verdict) -> (note: SignedNote, head: Checkpoint)? {
        var form = Verdict.Check("form", "the file is a signed checkpoint of this ledger")
        defer { verdict.add(form) }
        switch kept {
        case .failure(let error):
            form.fail(.couldNotJudge, error.object, "\(error.reason). `exhibit head -o FILE` writes a checkpoint")
            return nil
        case .success(let kept):
            guard kept.head.origin.utf8.elementsEqual(newest.head.origin.utf8) else {
                form.fail(.couldNotJudge, "checkpoint", "it is of another log: \(kept.head.origin)")
                return nil
            }
            form.detail = "\(kept.head.size) entries, root \(kept.head.root.hex)"
            guard isSigned(kept) else {
                form.fail(.incomplete, "checkpoint", "no key that signs checkpoints of this ledger signed it")
                return nil
            }
            return kept
        }
    }

    private func isSigned(_ checkpoint: (note: SignedNote, head: Checkpoint)) -> Bool {
        let keys = history?.checkpointKeys(atSize: checkpoint.head.size).compactMap {
            try? VerifierKey(name: checkpoint.head.origin, key: $0)
        }
        return checkpoint.note.open(with: keys ?? []) != nil
    }

    private func proof(_ note: SignedNote) -> ConsistencyProof? {
        guard case .success(let kept) = kept, kept.head.size <= newest.head.size else { return nil }
        return ConsistencyProof(
            root: beginning.root, hashes: hashes?.hashes ?? [], older: note, newer: newest.note)
    }
}

extension Entry {
    /// Whether it says who may sign what.
    fileprivate var isGoverning: Bool { statement.isKind(.ledger) || statement.isKeyEvent }
}
