/// What opens one sealed name: a picture, something derived from it, or an image identity.
package struct PrivateArtifact: Sendable, Equatable {
    /// 64 hex of the sealed name.
    package var name: String
    /// 32 bytes.
    package var salt: [UInt8]
    /// 32 bytes; nil where no bytes are stored (an identity).
    package var key: [UInt8]?
    /// SHA-256 of the plain bytes: finds a known file again, so that the same bytes keep their sealed name. Nil for
    /// what gets a new name each time.
    package var plain: [UInt8]?
    /// Of the plain bytes.
    package var size: Int64
    /// "image/jpeg"; nil when not known.
    package var media: String?

    package init(
        name: String, salt: [UInt8], key: [UInt8]? = nil, plain: [UInt8]? = nil, size: Int64, media: String? = nil
    ) {
        self.name = name
        self.salt = salt
        self.key = key
        self.plain = plain
        self.size = size
        self.media = media
    }
}

/// A private value of a statement, of which the ledger has only a commitment.
package struct PrivateSlot: Sendable, Equatable {
    /// The 16 bytes of the statement's head.
    package var nonce: [UInt8]
    /// Member names below `predicate`, joined by ".".
    package var path: String
    /// 32 bytes.
    package var salt: [UInt8]
    /// Canonical JSON.
    package var value: [UInt8]

    package init(nonce: [UInt8], path: String, salt: [UInt8], value: [UInt8]) {
        self.nonce = nonce
        self.path = path
        self.salt = salt
        self.value = value
    }
}

/// Where a member of a gallery was last seen. A hint: whoever opens that file hashes it again.
package struct PicturePath: Sendable, Equatable {
    /// 64 hex of the sealed name.
    package var name: String
    package var path: String
    package var size: Int64
    /// Nanoseconds since 1970.
    package var modified: Int64

    package init(name: String, path: String, size: Int64, modified: Int64) {
        self.name = name
        self.path = path
        self.size = size
        self.modified = modified
    }
}

/// One row of the private database. Artifacts and slots are written once: a second one of the same name is refused,
/// because an entry may commit to the first. Pictures and notes replace what was there.
package enum PrivateRow: Sendable, Equatable {
    case artifact(PrivateArtifact)
    /// The key under which bytes were stored whose name had been recorded without them.
    case stored(name: String, key: [UInt8])
    case slot(PrivateSlot)
    case picture(PicturePath)
    /// A nil value deletes the note.
    case note(key: String, value: [UInt8]?)
}
