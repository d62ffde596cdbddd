import ExhibitCore

/// Whether the tolerance that a run of a model states was measured before, of that model, and says no more than the
/// measurement.
///
/// A tolerance makes a replay that differs pass. One that was written after the run, or is wider than what was measured,
/// would let any run pass.
public struct ToleranceCheck {
    private let opened: PlacedEntry
    private let model: Statement
    private let steps: [Statement]
    private let measurement: PlacedEntry?

    /// - Parameters:
    ///   - steps: those of the run: the engine that it ran on.
    ///   - measurement: the entry that the opening names; nil where it is not at hand.
    public init(opened: PlacedEntry, model: Statement, steps: [Statement], measurement: PlacedEntry?) {
        self.opened = opened
        self.model = model
        self.steps = steps
        self.measurement = measurement
    }

    public struct Refusal {
        public let position: UInt64
        public let reason: String
    }

    /// - Parameter scores: the raw scores of the measurement; nil where they are not at hand.
    public func refusal(scores: [UInt8]?) -> Refusal? {
        func refused(_ reason: String, _ entry: PlacedEntry? = nil) -> Refusal {
            Refusal(position: (entry ?? opened).position, reason: reason)
        }
        guard let tolerance = Tolerance(of: opened.statement) else {
            return refused("the tolerance that it states contradicts itself")
        }
        guard !model.isBuiltInModel || opened.statement.isKind(.runOpened) else {
            return refused("it states a tolerance, and its model is built in: its bits are the same everywhere")
        }
        guard let name = tolerance.measurement else { return nil }
        // With references a program may give another quantity: a likeness of pictures, and no score of a label.
        guard opened.statement.names("galleries").isEmpty else {
            return refused("it compared with a reference set, and its tolerance was measured without one")
        }
        guard let measurement, measurement.statement.name == name,
            let measured = Measurement(measurement.statement)
        else { return refused("its tolerance rests on something that is no measurement") }
        guard measurement.position < opened.position else {
            return refused("its tolerance was measured after it was opened", measurement)
        }
        guard measured.epsilon == tolerance.epsilon else {
            return refused("its tolerance is not the one that was measured")
        }
        var runs: MeasuredRuns?
        if let scores {
            do throws(Malformed) {
                runs = try MeasuredRuns(encoded: scores)
            } catch {
                return refused("\(error)", measurement)
            }
        }
        if let reason = measured.reasonRefused(model: model, runs: runs) { return refused(reason, measurement) }
        return isSameEngine(measured)
            ? nil : refused("it ran under another engine than its tolerance was measured with")
    }

    /// A run that failed before its program answered names no engine.
    private func isSameEngine(_ measured: Measurement) -> Bool {
        let due = [
            ("runner", measured.program), ("engine", measured.engine.name), ("engine build", measured.engine.build),
        ]
        return steps.filter { Operation.named(in: $0) == .runModel }.allSatisfy { step in
            due.allSatisfy { name, value in
                step.parameter(name).map { $0.utf8.elementsEqual(value.utf8) } ?? true
            }
        }
    }
}
