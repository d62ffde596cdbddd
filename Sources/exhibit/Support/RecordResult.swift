import ExhibitCore
import ExhibitPipeline

/// What came of a program that was observed, for people and for scripts.
struct RecordResult {
    let outcome: ObservedRun.Outcome
    let pictures: [String]
    let program: String
    /// Of what was made: that of its step, and of all that it was made from.
    let taint: String

    /// The run is recorded either way; a script must be able to tell that a person ended it.
    static var failureCode: Int32 { Interruption.isRequested ? 130 : 1 }

    func show(_ console: Console) {
        let run = outcome.opened.position
        let step = outcome.step.statement.text("taint")
        for remark in outcome.remarks { console.warn(remark) }
        let failure = outcome.failure.map { "\($0.words)\($0.path.map { ": \(shown($0))" } ?? "")" }
        if let failure { console.warn("the run failed, and is recorded as run #\(run): \(failure)") }
        console.emit(
            "record", exitCode: failure == nil ? 0 : Self.failureCode,
            [
                "run": .integer(Int64(run)), "step": .integer(Int64(outcome.step.position)),
                "taint": .string(taint), "failure": failure.map { .string($0) } ?? .null,
                "observation": outcome.observation.json,
                "remarks": .array(outcome.remarks.map { .string($0) }),
                "outputs": .array(
                    outcome.made.map { made in
                        [
                            "output": .string(made.path), "artifact": .string(made.artifact.description),
                            "media_type": .string(made.mediaType),
                            "width": made.size.map { .integer(Int64($0.width)) } ?? .null,
                            "height": made.size.map { .integer(Int64($0.height)) } ?? .null,
                        ]
                    }),
            ])
        guard failure == nil else { return }
        let inherited = taint == step ? "" : "; class \(taint) with all that it was made from"
        console.say(
            "Observed \(shown(program)) on \(counted(outcome.observation.pictures.count, "picture")): run #\(run), one step of class \(step), observed, not stepwise\(inherited)"
        )
        for made in outcome.made {
            let size = made.size.map { ", \($0.width)x\($0.height) pixels" } ?? ""
            console.say("  \(shown(made.path))  \(made.mediaType)\(size)\n    \(made.artifact)")
        }
        console.say("Next: exhibit runs \(word(pictures[0])); exhibit show '#\(outcome.step.position)'")
    }
}
