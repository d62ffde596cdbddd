import ExhibitCore

/// One statement of each kind that says what an answer is worth. None is appended: the tree is that of earlier vectors.
extension SampleLedger {
    func claimWeighed(of subject: SubjectClass? = nil) throws -> PlacedEntry {
        try weighed(subject == nil ? .claimWeighed : .claimOfSubject, subject)
    }

    /// As of the answer of a model.
    func claimScored(of subject: SubjectClass? = nil) throws -> PlacedEntry {
        try weighed(subject == nil ? .claimScored : .claimScoredOfSubject, subject) { weight in
            for member in ["tested", "false_positive_rate", "direct_coincidences"] { weight[member] = nil }
            weight["cell"] = "smaller side 128 to 511 pixels"
            weight["tested_pairs"] = 310
        }
    }

    /// Of a search.
    func claimOfPicture() throws -> PlacedEntry {
        try weighed(.claimOfPicture, .thing) { $0["tested_pairs"] = .null }
    }

    private func weighed(
        _ kind: Kind, _ subject: SubjectClass?, change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> PlacedEntry {
        let earlier = byKind["claim"]!.statement
        let decimal = { (whole: String) in JSON.string(whole + String(repeating: "0", count: 17 - whole.utf8.count)) }
        var weight: [String: JSON] = [
            "cell": "quality 80 to 100", "searched": 620, "tested": 619,
            "false_match_rate": decimal("0.00961711"), "false_positive_rate": decimal("0.00961711"),
            "direct_coincidences": decimal("0.00966366"), "coincidences": decimal("0.00966366"),
            "log_ratio": decimal("2.49276"), "cap": "count", "runner_up": .null,
            "even_posterior": decimal("0.99679"), "searched_posterior": decimal("0.33"),
            "population_posterior": decimal("0.2374"),
            "declared_posterior": .null,
        ]
        change(&weight)
        let stated = subject.map { ["subject_class": JSON.string($0.rawValue)] } ?? [:]
        return try notAppended(
            Draft(
                kind,
                subjects: earlier.references.filter { $0.kind == .statement }.sorted().prefix(1).map { $0 },
                body: earlier.body.merging(
                    [
                        "calibration": .string(byKind["calibration"]!.statement.name.description),
                        "population": 1_000, "prior": .null, "asked": "before", "corroboration": 0, "contrary": 1,
                        "weight": .object(weight),
                    ].merging(stated) { first, _ in first }
                ) { _, new in new },
                slots: [
                    "question": "Is it a copy of one of ours?", "proposition": "It is.",
                    "alternative": "Somebody else took a picture at the same place.", "prior_reason": .null,
                    "corroboration_items": .null, "contrary_items": ["The sender says that it is new."],
                ]))
    }

    func review() throws -> PlacedEntry {
        let run = byKind["run.opened"]!.statement
        return try notAppended(
            Draft(
                .review, subjects: [run.name],
                body: [
                    "run": .string(run.name.description), "scale": .string(ReviewScale.name),
                    "conclusion": "leans for",
                ],
                slots: [
                    "reasons": "The same chimney.", "reviewer": .null, "recorded": .integer(ledger.now),
                ]))
    }
}
