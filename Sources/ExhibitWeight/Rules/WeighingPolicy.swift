import ExhibitCore

/// The rules by which calibrated claims are weighed, as a document that every such claim names by digest.
///
/// Thresholds and the limits of the verbal scale may be tightened by whoever publishes; rules, effects and sentences
/// are part of the document, so that its digest fixes them, and are the same in every policy of this version. There are
/// no overrides.
public struct WeighingPolicy: Sendable, Equatable {
    public static let version = "exhibit-policy-v2"
    /// In bytes.
    public static let largestDocument = 65_536
    private static let limits = JSONParser.Limits(bytes: largestDocument)

    /// In the order of `Threshold.allCases`.
    private var values: [RecordedDecimal]
    public private(set) var scale: VerbalScale

    public static let standard = WeighingPolicy(
        values: Threshold.allCases.map(\.definition.standard), scale: .standard)

    private init(values: [RecordedDecimal], scale: VerbalScale) {
        self.values = values
        self.scale = scale
    }

    private static let indices = Dictionary(
        uniqueKeysWithValues: Threshold.allCases.enumerated().map { ($0.element, $0.offset) })

    public subscript(threshold: Threshold) -> RecordedDecimal {
        Self.indices[threshold].map { values[$0] } ?? threshold.definition.standard
    }

    /// This policy with one threshold set from a person's words. It may loosen: see `tightened(by:)`.
    public func setting(_ threshold: Threshold, to words: String) throws(Malformed) -> WeighingPolicy {
        var copy = self
        let value = try threshold.value(words: words)
        if let index = Self.indices[threshold] { copy.values[index] = value }
        return copy
    }

    /// Whether so many independent comparisons of a cell can carry a lead.
    public func supportsLead(same: Int64, different: Int64) -> Bool {
        RecordedDecimal(same) >= self[.leadSameSource] && RecordedDecimal(different) >= self[.leadDifferentSource]
    }

    /// The word of a threshold that is a choice, else its digits.
    public func text(_ threshold: Threshold) -> String { threshold.text(self[threshold]) }

    // MARK: - The document

    public var name: TypedName { .open(bytes) }

    public var bytes: [UInt8] { json.encoded }

    private var json: JSON {
        let thresholds = Threshold.allCases.map { ($0.rawValue, $0.json(self[$0])) }
        return [
            "policy": .string(Self.version),
            "rules": Self.rules,
            "scale": scale.json,
            "sentences": Self.sentences,
            "thresholds": .object(Dictionary(uniqueKeysWithValues: thresholds)),
        ]
    }

    private static let rules = JSON.array(
        Weighing.Rule.allCases.map {
            [
                "rule": .string($0.rawValue), "effect": .string($0.effect.rawValue),
                "sentence": .string($0.sentence),
            ]
        })

    private static let sentences: JSON = [
        "outcome": .object(
            Dictionary(uniqueKeysWithValues: Weighing.Sentence.allCases.map { ($0.rawValue, .string($0.text)) })),
        "nomination": .string(Taint.nominationSentence),
        "taint_person": taintSentences(.person),
        "taint_thing": taintSentences(.thing),
    ]

    private static func taintSentences(_ about: About) -> JSON {
        let sentences = Taint.allCases.map { ($0.rawValue, JSON.string($0.sentence(about: about, lost: "{lost}"))) }
        return .object(Dictionary(uniqueKeysWithValues: sentences))
    }

    /// Reads a policy file. Whether it loosens anything is asked by `tightened(by:)`.
    public init(bytes: [UInt8]) throws(Malformed) {
        let json = try JSONParser.parse(bytes, as: "policy", limits: Self.limits)
        guard let version = json["policy"]?.text else { throw Malformed("policy", "it does not name its version") }
        guard version == Self.version else {
            throw Malformed("policy", "it is of another version than \(Self.version), the one that this program knows")
        }
        try Self.check(json, members: ["policy", "rules", "scale", "sentences", "thresholds"], of: "policy")
        guard json["rules"] == Self.rules, json["sentences"] == Self.sentences else {
            throw Malformed("policy", "its rules or sentences differ from those of \(version), which are fixed")
        }
        let thresholds = json["thresholds"] ?? .null
        try Self.check(thresholds, members: Set(Threshold.allCases.map(\.rawValue)), of: "thresholds")
        var values: [RecordedDecimal] = []
        for threshold in Threshold.allCases {
            values.append(try threshold.value(thresholds[threshold.rawValue] ?? .null))
        }
        self.init(values: values, scale: try VerbalScale(json["scale"] ?? .null))
    }

    private static func check(_ json: JSON, members: Set<String>, of object: String) throws(Malformed) {
        guard let found = json.members else { throw Malformed("policy", "its \(object) is not an object") }
        if let name = Set(found.keys).subtracting(members).min() {
            throw Malformed("policy", "\(object) has a member \"\(name)\" that this version does not know")
        }
        if let name = members.subtracting(found.keys).min() {
            throw Malformed("policy", "\(object) lacks the member \"\(name)\"")
        }
    }
}
