/// An entry, and that it stands in a ledger: beside a report whose lists lack it, this shows that it was left out.
///
/// Canonical JSON: a tlog-proof does not carry the entry that it is about.
public struct OmittedEntryProof: Hashable, Sendable {
    public let leaf: [UInt8]
    public let proof: TlogProof

    public static let version = "exhibit-omitted-entry-v1"
    private static let limits = JSONParser.Limits(bytes: 4 << 20, stringBytes: 4 << 20)

    public init(leaf: [UInt8], proof: TlogProof) {
        self.leaf = leaf
        self.proof = proof
    }

    public var encoded: [UInt8] {
        let json: JSON = [
            "entry": .string(Base64.encode(leaf)), "omitted_entry": .string(Self.version),
            "proof": .string(Base64.encode(proof.encoded)),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("omitted entry", reason) }
        let json = try JSONParser.parse(bytes, as: "omitted entry", limits: Self.limits)
        guard let leaf = json["entry"]?.text.flatMap({ Base64.decode($0) }), leaf.count <= Entry.maximumBytes,
            let proof = json["proof"]?.text.flatMap({ Base64.decode($0) })
        else { throw failure("not an entry and a proof") }
        self.init(leaf: leaf, proof: try TlogProof(encoded: proof))
        guard encoded == bytes else { throw failure("not in its one form") }
    }
}
