/// The name under which a ledger's reference index lists every calibration of one model, on whatever set.
///
/// Whoever measures often enough finds a lucky result. With all of them under one name, a claim can be shown to use the
/// newest, and nobody may choose among several.
public enum CalibrationTopic {
    public static let schema = "exhibit-calibrations-v1"

    /// Canonical JSON; a ledger also keeps it as an open artifact.
    ///
    /// - Parameter model: the name of its statement.
    public static func document(model: TypedName) -> [UInt8] {
        let json: JSON = [
            "model": .string(model.description),
            "topic": .string(schema),
        ]
        return json.encoded
    }

    public static func name(model: TypedName) -> TypedName { .open(document(model: model)) }

    /// Of what a run was opened for; nil where it names no model.
    public static func name(of opened: Statement) -> TypedName? { opened.name("model").map { name(model: $0) } }
}
