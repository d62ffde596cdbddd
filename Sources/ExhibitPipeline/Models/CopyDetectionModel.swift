import ExhibitCore

/// The built-in model: which reference pictures does this picture come from? Registered like any other model.
public enum CopyDetectionModel {
    public static let name = "copy-detection"
    public static let version = "1"
    /// Hamming distance at or below which the publishers of PDQ call two pictures copies of each other.
    public static let threshold = 31

    /// What the model is: its rules and its card, by name. Their manifest's digest is the model's identity.
    public static let files: [(path: String, role: String, bytes: [UInt8])] = [
        ("card.md", "card", Array(card.utf8)),
        ("parameters.json", "parameters", parameters),
    ]

    private static var parameters: [UInt8] {
        let json: JSON = [
            "hash": .string(PDQ.operation),
            "match": [
                "maximum_distance": .integer(Int64(threshold)), "minimum_quality": .integer(Int64(PDQ.minimumQuality)),
                "maximum_unstable_bits": .integer(Int64(PDQ.maximumUnstableBits)),
            ],
            "ties": "by position in the manifest of the reference set",
        ]
        return json.encoded
    }

    private static let card = """
        # copy-detection 1

        Question: which pictures of a reference set does this picture come from?

        Method: the perceptual hash PDQ (256 bits) of both pictures, compared by Hamming distance, exactly, with every
        usable picture of the set.

        Use it for copies that were scaled, recompressed, or changed in brightness. It does not find copies that were
        cropped by a few per cent, rotated, mirrored, or partly covered, and it was not built against people who try to
        mislead it. Pictures with the same layout (forms, screenshots, stripes) can collide.

        Conditions it was validated for: none. How often it is wrong on given pictures has to be measured on such
        pictures. It says nothing about who or what a picture shows.

        """

    public static func manifest() throws -> Manifest {
        try Manifest(files.map { Manifest.Line(hash: ContentHash(of: $0.bytes), path: $0.path) })
    }

    /// The `model` statement; the files and the manifest are kept in the open.
    public static func draft(keepingIn store: some ArtifactKeeping) throws -> Draft {
        let manifest = try manifest()
        let name = try store.keepOpen(manifest.encoded)
        let files = try Self.files.map { file -> JSON in
            [
                "path": .string(file.path), "role": .string(file.role), "size": .integer(Int64(file.bytes.count)),
                "artifact": .string(try store.keepOpen(file.bytes).description),
            ]
        }
        return Draft(
            .model, subjects: [name],
            body: [
                "name": .string(Self.name),
                "version": .string(version),
                "manifest": .string(name.description),
                "files": .array(files),
                "runner": "built in",
                "generates_pixels": false,
                "score": ["name": "Hamming distance", "better": "lower", "minimum": "0", "maximum": "256"],
                "conditions": "None validated. How often it is wrong has to be measured on pictures like the evidence.",
            ])
    }
}
