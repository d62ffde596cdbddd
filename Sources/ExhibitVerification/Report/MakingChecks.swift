import ExhibitCore
import ExhibitWeight

/// Whether the runs that made the picture of a claim are what they say: whoever leaves out a step, or names another
/// parent, would lower the class of all that follows.
struct MakingChecks {
    let history: PictureHistory
    let scope: ReportScope
    let disclosed: Disclosures

    /// None where all of them hold. What cannot be followed is said, and sets no claim free: its steps count as they stand.
    func findings() -> [Verdict.Finding] { history.runs.compactMap { finding(about: $0) } }

    private func finding(about made: PictureHistory.Run) -> Verdict.Finding? {
        func found(_ severity: Verdict.Severity, _ object: String?, _ reason: String) -> Verdict.Finding {
            .init(severity: severity, object: object ?? "entry \(made.opened.position)", message: reason)
        }
        let run = RunRecord(opened: made.opened, scope: scope)
        if run.closings.isEmpty {
            return found(
                .incomplete, nil, "a run that made the picture was never closed; its steps count as they stand")
        }
        if let refusal = run.reasonRefused { return found(.tampered, refusal.object, refusal.reason) }
        guard let model = run.model else { return found(.tampered, nil, "its model is missing") }
        if let reason = KnownModel.reasonOtherWords(model.statement) {
            return found(.tampered, "entry \(model.position)", reason)
        }
        if KnownModel.isObserved(model.statement) {
            let shape = ObservedShape(run: run, lineage: history.lineage, scope: scope)
            return shape.refusal().map { found(.tampered, $0.object, $0.reason) }
        }
        let inputs = made.opened.statement.artifacts("inputs")
        let statements = made.opened.statement.evidenceOfInputs
        guard inputs.count == 1, inputs[0].role == "evidence", statements.count == 1,
            let evidence = scope.entries.values.first(where: { $0.statement.name == statements[0] }),
            evidence.statement.isEvidence, evidence.position < made.opened.position,
            evidence.statement.name("artifact").map(history.lineage.pictures.contains) == true
        else { return found(.tampered, nil, "it was opened for evidence that its picture does not come from") }
        let refusal: RunFoundation.Refusal?
        switch model.statement {
        case let statement where KnownModel.isImageOperations(statement):
            refusal = DerivationShape(run: run, picture: inputs[0].name).refusal()
        case let statement where statement.isKind(.modelWithRunner):
            if let finding = KnownModel.findingOfAsked(model) { return finding }
            let answers = ModelAnswers(model: statement, depth: 0, labels: nil)
            if let reason = answers.reasonOtherModel { return found(.tampered, "entry \(model.position)", reason) }
            let set = run.opened.statement.names("galleries").first
            let gallery = set.flatMap { set in scope.entries.values.first { $0.statement.name == set } }
            refusal =
                ModelRunShape(
                    run: run, model: statement, evidence: evidence, picture: inputs[0].name, scope: scope,
                    disclosed: disclosed, gallery: gallery?.statement, scores: nil
                ).refusal()
        case let statement where statement.name("manifest") == TypedName(.open, KnownModel.manifest):
            let step = made.steps.first { step in history.lineage.pictures.contains { step.statement.makes($0) } }
            return found(
                .tampered, step.map { "entry \($0.position)" }, "a search makes no picture that could be asked about")
        default:
            return found(
                .incomplete, nil, "it made the picture, and is of a kind that this version does not follow")
        }
        return refusal.map { found(.tampered, $0.object, $0.reason) }
    }

    /// Evidence that a step drew after it was received, or after a claim took it as received, is neither.
    static func refusal(_ history: PictureHistory, scope: ReportScope) -> RunFoundation.Refusal? {
        for entry in scope.entries.values.sorted(by: { $0.position < $1.position }) {
            guard history.lineage.received.contains(where: { entry.statement.makes($0) }) else { continue }
            return .init(
                object: "entry \(entry.position)", reason: "it made the evidence of a claim that takes it as received")
        }
        return nil
    }
}
