import ExhibitCore

/// The project's own words for the size of a likelihood ratio. Published scales disagree on their top bands, so the
/// number is printed beside the word. The same words hold for either proposition: the scale is of |log10 LR|.
public struct VerbalScale: Sendable, Equatable {
    /// |log10 LR| from which on the words of the same index are said. The first is 0; strictly ascending.
    public let from: [RecordedDecimal]

    public static let words = [
        "practically no support", "limited support", "moderate support", "strong support", "very strong support",
    ]

    public static let standard = VerbalScale(from: [0, 1, 2, 3, 4].map { RecordedDecimal($0) })

    private init(from: [RecordedDecimal]) { self.from = from }

    public func words(for logRatio: RecordedDecimal) -> String {
        let index = from.lastIndex { $0 <= logRatio.magnitude } ?? 0
        return Self.words[index]
    }

    var json: JSON {
        .array(zip(from, Self.words).map { ["from": .string($0.description), "words": .string($1)] })
    }

    init(_ json: JSON) throws(Malformed) {
        var from: [RecordedDecimal] = []
        guard let bands = json.elements, bands.count == Self.words.count else {
            throw Malformed("policy", "its scale must have \(Self.words.count) bands")
        }
        for (band, words) in zip(bands, Self.words) {
            guard let members = band.members, Set(members.keys) == ["from", "words"], band["words"] == .string(words)
            else {
                throw Malformed("policy", "a band of its scale must have \"from\" and the fixed words \"\(words)\"")
            }
            guard let limit = band["from"]?.text.flatMap({ RecordedDecimal($0) }), limit <= RecordedDecimal(100),
                from.last.map({ $0 < limit }) ?? (limit == RecordedDecimal(0))
            else {
                throw Malformed("policy", "its scale must begin at \"0\" and ascend in decimals of at most 100")
            }
            from.append(limit)
        }
        self.init(from: from)
    }
}
