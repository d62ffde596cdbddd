/// The kinds that record how far a run can be repeated.
extension Kind {
    private static let identifier = Shape.text(128)
    private static let difference = Shape.nullable(.decimal(ScoreDifference.places))

    /// How much the scores of a model differ when it is asked the same again. It names no evidence: a report of another
    /// picture carries it too, and would carry that evidence's entry with it.
    public static let measurement = Kind(
        name: "measurement", version: 1, role: .operator,
        body: [
            "model": .name([.statement]),
            /// What the program said of itself; a run under another engine cannot rely on it.
            "program": .record(["name": identifier, "version": identifier]),
            "engine": .record(["name": identifier, "version": identifier, "build": .text(256)]),
            "pictures": .list(.name([.sealed]), 1...16),
            /// Each combination of threads and optimisation level that was tried, on all pictures together.
            "settings": .list(
                .record(["threads": .count, "level": identifier, "completed": .count, "failed": .count]), 1...64),
            /// Between any two runs on one picture, of the score of one answer; null where it has no bound.
            "largest_difference": difference,
            "ranking_changed": .boolean,
            "floor": .decimal(ScoreDifference.places),
            /// What a run may differ by; null where too few runs completed, or a difference has no bound.
            "epsilon": difference,
            /// The raw scores of every run, as `exhibit-measured-runs-v1`.
            "scores": .name([.sealed]),
            "environment": .name([.sealed]),
            /// The evidence that the pictures were made from.
            "evidence": .slot(.list(.text(128), 0...16)),
            "recorded": .slot(.count),
        ])

    /// What came of running somebody's steps again. The run may stand in another ledger, so its names are raw; what stands
    /// in this one is named once more, and then every report of it lists the replay.
    public static let replay = Kind(
        name: "replay", version: 1, role: nil,
        body: [
            "ledger": .hex(32),
            "run": .hex(32),
            "claim": .nullable(.hex(32)),
            "report": .nullable(.hex(32)),
            "here": .list(.name([.statement]), 0...3),
            "class": .word(["R0", "R1", "R2", "R3", "RX"]),
            "tolerance": .record(["class": .word(["R0", "R1"]), "epsilon": difference]),
            "largest_difference": difference,
            "steps": .list(
                .record([
                    "number": .count, "operation": identifier,
                    "outcome": .word(["same", "within tolerance", "differs", "not attempted"]),
                ]), 0...128),
            /// How many things were missing; which, stands in the details.
            "missing": .count,
            "recorded_conditions": .boolean,
            "program": .record(["name": identifier, "version": identifier]),
            /// Environment, differences and what was missing, in words.
            "details": .name([.sealed]),
            "recorded": .slot(.count),
        ])
}
