/// The kind by which a person, and no program, says what two pictures show.
extension Kind {
    /// A reviewer's conclusion about the answer of a run, under a key of their own. Different keys are not proof of
    /// different people.
    public static let review = Kind(
        name: "review", version: 1, role: .reviewer,
        body: [
            "run": .name([.statement]),
            /// The last claim on the run that was recorded before; null where there was none.
            "claim": .nullable(.name([.statement])),
            "scale": .word([ReviewScale.name]),
            "conclusion": .word(ReviewScale.allCases.map(\.rawValue)),
            /// No claim on the run, which shows what it is worth in clear, stands before this entry.
            "blind": .boolean,
            "reasons": .slot(.text(4_096)),
            /// Who they are, in their own words.
            "reviewer": .slot(.text(512)),
            "recorded": .slot(.count),
        ])
}

/// The named scale of a reviewer's conclusion, for the proposition first.
public enum ReviewScale: String, Sendable, CaseIterable {
    public static let name = "exhibit-review-scale-v1"

    case supports = "supports"
    case leansFor = "leans for"
    case undecided = "undecided"
    case leansAgainst = "leans against"
    case opposes = "opposes"

    public var isSupporting: Bool { self == .supports || self == .leansFor }
}
