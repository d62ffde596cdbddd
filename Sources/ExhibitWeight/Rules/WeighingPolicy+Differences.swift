extension WeighingPolicy {
    /// What two policies set otherwise.
    public struct Difference: Equatable, Sendable {
        /// The threshold, or the words of a band of the scale.
        public let name: String
        public let from: String
        public let to: String
        public let isLooser: Bool
    }

    /// In the order of the rules, then of the scale. Digits that say the same, 1 and 1.0, are no difference.
    public func differences(from base: WeighingPolicy) -> [Difference] {
        let looser = Set(loosenings(of: base).map(\.name))
        let thresholds = Threshold.allCases.filter { self[$0] != base[$0] }.map { threshold in
            Difference(
                name: threshold.rawValue, from: base.text(threshold), to: text(threshold),
                isLooser: looser.contains(threshold.rawValue))
        }
        let bands = zip(VerbalScale.words, zip(base.scale.from, scale.from)).filter { $1.0 != $1.1 }.map {
            words, limits in
            Difference(
                name: "\"\(words)\"", from: "\(limits.0)", to: "\(limits.1)", isLooser: limits.1 < limits.0)
        }
        return thresholds + bands
    }
}
