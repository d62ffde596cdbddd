import ExhibitCore

/// How often scores of both classes lie in each of a hundred equal parts of one range.
public struct ScoreHistograms: Sendable, Equatable {
    public struct Bar: Sendable, Equatable {
        /// From 0.
        public let bin: Int
        public let count: Int
    }

    public static let bins = 100
    /// A declared range wider than that says nothing of where scores are.
    static let widestRange = 1_000_000

    public let low: Double
    public let high: Double
    /// Without empty bins, ascending.
    public let same: [Bar]
    public let different: [Bar]

    /// Over the declared range, or where that is too wide over the one that the scores take.
    init(same: [Double], different: [Double], declared: ClosedRange<Double>) {
        let scores = same + different
        let isWide = declared.upperBound - declared.lowerBound > Double(Self.widestRange)
        low = isWide ? scores.min() ?? 0 : declared.lowerBound
        high = isWide ? scores.max() ?? 0 : declared.upperBound
        let range = (low, high)
        func bars(_ scores: [Double]) -> [Bar] {
            Dictionary(scores.map { (Self.bin($0, range), 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
                .map { Bar(bin: $0.key, count: $0.value) }
        }
        (self.same, self.different) = (bars(same), bars(different))
    }

    /// Every operation of it is rounded alike on every machine. The last bin has the upper end too.
    private static func bin(_ score: Double, _ range: (low: Double, high: Double)) -> Int {
        Int(min(place(score, range), Double(bins - 1)))
    }

    /// In bins from the lower end, 0 to 100. Halves, because the distance itself can overflow.
    private static func place(_ score: Double, _ range: (low: Double, high: Double)) -> Double {
        let width = range.high / 2 - range.low / 2
        guard width > 0 else { return 0 }
        return min(max((score / 2 - range.low / 2) / width * Double(bins), 0), Double(bins))
    }

    /// Where a score is drawn: in bins from the lower end, 0 to 100.
    public func place(_ score: Double) -> Double { Self.place(score, (low, high)) }

    var json: JSON {
        func rows(_ bars: [Bar]) -> JSON { .array(bars.map { [.count($0.bin), .count($0.count)] }) }
        return [
            "low": .decimal(low), "high": .decimal(high), "same": rows(same), "different": rows(different),
        ]
    }
}
