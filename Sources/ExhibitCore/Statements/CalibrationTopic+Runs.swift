extension CalibrationTopic {
    /// Of what a run was opened for; nil where it names no model.
    public static func name(of opened: Statement) -> TypedName? {
        opened.name("model").map { name(model: $0, gallery: opened.names("galleries").first) }
    }
}
