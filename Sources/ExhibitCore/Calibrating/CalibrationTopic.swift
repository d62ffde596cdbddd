/// The name under which a ledger's reference index lists every calibration of one model on one set.
///
/// Whoever measures often enough finds a lucky result. With all of them under one name, a claim can be shown to use the
/// newest, and nobody may choose among several.
public enum CalibrationTopic {
    public static let schema = "exhibit-calibrations-v1"

    /// Canonical JSON; a ledger also keeps it as an open artifact.
    ///
    /// - Parameters: names of statements; the gallery is nil where the method was measured without one.
    public static func document(model: TypedName, gallery: TypedName?) -> [UInt8] {
        let json: JSON = [
            "gallery": gallery.map { .string($0.description) } ?? .null,
            "model": .string(model.description),
            "topic": .string(schema),
        ]
        return json.encoded
    }

    public static func name(model: TypedName, gallery: TypedName?) -> TypedName {
        .open(document(model: model, gallery: gallery))
    }
}
