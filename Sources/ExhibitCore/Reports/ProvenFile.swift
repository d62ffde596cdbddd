/// The form that bridges, receipts and standings share: entries and lists, proven under a checkpoint, in canonical JSON.
public protocol ProvenFile: Sendable {
    /// By position.
    var entries: [Bundle.ProvenEntry] { get }
    /// By name.
    var lists: [Bundle.ReferenceList] { get }
    /// As the machine half of a report, which the same checks read.
    var bundle: Bundle { get }
    var encoded: [UInt8] { get }
    /// What people call it.
    static var noun: String { get }

    init(encoded: [UInt8]) throws(Malformed)
}

extension ProvenFile {
    static func failure(_ reason: String) -> Malformed { Malformed(noun, reason) }

    /// - Parameter member: which says the format's version.
    static func parse(
        _ bytes: [UInt8], member: String, version: String, limit: Int
    ) throws(Malformed) -> JSON {
        let json = try JSONParser.parse(
            bytes, as: noun, limits: JSONParser.Limits(bytes: limit, stringBytes: limit))
        guard json[member]?.text?.utf8.elementsEqual(version.utf8) == true else {
            throw failure("of another version than \(version)")
        }
        return json
    }

    static func note(_ json: JSON, _ member: String) throws(Malformed) -> SignedNote {
        guard let bytes = json[member]?.text.flatMap({ Base64.decode($0) }) else {
            throw failure("its member \(member) is no checkpoint")
        }
        return try SignedNote(encoded: bytes)
    }

    static func statement(_ json: JSON, _ member: String) throws(Malformed) -> ContentHash {
        guard let name = json[member]?.text.flatMap({ TypedName($0) }), name.kind == .statement else {
            throw failure("it names no \(member)")
        }
        return name.hash
    }

    static func consistency(_ json: JSON) throws(Malformed) -> [ContentHash] {
        let elements = json["consistency"]?.elements ?? []
        guard elements.count <= 63 else { throw failure("more hashes than a tree has levels") }
        let hashes = elements.compactMap { element in
            element.text.flatMap { Base64.decode($0) }.flatMap { ContentHash(bytes: $0) }
        }
        guard hashes.count == elements.count else {
            throw failure("its consistency proof has something else than hashes")
        }
        return hashes
    }

    static func entries(_ json: JSON) throws(Malformed) -> [Bundle.ProvenEntry] {
        try Bundle.elements(json, "entries", of: noun, Bundle.ProvenEntry.init(json:))
    }

    static func lists(_ json: JSON) throws(Malformed) -> [Bundle.ReferenceList] {
        try Bundle.elements(json, "lists", of: noun, Bundle.ReferenceList.init(json:))
    }

    /// Refuses what the parts do not carry: other members, another order, an element that comes twice.
    func checkSpelling(_ bytes: [UInt8]) throws(Malformed) {
        guard encoded == bytes else { throw Self.failure("not in canonical form") }
        guard Set(entries.map(\.position)).count == entries.count, Set(lists.map(\.name)).count == lists.count else {
            throw Self.failure("a position or a name comes twice")
        }
    }
}
