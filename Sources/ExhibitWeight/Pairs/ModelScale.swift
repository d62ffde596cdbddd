import ExhibitCore

/// What a model's statement says of its answers: their scores, and what they are.
public struct ModelScale: Sendable {
    /// Every finite score lies in it.
    public let range: ClosedRange<Double>
    public let direction: LabelledScores.Direction
    /// The score from which on an answer counts; nil where the statement asks for none.
    public let match: Double?
    /// What answers are, where nothing is given to compare with.
    public enum Answers: Sendable, Equatable {
        /// Lines of the artifact `labels.txt`.
        case labels(TypedName)
        /// As many digits as the picture shows, any of them.
        case digits
    }

    /// Nil where the model has none of its own, and compares with pictures.
    public let answers: Answers?

    /// The artifact `labels.txt`.
    public var labels: TypedName? { if case .labels(let name) = answers { name } else { nil } }

    /// - Parameter model: a statement of a model that answers questions; nil for any other, and where it contradicts itself.
    public init?(of model: Statement) {
        guard model.isKind(.modelWithRunner),
            let direction = model.body["score"]?["better"]?.text.flatMap({ LabelledScores.Direction(rawValue: $0) }),
            let low = model.body["score"]?["minimum"]?.text.flatMap({ Double($0) }),
            let high = model.body["score"]?["maximum"]?.text.flatMap({ Double($0) }), low <= high
        else { return nil }
        range = low...high
        self.direction = direction
        match = model.body["match"]?.text.flatMap { Double($0) }
        let file = (model.body["files"]?.elements ?? []).first { $0["path"]?.text == "labels.txt" }
        let labels = file?["artifact"]?.text.flatMap { TypedName($0) }
        // Whether a built-in model is the one of this name is for `KnownModel` to judge.
        let isOfDigits = model.isBuiltInModel && model.text("name") == "digit-reader"
        answers = labels.map { .labels($0) } ?? (isOfDigits ? .digits : nil)
    }

    /// False where the model asks for no score.
    func matches(_ score: MeasuredScore) -> Bool {
        match.map { score.reaches($0, higherIsBetter: direction == .higherIsBetter) } ?? false
    }
}
