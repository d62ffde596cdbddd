/// What a ledger has recorded about a report up to a later checkpoint, for whoever holds the report: its lists again, and
/// that the later tree begins with the report's.
///
/// Canonical JSON. Parsing establishes the form only; `StandingVerification` decides what it proves.
public struct StandingFile: ProvenFile {
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
    public static let noun = "standing file"
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
        let json = try Self.parse(bytes, member: "standing", version: Self.version, limit: Self.maximumBytes)
        self.init(
            report: try Self.statement(json, "report"), older: try Self.note(json, "older"),
            newer: try Self.note(json, "newer"), consistency: try Self.consistency(json),
            entries: try Self.entries(json), lists: try Self.lists(json))
        try checkSpelling(bytes)
    }

    public var bundle: Bundle {
        Bundle(checkpoint: newer, entries: entries, lists: lists, disclosures: [], artifacts: [], report: report)
    }
}
