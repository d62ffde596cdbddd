import ExhibitCore

/// A model that is part of this program, registered like any other.
public struct BuiltInModel: Sendable {
    public let name: String
    public let version: String
    /// Whether what it gives has pixels that no sensor captured.
    public let generatesPixels: Bool
    public let score: Score
    /// The score from which on its answer counts, a decimal with six places; nil where it answers no questions.
    let match: String?
    /// What it was validated for.
    public let conditions: String
    /// What the model is: its rules and its card, by name. Their manifest's digest is the model's identity.
    public let files: [(path: String, role: String, bytes: [UInt8])]

    public struct Score: Sendable, Hashable {
        public let name: String
        /// "higher" or "lower".
        public let better: String
        public let minimum: String
        public let maximum: String
    }

    public func manifest() throws -> Manifest {
        try Manifest(files.map { Manifest.Line(hash: ContentHash(of: $0.bytes), path: $0.path) })
    }

    /// The `model` statement; the files and the manifest are kept in the open. Version 2, the one that claims follow from,
    /// for a model that answers questions; version 1 for one that only makes pictures.
    ///
    /// - Parameter recorded: milliseconds since 1970.
    public func draft(keepingIn store: some ArtifactKeeping, recorded: Int64) throws -> Draft {
        let manifest = try store.keepOpen(manifest().encoded)
        let files = try self.files.map { file -> JSON in
            [
                "path": .string(file.path), "role": .string(file.role), "size": .integer(Int64(file.bytes.count)),
                "artifact": .string(try store.keepOpen(file.bytes).description),
            ]
        }
        let body: [String: JSON] = [
            "name": .string(name),
            "version": .string(version),
            "manifest": .string(manifest.description),
            "files": .array(files),
            "runner": .string(Kind.builtInRunner),
            "generates_pixels": .bool(generatesPixels),
            "score": [
                "name": .string(score.name), "better": .string(score.better), "minimum": .string(score.minimum),
                "maximum": .string(score.maximum),
            ],
            "conditions": .string(conditions),
        ]
        guard let match else { return Draft(.model, subjects: [manifest], body: body) }
        // Its own version, not the program's: the same model stays the same statement. Runs name the program's.
        let asked: [String: JSON] = [
            "program": ["name": "exhibit", "version": .string(version)], "nondeterminism": [], "match": .string(match),
        ]
        return Draft(
            .modelWithRunner, subjects: [manifest], body: body.merging(asked) { first, _ in first },
            slots: ["recorded": .integer(recorded)])
    }
}
