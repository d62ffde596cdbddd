import ExhibitCore
import ExhibitWeight

/// Whether a run is one of a model that is asked about a picture: the evidence decoded, written as a picture without
/// metadata, given to the model that the run was opened for, and its ranked answers closed as they came.
///
/// A page prints names of parameters and roles. All of them are fixed: a free one is room for a sentence.
struct ModelRunShape {
    typealias Refusal = RunFoundation.Refusal

    let run: RunRecord
    let model: Statement
    let evidence: PlacedEntry
    /// What the run was opened for: the evidence's file, or a picture that steps made of it.
    let picture: TypedName
    let scope: ReportScope
    let disclosed: Disclosures
    /// What the run was opened for beside the model; nil where it names none.
    let gallery: Statement?
    /// Nil where they are withheld, or there are none.
    let scores: ScoreList?
    /// Of that picture; nil where it is looked at elsewhere.
    var history: PictureHistory?

    func refusal() -> Refusal? {
        let common = RunFoundation(evidence: evidence, scope: scope)
        if let refusal = opening() ?? common.refusal(history) ?? tolerance { return refusal }
        let closed = run.closings[0]
        let isCompleted = closed.statement.text("outcome") == "completed"
        var chain = ModelSteps(
            model: model, evidence: evidence.statement, picture: picture, opened: run.opened.statement,
            isCompleted: isCompleted, gallery: gallery, scores: scores)
        for step in run.steps {
            if let reason = chain.reasonRefused(step.statement) ?? common.reasonUnfounded(step) {
                return Refusal(object: "entry \(step.position)", reason: reason)
            }
        }
        guard closed.statement.name("candidates") == chain.answers else {
            return Refusal(object: nil, reason: "its list of answers is not the output of its model")
        }
        guard isCompleted == chain.isWhole, isCompleted == (chain.answers != nil) else {
            return Refusal(
                object: "entry \(closed.position)",
                reason: "its outcome is not that of its steps: a completed run has all of them, and answers")
        }
        return nil
    }

    private var tolerance: Refusal? {
        let name = Tolerance(of: run.opened.statement)?.measurement
        let entry = scope.entries.values.first { $0.statement.name == name }
        let check = ToleranceCheck(
            opened: run.opened, model: model, steps: run.steps.map(\.statement), measurement: entry)
        let refusal = check.refusal(scores: entry?.statement.name("scores").flatMap { disclosed.bytes[$0] })
        return refusal.map { Refusal(object: "entry \($0.position)", reason: $0.reason) }
    }

    private func opening() -> Refusal? {
        let opened = run.opened.statement
        let stated = opened.parameters.map(\.value)
        func isNumber(_ text: String, _ range: ClosedRange<Int64>) -> Bool {
            Int64(text).map { range.contains($0) && String($0) == text } ?? false
        }
        let confinements = model.isBuiltInModel ? [Kind.builtInRunner] : ["bubblewrap", "unconfined"]
        let sets = opened.names("galleries")
        guard sets.isEmpty || (sets.count == 1 && gallery?.isKind(.gallery) == true && !model.isBuiltInModel) else {
            return Refusal(
                object: "entry \(run.opened.position)", reason: "it was not opened for one reference set, or none")
        }
        guard opened.text("about") != "picture",
            opened.parameters.map(\.name) == ["depth", "seed", "threads", "confinement"],
            isNumber(stated[0], 1...1_000), isNumber(stated[1], 0...9_007_199_254_740_991),
            isNumber(stated[2], 1...256),
            confinements.contains(stated[3])
        else {
            return Refusal(
                object: "entry \(run.opened.position)", reason: "it states other things than runs of its kind do")
        }
        return nil
    }
}
