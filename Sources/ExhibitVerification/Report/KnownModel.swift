import ExhibitCore

/// The built-in model of copy detection, whose runs are judged by its own rules.
enum KnownModel {
    /// SHA-256 of the canonical body of its `model` statement. All of it: a page prints what a model says of itself, and a
    /// publisher could write "wrong once in a billion" beside the digest of the real one.
    static let body = ContentHash(hex: "07270a5a4713d8131668bd2cca09ab26107306b4aef8516adfcc7e55117b7289")!
    /// The manifest of its files: the model's identity.
    static let manifest = ContentHash(hex: "5133a0d5b5cd308cc8df77b6301a59032b4d9255a2ac6d7dc44c5b99eab861d1")!

    /// Why a run with this model is not judged; nil where it is.
    static func finding(about model: PlacedEntry?, of run: PlacedEntry) -> Verdict.Finding? {
        guard let model, model.statement.isModel else {
            return .init(severity: .tampered, object: "entry \(run.position)", message: "its model is missing")
        }
        let object = "entry \(model.position)"
        if ContentHash(of: JSON.object(model.statement.body).encoded) == body { return nil }
        guard model.statement.name("manifest") != TypedName(.open, manifest) else {
            return .init(
                severity: .tampered, object: object,
                message: "it says other things of itself than the model whose files it names")
        }
        return .init(
            severity: .incomplete, object: object,
            message: "the model is not one that this version knows: the claim was not computed again")
    }
}
