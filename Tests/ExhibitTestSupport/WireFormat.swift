import ExhibitCore
import ExhibitWeight

/// Every format that this project parses, by the name that vectors, corpora and fuzz targets use.
public enum WireFormat: String, Sendable, CaseIterable {
    case json, payload, entry, checkpoint, note, vkey, manifest, report, bundle, consistency, bridge
    case challenge, receipt, fork, standing
    case tlogProof = "tlog-proof"
    case indexProof = "index-proof"
    case indexError = "index-error"
    case omittedEntry = "omitted-entry"
    case calibrationScores = "calibration-scores"
    case calibrationPairs = "calibration-pairs"

    /// Parses the bytes and writes again what was parsed. For all formats the result must equal the input: a parser
    /// that reads two texts as one value lets a signed text be changed without notice.
    public func reencode(_ bytes: [UInt8]) throws(Malformed) -> [UInt8] {
        switch self {
        case .json: return try JSONParser.parse(bytes, as: "json", limits: .payload).encoded
        case .payload: return try Self.rebuilt(Statement(payload: bytes))
        case .entry: return try Self.rebuilt(Entry(leaf: bytes))
        case .checkpoint: return Array(try Checkpoint(text: try Self.text(bytes, "checkpoint")).text.utf8)
        case .note: return try SignedNote(encoded: bytes).encoded
        case .vkey: return Array(try VerifierKey(try Self.text(bytes, "verifier key")).description.utf8)
        case .manifest: return try Manifest(encoded: bytes).encoded
        case .report: return try ReportFile(encoded: bytes).encoded
        case .bundle: return try Bundle(encoded: bytes).encoded
        case .tlogProof: return try TlogProof(encoded: bytes).encoded
        case .indexProof: return try IndexProof(encoded: bytes).encoded
        case .consistency: return try ConsistencyProof(encoded: bytes).encoded
        case .bridge: return try Bridge(encoded: bytes).encoded
        case .challenge: return try ChallengeFile(encoded: bytes).encoded
        case .receipt: return try Receipt(encoded: bytes).encoded
        case .fork: return try ForkProof(encoded: bytes).encoded
        case .standing: return try StandingFile(encoded: bytes).encoded
        case .omittedEntry: return try OmittedEntryProof(encoded: bytes).encoded
        case .indexError: return try IndexErrorProof(encoded: bytes).encoded
        case .calibrationScores: return try CalibrationScores(encoded: bytes).encoded
        case .calibrationPairs: return try PairScores(encoded: bytes).encoded
        }
    }

    private static func text(_ bytes: [UInt8], _ object: String) throws(Malformed) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Malformed(object, "not UTF-8") }
        return text
    }

    /// `Entry` keeps the leaf that it was given: this writes it again from what it read.
    private static func rebuilt(_ entry: Entry) -> [UInt8] {
        let json: JSON = [
            "payload": .string(Base64.encode(rebuilt(entry.statement))), "payloadType": .string(Entry.payloadType),
            "signatures": [
                [
                    "keyid": .string(TypedName(.key, entry.statement.head.author).description),
                    "sig": .string(Base64.encode(entry.signature)),
                ]
            ],
        ]
        return json.encoded
    }

    /// `Statement` keeps the payload it was given, so returning that would prove nothing: this writes it again from
    /// the parsed members.
    private static func rebuilt(_ statement: Statement) -> [UInt8] {
        let json: JSON = [
            "_type": .string(Statement.type), "predicateType": .string(statement.predicateType),
            "predicate": ["body": .object(statement.body), "head": statement.head.json],
            "subject": .array(
                statement.subjects.map {
                    ["digest": .object([$0.isSealed ? "exhibitSealedV1" : "sha256": .string($0.hash.hex)])]
                }),
        ]
        return json.encoded
    }
}
