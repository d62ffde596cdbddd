import ExhibitCore

/// Whether a run is one of a model that a program executes: the evidence decoded, written as a picture without metadata,
/// given to the model that the run was opened for, and its ranked answers closed as they came.
struct ModelRunShape {
    typealias Refusal = RunFoundation.Refusal

    let run: RunRecord
    let model: Statement
    let evidence: PlacedEntry
    let scores: ScoreList?
    let scope: ReportScope

    func refusal() -> Refusal? {
        let common = RunFoundation(evidence: evidence, scope: scope)
        if let refusal = opening() ?? common.refusal { return refusal }
        var chain = Chain(model: model, evidence: evidence.statement)
        for step in run.steps {
            if let reason = chain.reasonRefused(step.statement) ?? common.reasonUnfounded(step) {
                return Refusal(object: "entry \(step.position)", reason: reason)
            }
        }
        let closed = run.closings[0]
        guard closed.statement.name("candidates") == chain.answers else {
            return Refusal(object: nil, reason: "its list of answers is not the output of its model")
        }
        if closed.statement.text("outcome") == "completed", chain.place != .shown {
            return Refusal(object: "entry \(closed.position)", reason: "a completed run lacks steps")
        }
        return ranking()
    }

    private func opening() -> Refusal? {
        let opened = run.opened.statement
        guard opened.names("galleries").isEmpty, depth != nil else {
            return Refusal(
                object: "entry \(run.opened.position)", reason: "it states other parameters than runs of its kind have")
        }
        return nil
    }

    private var depth: Int? { RunShape.parameter("depth", of: run.opened.statement).flatMap { Int($0) } }

    /// A list that is not in the order of its scores could put any answer first.
    private func ranking() -> Refusal? {
        guard let scores, let name = run.closings[0].statement.name("candidates") else { return nil }
        let isHigherBetter = model.body["score"]?["better"]?.text == "higher"
        let values = scores.candidates.map(\.score.value)
        let isOrdered = zip(values, values.dropFirst()).allSatisfy { first, second in
            second.isNaN || (isHigherBetter ? first >= second : first <= second)
        }
        guard isOrdered, values.count <= depth ?? 0 else {
            return Refusal(
                object: name.description, reason: "it is not in the order of its scores, or longer than asked")
        }
        return nil
    }
}

/// The steps of such a run, each reading what the one before it made.
private struct Chain {
    enum Place { case start, decoded, encoded, answered, shown }

    let model: Statement
    let evidence: Statement
    private(set) var place = Place.start
    private(set) var answers: TypedName?
    private var pixels: TypedName?
    private var picture: TypedName?

    init(model: Statement, evidence: Statement) {
        self.model = model
        self.evidence = evidence
    }

    mutating func reasonRefused(_ step: Statement) -> String? {
        let (inputs, outputs) = (step.artifacts("inputs"), step.artifacts("outputs"))
        func reads(_ expected: [(String, TypedName?)]) -> Bool {
            inputs.count == expected.count && zip(inputs, expected).allSatisfy { $0.role == $1.0 && $0.name == $1.1 }
        }
        switch (place, Operation.named(in: step)) {
        case (.start, .decodeJPEG?), (.start, .decodePNG?):
            guard reads([("evidence", evidence.name("artifact"))]), outputs.last?.role == "pixels",
                outputs.allSatisfy({ evidence.name($0.role) == nil || evidence.name($0.role) == $0.name })
            else { return "it is not the decoding of the evidence" }
            pixels = outputs.last?.name
            place = .decoded
        case (.decoded, .encodePNG?):
            guard reads([("pixels", pixels)]), outputs.map(\.role) == ["picture"] else { return Self.elsewhere }
            picture = outputs[0].name
            place = .encoded
        case (.encoded, .runModel?):
            guard reads([("picture", picture), ("model", model.name("manifest"))]) else {
                return "the model that it ran, or the picture, is not that of its run"
            }
            answers = outputs.first { $0.role == "candidates" }?.name
            place = .answered
        case (.answered, .reduce?):
            guard reads([("evidence", evidence.name("artifact")), ("pixels", pixels)]),
                outputs.map(\.role) == ["reduced"]
            else { return Self.elsewhere }
            place = .shown
        default: return "it is not the step that follows"
        }
        return nil
    }

    private static let elsewhere = "it does not read what the step before it made"
}
