/// Two signed trees of one ledger that no history has both: with another entry in one place, or another root at one size.
/// For two people who compare what each of them was shown, and do not have the ledger.
///
/// Canonical JSON. Parsing establishes the form only; `ForkVerification` decides what it proves.
public struct ForkProof: Sendable {
    public struct Side: Sendable {
        public let checkpoint: SignedNote
        /// By position: entry 0, the `key` entries, and the one that differs.
        public let entries: [Bundle.ProvenEntry]

        public init(checkpoint: SignedNote, entries: [Bundle.ProvenEntry]) {
            self.checkpoint = checkpoint
            self.entries = entries.sorted { $0.position < $1.position }
        }

        /// As the machine half of a report, which the same checks read.
        public var bundle: Bundle {
            Bundle(
                checkpoint: checkpoint, entries: entries, lists: [], disclosures: [], artifacts: [], report: .zero)
        }
    }

    /// Two.
    public let sides: [Side]

    public static let version = "exhibit-fork-v1"
    public static let maximumBytes = 64 << 20
    private static let limits = JSONParser.Limits(bytes: maximumBytes, stringBytes: maximumBytes)
    private static let start = Array(#"{"fork":"#.utf8)

    public init(_ first: Side, _ second: Side) { sides = [first, second] }

    /// Every such file begins like this, and no other format does.
    public static func isProof(_ bytes: [UInt8]) -> Bool { bytes.starts(with: start) }

    public var encoded: [UInt8] {
        let json: JSON = [
            "fork": .string(Self.version),
            "sides": .array(
                sides.map {
                    [
                        "checkpoint": .string(Base64.encode($0.checkpoint.encoded)),
                        "entries": .array($0.entries.map(\.json)),
                    ]
                }),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("fork proof", reason) }
        let json = try JSONParser.parse(bytes, as: "fork proof", limits: Self.limits)
        guard json["fork"]?.text?.utf8.elementsEqual(Self.version.utf8) == true else {
            throw failure("of another version than \(Self.version)")
        }
        guard let elements = json["sides"]?.elements, elements.count == 2 else { throw failure("not two sides") }
        var sides: [Side] = []
        for element in elements {
            guard let note = element["checkpoint"]?.text.flatMap({ Base64.decode($0) }) else {
                throw failure("a side without a checkpoint")
            }
            let side = Side(
                checkpoint: try SignedNote(encoded: note),
                entries: try Bundle.elements(element, "entries", of: "fork proof", Bundle.ProvenEntry.init(json:)))
            guard Set(side.entries.map(\.position)).count == side.entries.count else {
                throw failure("a position comes twice")
            }
            sides.append(side)
        }
        self.sides = sides
        guard encoded == bytes else { throw failure("not in canonical form") }
    }

    /// From what two people have; nil where the two do not show that they differ.
    public init?(comparing first: Bundle, _ second: Bundle) {
        let others = Dictionary(second.entries.map { ($0.position, $0.leaf) }) { first, _ in first }
        let differing = first.entries.first { entry in others[entry.position].map { $0 != entry.leaf } ?? false }
        let heads = [first, second].map { try? Checkpoint(text: $0.checkpoint.text) }
        guard let one = heads[0], let two = heads[1], one.origin.utf8.elementsEqual(two.origin.utf8),
            differing != nil || one.size == two.size && one.root != two.root
        else { return nil }
        func side(_ bundle: Bundle) -> Side {
            Side(
                checkpoint: bundle.checkpoint,
                entries: bundle.entries.filter { entry in
                    entry.position == 0 || entry.position == differing?.position
                        || (try? Entry(leaf: entry.leaf))?.statement.isKeyEvent == true
                })
        }
        self.init(side(first), side(second))
    }
}
