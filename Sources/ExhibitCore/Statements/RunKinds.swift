/// The kinds that record what was done with a picture, and what is said of the result.
extension Kind {
    private static let identifier = Shape.text(128)
    private static let operation = Shape.record(["name": identifier, "version": identifier])
    private static let parameters = Shape.list(.record(["name": identifier, "value": .text(512)]), 0...64)
    private static let taint = Shape.word(["T0", "T1", "T2", "T3", "T4", "T5"])
    private static let about = Shape.word(["picture", "thing", "person"])

    /// Sizes in pixels, and the affine map from output to input pixel indices as eight integers a…h:
    /// x' = (a·x + b·y + c) / d, y' = (e·x + f·y + g) / h.
    private static let geometry = Shape.record([
        "map": .list(.integer(-9_007_199_254_740_991...9_007_199_254_740_991), 8...8),
        "width": .count, "height": .count, "source_width": .count, "source_height": .count,
    ])

    /// The intent, durable before the model starts.
    public static let runOpened = Kind(
        name: "run.opened", version: 1, role: .operator, body: opening(tolerance: .word(["R0"])))

    /// With a tolerance that was measured, and recorded before the run that names it.
    public static let runOpenedMeasured = Kind(
        name: "run.opened", version: 2, role: .operator,
        body: opening(
            tolerance: .record([
                "class": .word(["R0", "R1"]),
                /// In units of the score; null in class R0.
                "epsilon": .nullable(.decimal(ScoreDifference.places)),
                "measurement": .nullable(.name([.statement])),
            ])))

    private static func opening(tolerance: Shape) -> [String: Shape] {
        [
            "model": .name([.statement]),
            "galleries": .list(.name([.statement]), 0...16),
            "inputs": .list(
                .record(["role": identifier, "artifact": .name([.sealed]), "evidence": .name([.statement])]), 1...16),
            "about": about,
            "parameters": parameters,
            "tolerance": tolerance,
            "program": .record(["name": identifier, "version": identifier]),
            "environment": .list(.record(["name": identifier, "value": .text(256)]), 0...32),
            "started": .slot(.count),
        ]
    }

    /// One operation. Inputs and outputs stand here, never inside an artifact, so that the index sees them.
    public static let step = Kind(
        name: "step", version: 1, role: .operator,
        body: [
            "run": .name([.statement]),
            "number": .count,
            "operation": operation,
            "inputs": .list(.record(["role": identifier, "artifact": .name([.open, .sealed])]), 1...64),
            "outputs": .list(.record(["role": identifier, "artifact": .name([.open, .sealed])]), 0...64),
            "parameters": parameters,
            "taint": taint,
            "geometry": .slot(geometry),
            "warnings": .list(.text(256), 0...32),
            "started": .slot(.count),
            "ended": .slot(.count),
        ])

    public static let runClosed = Kind(
        name: "run.closed", version: 1, role: .operator,
        body: [
            "run": .name([.statement]),
            "steps": .list(.name([.statement]), 0...128),
            "outcome": .word(["completed", "failed"]),
            "candidates": .nullable(.name([.sealed])),
            "reason": .slot(.text(4_096)),
            "ended": .slot(.count),
        ])

    /// What is said. Every word of it follows from the run by the policy, and verifiers compute it again.
    public static let claim = Kind(
        name: "claim", version: 1, role: .operator,
        body: [
            "run": .name([.statement]),
            "closed": .name([.statement]),
            "evidence": .name([.statement]),
            "policy": .name([.open]),
            "about": about,
            "status": .word(["IDENTIFICATION", "LEAD", "INCONCLUSIVE", "EXCLUSION", "REFUSED"]),
            "ceiling": .word(["IDENTIFICATION", "LEAD", "REFUSED"]),
            "reasons": .list(identifier, 1...32),
            "taint": taint,
            "named": .list(.name([.sealed]), 0...64),
            "facts": .list(
                .record([
                    "relation": .word(["same_file", "same_coefficients", "same_pixels"]), "artifact": .name([.sealed]),
                ]), 0...192),
        ])
}

extension Statement {
    /// Whether it opens a run, in any version.
    public var isRunOpened: Bool { kind?.name == Kind.runOpened.name }
}
