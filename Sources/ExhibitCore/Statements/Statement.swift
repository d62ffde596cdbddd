import Synchronization

/// A typed, signed document: an in-toto Statement v1 in canonical form. Its id is the SHA-256 of its payload.
public struct Statement: Sendable {
    public let payload: [UInt8]
    public let id: ContentHash
    public let head: Head
    public let predicateType: String
    public let subjects: [Subject]
    private let lazyBody: LazyBody
    /// Nil where this version does not know the kind: signature and place are checked, the meaning is not.
    public let kind: Kind?
    /// The typed names that this entry refers to, each once: what the reference index keeps.
    ///
    /// All `sha256:`, `sealed:` and `statement:` names in the body, the subjects, and keys from the kinds `ledger` and
    /// `key`. A subject's SHA-256 is a statement's where the body repeats it as `statement:…`, else an artifact's.
    /// `index` entries refer to nothing. The rule looks at the kind's name alone, never at its version: an index that a
    /// later version signs must be the same for this one.
    public let references: Set<TypedName>

    public static let type = "https://in-toto.io/Statement/v1"
    static let maximumReferences = 256

    public var name: TypedName { TypedName(.statement, id) }
    public var body: [String: JSON] { lazyBody.members(of: payload) }

    public init(payload: [UInt8]) throws(Malformed) {
        if let facts = PayloadScanner.scan(payload) {
            self.init(payload, facts)
        } else {
            try self.init(parsing: payload)
        }
    }

    private init(_ payload: [UInt8], _ facts: PayloadScanner.Facts) {
        self.payload = payload
        id = ContentHash(of: payload)
        predicateType = facts.kind.predicateType
        kind = facts.kind
        head = facts.head
        subjects = facts.subjects
        references = facts.references
        lazyBody = LazyBody()
    }

    /// By building every value: what the scanner leaves aside, and the words for what is wrong.
    init(parsing payload: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("statement", reason) }
        let json = try JSONParser.parse(payload, as: "statement", limits: .payload)
        guard let top = json.members, Set(top.keys) == ["_type", "predicate", "predicateType", "subject"],
            top["_type"]?.text == Self.type
        else { throw failure("not an in-toto Statement v1 with exactly its four members") }
        guard let predicateType = top["predicateType"]?.text, Self.isPredicateType(predicateType) else {
            throw failure("its predicateType is not urn:exhibit:<kind>:v<n>")
        }
        guard let predicate = top["predicate"]?.members, Set(predicate.keys) == ["body", "head"],
            let body = predicate["body"]?.members, let headJSON = predicate["head"]
        else { throw failure("its predicate is not body and head") }
        self.payload = payload
        id = ContentHash(of: payload)
        self.predicateType = predicateType
        lazyBody = LazyBody(body)
        kind = Kind.named(predicateType)
        let kindName = Self.kindName(predicateType)
        head = try Head(json: headJSON, inLedgerKind: kindName == Kind.ledger.name)
        subjects = try Subject.list(json: top["subject"] ?? .null)
        references = Self.references(
            kindName: kindName, names: Self.names(kindName: kindName, body: body), subjects: subjects)
        if let kind { try Shape.record(kind.body).check(.object(body), at: "body") }
        guard references.count <= Self.maximumReferences else { throw failure("more than 256 references") }
    }

    private static func isPredicateType(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "urn", parts[1] == "exhibit", parts[3].hasPrefix("v"),
            let version = canonicalDecimal(parts[3].dropFirst()), version >= 1
        else { return false }
        return !parts[2].isEmpty && parts[2].utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2E }
    }

    /// "evidence" of "urn:exhibit:evidence:v1".
    private static func kindName(_ predicateType: String) -> String {
        String(predicateType.split(separator: ":")[2])
    }

    /// The kind's name, as it is printed: "evidence", or "note (not interpreted)".
    public var kindName: String { Self.kindName(predicateType) + (kind == nil ? " (not interpreted)" : "") }

    /// The names in a body that count as references.
    private static func names(kindName: String, body: [String: JSON]) -> [TypedName] {
        let keysCount = kindName == Kind.ledger.name || kindName == Kind.key.name
        var names: [TypedName] = []
        func walk(_ value: JSON) {
            switch value {
            case .string(let text):
                guard let name = TypedName(text) else { return }
                switch name.kind {
                case .open, .sealed, .statement: names.append(name)
                case .key: if keysCount { names.append(name) }
                case .commitment: break
                }
            case .array(let elements): elements.forEach(walk)
            case .object(let members): members.values.forEach(walk)
            default: break
            }
        }
        walk(.object(body))
        return names
    }

    /// - Parameter listed: the names in the body that count.
    static func references(kindName: String, names listed: [TypedName], subjects: [Subject]) -> Set<TypedName> {
        if kindName == Kind.index.name { return [] }
        var names = Set(listed)
        for subject in subjects {
            let asStatement = TypedName(.statement, subject.hash)
            names.insert(subject.isSealed || !names.contains(asStatement) ? subject.name : asStatement)
        }
        return names
    }
}

/// The values of a body, which most users of a statement never look at.
private final class LazyBody: Sendable {
    private let known: Mutex<[String: JSON]?>

    init(_ members: [String: JSON]? = nil) { known = Mutex(members) }

    /// - Parameter payload: one that the scanner has accepted.
    func members(of payload: [UInt8]) -> [String: JSON] {
        known.withLock { known in
            if let known { return known }
            guard let json = try? JSONParser.parse(payload, as: "statement", limits: .payload),
                let members = json["predicate"]?["body"]?.members
            else { preconditionFailure("the scanner accepts nothing that the parser refuses") }
            known = members
            return members
        }
    }
}

extension Statement {
    /// The name in a member of the body, where the schema puts one there.
    public func name(_ member: String) -> TypedName? { body[member]?.text.flatMap { TypedName($0) } }

    /// The names in a list of names.
    public func names(_ member: String) -> [TypedName] {
        body[member]?.elements?.compactMap { $0.text.flatMap { TypedName($0) } } ?? []
    }

    /// The inputs or outputs of a step, or the inputs of a run: role and name.
    public func artifacts(_ member: String) -> [(role: String, name: TypedName)] {
        (body[member]?.elements ?? []).compactMap { item in
            guard let role = item["role"]?.text, let name = item["artifact"]?.text.flatMap({ TypedName($0) }) else {
                return nil
            }
            return (role, name)
        }
    }

    public func text(_ member: String) -> String { body[member]?.text ?? "" }
    public func isKind(_ kind: Kind) -> Bool { predicateType == kind.predicateType }
    /// Whether it grants or revokes a role, in any version.
    public var isKeyEvent: Bool { kind?.name == Kind.key.name }
}
