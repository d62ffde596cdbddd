/// The kind by which a person, and no program, says what two pictures show.
extension Kind {
    /// A reviewer's conclusion about the answer of a run, under a key of their own. Whether it was blind is shown by the
    /// order of the ledger: no claim on the evidence, which says in clear what it is worth, stands before it. Different
    /// keys are not proof of different people.
    public static let review = Kind(
        name: "review", version: 1, role: .reviewer,
        body: [
            "run": .name([.statement]),
            "scale": .word([ReviewScale.name]),
            "conclusion": .word(ReviewScale.allCases.map(\.rawValue)),
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
