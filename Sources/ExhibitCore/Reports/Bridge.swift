/// That the tree of an older checkpoint is the beginning of a newer one, and who may sign for the ledger by then: for
/// whoever holds a report from before a change of keys.
///
/// Canonical JSON. Parsing establishes the form only; `BridgeVerification` decides what it proves.
public struct Bridge: Sendable {
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
    private static let limits = JSONParser.Limits(bytes: maximumBytes, stringBytes: maximumBytes)
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
        func failure(_ reason: String) -> Malformed { Malformed("bridge", reason) }
        let json = try JSONParser.parse(bytes, as: "bridge", limits: Self.limits)
        guard json["bridge"]?.text?.utf8.elementsEqual(Self.version.utf8) == true else {
            throw failure("of another version than \(Self.version)")
        }
        guard let older = Self.data(json["older"]), let newer = Self.data(json["newer"]) else {
            throw failure("not two checkpoints")
        }
        var hashes: [ContentHash] = []
        for element in json["consistency"]?.elements ?? [] {
            guard let hash = Self.data(element).flatMap({ ContentHash(bytes: $0) }) else {
                throw failure("its consistency proof has something else than hashes")
            }
            hashes.append(hash)
        }
        guard hashes.count <= 63 else { throw failure("more hashes than a tree has levels") }
        self.init(
            older: try SignedNote(encoded: older), newer: try SignedNote(encoded: newer), consistency: hashes,
            entries: try Bundle.elements(json, "entries", of: "bridge", Bundle.ProvenEntry.init(json:)),
            lists: try Bundle.elements(json, "lists", of: "bridge", Bundle.ReferenceList.init(json:)))
        guard encoded == bytes else { throw failure("not in canonical form") }
        guard Set(entries.map(\.position)).count == entries.count, Set(lists.map(\.name)).count == lists.count else {
            throw failure("a position or a name comes twice")
        }
        guard lists.allSatisfy({ $0.name.kind == .key }) else { throw failure("a list of something else than a key") }
    }

    private static func data(_ json: JSON?) -> [UInt8]? { json?.text.flatMap { Base64.decode($0) } }
}

extension Bundle {
    /// The parts that a bridge shares with a report, in the form that the checks of reports read.
    public init(_ bridge: Bridge) {
        self.init(
            checkpoint: bridge.newer, entries: bridge.entries, lists: bridge.lists, disclosures: [], artifacts: [],
            report: .zero)
    }
}
