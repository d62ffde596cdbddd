/// That the tree of an older checkpoint is the beginning of a newer one, and who may sign for the ledger by then: for
/// whoever holds a report from before a change of keys.
///
/// Canonical JSON. Parsing establishes the form only; `BridgeVerification` decides what it proves.
public struct Bridge: ProvenFile {
    /// The report's own checkpoint.
    public let older: SignedNote
    /// Of size covers + 1 of an `index` entry.
    public let newer: SignedNote
    /// RFC 6962 section 2.1.2, from the older size to the newer one; empty where they are equal.
    public let consistency: [ContentHash]
    /// By position: entry 0, the entries on the lists, the `index` entry that the newer tree ends in.
    public let entries: [Bundle.ProvenEntry]
    /// By name: of the keys that the report and this file rely on.
    public let lists: [Bundle.ReferenceList]

    public static let version = "exhibit-bridge-v1"
    /// A few changes of keys are some kilobytes; hundreds of entries of the largest size fit.
    public static let maximumBytes = 16 << 20
    public static let noun = "bridge"
    private static let start = Array(#"{"bridge":""#.utf8)

    public init(
        older: SignedNote, newer: SignedNote, consistency: [ContentHash], entries: [Bundle.ProvenEntry],
        lists: [Bundle.ReferenceList]
    ) {
        self.older = older
        self.newer = newer
        self.consistency = consistency
        self.entries = entries.sorted { $0.position < $1.position }
        self.lists = lists.sorted { $0.name < $1.name }
    }

    /// Every such file begins like this, and no other format does.
    public static func isBridge(_ bytes: [UInt8]) -> Bool { bytes.starts(with: start) }

    public var encoded: [UInt8] {
        let json: JSON = [
            "bridge": .string(Self.version),
            "consistency": .array(consistency.map { .string(Base64.encode($0.bytes)) }),
            "entries": .array(entries.map(\.json)), "lists": .array(lists.map(\.json)),
            "newer": .string(Base64.encode(newer.encoded)), "older": .string(Base64.encode(older.encoded)),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        let json = try Self.parse(bytes, member: "bridge", version: Self.version, limit: Self.maximumBytes)
        self.init(
            older: try Self.note(json, "older"), newer: try Self.note(json, "newer"),
            consistency: try Self.consistency(json), entries: try Self.entries(json), lists: try Self.lists(json))
        try checkSpelling(bytes)
        guard lists.allSatisfy({ $0.name.kind == .key }) else {
            throw Self.failure("a list of something else than a key")
        }
    }

    public var bundle: Bundle {
        Bundle(checkpoint: newer, entries: entries, lists: lists, disclosures: [], artifacts: [], report: .zero)
    }
}
