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

    /// The built-in operations, which answer no question and make pictures of pictures.
    static let imageOperations = pins([
        (  // image-operations 1
            "4c129d74490d6b8b3f9fa94df576e4db20944ae5bcfc3afa070787d44a5d0296",
            "17611a1455928af635873cd298fc4ac69b8feffdd71b22031f6e10c270efd803"
        )
    ])

    /// What stands where a model would for a program that was only observed.
    static let observed = pins([
        (  // observed-program 1
            "8c082d6635220b437fbcd07035122450150e3308929da88a1a80c4fc8e28efba",
            "9dfb87d5beb0e0f7bca3b4e08eb02354ac7196e83b1e27ff27a0b4688498810f"
        ),
        (  // observed-generator 1
            "5fdae3fa780b41b996ce11b3e555c4970f85c7ee3393e5b3421f7846b04336e6",
            "0821846c47d6872535cafef93845adf8947abdaff5cfbbd2544d323f6bf1ea1a"
        ),
    ])

    static func isImageOperations(_ model: Statement) -> Bool { holds(imageOperations, model) }
    static func isObserved(_ model: Statement) -> Bool { holds(observed, model) }

    private static func holds(_ pins: [ContentHash: ContentHash], _ model: Statement) -> Bool {
        guard model.isKind(.model), let due = model.name("manifest").flatMap({ pins[$0.hash] }) else { return false }
        return ContentHash(of: JSON.object(model.body).encoded) == due
    }

    /// Of a model that names the files of one that makes pictures, and says something else of itself.
    static func reasonOtherWords(_ model: Statement) -> String? {
        guard let manifest = model.name("manifest")?.hash,
            imageOperations[manifest] != nil || observed[manifest] != nil,
            !isImageOperations(model), !isObserved(model)
        else { return nil }
        return "it says other things of itself than the model whose files it names"
    }

    /// Canonical bodies by the manifest of the files.
    private static func pins(_ list: [(manifest: String, body: String)]) -> [ContentHash: ContentHash] {
        let pairs = list.compactMap { pin in
            ContentHash(hex: pin.manifest).flatMap { manifest in ContentHash(hex: pin.body).map { (manifest, $0) } }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// Of the built-in models that are asked about pictures: their bodies without slots.
    static let asked = pins([
        (  // digit-reader 1
            "3b99ca55941537cc21a1cbb1cf5d0cc6658cab822f0bbf358baec6666f4ae112",
            "831c5324b71b36f3c32fc1dc9266ccf862d8fb131efde6573f1b86abac2cf500"
        ),
        (  // digit-restorer 1
            "5ae9d0fac9ee2b462e032258b8f7a5ea20ea5267299fe47b18a26ded4ea7ce30",
            "5ff74f82a209a9e6556ca2e8b531e6453231852d0b4f85ff7fb2be3830cf95ad"
        ),
    ])

    static func digest(ofAsked model: Statement) -> ContentHash {
        let slots = model.kind?.slots ?? [:]
        return ContentHash(of: JSON.object(model.body.filter { slots[$0.key] == nil }).encoded)
    }

    /// A publisher must not call a model part of the program that is not: nobody could ask for its files.
    static func findingOfAsked(_ model: PlacedEntry) -> Verdict.Finding? {
        guard model.statement.isBuiltInModel else { return nil }
        guard let due = model.statement.name("manifest").flatMap({ asked[$0.hash] }) else {
            return .init(
                severity: .incomplete, object: "entry \(model.position)",
                message: "the built-in model is not one that this version knows: the claim was not computed again")
        }
        guard digest(ofAsked: model.statement) != due else { return nil }
        return .init(
            severity: .tampered, object: "entry \(model.position)",
            message: "it says other things of itself than the built-in model whose files it names")
    }
}
