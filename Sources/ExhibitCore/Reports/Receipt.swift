/// That a challenge stands in its ledger, for whoever made it: with this, a later report that leaves it out refutes itself.
///
/// Canonical JSON. Parsing establishes the form only; `ReceiptVerification` decides what it proves.
public struct Receipt: ProvenFile {
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
    public static let noun = "receipt"
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
        let json = try Self.parse(bytes, member: "receipt", version: Self.version, limit: Self.maximumBytes)
        self.init(
            challenge: try Self.statement(json, "challenge"), checkpoint: try Self.note(json, "checkpoint"),
            entries: try Self.entries(json), lists: try Self.lists(json))
        try checkSpelling(bytes)
    }

    public var bundle: Bundle {
        Bundle(
            checkpoint: checkpoint, entries: entries, lists: lists, disclosures: [], artifacts: [], report: challenge)
    }
}
