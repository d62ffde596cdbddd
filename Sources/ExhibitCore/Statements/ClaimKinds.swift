/// What is said with its weight.
extension Kind {
    private static let decimal = Shape.decimal(WeightPlaces.decimals)
    private static let items = Shape.slot(.list(.text(1_024), 0...16))

    /// What is said by the weighing policy, where how often the method is wrong was measured. All but the operator's own
    /// words follows from the run, the calibration and what is stated here; verifiers compute it again.
    public static let claimWeighed = Kind(
        name: "claim", version: 2, role: .operator,
        body: claim.body.merging([
            /// The newest of this model and reference set when the run was opened; null where none supports a claim.
            "calibration": .nullable(.name([.statement])),
            /// Size of the population that the source could be of.
            "population": .nullable(.integer(2...9_007_199_254_740_991)),
            /// The publisher's own, between 0 and 1.
            "prior": .nullable(decimal),
            "asked": .word(["before", "after", "not stated"]),
            /// How many items of each kind the slots hold.
            "corroboration": .count,
            "contrary": .count,
            "weight": .nullable(.record(weight)),
            "question": .slot(.text(1_024)),
            "proposition": .slot(.text(1_024)),
            "alternative": .slot(.text(1_024)),
            "prior_reason": .slot(.text(1_024)),
            "corroboration_items": items,
            "contrary_items": items,
        ]) { first, _ in first })

    /// The same of the answer of a model, where its scores of pairs of known truth were measured.
    public static let claimScored = Kind(
        name: "claim", version: 3, role: .operator,
        body: claimWeighed.body.merging(["weight": .nullable(.record(scoredWeight))]) { _, new in new })

    /// What versions 2 and 3 say, of a subject whose class is stated.
    public static let claimOfSubject = Kind(
        name: "claim", version: 4, role: .operator, body: claimWeighed.body.merging(subject) { first, _ in first })
    /// The same of the answer of a model; where it answers with digits, what was searched is how many answers there are.
    public static let claimScoredOfSubject = Kind(
        name: "claim", version: 5, role: .operator, body: claimScored.body.merging(subject) { first, _ in first })

    /// What versions 4 and 5 say, of either method. It is weighed by all that was said of any file with the same picture; of a
    /// person it says that the method was measured, and nothing of the answer.
    public static let claimOfPicture = Kind(
        name: "claim", version: 6, role: .operator,
        body: claimOfSubject.body.merging(["weight": .nullable(.record(unitedWeight))]) { _, new in new })

    private static let subject = ["subject_class": Shape.word(SubjectClass.allCases.map(\.rawValue))]

    /// Single comparisons were measured, and no searches. The cell is by the size of the picture, and what was searched may
    /// be labels.
    private static let scoredWeight: [String: Shape] = {
        let ofSearches = ["tested", "false_positive_rate", "direct_coincidences"]
        var scored = weight.filter { !ofSearches.contains($0.key) }
        /// Independent pairs of different sources in the cell.
        scored["tested_pairs"] = .count
        return scored
    }()

    /// Null is what the method does not have.
    private static let unitedWeight = weight.merging(
        ["tested": .nullable(.count), "tested_pairs": .nullable(.count)]
    ) { _, new in new }

    /// Bounds are one-sided 95 % ones.
    private static let weight: [String: Shape] = [
        /// Of the calibration, by the quality of the evidence.
        "cell": .text(128),
        /// Entries of all reference sets that were searched for this evidence up to this run, each set once.
        "searched": .count,
        /// Entries that each search of the calibration went through.
        "tested": .count,
        "false_match_rate": .nullable(decimal),
        "false_positive_rate": .nullable(decimal),
        /// Of the direct test: -ln(1 - false_positive_rate).
        "direct_coincidences": .nullable(decimal),
        /// Expected of what was searched.
        "coincidences": .nullable(decimal),
        /// log10, capped.
        "log_ratio": .nullable(decimal),
        /// What made it weaker last: kernel densities that contradict the method, or a cap.
        "cap": .word(["none", "densities", "count", "invariance"]),
        /// log10, capped, of the next candidate.
        "runner_up": .nullable(decimal),
        "even_posterior": .nullable(decimal),
        /// At 1 of those searched.
        "searched_posterior": .nullable(decimal),
        "population_posterior": .nullable(decimal),
        "declared_posterior": .nullable(decimal),
    ]
}

/// What a question about a thing is about, where rules ask for more than that it is one.
/// In the order of how much the rules ask for.
public enum SubjectClass: String, Sendable, CaseIterable, Comparable {
    case thing
    case documentNamingPersons = "document naming persons"
    /// A child, a victim, a private person in a crowd, or an inferred protected trait.
    case protectedPerson = "protected person"

    public static func < (first: Self, second: Self) -> Bool {
        allCases.firstIndex(of: first)! < allCases.firstIndex(of: second)!
    }
}

/// Digits after the point of every quantity of a claim's weight.
public enum WeightPlaces {
    public static let decimals = 15
}

extension Statement {
    /// Whether it says something of a run, in any version.
    public var isClaim: Bool { kind?.name == Kind.claim.name }
    public var isWeighedClaim: Bool {
        isKind(.claimWeighed) || isKind(.claimOfSubject) || isScoredClaim || isClaimOfPicture
    }
    /// Whether its version is one for the answers of models that answer by themselves. Version 6 is for all.
    public var isScoredClaim: Bool { isKind(.claimScored) || isKind(.claimScoredOfSubject) }
    public var isClaimOfPicture: Bool { isKind(.claimOfPicture) }
    public var subjectClass: SubjectClass? { SubjectClass(rawValue: text("subject_class")) }
}
