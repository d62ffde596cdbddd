import ExhibitCore

extension SampleLedger {
    /// Not appended either.
    func erasure() throws -> PlacedEntry {
        let evidence = byKind["evidence"]!.statement
        let erasure = Erasure(
            artifacts: [Self.sealed("picture")],
            slots: ["file_name", "source"].map { .init(statement: evidence.id, path: "body.\($0)") },
            reason: .dataSubjectRequest)
        return try notAppended(
            erasure.draft(approver: "The archive's privacy officer.", recorded: ledger.now), by: FixedKeys.ledger)
    }
}
