/// A C2SP signed note: text, an empty line, and one or more signature lines. Nothing in it is trusted until `open`.
public struct SignedNote: Hashable, Sendable {
    public struct Signature: Hashable, Sendable {
        public let name: String
        /// 4 bytes.
        public let keyID: [UInt8]
        public let bytes: [UInt8]
    }

    /// Ends in a line feed.
    public let text: String
    public let signatures: [Signature]

    private static let dash = "\u{2014} "
    public static let maximumBytes = 1_000_000
    static let maximumSignatures = 100

    public init(signing text: String, with key: SigningKey, name: String) throws(Malformed) {
        let verifier = try VerifierKey(name: name, key: key.publicKey)
        let signature = Signature(name: name, keyID: verifier.id, bytes: key.sign(Array(text.utf8)))
        try self.init(encoded: Self.encode(text, [signature]))
        // A text that ends like a note would be divided elsewhere, and another text would stand above the signature.
        guard self.text.utf8.elementsEqual(text.utf8) else {
            throw Malformed("signed note", "its text does not end in one line feed of its own")
        }
    }

    public var encoded: [UInt8] { Self.encode(text, signatures) }

    private static func encode(_ text: String, _ signatures: [Signature]) -> [UInt8] {
        var note = text + "\n"
        for signature in signatures {
            note += dash + signature.name + " " + Base64.encode(signature.keyID + signature.bytes) + "\n"
        }
        return Array(note.utf8)
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("signed note", reason) }
        guard bytes.count <= Self.maximumBytes else { throw failure("more than \(Self.maximumBytes) bytes") }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }), let note = String(validating: bytes, as: UTF8.self) else {
            throw failure("control characters, or not UTF-8")
        }
        // The text may have empty lines of its own: the last one divides.
        let lines = note.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 4, lines.last == "", let empty = lines.dropLast().lastIndex(of: ""), empty > 0 else {
            throw failure("no text, or no signature")
        }
        var signatures: [Signature] = []
        for line in lines[(empty + 1)..<(lines.count - 1)] {
            let scalars = line.unicodeScalars
            let parts = scalars.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard scalars.starts(with: Self.dash.unicodeScalars), parts.count == 2, VerifierKey.isName(parts[0]),
                let data = Base64.decode(parts[1]), data.count >= 5
            else { throw failure("a line that is no signature") }
            signatures.append(
                Signature(name: parts[0], keyID: Array(data.prefix(4)), bytes: Array(data.dropFirst(4))))
        }
        guard (1...Self.maximumSignatures).contains(signatures.count) else {
            throw failure("no signature, or too many")
        }
        text = lines[..<empty].joined(separator: "\n") + "\n"
        self.signatures = signatures
        guard encoded == bytes else { throw failure("not in canonical form") }
    }

    /// The text, if at least one of the known keys signed it. Unknown signatures are ignored; a bad one under a known
    /// name and key id refuses the whole note.
    public func open(with keys: [VerifierKey]) -> String? {
        var verified = false
        for signature in signatures {
            for key in keys where key.name.utf8.elementsEqual(signature.name.utf8) && key.id == signature.keyID {
                guard Ed25519.isValid(signature.bytes, for: Array(text.utf8), key: key.key) else { return nil }
                verified = true
            }
        }
        return verified ? text : nil
    }
}

/// By bytes: Swift's strings are equal under canonical equivalence, signed texts are not.
extension SignedNote {
    public static func == (left: SignedNote, right: SignedNote) -> Bool { left.encoded == right.encoded }
    public func hash(into hasher: inout Hasher) { hasher.combine(encoded) }
}

extension SignedNote.Signature {
    public static func == (left: Self, right: Self) -> Bool {
        left.name.utf8.elementsEqual(right.name.utf8) && left.keyID == right.keyID && left.bytes == right.bytes
    }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(keyID)
        hasher.combine(bytes)
    }
}
