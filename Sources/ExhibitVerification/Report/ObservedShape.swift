import ExhibitCore

/// Whether a run is one of a program that was observed from outside: one step, which reads what the run was opened for,
/// and says nothing but fixed words.
///
/// What the program did is not known, so nothing else can be held against it; a free word would be room for a sentence on
/// a page.
struct ObservedShape {
    typealias Refusal = RunFoundation.Refusal

    let run: RunRecord

    func refusal() -> Refusal? {
        let (opened, closed) = (run.opened.statement, run.closings[0].statement)
        let stated = ModelSteps.values(opened)
        guard ModelSteps.names(opened) == ["observation", "confinement", "outputs", "intent"],
            Array(stated.prefix(2)) == Self.words, opened.names("galleries").isEmpty,
            let outputs = canonicalDecimal(stated[2]), (1...16).contains(outputs),
            TypedName(stated[3])?.kind == .sealed
        else {
            return Refusal(
                object: "entry \(run.opened.position)", reason: "it states other things than runs of its kind do")
        }
        guard run.steps.count == 1, let step = run.steps.first else {
            return Refusal(object: "entry \(run.opened.position)", reason: "it is not one step")
        }
        if let reason = reasonRefused(step.statement, outputs: outputs) {
            return Refusal(object: "entry \(step.position)", reason: reason)
        }
        let isCompleted = closed.text("outcome") == "completed"
        guard closed.name("candidates") == nil, !isCompleted || ModelSteps.values(step.statement).last == Self.ends[0]
        else {
            return Refusal(
                object: "entry \(run.closings[0].position)", reason: "its outcome is not that of its steps")
        }
        return nil
    }

    private static let words = ["from outside, not stepwise", "not confined; observed"]
    private static let ends = [
        "exit status 0", "another exit status", "ended by a signal", "not started", "interrupted",
    ]
    private static let warnings = [
        "stdout: the first 65536 bytes are kept of more", "stderr: the first 65536 bytes are kept of more",
        "processes that it had left behind were ended",
    ]

    private func reasonRefused(_ step: Statement, outputs: UInt64) -> String? {
        guard Operation.named(in: step) == .observe else { return "its run has no such step" }
        let (read, due) = (step.artifacts("inputs"), run.opened.statement.artifacts("inputs"))
        guard read.count == due.count, zip(read, due).allSatisfy({ $0.role == $1.role && $0.name == $1.name }) else {
            return "it does not read the picture that its run was opened for"
        }
        let values = ModelSteps.values(step)
        guard ModelSteps.names(step) == ["observation", "confinement", "end"], Array(values.prefix(2)) == Self.words,
            Self.ends.contains(values[2])
        else { return "its parameters are not those of its operation" }
        let warnings = (step.body["warnings"]?.elements ?? []).compactMap(\.text)
        guard warnings.allSatisfy(Self.warnings.contains) else { return "a program's words stand in it" }
        let made = (1...outputs).map { "output.\($0)" }
        let known = Set(made + ["coefficients", "pixels", "stdout", "stderr", "environment", "observation"])
        return step.artifacts("outputs").allSatisfy { known.contains($0.role) }
            ? nil : "it made other things than its run was opened for"
    }
}
