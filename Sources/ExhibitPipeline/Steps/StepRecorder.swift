import ExhibitCore

/// Collects the steps of one run, in order, as statements to be.
struct StepRecorder {
    let run: TypedName
    let now: () -> Int64
    private(set) var drafts: [Draft] = []
    private var taints: [TypedName: String] = [:]

    init(run: TypedName, now: @escaping () -> Int64) {
        self.run = run
        self.now = now
    }

    /// - Parameters:
    ///   - generatesPixels: whether the model of the run does.
    ///   - least: a class that is known from elsewhere, as are those of inputs: each raises that of the operation itself.
    ///   - started: milliseconds, when the operation began; it ended now.
    mutating func add(
        _ operation: Operation, generatesPixels: Bool = false, atLeast least: String = "T0",
        inputs: [(String, TypedName)], outputs: [(String, TypedName)], parameters: [(String, String)] = [],
        warnings: [String] = [], geometry: JSON = .null, started: Int64
    ) {
        // Classes are "T0" to "T5", so the highest word is the highest class.
        let own = operation.taintClass(generatesPixels: generatesPixels)
        let taint = inputs.reduce(max(own, least)) { max($0, taints[$1.1] ?? "T0") }
        for output in outputs { taints[output.1] = max(taints[output.1] ?? taint, taint) }
        func list(_ artifacts: [(String, TypedName)]) -> JSON {
            .array(artifacts.map { ["role": .string($0.0), "artifact": .string($0.1.description)] })
        }
        drafts.append(
            Draft(
                .step, subjects: (inputs + outputs).map(\.1),
                body: [
                    "run": .string(run.description),
                    "number": .integer(Int64(drafts.count + 1)),
                    "operation": operation.json,
                    "inputs": list(inputs),
                    "outputs": list(outputs),
                    "parameters": .array(parameters.map { ["name": .string($0.0), "value": .string($0.1)] }),
                    "taint": .string(taint),
                    "warnings": .array(PictureAnalysis.bounded(warnings).map { .string($0) }),
                ],
                slots: ["geometry": geometry, "started": .integer(started), "ended": .integer(now())]))
    }
}
