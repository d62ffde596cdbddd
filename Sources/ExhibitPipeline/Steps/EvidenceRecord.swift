import ExhibitCore

/// What the person who brings a file says about it. All of it goes into slots, none into the chain.
public struct Provenance: Sendable {
    public var fileName: String?
    public var source: String?
    public var sourceURL: String?
    public var obtainedAt: String?
    public var obtainedBy: String?
    public var note: String?
    /// How the operator knows that this is the file as captured; nil leaves the origin unknown.
    public var originBasis: String?

    public init(
        fileName: String? = nil, source: String? = nil, sourceURL: String? = nil, obtainedAt: String? = nil,
        obtainedBy: String? = nil, note: String? = nil, originBasis: String? = nil
    ) {
        self.fileName = fileName
        self.source = source
        self.sourceURL = sourceURL
        self.obtainedAt = obtainedAt
        self.obtainedBy = obtainedBy
        self.note = note
        self.originBasis = originBasis
    }
}

extension PictureAnalysis {
    /// The names of this picture within a ledger, after the store has replaced those that it knew already.
    public struct Names: Sendable {
        public let file: TypedName
        public let coefficients: TypedName?
        public let pixels: TypedName?
    }

    /// - Parameter bytes: stored with the file's name; identities are named only.
    public func keep(in store: some ArtifactKeeping, bytes: [UInt8]?) throws -> Names {
        Names(
            file: try store.keep(file, bytes: bytes, media: mediaType, stable: true),
            coefficients: try coefficients.map {
                try store.keep($0, bytes: nil, media: "exhibit/jpeg-coefficients/v1", stable: true)
            },
            pixels: try pixels.map { try store.keep($0, bytes: nil, media: "exhibit/pixels/v1", stable: true) })
    }

    /// The `evidence` statement of this file.
    ///
    /// - Parameter recorded: milliseconds since 1970, the recorder's clock.
    public func evidence(_ names: Names, _ provenance: Provenance, recorded: Int64) -> Draft {
        var slots: [String: JSON] = [
            "sha256": .string(file.plain.hex),
            "size": .integer(Int64(file.size)),
            "recorded": .integer(recorded),
        ]
        let texts = [
            "file_name": provenance.fileName, "source": provenance.source, "source_url": provenance.sourceURL,
            "obtained_at": provenance.obtainedAt, "obtained_by": provenance.obtainedBy, "note": provenance.note,
            "origin_basis": provenance.originBasis,
        ]
        for (slot, text) in texts { slots[slot] = text.map { .string($0) } }
        if let image {
            slots["dimensions"] = [
                "width": .integer(Int64(image.width)), "height": .integer(Int64(image.height)),
                "orientation": .integer(Int64(image.orientation)),
            ]
        }
        if let pdq {
            slots["pdq"] = [
                "hash": .string(pdq.hash.hex), "quality": .integer(Int64(pdq.quality)),
                "unstable": .integer(Int64(pdq.unstableBits)),
            ]
        }
        if !exif.isEmpty {
            slots["exif"] = .array(
                exif.prefix(64).map {
                    ["tag": .string("\($0.directory.rawValue) \($0.tag)"), "value": .string($0.text)]
                })
        }
        let decoder: JSON =
            image.map {
                ["name": .string($0.decoder), "settings": .string($0.settings), "colour": .string($0.colour)]
            } ?? .null
        slots["marks"] = .array(marks.recorded.map(\.json))
        return Draft(
            .evidenceWithMarks, subjects: [names.file],
            body: [
                "artifact": .string(names.file.description),
                "media_type": .string(mediaType),
                "outcome": .string(outcome),
                "warnings": .array(warnings.map { .string($0) }),
                "coefficients": names.coefficients.map { .string($0.description) } ?? .null,
                "pixels": names.pixels.map { .string($0.description) } ?? .null,
                "decoder": decoder,
                "origin": provenance.originBasis == nil ? "unknown" : "stated",
                "marked": marks.taint.map { .string($0.rawValue) } ?? .null,
            ], slots: slots)
    }
}
