import ExhibitCore

extension PairScores {
    /// Bytes of the largest artifact that is read.
    public static let mostBytes = 16 << 20
    private static let members: Set = ["schema", "pictures", "candidates", "rows", "left_out", "repeated"]

    private static var limits: JSONParser.Limits {
        var limits = JSONParser.Limits(bytes: mostBytes, depth: 4, stringBytes: 64)
        // Of each pair five values at most, three of its picture and one of its candidate.
        limits.values = 10 * PairProtocol.mostPairs
        return limits
    }

    public var encoded: [UInt8] {
        func row(_ pair: Pair, _ text: String) -> JSON {
            [.count(pair.picture), .count(pair.candidate), .count(pair.isSame ? 1 : 0), .string(text)]
        }
        let json: JSON = [
            "schema": .string(Self.schema),
            "pictures": .array(pictures.map { [.count($0.side), .count($0.source)] }),
            "candidates": .array(candidates.map { $0.map { .count($0) } ?? .null }),
            "rows": .array(rows.map { row($0.pair, $0.score.description) }),
            "left_out": .array(leftOut.map { row($0.pair, $0.reason.rawValue) }),
            "repeated": .count(repeated),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        let json = try JSONParser.parse(bytes, as: "calibration pairs", limits: Self.limits)
        guard let members = json.members, Set(members.keys) == Self.members,
            json["schema"] == .string(Self.schema)
        else { throw Self.failure("not of schema \(Self.schema)") }
        func list(_ member: String) throws(Malformed) -> [JSON] {
            guard let elements = json[member]?.elements, elements.count <= PairProtocol.mostPairs else {
                throw Self.failure("\(member): no list, or one of more than \(PairProtocol.mostPairs)")
            }
            return elements
        }
        func number(_ value: JSON, _ member: String, _ range: ClosedRange<Int>) throws(Malformed) -> Int {
            guard let number = value.number.flatMap({ Int(exactly: $0) }), range.contains(number) else {
                throw Self.failure("\(member): a number that is missing or out of range")
            }
            return number
        }
        let index = 0...(2 * PairProtocol.mostPairs)
        func row(_ value: JSON, _ member: String) throws(Malformed) -> (Pair, String) {
            guard let row = value.elements, row.count == 4, let text = row[3].text else {
                throw Self.failure("\(member): a row that has not three numbers and a text")
            }
            let pair = Pair(
                picture: try number(row[0], member, index), candidate: try number(row[1], member, index),
                isSame: try number(row[2], member, 0...1) == 1)
            return (pair, text)
        }
        let pictures = try list("pictures").map { (value) throws(Malformed) in
            guard let row = value.elements, row.count == 2 else {
                throw Self.failure("pictures: a row that has not two values")
            }
            return Picture(
                side: try number(row[0], "pictures", 0...Self.longestSide),
                source: try number(row[1], "pictures", index))
        }
        let candidates = try list("candidates").map { (value) throws(Malformed) in
            value.isNull ? nil : try number(value, "candidates", index)
        }
        let rows = try list("rows").map { (value) throws(Malformed) in
            let (pair, text) = try row(value, "rows")
            guard let score = MeasuredScore(text) else { throw Self.failure("rows: a score that is none") }
            return Row(pair: pair, score: score)
        }
        let leftOut = try list("left_out").map { (value) throws(Malformed) in
            let (pair, text) = try row(value, "left_out")
            guard let reason = Reason(rawValue: text) else {
                throw Self.failure("left_out: a reason that is not known")
            }
            return LeftOut(pair: pair, reason: reason)
        }
        try self.init(
            pictures: pictures, candidates: candidates, rows: rows, leftOut: leftOut,
            repeated: try number(json["repeated"] ?? .null, "repeated", 0...PairProtocol.mostPairs))
        // Rows were sorted when they were read.
        guard encoded == bytes else { throw Self.failure("not in ascending order of pairs") }
    }

    /// No picture that is decoded has a longer one.
    private static let longestSide = 65_535
}
