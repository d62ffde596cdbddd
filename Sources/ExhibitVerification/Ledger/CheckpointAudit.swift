import ExhibitCore

/// Whether every checkpoint of a ledger signs the tree as it was: since all are compared with one tree as it grows, no two
/// of them contradict each other.
struct CheckpointAudit {
    private var check = Verdict.Check(
        "checkpoints", "every checkpoint signs the tree as it was, and the last one all of it")
    private var count = 0
    /// The largest size that is signed.
    private var latest: UInt64 = 0
    /// A checkpoint that somebody kept, and the root of the tree when it had that size.
    private let held: SignedNote?
    private let heldSize: UInt64?
    private var heldRoot: ContentHash?
    /// Sizes of checkpoints over entries some of which are missing.
    private var uncompared: ClosedRange<UInt64>?

    init(held: SignedNote?) {
        self.held = held
        heldSize = held.flatMap { try? Checkpoint(text: $0.text) }?.size
    }

    /// The tree has grown to this.
    mutating func grow(_ tree: TreeFrontier) {
        if tree.size == heldSize { heldRoot = tree.root }
    }

    /// - Parameter entries: how many there should be by the place of the last one: more than the tree has where some are
    ///   missing.
    mutating func add(
        _ checkpoint: LedgerAudit.ExaminedCheckpoint, _ tree: TreeFrontier, entries: UInt64, _ history: KeyHistory?
    ) {
        count += 1
        let object = checkpoint.storedSize.map { "checkpoint of size \($0)" } ?? "checkpoint"
        do {
            let (note, claimed) = (try checkpoint.note.get(), try checkpoint.claimed.get())
            guard let history else { return }
            guard note.signatures.count == 1, isSigned(checkpoint, note, claimed, history) else {
                check.fail(.tampered, object, "it is not signed by the ledger's checkpoint key")
                return
            }
            if let stored = checkpoint.storedSize, stored != Int64(clamping: claimed.size) {
                check.fail(.tampered, object, "it signs size \(claimed.size)")
                return
            }
            guard claimed.size <= entries else {
                check.fail(
                    .tampered, object,
                    "it signs \(claimed.size) entries, and only \(entries) are here: some are missing")
                return
            }
            guard claimed.size <= tree.size else {
                uncompared = min(uncompared?.lowerBound ?? .max, claimed.size)...max(latest, claimed.size)
                latest = max(latest, claimed.size)
                return
            }
            // A tree of nothing has one root, and the form of a checkpoint insists on it.
            if claimed.size > 0, claimed.size < tree.size || tree.root != claimed.root {
                check.fail(.tampered, object, "the entries are not those that it signed")
            }
            latest = max(latest, claimed.size)
        } catch {
            check.fail(.tampered, object, "\(error)")
        }
    }

    private func isSigned(
        _ checkpoint: LedgerAudit.ExaminedCheckpoint, _ note: SignedNote, _ claimed: Checkpoint, _ history: KeyHistory
    ) -> Bool {
        let origin = Checkpoint.origin(of: history.ledger)
        guard claimed.origin.utf8.elementsEqual(origin.utf8) else { return false }
        if let signer = checkpoint.signer, signer.name.utf8.elementsEqual(origin.utf8),
            history.holds(signer.key, .checkpoint, at: max(claimed.size, 1))
        {
            return true
        }
        return note.open(with: LedgerAudit.checkpointKeys(history, atSize: claimed.size)) != nil
    }

    func result(_ tree: TreeFrontier, entries: UInt64) -> Verdict.Check {
        var result = check
        if let uncompared {
            let (first, last) = (uncompared.lowerBound, uncompared.upperBound)
            result.fail(
                .tampered, first == last ? "checkpoint of size \(first)" : "checkpoints of sizes \(first) to \(last)",
                "signed, and not compared with their entries: some are missing from entry \(tree.size) on")
        }
        if latest < entries { result.fail(.tampered, "entries from \(latest)", "no checkpoint covers them") }
        let root = tree.size == entries ? "root \(tree.root.hex)" : "root not known"
        result.detail = "\(count), the last of \(latest) entries, \(root)"
        return result
    }

    /// Of the checkpoint that was held, and the size up to which the ledger is the one that was held; 0 where it is not.
    func held(
        _ tree: TreeFrontier, entries: UInt64, _ history: KeyHistory?
    ) -> (check: Verdict.Check, size: UInt64)? {
        guard let note = held else { return nil }
        var check = Verdict.Check("held", "the ledger goes on from the checkpoint that you hold")
        let object = "your checkpoint"
        guard let history, let claimed = try? Checkpoint(text: note.text) else {
            check.fail(.couldNotJudge, object, "it is no checkpoint, or this is no ledger")
            return (check, 0)
        }
        guard claimed.origin.utf8.elementsEqual(Checkpoint.origin(of: history.ledger).utf8) else {
            check.fail(.couldNotJudge, object, "it is of another ledger: \(claimed.origin)")
            return (check, 0)
        }
        guard note.open(with: LedgerAudit.checkpointKeys(history, atSize: min(claimed.size, entries))) != nil else {
            check.fail(.incomplete, object, "it is not signed by this ledger's checkpoint key")
            return (check, 0)
        }
        check.detail = "\(claimed.size) entries, root \(claimed.root.hex)"
        guard claimed.size <= entries else {
            check.fail(
                .tampered, object, "it signs \(claimed.size) entries, and the ledger has \(entries): some are missing"
            )
            return (check, 0)
        }
        guard claimed.size <= tree.size else {
            check.fail(.tampered, object, "not compared with its entries: some are missing from entry \(tree.size) on")
            return (check, 0)
        }
        guard claimed.size == 0 || heldRoot == claimed.root else {
            check.fail(.tampered, object, "its entries are not the first \(claimed.size) of this ledger: it was forked")
            return (check, 0)
        }
        return (check, claimed.size)
    }
}

extension LedgerAudit {
    static func checkpointKeys(_ history: KeyHistory, atSize size: UInt64) -> [VerifierKey] {
        let origin = Checkpoint.origin(of: history.ledger)
        return history.checkpointKeys(atSize: size).compactMap { try? VerifierKey(name: origin, key: $0) }
    }
}
