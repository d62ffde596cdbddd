/// A C2SP signed-note verifier key: `<name>+<8 hex>+<base64(type ‖ key)>`. Only Ed25519 (type 01).
public struct VerifierKey: Hashable, Sendable {
    public let name: String
    public let key: ContentHash

    public init(name: String, key: ContentHash) throws(Malformed) {
        guard Self.isName(name) else { throw Malformed("verifier key", "a name is empty, or has white space or +") }
        self.name = name
        self.key = key
    }

    public init(_ text: String) throws(Malformed) {
        // Scalars, because a combining mark at the end of a name hides the "+" in one character with it.
        let parts = text.unicodeScalars.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
            .map(String.init)
        guard parts.count == 3 else { throw Malformed("verifier key", "not <name>+<hash>+<key>") }
        guard let data = Base64.decode(parts[2]), data.count == 33, data[0] == 0x01,
            let key = ContentHash(bytes: data[1...])
        else { throw Malformed("verifier key", "its key is not Ed25519") }
        try self.init(name: parts[0], key: key)
        guard text.utf8.elementsEqual(description.utf8) else {
            throw Malformed("verifier key", "its hash does not fit its key")
        }
    }

    /// The first 4 bytes of SHA-256(name ‖ 0A ‖ 01 ‖ key).
    public var id: [UInt8] {
        Array(ContentHash(of: Array(name.utf8), [0x0A, 0x01], key.bytes).bytes.prefix(4))
    }

    static func isName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 }
    }
}

extension VerifierKey: CustomStringConvertible {
    public var description: String { "\(name)+\(Hex.encode(id))+\(Base64.encode([0x01] + key.bytes))" }
}

/// By bytes: Swift's strings are equal under canonical equivalence, key names are not.
extension VerifierKey {
    public static func == (left: VerifierKey, right: VerifierKey) -> Bool {
        left.key == right.key && left.name.utf8.elementsEqual(right.name.utf8)
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
