import ExhibitCore

/// What a model's statement says of its answers: their scores, and what they are.
public struct ModelScale: Sendable {
    /// Every finite score lies in it.
    public let range: ClosedRange<Double>
    public let direction: LabelledScores.Direction
    /// The score from which on an answer counts; nil where the statement asks for none.
    public let match: Double?
    /// The artifact `labels.txt`; nil where the model has none, and compares with pictures.
    public let labels: TypedName?

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
        labels = file?["artifact"]?.text.flatMap { TypedName($0) }
    }

    /// False where the model asks for no score.
    func matches(_ score: MeasuredScore) -> Bool {
        match.map { score.reaches($0, higherIsBetter: direction == .higherIsBetter) } ?? false
    }
}
