/// That a challenge stands in its ledger, for whoever made it: with this, a later report that leaves it out refutes itself.
///
/// Canonical JSON. Parsing establishes the form only; `ReceiptVerification` decides what it proves.
public struct Receipt: Sendable {
    /// The statement id of the challenge.
    public let challenge: ContentHash
    /// Of size covers + 1 of the `index` entry that the tree ends in.
    public let checkpoint: SignedNote
    /// By position: entry 0, the challenge, what stands on the lists, the `index` entry.
    public let entries: [Bundle.ProvenEntry]
    /// By name: of the report's statement, on which the challenge stands, of the challenge's, and of the keys that this
    /// relies on.
    public let lists: [Bundle.ReferenceList]

    public static let version = "exhibit-receipt-v1"
    /// Hundreds of challenges of one report fit, each of the largest size.
    public static let maximumBytes = 64 << 20
    private static let limits = JSONParser.Limits(bytes: maximumBytes, stringBytes: maximumBytes)
    private static let start = Array(#"{"challenge":"statement:"#.utf8)

    public init(
        challenge: ContentHash, checkpoint: SignedNote, entries: [Bundle.ProvenEntry], lists: [Bundle.ReferenceList]
    ) {
        self.challenge = challenge
        self.checkpoint = checkpoint
        self.entries = entries.sorted { $0.position < $1.position }
        self.lists = lists.sorted { $0.name < $1.name }
    }

    /// Every such file begins like this, and no other format does.
    public static func isReceipt(_ bytes: [UInt8]) -> Bool { bytes.starts(with: start) }

    public var encoded: [UInt8] {
        let json: JSON = [
            "challenge": .string(TypedName(.statement, challenge).description),
            "checkpoint": .string(Base64.encode(checkpoint.encoded)), "entries": .array(entries.map(\.json)),
            "lists": .array(lists.map(\.json)), "receipt": .string(Self.version),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("receipt", reason) }
        let json = try JSONParser.parse(bytes, as: "receipt", limits: Self.limits)
        guard json["receipt"]?.text?.utf8.elementsEqual(Self.version.utf8) == true else {
            throw failure("of another version than \(Self.version)")
        }
        guard let challenge = json["challenge"]?.text.flatMap({ TypedName($0) }), challenge.kind == .statement else {
            throw failure("it names no challenge")
        }
        guard let note = json["checkpoint"]?.text.flatMap({ Base64.decode($0) }) else { throw failure("no checkpoint") }
        self.init(
            challenge: challenge.hash, checkpoint: try SignedNote(encoded: note),
            entries: try Bundle.elements(json, "entries", of: "receipt", Bundle.ProvenEntry.init(json:)),
            lists: try Bundle.elements(json, "lists", of: "receipt", Bundle.ReferenceList.init(json:)))
        guard encoded == bytes else { throw failure("not in canonical form") }
        guard Set(entries.map(\.position)).count == entries.count, Set(lists.map(\.name)).count == lists.count else {
            throw failure("a position or a name comes twice")
        }
    }

    /// As the machine half of a report, which the same checks read.
    public var bundle: Bundle {
        Bundle(
            checkpoint: checkpoint, entries: entries, lists: lists, disclosures: [], artifacts: [], report: challenge)
    }
}
