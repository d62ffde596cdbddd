import ExhibitCore

extension SampleLedger {
    /// Not appended either, and of random bytes of its own: those that come after it are in examples that were published.
    func erasure() throws -> PlacedEntry {
        let evidence = byKind["evidence"]!.statement
        let erasure = Erasure(
            artifacts: [Self.sealed("picture")],
            slots: ["file_name", "source"].map { .init(statement: evidence.id, path: "body.\($0)") },
            reason: .dataSubjectRequest)
        let randomness = FixedRandomness("sample erasure")
        let head = Head(
            author: FixedKeys.ledger.publicKey, ledger: ledger.id, nonce: randomness.bytes(16),
            time: Hour(milliseconds: ledger.now),
            seen: .init(root: ledger.tree.root, size: Int64(ledger.tree.size)))
        let draft = erasure.draft(approver: "The archive's privacy officer.", recorded: ledger.now)
        let statement = try draft.sealed(head: head, randomness: randomness).statement
        return PlacedEntry(
            position: ledger.tree.size, entry: try Entry(signing: statement, with: FixedKeys.ledger))
    }
}
