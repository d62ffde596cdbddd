/// What a ledger has recorded about a report up to a later checkpoint, for whoever holds the report: its lists again, and
/// that the later tree begins with the report's.
///
/// Canonical JSON. Parsing establishes the form only; `StandingVerification` decides what it proves.
public struct StandingFile: Sendable {
    /// The statement id of the `report` entry.
    public let report: ContentHash
    /// The report's own checkpoint.
    public let older: SignedNote
    /// Of size covers + 1 of an `index` entry.
    public let newer: SignedNote
    /// RFC 6962 section 2.1.2, from the older size to the newer one; empty where they are equal.
    public let consistency: [ContentHash]
    /// By position, under the newer checkpoint.
    public let entries: [Bundle.ProvenEntry]
    /// By name: those that a report of its claim must carry, as of the newer checkpoint, and of its keys.
    public let lists: [Bundle.ReferenceList]

    public static let version = "exhibit-standing-v1"
    /// A report without its pictures, and what came after it.
    public static let maximumBytes = 64 << 20
    private static let limits = JSONParser.Limits(bytes: maximumBytes, stringBytes: maximumBytes)
    private static let start = Array(#"{"consistency":["#.utf8)

    public init(
        report: ContentHash, older: SignedNote, newer: SignedNote, consistency: [ContentHash],
        entries: [Bundle.ProvenEntry], lists: [Bundle.ReferenceList]
    ) {
        self.report = report
        self.older = older
        self.newer = newer
        self.consistency = consistency
        self.entries = entries.sorted { $0.position < $1.position }
        self.lists = lists.sorted { $0.name < $1.name }
    }

    /// Every such file begins like this, and no other format does.
    public static func isStanding(_ bytes: [UInt8]) -> Bool { bytes.starts(with: start) }

    public var encoded: [UInt8] {
        let json: JSON = [
            "consistency": .array(consistency.map { .string(Base64.encode($0.bytes)) }),
            "entries": .array(entries.map(\.json)), "lists": .array(lists.map(\.json)),
            "newer": .string(Base64.encode(newer.encoded)), "older": .string(Base64.encode(older.encoded)),
            "report": .string(TypedName(.statement, report).description), "standing": .string(Self.version),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("standing file", reason) }
        func data(_ json: JSON?) -> [UInt8]? { json?.text.flatMap { Base64.decode($0) } }
        let json = try JSONParser.parse(bytes, as: "standing file", limits: Self.limits)
        guard json["standing"]?.text?.utf8.elementsEqual(Self.version.utf8) == true else {
            throw failure("of another version than \(Self.version)")
        }
        guard let report = json["report"]?.text.flatMap({ TypedName($0) }), report.kind == .statement else {
            throw failure("it names no report")
        }
        guard let older = data(json["older"]), let newer = data(json["newer"]) else {
            throw failure("not two checkpoints")
        }
        let hashes = json["consistency"]?.elements ?? []
        let consistency = hashes.prefix(64).compactMap { data($0).flatMap { ContentHash(bytes: $0) } }
        guard hashes.count <= 63, consistency.count == hashes.count else {
            throw failure("its consistency proof has something else than hashes, or more than a tree has levels")
        }
        self.init(
            report: report.hash, older: try SignedNote(encoded: older), newer: try SignedNote(encoded: newer),
            consistency: consistency,
            entries: try Bundle.elements(json, "entries", of: "standing file", Bundle.ProvenEntry.init(json:)),
            lists: try Bundle.elements(json, "lists", of: "standing file", Bundle.ReferenceList.init(json:)))
        guard encoded == bytes else { throw failure("not in canonical form") }
        guard Set(entries.map(\.position)).count == entries.count, Set(lists.map(\.name)).count == lists.count else {
            throw failure("a position or a name comes twice")
        }
    }

    /// As the machine half of a report, which the same checks read.
    public var bundle: Bundle {
        Bundle(checkpoint: newer, entries: entries, lists: lists, disclosures: [], artifacts: [], report: report)
    }
}
