/// The kinds by which a challenge is decided, and a report taken back.
extension Kind {
    /// A reviewer's answer to every ground of a challenge. It counts only from a key that signed neither the claim nor the
    /// report nor the challenge. Different keys are not proof of different people.
    public static let ruling = Kind(
        name: "ruling", version: 1, role: .reviewer,
        body: [
            "challenge": .name([.statement]),
            "outcome": .word(RulingOutcome.allCases.map(\.rawValue)),
            "answers": .list(
                .record([
                    "ground": .word(ChallengeGround.allCases.map(\.rawValue)),
                    "answer": .word(["upheld", "rejected"]),
                ]), 1...9),
            /// One for each answer, in their order.
            "reasons": .slot(.list(.text(2_048), 1...9)),
            "reviewer": .slot(.text(512)),
            "recorded": .slot(.count),
        ])

    /// That a publisher takes back a report, and with it the claim. The report is not deleted.
    public static let retraction = Kind(
        name: "retraction", version: 1, role: .ledger,
        body: [
            "report": .name([.statement]),
            "claim": .name([.statement]),
            /// The objection that it follows, where there is one.
            "challenge": .nullable(.name([.statement])),
            "cause": .word(RetractionCause.allCases.map(\.rawValue)),
            "reasons": .slot(.text(4_096)),
            "recorded": .slot(.count),
        ])
}

public enum RulingOutcome: String, Sendable, CaseIterable {
    case upheld, partly, rejected
}

public enum RetractionCause: String, Sendable, CaseIterable {
    case objection, evidence, method, person, other
}
