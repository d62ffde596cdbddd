/// One statement as the ledger holds it: a DSSE envelope with exactly one signature. Its bytes are the tree's leaf.
///
/// Parsing checks the form; `isSigned` checks the signature. Whether the author's key held its role is for
/// `KeyHistory` to say, at the position where the entry stands.
public struct Entry: Sendable {
    public let leaf: [UInt8]
    /// The RFC 6962 leaf hash.
    public let id: ContentHash
    public let statement: Statement
    /// 64 bytes.
    public let signature: [UInt8]

    public static let payloadType = "application/vnd.in-toto+json"
    public static let maximumBytes = 65_535

    /// "DSSEv1" SP length(type) SP type SP length(payload) SP payload: what is signed.
    public static func preAuthenticationEncoding(type: String = payloadType, payload: [UInt8]) -> [UInt8] {
        Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
    }

    public init(signing statement: Statement, with key: SigningKey) throws(Malformed) {
        guard key.publicKey == statement.head.author else {
            throw Malformed("entry", "signed with another key than its author's")
        }
        self.init(statement, key.sign(Self.preAuthenticationEncoding(payload: statement.payload)))
    }

    private init(_ statement: Statement, _ signature: [UInt8]) {
        self.init(leaf: Self.encode(statement, signature), statement: statement, signature: signature)
    }

    private init(leaf: [UInt8], statement: Statement, signature: [UInt8]) {
        self.leaf = leaf
        id = MerkleTree.leafHash(leaf)
        self.statement = statement
        self.signature = signature
    }

    private static func encode(_ statement: Statement, _ signature: [UInt8]) -> [UInt8] {
        let json: JSON = [
            "payload": .string(Base64.encode(statement.payload)),
            "payloadType": .string(payloadType),
            "signatures": [
                [
                    "keyid": .string(TypedName(.key, statement.head.author).description),
                    "sig": .string(Base64.encode(signature)),
                ]
            ],
        ]
        return json.encoded
    }

    public init(leaf: [UInt8]) throws(Malformed) {
        if let parts = Self.split(leaf), let statement = try? Statement(payload: parts.payload),
            statement.head.author == parts.key
        {
            self.init(leaf: leaf, statement: statement, signature: parts.signature)
        } else {
            try self.init(parsing: leaf)
        }
    }

    /// The values of an envelope in its one spelling; nil for anything else.
    private static func split(_ leaf: [UInt8]) -> (payload: [UInt8], key: ContentHash, signature: [UInt8])? {
        guard leaf.count <= maximumBytes else { return nil }
        return leaf.withUnsafeBufferPointer { bytes in
            var scanner = ByteScanner(bytes)
            guard scanner.take("{\"payload\":\""), let payload = scanner.base64(),
                scanner.take(
                    "\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[{\"keyid\":\"ed25519:"),
                let key = scanner.digest(), scanner.take("\",\"sig\":\""), let signature = scanner.base64(),
                signature.count == 64, scanner.take("\"}]}"), scanner.isAtEnd
            else { return nil }
            return (payload, key, signature)
        }
    }

    /// By building every value: the words for what is wrong.
    private init(parsing leaf: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("entry", reason) }
        let limits = JSONParser.Limits(bytes: Self.maximumBytes, depth: 3, stringBytes: Self.maximumBytes)
        let json = try JSONParser.parse(leaf, as: "entry", limits: limits)
        guard let payload = json["payload"]?.text.flatMap({ Base64.decode($0) }) else {
            throw failure("its payload is not base64")
        }
        guard let signatures = json["signatures"]?.elements, signatures.count == 1,
            let signature = signatures[0]["sig"]?.text.flatMap({ Base64.decode($0) }), signature.count == 64
        else { throw failure("not exactly one signature of 64 bytes") }
        self.init(try Statement(payload: payload), signature)
        // The comparison also refuses another payload type, another key id, and members that DSSE does not have.
        guard self.leaf == leaf else { throw failure("not the canonical envelope of its payload") }
    }

    /// Whether the author's key signed the payload.
    public var isSigned: Bool {
        Ed25519.isValid(
            signature, for: Self.preAuthenticationEncoding(payload: statement.payload), key: statement.head.author)
    }
}
