extension Bundle {
    /// Reads a bundle; what parses encodes to the same bytes.
    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("bundle", reason) }
        let json = try JSONParser.parse(bytes, as: "bundle", limits: Self.limits)
        guard json["bundle"]?.text?.utf8.elementsEqual(Self.version.utf8) == true else {
            throw failure("of another version than \(Self.version)")
        }
        guard let note = json["checkpoint"]?.text.flatMap({ Base64.decode($0) }) else { throw failure("no checkpoint") }
        guard let report = Self.name(json["report"]), report.kind == .statement else { throw failure("no report") }
        self.init(
            checkpoint: try SignedNote(encoded: note),
            entries: try Self.elements(json, "entries", ProvenEntry.init(json:)),
            lists: try Self.elements(json, "lists", ReferenceList.init(json:)),
            disclosures: try Self.elements(json, "disclosures", Self.disclosure),
            artifacts: try Self.elements(json, "artifacts", Self.artifact),
            report: report.hash)
        // Refuses what the parts do not carry: other members, another order, repeated elements in another spelling.
        guard encoded == bytes else { throw failure("not in canonical form") }
        guard Set(entries.map(\.position)).count == entries.count else { throw failure("a position comes twice") }
        guard Set(lists.map(\.name)).count == lists.count else { throw failure("a list comes twice") }
        guard Set(artifacts.map(\.name)).count == artifacts.count else { throw failure("an artifact comes twice") }
        let slots = Set(disclosures.map { "\($0.statement.hex) \($0.slot.path)" })
        guard slots.count == disclosures.count else { throw failure("a slot is disclosed twice") }
    }

    static func elements<Element>(
        _ json: JSON, _ member: String, of object: String = "bundle", _ parse: (JSON) -> Element?
    ) throws(Malformed) -> [Element] {
        guard let elements = json[member]?.elements else { throw Malformed(object, "no \(member)") }
        var parsed: [Element] = []
        for (index, element) in elements.enumerated() {
            guard let value = parse(element) else { throw Malformed(object, "\(member)[\(index)] is malformed") }
            parsed.append(value)
        }
        return parsed
    }

    private static func name(_ json: JSON?) -> TypedName? { json?.text.flatMap { TypedName($0) } }
    private static func bytes(_ json: JSON?) -> [UInt8]? { json?.text.flatMap { Base64.decode($0) } }

    private static func disclosure(_ json: JSON) -> Disclosure? {
        guard let statement = name(json["statement"]), statement.kind == .statement, let path = json["path"]?.text,
            JSONParser.isName(path, longest: 256), let salt = json["salt"]?.text.flatMap({ Hex.decode($0) }),
            salt.count == 32,
            let value = json["value"]
        else { return nil }
        let slot = SlotValue(path: path, salt: salt, value: value)
        guard (try? slot.checkValue()) != nil else { return nil }
        return Disclosure(statement: statement.hash, slot: slot)
    }

    private static func artifact(_ json: JSON) -> Artifact? {
        guard let name = name(json["name"]), [.open, .sealed].contains(name.kind) else { return nil }
        let salt = json["salt"]?.text.flatMap { Hex.decode($0) }
        guard name.kind == .sealed ? salt?.count == 32 : salt == nil else { return nil }
        return Artifact(name: name, salt: salt, bytes: bytes(json["bytes"]))
    }
}

extension Bundle.ReferenceList {
    var json: JSON {
        [
            "name": .string(name.description), "positions": .array(positions.map { .integer(Int64($0)) }),
            "proof": .string(Base64.encode(proof)),
        ]
    }

    init?(json: JSON) {
        guard let name = json["name"]?.text.flatMap({ TypedName($0) }),
            let proof = json["proof"]?.text.flatMap({ Base64.decode($0) }),
            let positions = json["positions"]?.elements?.map({ $0.number ?? -1 }), positions.allSatisfy({ $0 >= 0 })
        else { return nil }
        self.init(name: name, positions: positions.map { UInt64($0) }, proof: proof)
    }
}

extension Bundle.ProvenEntry {
    var json: JSON {
        [
            "leaf": .string(Base64.encode(leaf)), "position": .integer(Int64(position)),
            "proof": .array(proof.map { .string(Base64.encode($0.bytes)) }),
        ]
    }

    init?(json: JSON) {
        guard let position = json["position"]?.number, position >= 0,
            let leaf = json["leaf"]?.text.flatMap({ Base64.decode($0) }),
            let hashes = json["proof"]?.elements, hashes.count <= 63
        else { return nil }
        let proof = hashes.compactMap { $0.text.flatMap { Base64.decode($0) }.flatMap { ContentHash(bytes: $0) } }
        guard proof.count == hashes.count else { return nil }
        self.init(position: UInt64(position), leaf: leaf, proof: proof)
    }
}
