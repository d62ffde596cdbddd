/// What statements about models, runs and steps say, read in one place.
extension Statement {
    /// Whether a model's statement leaves it open that the model generates pixels: only one that says that it does not is
    /// believed not to.
    public var generatesPixels: Bool { body["generates_pixels"] != .bool(false) }

    /// Of a run or a step, in order.
    public var parameters: [(name: String, value: String)] {
        (body["parameters"]?.elements ?? []).map { ($0["name"]?.text ?? "", $0["value"]?.text ?? "") }
    }

    /// The first of that name.
    public func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
}
