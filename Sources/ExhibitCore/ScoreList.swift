/// The ranked answers of a model, as their artifact records them: raw scores, to the last bit.
public struct ScoreList: Sendable, Equatable {
    public enum Answer: Sendable, Equatable {
        /// A line of the model's labels.
        case label(String)
        /// A picture that it was given to compare with.
        case reference(TypedName)

        /// The sealed name of a picture; nil for a label.
        public var reference: TypedName? { if case .reference(let name) = self { name } else { nil } }
    }

    public struct Candidate: Sendable, Equatable {
        /// From 1.
        public let rank: Int64
        public let answer: Answer
        public let score: MeasuredScore

        public init(rank: Int64, answer: Answer, score: MeasuredScore) {
            self.rank = rank
            self.answer = answer
            self.score = score
        }
    }

    public let candidates: [Candidate]

    public init(candidates: [Candidate]) { self.candidates = candidates }

    /// Those that reach the score that the model's statement asks for; none where it asks for none.
    public func matches(of model: Statement) -> [Candidate] {
        guard let match = model.body["match"]?.text.flatMap({ Double($0) }) else { return [] }
        let isHigherBetter = model.body["score"]?["better"]?.text == "higher"
        return candidates.filter { $0.score.reaches(match, higherIsBetter: isHigherBetter) }
    }

    private static let schema = "exhibit-scores-v1"
    public static let mostCandidates = 1_000

    public var encoded: [UInt8] {
        let json: JSON = [
            "schema": .string(Self.schema),
            "candidates": .array(
                candidates.map {
                    let (member, text) =
                        switch $0.answer {
                        case .label(let label): ("label", label)
                        case .reference(let name): ("artifact", name.description)
                        }
                    return .object([
                        "rank": .integer($0.rank), member: .string(text), "score": .string($0.score.description),
                    ])
                }),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("score list", reason) }
        let json = try JSONParser.parse(bytes, as: "score list", limits: .init(bytes: 4 << 20))
        guard json.members?.count == 2, json["schema"]?.text?.utf8.elementsEqual(Self.schema.utf8) == true,
            let elements = json["candidates"]?.elements, elements.count <= Self.mostCandidates
        else { throw failure("not of version \(Self.schema), or too long") }
        var candidates: [Candidate] = []
        for (index, element) in elements.enumerated() {
            guard element.members?.count == 3, element["rank"]?.number == Int64(index + 1),
                let score = element["score"]?.text.flatMap({ MeasuredScore($0) })
            else { throw failure("out of rank, or without a score") }
            let answer: Answer
            if let label = element["label"]?.text, (1...256).contains(label.utf8.count) {
                answer = .label(label)
            } else if let name = element["artifact"]?.text.flatMap({ TypedName($0) }), name.kind == .sealed {
                answer = .reference(name)
            } else {
                throw failure("an answer that is neither a label nor a picture")
            }
            candidates.append(Candidate(rank: Int64(index + 1), answer: answer, score: score))
        }
        self.init(candidates: candidates)
        guard encoded == bytes else { throw failure("not in canonical form") }
    }
}

/// A score as a model gave it: the bits of an IEEE 754 number, most significant first.
public struct MeasuredScore: Sendable, Hashable, CustomStringConvertible {
    /// "f32:" and 8 digits, or "f64:" and 16.
    public let description: String
    public var isSingle: Bool { description.utf8.count == 12 }
    /// NaN keeps no payload here; the description does.
    public let value: Double

    public init(exactly value: Double) {
        self.value = value
        description = "f64:" + Hex.encode(value.bitPattern.bigEndianBytes)
    }

    public init?(_ text: String) {
        let digits = text.utf8.dropFirst(4)
        guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            let bits = UInt64(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return nil }
        if text.utf8.starts(with: "f32:".utf8), digits.count == 8 {
            value = Double(Float(bitPattern: UInt32(bits)))
        } else if text.utf8.starts(with: "f64:".utf8), digits.count == 16 {
            value = Double(bitPattern: bits)
        } else {
            return nil
        }
        description = text
    }

    /// By bits: a NaN is the same as itself.
    public static func == (left: MeasuredScore, right: MeasuredScore) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(description) }

    /// Whether it reaches `limit`, in the direction in which scores of the model are better. NaN and the infinities reach
    /// nothing.
    public func reaches(_ limit: Double, higherIsBetter: Bool) -> Bool {
        value.isFinite && (higherIsBetter ? value >= limit : value <= limit)
    }
}
