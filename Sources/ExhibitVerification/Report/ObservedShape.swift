import ExhibitCore

/// Whether a run is one of a program that was only observed: one step, from the pictures that the run was opened for to
/// the files that came out.
///
/// What the program did is not known, so all that it made is of class T3 at least. The pictures that it was given count
/// beside that: whoever leaves one out, or names another, lowers the class of what follows. A page prints names of
/// parameters and roles. All of them are fixed: a free one is room for a sentence.
struct ObservedShape {
    typealias Refusal = RunFoundation.Refusal

    let run: RunRecord
    /// Of a picture that it led to.
    let lineage: PictureLineage
    let scope: ReportScope

    private static let always = [
        (name: "observation", value: "from outside, not stepwise"),
        (name: "confinement", value: "not confined; observed"),
    ]
    private static let ends = [
        "exit status 0", "another exit status", "ended by a signal", "not started", "interrupted",
    ]
    private static let warnings = [
        "stdout: the first 65536 bytes are kept of more", "stderr: the first 65536 bytes are kept of more",
        "processes that it had left behind were ended",
    ]

    func refusal() -> Refusal? {
        func refused(_ entry: PlacedEntry, _ reason: String?) -> Refusal? {
            reason.map { Refusal(object: "entry \(entry.position)", reason: $0) }
        }
        if let refusal = refused(run.opened, reasonOfOpening ?? reasonOfInputs) { return refusal }
        let closed = run.closings[0]
        guard run.steps.count == 1, let step = run.steps.first else {
            return refused(closed, "a program that was observed is one step")
        }
        return refused(step, reason(step.statement))
            ?? refused(closed, reasonOfOutcome(closed.statement, step.statement))
    }

    private var opened: Statement { run.opened.statement }

    /// How many files the program was to make; nil where that is not said as it should be.
    private var outputs: Int? {
        opened.parameter("outputs").flatMap { text in
            Int(text).flatMap { (1...16).contains($0) && String($0) == text ? $0 : nil }
        }
    }

    private var reasonOfOpening: String? {
        let values = opened.parameters.map(\.value)
        guard opened.isKind(.runOpened), opened.names("galleries").isEmpty, outputs != nil,
            opened.parameters.map(\.name) == Self.always.map(\.name) + ["outputs", "intent"],
            values.prefix(2) == Self.always.map(\.value)[...], TypedName(values[3])?.kind == .sealed
        else { return "it states other things than runs of its kind do" }
        return nil
    }

    /// Each picture as often as it comes from evidence, in one role.
    private var reasonOfInputs: String? {
        let statements = opened.evidenceOfInputs
        let inputs = opened.artifacts("inputs")
        guard !inputs.isEmpty, inputs.count == statements.count else { return "it was opened for no evidence" }
        var received: Set<TypedName> = []
        for (input, name) in zip(inputs, statements) {
            guard let entry = scope.entries.values.first(where: { $0.statement.name == name }),
                entry.statement.isEvidence, entry.position < run.opened.position,
                let file = entry.statement.name("artifact"), lineage.pictures.contains(file)
            else { return "it was opened for evidence that its picture does not come from" }
            if file == input.name { received.insert(file) }
        }
        let isNamed = inputs.allSatisfy { $0.role == (received.contains($0.name) ? "evidence" : "picture") }
        return isNamed ? nil : "it calls a picture evidence that is none, or evidence a picture"
    }

    private func reason(_ step: Statement) -> String? {
        guard Operation.named(in: step) == .observe else { return "its run has no such step" }
        var seen: Set<TypedName> = []
        let given = opened.artifacts("inputs").filter { seen.insert($0.name).inserted }
        let read = step.artifacts("inputs")
        guard read.count == given.count, zip(read, given).allSatisfy({ $0.role == $1.role && $0.name == $1.name })
        else {
            return "it does not read the pictures that its run was opened for"
        }
        let values = step.parameters.map(\.value)
        guard step.parameters.map(\.name) == Self.always.map(\.name) + ["end"],
            values.prefix(2) == Self.always.map(\.value)[...], Self.ends.contains(values[2])
        else { return "its parameters are not those of its operation" }
        guard (step.body["warnings"]?.elements ?? []).allSatisfy({ $0.text.map(Self.warnings.contains) == true }) else {
            return "a program's words stand in it"
        }
        return made(step) == nil ? "it lists outputs that such a step does not have" : nil
    }

    /// How many files came out, in order and each with its identities; nil where the step lists something else.
    private func made(_ step: Statement) -> Int? {
        var roles = step.artifacts("outputs").map(\.role)[...]
        func take(_ role: String) -> Bool {
            guard roles.first == role else { return false }
            roles.removeFirst()
            return true
        }
        var count = 0
        for number in 1...(outputs ?? 1) where take("output.\(number)") {
            count += 1
            _ = take("coefficients")
            _ = take("pixels")
        }
        _ = take("stdout")
        _ = take("stderr")
        return roles == ["environment", "observation"] ? count : nil
    }

    private func reasonOfOutcome(_ closed: Statement, _ step: Statement) -> String? {
        guard closed.name("candidates") == nil else { return "such a run answers nothing" }
        let isWhole = made(step) == outputs && step.parameter("end") == Self.ends[0]
        return closed.text("outcome") == "failed" || isWhole ? nil : "its outcome is not that of its step"
    }
}
