import ExhibitCore

/// A reference set ready to be searched: its manifest and packed hashes, in the same order.
public struct ReferenceSet: Sendable {
    public let statement: TypedName
    public let manifestName: TypedName
    public let hashesName: TypedName
    public let manifest: Manifest
    public let hashes: PackedHashes

    /// Throws where the two are not of one set.
    public init(
        statement: TypedName, manifestName: TypedName, hashesName: TypedName, manifest: [UInt8], hashes: [UInt8]
    ) throws {
        self.statement = statement
        self.manifestName = manifestName
        self.hashesName = hashesName
        self.manifest = try Manifest(encoded: manifest)
        do {
            self.hashes = try PackedHashes(parsing: hashes)
        } catch {
            throw ExhibitCore.Malformed("reference set", "its packed hashes: \(error.rawValue)")
        }
        guard self.hashes.count == self.manifest.lines.count else {
            throw ExhibitCore.Malformed("reference set", "its manifest and its hashes are not of one set")
        }
    }

    public func name(at ordinal: Int) -> TypedName { TypedName(.sealed, manifest.lines[ordinal].hash) }
    public func path(at ordinal: Int) -> String { manifest.lines[ordinal].path }

    /// A picture of the set, before the set is recorded.
    public struct Member: Sendable {
        public let path: String
        public let name: TypedName
        public let pdq: PDQ?

        public init(path: String, name: TypedName, pdq: PDQ?) {
            self.path = path
            self.name = name
            self.pdq = pdq
        }
    }

    /// The `gallery` statement of a set; manifest and hashes are sealed and stored.
    public static func draft(
        _ members: [Member], label: String, note: String?, recorded: Int64, randomness: any Randomness,
        keepingIn store: some ArtifactKeeping
    ) throws -> Draft {
        let manifest = try Manifest(members.map { Manifest.Line(hash: $0.name.hash, path: $0.path) })
        let byPath = Dictionary(members.map { ($0.path, $0) }) { first, _ in first }
        let packed = PackedHashes(manifest.lines.map { byPath[$0.path]?.pdq })
        func keep(_ bytes: [UInt8], _ media: String) throws -> JSON {
            let name = try store.keep(
                Sealing(bytes, randomness: randomness), bytes: bytes, media: media, stable: false)
            return .string(name.description)
        }
        let manifestName = try keep(manifest.encoded, "text/plain")
        return Draft(
            .gallery, subjects: [TypedName(manifestName.text ?? "")].compactMap { $0 },
            body: [
                "manifest": manifestName,
                "hashes": try keep(packed.bytes, "exhibit/pdq-set/v1"),
                "operation": Operation.hash.json,
                "members": .integer(Int64(members.count)),
                "compared": .integer(Int64(members.count { $0.pdq?.isUsable == true })),
            ],
            slots: [
                "label": .string(label), "note": note.map { .string($0) } ?? .null, "recorded": .integer(recorded),
            ])
    }
}
