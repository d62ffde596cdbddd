/// The only forms in which a digest or a key stands in a payload.
public struct TypedName: Hashable, Sendable, Comparable, CustomStringConvertible {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// SHA-256 of bytes that anybody may see: models, policies, templates.
        case open = "sha256"
        /// SHA-256 under a private salt: pictures and everything derived from one or from a person's data.
        case sealed
        /// SHA-256 of a payload.
        case statement
        /// A public key itself.
        case key = "ed25519"
        /// A commitment to a slot's value.
        case commitment = "commit"
    }

    public let kind: Kind
    public let hash: ContentHash

    public init(_ kind: Kind, _ hash: ContentHash) {
        self.kind = kind
        self.hash = hash
    }

    /// Nil unless the text is one of the five forms, exactly.
    public init?(_ text: some StringProtocol) {
        // By bytes from the end: every string of a payload is asked, and most are no names.
        let bytes = text.utf8
        guard (68...74).contains(bytes.count) else { return nil }
        let colon = bytes.index(bytes.endIndex, offsetBy: -65)
        guard bytes[colon] == 0x3A, let kind = Kind(rawValue: String(text[..<colon])),
            let hash = ContentHash(hex: text[bytes.index(after: colon)...])
        else { return nil }
        self.init(kind, hash)
    }

    public var description: String { "\(kind.rawValue):\(hash.hex)" }

    /// The type byte of the reference index; nil for commitments, which are not indexed.
    public var indexType: UInt8? {
        switch kind {
        case .open: 1
        case .sealed: 2
        case .statement: 3
        case .key: 4
        case .commitment: nil
        }
    }

    public static func < (left: TypedName, right: TypedName) -> Bool {
        (left.indexType ?? 5, left.hash) < (right.indexType ?? 5, right.hash)
    }
}

/// Names of bytes.
extension TypedName {
    public static func open(_ bytes: [UInt8]) -> TypedName { TypedName(.open, ContentHash(of: bytes)) }

    /// H("exhibit/sealed/v1\0" ‖ salt ‖ bytes). The salt has 32 bytes and is private: without it nobody can test
    /// whether a picture they hold is in a ledger.
    public static func sealed(_ bytes: [UInt8], salt: [UInt8]) -> TypedName {
        precondition(salt.count == 32)
        return TypedName(.sealed, ContentHash(of: Domain.sealed, salt, bytes))
    }
}
