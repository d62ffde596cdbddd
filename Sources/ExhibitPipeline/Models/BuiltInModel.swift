import ExhibitCore

/// A model that is part of this program, registered like any other.
public struct BuiltInModel: Sendable {
    public let name: String
    public let version: String
    /// Whether what it gives has pixels that no sensor captured.
    public let generatesPixels: Bool
    public let score: Score
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

    /// The `model` statement; the files and the manifest are kept in the open.
    public func draft(keepingIn store: some ArtifactKeeping) throws -> Draft {
        let name = try store.keepOpen(manifest().encoded)
        let files = try self.files.map { file -> JSON in
            [
                "path": .string(file.path), "role": .string(file.role), "size": .integer(Int64(file.bytes.count)),
                "artifact": .string(try store.keepOpen(file.bytes).description),
            ]
        }
        return Draft(
            .model, subjects: [name],
            body: [
                "name": .string(self.name),
                "version": .string(version),
                "manifest": .string(name.description),
                "files": .array(files),
                "runner": "built in",
                "generates_pixels": .bool(generatesPixels),
                "score": [
                    "name": .string(score.name), "better": .string(score.better), "minimum": .string(score.minimum),
                    "maximum": .string(score.maximum),
                ],
                "conditions": .string(conditions),
            ])
    }
}
