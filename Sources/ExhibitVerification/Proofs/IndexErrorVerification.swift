import ExhibitCore

/// Whether an error proof shows that a ledger's signed index is wrong. 2 where it does; 1 where it shows nothing.
///
/// Whatever is not as it must be makes it show nothing: an accusation that its own file does not carry is none.
struct IndexErrorVerification {
    private var verdict = Verdict()

    static func verify(_ bytes: [UInt8], trust: TrustPolicy) -> Verdict {
        var verification = IndexErrorVerification()
        verification.verdict.ownConclusion = "It proves nothing against the publisher."
        verification.run(bytes, trust)
        return verification.verdict
    }

    private mutating func run(_ bytes: [UInt8], _ trust: TrustPolicy) {
        verdict.notChecked = [
            "whether a key that signed it had been revoked by an entry that this file leaves out",
            "which reports rely on the index (those whose checkpoint covers the entry)",
            "why it is wrong: a mistake and a lie look the same",
        ]
        var form = Verdict.Check("form", "the file is an error proof, in exactly one spelling")
        let proof: IndexErrorProof
        do {
            proof = try IndexErrorProof(encoded: bytes)
        } catch {
            form.fail(.couldNotJudge, error.object, error.reason)
            verdict.add(form)
            return
        }
        form.detail = "\(proof.entries.count) entries, \(proof.paths.count) paths"
        verdict.add(form)
        guard let entries = read(proof), let history = govern(entries),
            let subject = prove(proof, entries, history)
        else { return }
        verdict.summary = [
            ("ledger", history.ledger.hex), ("publisher", history.ledgerStatement.text("publisher")),
            ("index entry", "\(proof.index)"),
        ]
        verdict.add(trust.check(history.ledger))
        judge(subject, IndexRecomputation(entries: entries, history: history, paths: proof.paths))
    }

    private mutating func read(_ proof: IndexErrorProof) -> [UInt64: PlacedEntry]? {
        var check = Verdict.Check("leaves", "every entry's bytes are one well-formed statement")
        defer { verdict.add(check) }
        var entries: [UInt64: PlacedEntry] = [:]
        for proven in proof.entries {
            do {
                entries[proven.position] = PlacedEntry(position: proven.position, entry: try Entry(leaf: proven.leaf))
            } catch {
                check.fail(.couldNotJudge, "entry \(proven.position)", "\(error)")
            }
        }
        return check.findings.isEmpty ? entries : nil
    }

    private mutating func govern(_ entries: [UInt64: PlacedEntry]) -> KeyHistory? {
        var check = Verdict.Check("ledger", "entry 0 founds the ledger that its id names")
        defer { verdict.add(check) }
        guard let genesis = entries[0], genesis.entry.isSigned,
            var history = try? KeyHistory(genesis: genesis.statement)
        else {
            check.fail(.couldNotJudge, "entry 0", "it is missing, or does not found a ledger")
            return nil
        }
        for entry in entries.values.sorted(by: { $0.position < $1.position })
        where entry.statement.isKeyEvent && entry.entry.isSigned {
            history.apply(entry.statement, at: entry.position)
        }
        check.detail = history.ledger.hex
        return history
    }

    /// The `index` entry in question, once it and all others are shown to stand in the signed tree.
    private mutating func prove(
        _ proof: IndexErrorProof, _ entries: [UInt64: PlacedEntry], _ history: KeyHistory
    ) -> PlacedEntry? {
        var check = Verdict.Check("inclusion", "every entry stands at its place in a tree that the ledger signed")
        defer { verdict.add(check) }
        let origin = Checkpoint.origin(of: history.ledger)
        guard let head = try? Checkpoint(text: proof.checkpoint.text), head.origin.utf8.elementsEqual(origin.utf8),
            proof.checkpoint.open(
                with: history.checkpointKeys(atSize: head.size).compactMap { try? VerifierKey(name: origin, key: $0) })
                != nil
        else {
            check.fail(.couldNotJudge, "checkpoint", "it is not signed by the checkpoint key of this ledger")
            return nil
        }
        for proven in proof.entries {
            let holds = TreeProofs.checkInclusion(
                proven.proof, leaf: MerkleTree.leafHash(proven.leaf), position: proven.position, size: head.size,
                root: head.root)
            if !holds {
                check.fail(
                    .couldNotJudge, "entry \(proven.position)", "its inclusion proof does not reach the signed root")
            }
        }
        check.detail = "\(proof.entries.count) proofs, \(head.size) entries"
        guard check.findings.isEmpty else { return nil }
        guard let subject = entries[proof.index], subject.statement.isKind(.index), subject.entry.isSigned,
            history.reasonVoid(subject.statement, at: subject.position) == nil
        else {
            check.fail(.couldNotJudge, "entry \(proof.index)", "it is no index entry under the ledger's key")
            return nil
        }
        return subject
    }

    private mutating func judge(_ subject: PlacedEntry, _ recomputation: IndexRecomputation) {
        var check = Verdict.Check("index", "the index entry signs what the entries below it give")
        switch recomputation.judge(subject) {
        case .wrong(let reason):
            check.fail(.tampered, "entry \(subject.position)", reason)
            verdict.ownConclusion =
                "PROVEN: an index that was signed with this ledger's keys is wrong. Lists of entries in its reports may lack some."
        case .unproven(let reason): check.fail(.couldNotJudge, "entry \(subject.position)", reason)
        }
        verdict.add(check)
    }
}
