/// The part of a predicate that every kind has.
public struct Head: Hashable, Sendable {
    /// The author's public key.
    public let author: ContentHash
    /// The ledger that the statement was written for; nil only in the kind `ledger`, which makes one.
    public let ledger: ContentHash?
    /// 16 random bytes.
    public let nonce: [UInt8]
    public let time: Hour
    /// The head of the ledger that the author had seen.
    public let seen: Seen?

    public struct Seen: Hashable, Sendable {
        public let root: ContentHash
        public let size: Int64

        public init(root: ContentHash, size: Int64) {
            self.root = root
            self.size = size
        }
    }

    public init(author: ContentHash, ledger: ContentHash?, nonce: [UInt8], time: Hour, seen: Seen? = nil) {
        precondition(nonce.count == 16)
        self.author = author
        self.ledger = ledger
        self.nonce = nonce
        self.time = time
        self.seen = seen
    }

    public var json: JSON {
        var members: [String: JSON] = [
            "author": .string(TypedName(.key, author).description),
            "nonce": .string(Hex.encode(nonce)),
            "time": .string(time.description),
        ]
        if let ledger { members["ledger"] = .string(TypedName(.statement, ledger).description) }
        if let seen { members["seen"] = ["root": .string(seen.root.hex), "size": .integer(seen.size)] }
        return .object(members)
    }

    public init(json: JSON, inLedgerKind: Bool) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("statement", "head: \(reason)") }
        var shapes: [String: Shape] = ["author": .name([.key]), "nonce": .hex(16), "time": .hour]
        if !inLedgerKind { shapes["ledger"] = .name([.statement]) }
        if json["seen"] != nil { shapes["seen"] = .record(["root": .hex(32), "size": .count]) }
        try Shape.record(shapes).check(json, at: "head")
        guard let author = json["author"]?.text.flatMap({ TypedName($0) }),
            let nonce = json["nonce"]?.text.flatMap({ Hex.decode($0) }),
            let time = json["time"]?.text.flatMap({ Hour($0) })
        else { throw failure("incomplete") }
        let seen = json["seen"].flatMap { seen -> Seen? in
            guard let root = seen["root"]?.text.flatMap({ ContentHash(hex: $0) }), let size = seen["size"]?.number
            else {
                return nil
            }
            return Seen(root: root, size: size)
        }
        let ledger = json["ledger"]?.text.flatMap { TypedName($0) }?.hash
        self.init(author: author.hash, ledger: ledger, nonce: nonce, time: time, seen: seen)
    }
}

/// What a statement is about: an open artifact or a payload by SHA-256, or a sealed artifact.
public struct Subject: Hashable, Sendable, Comparable {
    public let isSealed: Bool
    public let hash: ContentHash

    /// Nil for a key or a commitment, which are no subjects.
    public init?(_ name: TypedName) {
        guard [.open, .statement, .sealed].contains(name.kind) else { return nil }
        isSealed = name.kind == .sealed
        hash = name.hash
    }

    /// As an artifact's name; whether a SHA-256 is a statement's is for the body to say.
    public var name: TypedName { TypedName(isSealed ? .sealed : .open, hash) }

    private var algorithm: String { isSealed ? "exhibitSealedV1" : "sha256" }
    var json: JSON { ["digest": .object([algorithm: .string(hash.hex)])] }

    /// By (algorithm, digest): "exhibitSealedV1" comes before "sha256".
    public static func < (left: Subject, right: Subject) -> Bool {
        left.isSealed != right.isSealed ? left.isSealed : left.hash < right.hash
    }

    static func list(json: JSON) throws(Malformed) -> [Subject] {
        func failure(_ reason: String) -> Malformed { Malformed("statement", "subject: \(reason)") }
        guard let elements = json.elements, (1...256).contains(elements.count) else {
            throw failure("not a list of 1 to 256")
        }
        var subjects: [Subject] = []
        for element in elements {
            let digest = element["digest"]?.members ?? [:]
            guard element.members?.count == 1, digest.count == 1, let entry = digest.first,
                ["exhibitSealedV1", "sha256"].contains(entry.key),
                let hash = entry.value.text.flatMap({ ContentHash(hex: $0) }),
                let subject = Subject(TypedName(entry.key == "sha256" ? .open : .sealed, hash))
            else { throw failure("not one sha256 or exhibitSealedV1 digest") }
            if let last = subjects.last, !(last < subject) { throw failure("out of order or repeated") }
            subjects.append(subject)
        }
        return subjects
    }
}
