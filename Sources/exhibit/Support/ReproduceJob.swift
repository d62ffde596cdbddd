import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitVerification

/// Reproduces one run and says what came of it.
struct ReproduceJob<Source: ReplaySource> {
    let subject: ReproduceSubject
    let source: Source
    let model: ModelReplay

    private static var shownLines: Int { 20 }

    struct Result {
        let replay: RunReplay
        let reached: ReproductionClass
        let status: (recorded: String?, now: String?)
    }

    func run(_ console: Console) throws -> Result {
        let run = subject.run
        let model = run.model.map { "\($0.text("name")) \($0.text("version"))" } ?? "a model that was not given"
        console.say(
            "Run #\(subject.opened.position)  \(run.opened.head.time), \(shown(model)), \(counted(run.steps.count, "step")); declared before: \(tolerance)"
        )
        if let reason = subject.reasonNoTolerance {
            console.say("  its tolerance does not count, the same bits are due: \(reason)")
        }
        var replay = Replay(run, source: source, model: self.model)
        var progress = Progress("reproduce", total: run.steps.count, console: console)
        var result = try replay.execute { step in
            try Interruption.check()
            for line in Self.lines(step, epsilon: epsilon) { console.say(Verdict.visible(line, keepingSpaces: true)) }
            progress.advance(by: 1)
        }
        progress.finish()
        if subject.lacksScores, result.largestDifference != nil {
            result = result.lacking("the raw scores of the measurement that its tolerance rests on")
        }
        for missing in result.missing { console.say("  missing: \(missing)") }
        for line in advice(result) { console.say("  \(line)") }
        let now = result.answer.flatMap { subject.status(from: $0) }
        let recorded = recordedStatus
        let sameStatus = now.map { $0 == recorded }
        let reached = result.reproductionClass(sameStatus: sameStatus)
        emit(result, reached, (recorded, now), console)
        console.say(
            "\(Console.strong(reached.rawValue))  \(sentence(result, reached, recorded: recorded, now: now))")
        return Result(replay: result, reached: reached, status: (recorded, now))
    }

    /// What lets a program be started that was not.
    private func advice(_ result: RunReplay) -> [String] {
        guard let recorded = subject.run.model, recorded.isKind(.modelWithRunner), !recorded.isBuiltInModel,
            result.steps.contains(where: { $0.operation == Operation.runModel.rawValue && $0.isIncomplete })
        else { return [] }
        var advice: [String] = []
        if model.command == nil { advice.append("name the model's program: --runner COMMAND") }
        if model.confinement == .bubblewrap, case .unavailable = Sandbox.availability {
            advice.append("start it without a sandbox: --unconfined")
        }
        return advice
    }

    private var epsilon: String { subject.run.tolerance.epsilon.map { ScoreDifference.text($0) } ?? "0" }

    private var tolerance: String {
        guard subject.run.tolerance.epsilon != nil else { return "the same bits (R0)" }
        return "scores may differ by \(epsilon) (R1)"
    }

    private var recordedStatus: String? {
        if let claim = subject.claim { return claim.statement.text("status") }
        guard let name = subject.run.answer, let bytes = try? source.bytes(of: name) else { return nil }
        return subject.status(from: bytes)
    }

    private static func lines(_ step: StepReplay, epsilon: String) -> [String] {
        let (word, details): (String, [String])
        switch step.outcome {
        case .same: (word, details) = ("same bits", [])
        case .within(let difference, let differences):
            word =
                "within the tolerance declared beforehand (largest difference \(ScoreDifference.text(difference)) of \(epsilon))"
            details = differences.map { "other bits: \($0)" }
        case .differs(let differences): (word, details) = ("DIFFERS", differences)
        case .notAttempted(let missing): (word, details) = ("CANNOT BE ATTEMPTED", missing.map { "missing: \($0)" })
        }
        let roles = step.same.isEmpty ? "" : "  (\(step.same.joined(separator: ", ")))"
        let below =
            details + step.changes.map { "changed: \($0.sentence)" } + step.notes.map { "note: \($0)" }
        let hidden = below.count - shownLines
        return ["  \(step.number). \(step.operation)  \(word)\(word == "same bits" ? roles : "")"]
            + below.prefix(shownLines).map { "     \($0)" }
            + (hidden > 0 ? ["     and \(hidden) more lines; --json has all"] : [])
    }

    private func sentence(
        _ result: RunReplay, _ reached: ReproductionClass, recorded: String?, now: String?
    ) -> String {
        let same = result.steps.count { if case .same = $0.outcome { true } else { false } }
        let counts = "\(same) of \(counted(subject.run.steps.count, "step")) gave the same bits"
        switch reached {
        case .bitExact: return "every step gave the same bits."
        case .withinTolerance:
            let largest = result.largestDifference.map { ScoreDifference.text($0) } ?? "0"
            return
                "within tolerance and same ranking: the largest difference of a score is \(largest), and \(epsilon) was declared before; \(counts)."
        case .notAttempted: return "could not be attempted in full: \(counts); what is missing is named above."
        case .sameStatus: return "\(counts); the status word is the same: \(recorded ?? "?")."
        case .notReproduced:
            let status =
                now.map { "the status word was \(recorded ?? "not given") and is \($0) now" }
                ?? "no status word follows from this replay"
            guard result.steps.contains(where: \.differs) else {
                return "not reproduced: the scores are within the tolerance, and yet \(status)."
            }
            let conditions =
                result.differsUnderRecordedConditions
                ? "A step differs under all that was recorded of its engine and machine: that counts against the record."
                : "The steps that differ ran under other conditions than the recorded ones, named above."
            return "not reproduced: \(counts); \(status). \(conditions)"
        }
    }

    private func emit(
        _ result: RunReplay, _ reached: ReproductionClass, _ status: (recorded: String?, now: String?),
        _ console: Console
    ) {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        func list(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }
        let steps = result.steps.map { step -> JSON in
            let (word, details): (String, [String]) =
                switch step.outcome {
                case .same: ("same", [])
                case .within(_, let differences): ("within_tolerance", differences)
                case .differs(let differences): ("differs", differences)
                case .notAttempted(let missing): ("not_attempted", missing)
                }
            return [
                "number": .integer(Int64(step.number)), "operation": .string(step.operation), "outcome": .string(word),
                "difference": text(step.difference.map { ScoreDifference.text($0) }),
                "details": list(details), "same": list(step.same), "notes": list(step.notes),
                "changes": .array(
                    step.changes.map {
                        ["name": .string($0.name), "recorded": text($0.recorded), "now": text($0.now)]
                    }),
            ]
        }
        console.emit(
            "reproduce", exitCode: reached.exitCode,
            [
                "run": .integer(Int64(subject.opened.position)), "statement": .string(subject.opened.statement.id.hex),
                "claim": subject.claim.map { .integer(Int64($0.position)) } ?? .null,
                "tolerance": .string(subject.run.tolerance.word),
                "epsilon": text(subject.run.tolerance.epsilon.map { ScoreDifference.text($0) }),
                "largest_difference": text(result.largestDifference.map { ScoreDifference.text($0) }),
                "class": .string(reached.rawValue),
                "status": ["recorded": text(status.recorded), "now": text(status.now)], "steps": .array(steps),
                "missing": list(result.missing),
                "under_recorded_conditions": .bool(result.differsUnderRecordedConditions),
            ])
    }
}
