/// A challenge as it is handed over: the signed entry, what opens its slots, and the files that go with it. It needs neither
/// a case nor its publisher's consent.
///
/// Canonical JSON. Parsing establishes the form only; `ChallengeVerification` decides what it shows.
public struct ChallengeFile: Sendable {
    public struct Artifact: Sendable {
        public let name: TypedName
        /// 32 bytes.
        public let salt: [UInt8]
        public let bytes: [UInt8]

        public init(name: TypedName, salt: [UInt8], bytes: [UInt8]) {
            self.name = name
            self.salt = salt
            self.bytes = bytes
        }

        /// Under a salt of its own: it is not known by another name to anybody.
        public init(sealing bytes: [UInt8], randomness: any Randomness) {
            let sealing = Sealing(bytes, randomness: randomness)
            self.init(name: sealing.name, salt: sealing.salt, bytes: bytes)
        }
    }

    public let entry: Entry
    public let challenge: Challenge
    /// By name. Its author may keep some of them to themselves.
    public let artifacts: [Artifact]
    /// By path.
    public let disclosures: [SlotValue]
    /// RFC 3161, over the leaf.
    public let token: TimestampToken?

    public static let version = "exhibit-challenge-v1"
    public static let maximumBytes = 64 << 20
    private static let limits = JSONParser.Limits(bytes: maximumBytes, stringBytes: maximumBytes)
    private static let start = Array(#"{"artifacts":["#.utf8)

    public init(
        entry: Entry, artifacts: [Artifact], disclosures: [SlotValue], token: TimestampToken? = nil
    ) throws(Malformed) {
        self.entry = entry
        challenge = try Challenge(entry.statement)
        self.artifacts = artifacts.sorted { $0.name < $1.name }
        self.disclosures = disclosures.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        self.token = token
        let named = challenge.artifacts
        guard self.artifacts.allSatisfy({ named.contains($0.name) }) else {
            throw Malformed("challenge", "it has a file that its statement does not name")
        }
        guard Set(self.artifacts.map(\.name)).count == artifacts.count,
            Set(self.disclosures.map(\.path)).count == disclosures.count
        else { throw Malformed("challenge", "a file or a value stands twice") }
        let slots = Kind.challenge.slots.keys.map { "body.\($0)" }
        guard disclosures.allSatisfy({ slots.contains($0.path) }), value("text")?.text != nil else {
            throw Malformed("challenge", "it opens something else than its slots, or not its text")
        }
    }

    /// No other format that is handed over begins like this.
    public static func isChallenge(_ bytes: [UInt8]) -> Bool { bytes.starts(with: start) }

    public var encoded: [UInt8] {
        let json: JSON = [
            "artifacts": .array(
                artifacts.map {
                    [
                        "bytes": .string(Base64.encode($0.bytes)), "name": .string($0.name.description),
                        "salt": .string(Hex.encode($0.salt)),
                    ]
                }),
            "challenge": .string(Self.version),
            "disclosures": .array(
                disclosures.map {
                    ["path": .string($0.path), "salt": .string(Hex.encode($0.salt)), "value": $0.value]
                }),
            "leaf": .string(Base64.encode(entry.leaf)),
            "token": token.map { .string(Base64.encode($0.encoded)) } ?? .null,
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("challenge", reason) }
        let json = try JSONParser.parse(bytes, as: "challenge", limits: Self.limits)
        guard json["challenge"]?.text?.utf8.elementsEqual(Self.version.utf8) == true else {
            throw failure("of another version than \(Self.version)")
        }
        guard let leaf = json["leaf"]?.text.flatMap({ Base64.decode($0) }) else { throw failure("no leaf") }
        var token: TimestampToken?
        if let text = json["token"]?.text {
            guard let bytes = Base64.decode(text) else { throw failure("its token is not base64") }
            token = try TimestampToken(encoded: bytes)
        }
        try self.init(
            entry: try Entry(leaf: leaf),
            artifacts: try Bundle.elements(json, "artifacts", of: "challenge", Self.artifact),
            disclosures: try Bundle.elements(json, "disclosures", of: "challenge", Self.disclosure), token: token)
        guard encoded == bytes else { throw failure("not in its one form") }
    }

    private static func artifact(_ json: JSON) -> Artifact? {
        guard let name = json["name"]?.text.flatMap({ TypedName($0) }), name.kind == .sealed,
            let salt = json["salt"]?.text.flatMap({ Hex.decode($0) }), salt.count == 32,
            let bytes = json["bytes"]?.text.flatMap({ Base64.decode($0) })
        else { return nil }
        return Artifact(name: name, salt: salt, bytes: bytes)
    }

    private static func disclosure(_ json: JSON) -> SlotValue? {
        guard let path = json["path"]?.text, JSONParser.isName(path, longest: 256),
            let salt = json["salt"]?.text.flatMap({ Hex.decode($0) }), salt.count == 32, let value = json["value"]
        else { return nil }
        let slot = SlotValue(path: path, salt: salt, value: value)
        return (try? slot.checkValue()) == nil ? nil : slot
    }
}

extension ChallengeFile {
    public func bytes(of name: TypedName) -> [UInt8]? { artifacts.first { $0.name == name }?.bytes }

    /// The value of a slot where the file opens it; not checked against its commitment.
    public func value(_ member: String) -> JSON? {
        disclosures.first { $0.path.utf8.elementsEqual("body.\(member)".utf8) }?.value
    }

    public var text: String { value("text")?.text ?? "" }
    public var contact: String? { value("contact")?.text }

    /// With the names that its author gave them, in their order.
    public var attachments: [(artifact: TypedName, name: String)] {
        let names = value("attachment_names")?.elements?.map { $0.text ?? "" } ?? []
        return challenge.attachments.enumerated().map { ($1, $0 < names.count ? names[$0] : "") }
    }
}
