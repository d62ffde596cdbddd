import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// What came of a replay, as a statement for whoever was told that the run can be repeated.
struct ReplayStatement {
    let subject: ReproduceSubject
    let replay: RunReplay
    let reached: ReproductionClass
    let status: (recorded: String?, now: String?)

    private static let mostSteps = 128

    func record(in opened: Case) throws -> PlacedEntry {
        let run = subject.opened.statement
        guard let ledger = run.head.ledger else { throw UserError("the run names no ledger") }
        let claim = subject.claim?.statement.id
        let bytes = details.encoded
        let sealing = Sealing(bytes, randomness: SystemRandomness())
        let details = try opened.keep(sealing, bytes: bytes, media: "application/json", stable: false)
        let here = [run.id, claim, subject.report].compactMap { $0 }.filter { opened.entry(statement: $0) != nil }
        func hex(_ hash: ContentHash?) -> JSON { hash.map { .string($0.hex) } ?? .null }
        func decimal(_ units: Int64?) -> JSON { units.map { .string(ScoreDifference.text($0)) } ?? .null }
        let tolerance = run.isRunOpened ? subject.run.tolerance : .sameBits
        let program = RunSurroundings.here.program
        let draft = Draft(
            .replay, subjects: [TypedName(.open, run.id)],
            body: [
                "ledger": .string(ledger.hex), "run": .string(run.id.hex), "claim": hex(claim),
                "report": hex(subject.report),
                "here": .array(here.map { .string(TypedName(.statement, $0).description) }),
                "class": .string(reached.rawValue),
                "tolerance": ["class": .string(tolerance.word), "epsilon": decimal(tolerance.epsilon)],
                "largest_difference": decimal(replay.largestDifference),
                "steps": .array(
                    replay.steps.prefix(Self.mostSteps).map { step in
                        [
                            "number": .integer(Int64(step.number)), "operation": .string(step.operation),
                            "outcome": .string(Self.word(step.outcome)),
                        ]
                    }),
                "missing": .integer(Int64(missing.count)),
                "recorded_conditions": .bool(
                    !replay.steps.contains { $0.changes.contains(where: \.mayMatter) }),
                "program": ["name": .string(program.name), "version": .string(program.version)],
                "details": .string(details.description),
            ], slots: ["recorded": .integer(Clock.milliseconds())])
        return try opened.append([draft])[0]
    }

    private static func word(_ outcome: StepReplay.Outcome) -> String {
        switch outcome {
        case .same: "same"
        case .within: "within tolerance"
        case .differs: "differs"
        case .notAttempted: "not attempted"
        }
    }

    private var missing: [String] {
        replay.missing
            + replay.steps.flatMap { step -> [String] in
                guard case .notAttempted(let missing) = step.outcome else { return [] }
                return missing
            }
    }

    /// What paths and machines there are in it stays private: who it is given to is for its author to say.
    private var details: JSON {
        func list(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
        func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
        let facts =
            RunSurroundings.here.environment + EnvironmentFacts.machine().map { (name: $0.name, value: $0.value) }
        return [
            "schema": "exhibit-replay-details-v1",
            "environment": .array(facts.map { ["name": .string($0.name), "value": .string($0.value)] }),
            "missing": list(missing), "status": ["recorded": text(status.recorded), "now": text(status.now)],
            "steps": .array(
                replay.steps.map { step in
                    let differences: [String] =
                        switch step.outcome {
                        case .within(_, let differences), .differs(let differences): differences
                        case .same, .notAttempted: []
                        }
                    return [
                        "number": .integer(Int64(step.number)), "differences": list(differences),
                        "changes": list(step.changes.map(\.sentence)), "notes": list(step.notes),
                    ]
                }),
        ]
    }
}
