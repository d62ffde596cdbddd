import ExhibitCore

extension SampleLedger {
    /// Made for the place after the last one, and not appended: the tree is that of earlier vectors.
    func modelWithRunner() throws -> PlacedEntry {
        let manifest = Self.open("manifest of digits")
        return try notAppended(
            Draft(
                .modelWithRunner, subjects: [manifest],
                body: [
                    "name": "digits", "version": "1", "manifest": .string(manifest.description),
                    "files": [
                        [
                            "path": "labels.txt", "role": "labels", "size": 20,
                            "artifact": .string(Self.open("labels").description),
                        ]
                    ], "runner": "exhibit-runner-v1", "program": ["name": "runner", "version": "1"],
                    "generates_pixels": false, "nondeterminism": [],
                    "score": ["name": "output", "better": "higher", "minimum": "0", "maximum": "1"],
                    "match": "0.900000", "conditions": "Digits of 5 × 7 cells.",
                ], slots: ["command": ["/usr/bin/python3", "runner.py"], "recorded": .integer(ledger.now)]))
    }

    /// Not appended either.
    func modelWithdrawn(_ model: PlacedEntry) throws -> PlacedEntry {
        try notAppended(
            Draft(
                .modelWithdrawn, subjects: [model.statement.name],
                body: ["model": .string(model.statement.name.description), "reason": "Two labels were exchanged."]))
    }

    private func notAppended(_ draft: Draft) throws -> PlacedEntry {
        let statement = try ledger.sealed(draft, by: FixedKeys.operator).statement
        return PlacedEntry(position: ledger.tree.size, entry: try Entry(signing: statement, with: FixedKeys.operator))
    }
}
