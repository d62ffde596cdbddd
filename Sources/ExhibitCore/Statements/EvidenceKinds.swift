/// The kinds that record pictures and reference sets.
extension Kind {
    private static let identifier = Shape.text(128)

    /// A file as it was received. Everything that could identify the picture or a person is a slot.
    public static let evidence = Kind(name: "evidence", version: 1, role: .operator, body: evidenceBody)

    /// With what the file itself says of how it was made. Anybody can write such a mark and anybody can remove one: it
    /// raises the class of the picture and never lowers it.
    public static let evidenceWithMarks = Kind(
        name: "evidence", version: 2, role: .operator,
        body: evidenceBody.merging([
            /// The highest class of the marks; null where none speaks against the picture.
            "marked": .nullable(.word(FileMark.classes)),
            "marks": .slot(.list(FileMark.shape, 0...FileMark.limit)),
        ]) { first, _ in first })

    private static let evidenceBody: [String: Shape] =
        [
            "artifact": .name([.sealed]),
            "media_type": identifier,
            /// decoded · damaged: decoded with warnings · undecodable · kept: a type that is not compared · empty
            "outcome": .word(["decoded", "damaged", "undecodable", "kept", "empty"]),
            "warnings": .list(.text(256), 0...32),
            "coefficients": .nullable(.name([.sealed])),
            "pixels": .nullable(.name([.sealed])),
            "decoder": .nullable(.record(["name": identifier, "settings": identifier, "colour": identifier])),
            "origin": .word(["unknown", "stated"]),
            "sha256": .slot(.hex(32)),
            "size": .slot(.count),
            "dimensions": .slot(.record(["width": .count, "height": .count, "orientation": .integer(1...8)])),
            "pdq": .slot(.record(["hash": .hex(32), "quality": .count, "unstable": .count])),
            "file_name": .slot(.text(4_096)),
            "exif": .slot(.list(.record(["tag": .text(64), "value": .text(512)]), 0...64)),
            "source": .slot(.text(4_096)),
            "source_url": .slot(.text(4_096)),
            "obtained_at": .slot(.text(128)),
            "obtained_by": .slot(.text(512)),
            "note": .slot(.text(4_096)),
            "origin_basis": .slot(.text(4_096)),
            "recorded": .slot(.count),
        ]

    /// A reference set: the sealed manifest of its pictures, and the packed hashes that a search reads.
    public static let gallery = Kind(
        name: "gallery", version: 1, role: .operator,
        body: [
            "manifest": .name([.sealed]),
            "hashes": .name([.sealed]),
            "operation": .record(["name": identifier, "version": identifier]),
            "members": .count,
            "compared": .count,
            "label": .slot(.text(512)),
            "note": .slot(.text(4_096)),
            "recorded": .slot(.count),
        ])
}

extension Statement {
    /// Whether it records evidence, in any version.
    public var isEvidence: Bool { kind?.name == Kind.evidence.name }
}
