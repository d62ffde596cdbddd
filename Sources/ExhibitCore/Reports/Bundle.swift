/// The machine half of a report: everything that a program needs to check it, and nothing it would have to trust.
///
/// Canonical JSON. Parsing establishes the form only; `ReportVerifier` decides what it proves.
public struct Bundle: Sendable {
    public struct ProvenEntry: Sendable {
        public let position: UInt64
        public let leaf: [UInt8]
        /// RFC 6962 inclusion proof in the tree of the bundle's checkpoint.
        public let proof: [ContentHash]

        public init(position: UInt64, leaf: [UInt8], proof: [ContentHash]) {
            self.position = position
            self.leaf = leaf
            self.proof = proof
        }
    }

    /// All entries that refer to one name, with the path of that name through the reference index.
    public struct ReferenceList: Sendable {
        public let name: TypedName
        public let positions: [UInt64]
        /// An encoded `IndexProof`.
        public let proof: [UInt8]

        public init(name: TypedName, positions: [UInt64], proof: [UInt8]) {
            self.name = name
            self.positions = positions
            self.proof = proof
        }
    }

    public struct Disclosure: Sendable {
        public let statement: ContentHash
        public let slot: SlotValue

        public init(statement: ContentHash, slot: SlotValue) {
            self.statement = statement
            self.slot = slot
        }
    }

    /// An artifact given, or only its salt: whoever holds the bytes can then check that they are the ones.
    public struct Artifact: Sendable {
        public let name: TypedName
        public let salt: [UInt8]?
        public let bytes: [UInt8]?

        public init(name: TypedName, salt: [UInt8]?, bytes: [UInt8]?) {
            self.name = name
            self.salt = salt
            self.bytes = bytes
        }
    }

    public let checkpoint: SignedNote
    /// By position.
    public let entries: [ProvenEntry]
    /// By name.
    public let lists: [ReferenceList]
    /// By statement and path.
    public let disclosures: [Disclosure]
    /// By name.
    public let artifacts: [Artifact]
    /// The statement id of the `report` entry.
    public let report: ContentHash

    public static let version = "exhibit-bundle-v1"
    static let limits = JSONParser.Limits(bytes: ReportFile.maximumBytes, stringBytes: ReportFile.maximumBytes)

    public init(
        checkpoint: SignedNote, entries: [ProvenEntry], lists: [ReferenceList], disclosures: [Disclosure],
        artifacts: [Artifact], report: ContentHash
    ) {
        self.checkpoint = checkpoint
        self.entries = entries.sorted { $0.position < $1.position }
        self.lists = lists.sorted { $0.name < $1.name }
        self.disclosures = Self.ordered(disclosures)
        self.artifacts = artifacts.sorted { $0.name < $1.name }
        self.report = report
    }

    public var encoded: [UInt8] {
        let json: JSON = [
            "bundle": .string(Self.version),
            "checkpoint": .string(Base64.encode(checkpoint.encoded)),
            "entries": .array(entries.map(\.json)),
            "lists": .array(lists.map(\.json)),
            "disclosures": .array(disclosures.map(\.json)),
            "artifacts": .array(artifacts.map(\.json)),
            "report": .string(TypedName(.statement, report).description),
        ]
        return json.encoded
    }
}
