/// That an `index` entry of a ledger does not sign what its ledger gives, for whoever has only the ledger's id.
///
/// Canonical JSON. Parsing establishes the form only; `IndexErrorVerification` decides what it proves.
public struct IndexErrorProof: Sendable {
    /// Where a name stood, or would have stood, in the index of the `index` entry before.
    public struct Path: Sendable {
        public let name: TypedName
        public let proof: IndexProof

        public init(name: TypedName, proof: IndexProof) {
            self.name = name
            self.proof = proof
        }
    }

    public let checkpoint: SignedNote
    /// By position: entry 0 and the `key` entries, the `index` entry in question, the one before it, and those between.
    public let entries: [Bundle.ProvenEntry]
    /// The position of the `index` entry in question.
    public let index: UInt64
    /// By name: those of all names that the entries between refer to.
    public let paths: [Path]

    public static let version = "exhibit-index-error-v1"
    /// 4,096 entries of the largest size, with their proofs and paths, would be more; none are that large.
    static let maximumBytes = 256 << 20
    private static let limits = JSONParser.Limits(bytes: maximumBytes, stringBytes: maximumBytes)
    private static let start = Array(#"{"checkpoint":""#.utf8)

    public init(checkpoint: SignedNote, entries: [Bundle.ProvenEntry], index: UInt64, paths: [Path]) {
        self.checkpoint = checkpoint
        self.entries = entries.sorted { $0.position < $1.position }
        self.index = index
        self.paths = paths.sorted { $0.name < $1.name }
    }

    /// Every such file begins like this, and no other format does.
    public static func isProof(_ bytes: [UInt8]) -> Bool { bytes.starts(with: start) }

    public var encoded: [UInt8] {
        let json: JSON = [
            "checkpoint": .string(Base64.encode(checkpoint.encoded)), "entries": .array(entries.map(\.json)),
            "error_proof": .string(Self.version), "index": .integer(Int64(index)),
            "paths": .array(
                paths.map {
                    [
                        "name": .string($0.name.description), "proof": .string(Base64.encode($0.proof.encoded)),
                    ]
                }),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("error proof", reason) }
        let json = try JSONParser.parse(bytes, as: "error proof", limits: Self.limits)
        guard json["error_proof"]?.text?.utf8.elementsEqual(Self.version.utf8) == true else {
            throw failure("of another version than \(Self.version)")
        }
        guard let note = json["checkpoint"]?.text.flatMap({ Base64.decode($0) }),
            let index = json["index"]?.number.flatMap({ UInt64(exactly: $0) })
        else { throw failure("no checkpoint or no index") }
        guard let entries = json["entries"]?.elements, let paths = json["paths"]?.elements else {
            throw failure("no entries or no paths")
        }
        var parsedEntries: [Bundle.ProvenEntry] = []
        for (place, element) in entries.enumerated() {
            guard let entry = Bundle.ProvenEntry(json: element) else { throw failure("entries[\(place)] is malformed") }
            parsedEntries.append(entry)
        }
        var parsedPaths: [Path] = []
        for (place, element) in paths.enumerated() {
            guard let name = element["name"]?.text.flatMap({ TypedName($0) }), name.indexType != nil,
                let proof = element["proof"]?.text.flatMap({ Base64.decode($0) })
            else { throw failure("paths[\(place)] is malformed") }
            parsedPaths.append(Path(name: name, proof: try IndexProof(encoded: proof)))
        }
        self.init(
            checkpoint: try SignedNote(encoded: note), entries: parsedEntries, index: index, paths: parsedPaths)
        guard encoded == bytes else { throw failure("not in canonical form") }
        guard Set(self.entries.map(\.position)).count == self.entries.count,
            Set(self.paths.map(\.name)).count == self.paths.count
        else { throw failure("a position or a name comes twice") }
    }
}
