import ExhibitCore
import ExhibitWeight

/// One run as a scope shows it: its opening, its steps in order of number, its closing and its claims.
struct RunRecord {
    let opened: PlacedEntry
    /// Nil where the scope lacks it.
    let model: PlacedEntry?
    let steps: [PlacedEntry]
    let closings: [PlacedEntry]
    let claims: [PlacedEntry]

    init(opened: PlacedEntry, scope: ReportScope) {
        let name = opened.statement.name
        func entries(_ kind: Kind) -> [PlacedEntry] {
            scope.entries.values.filter { $0.statement.kind?.name == kind.name && $0.statement.name("run") == name }
                .sorted { $0.position < $1.position }
        }
        self.opened = opened
        let modelName = opened.statement.name("model")
        model = scope.entries.values.first { $0.statement.isModel && $0.statement.name == modelName }
        steps = entries(.step).sorted { Self.number($0) < Self.number($1) }
        closings = entries(.runClosed)
        claims = entries(.claim)
    }

    static func number(_ step: PlacedEntry) -> Int64 { step.statement.body["number"]?.number ?? -1 }

    /// Why the record is not that of one run in order; nil where it is.
    var reasonRefused: (object: String, reason: String)? {
        guard closings.count == 1, let closed = closings.first else {
            return ("run \(opened.statement.id)", "it was closed \(closings.count) times, not once")
        }
        if let model, model.position > opened.position {
            return ("entry \(model.position)", "the model stands behind the run that was opened for it")
        }
        for (index, step) in steps.enumerated() {
            let object = "entry \(step.position)"
            guard Self.number(step) == Int64(index + 1) else { return (object, "its step number is out of order") }
            guard opened.position < step.position, step.position < closed.position else {
                return (object, "the step does not stand between the opening and the closing of its run")
            }
        }
        guard closed.statement.names("steps") == steps.map(\.statement.name) else {
            return ("entry \(closed.position)", "the run's closing does not name its steps, all of them and in order")
        }
        let due = StepTaint.due(steps.map(\.statement), model: model?.statement)
        for step in steps where step.statement.text("taint") != due[Self.number(step)]?.rawValue {
            return (
                "entry \(step.position)", "the taint class it states is not the one that its operation and inputs give"
            )
        }
        return nil
    }
}
