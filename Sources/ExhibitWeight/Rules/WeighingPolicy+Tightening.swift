/// A policy that allows more than it may, with everything that it would loosen.
public struct LooserPolicy: Error, Equatable, Sendable, CustomStringConvertible {
    public struct Loosening: Equatable, Sendable, CustomStringConvertible {
        /// The threshold, or the words of a band of the scale.
        public let name: String
        public let from: String
        public let to: String
        /// Whether "tighter" is "higher": a minimum, or a word later in its list.
        public let mayRise: Bool

        public var description: String {
            "\(name) would be loosened from \(from) to \(to); it may only be \(mayRise ? "raised" : "lowered")"
        }
    }

    public let loosenings: [Loosening]

    public var description: String {
        "a policy may only tighten: " + loosenings.map(\.description).joined(separator: "; ")
    }
}

extension WeighingPolicy {
    /// What this policy allows and `base` does not, in the order of the rules.
    public func loosenings(of base: WeighingPolicy) -> [LooserPolicy.Loosening] {
        let thresholds = Threshold.allCases.filter { !$0.isTighterOrEqual(self[$0], than: base[$0]) }.map {
            LooserPolicy.Loosening(
                name: $0.rawValue, from: base.text($0), to: text($0), mayRise: $0.definition.tighter == .higher)
        }
        // A word that is said from a smaller ratio on says more.
        let bands = zip(VerbalScale.words, zip(base.scale.from, scale.from)).filter { $1.1 < $1.0 }.map {
            LooserPolicy.Loosening(name: "\"\($0)\"", from: "\($1.0)", to: "\($1.1)", mayRise: true)
        }
        return thresholds + bands
    }

    public func isTighterOrEqual(than base: WeighingPolicy) -> Bool { loosenings(of: base).isEmpty }

    /// `other`, unless it loosens any threshold of this policy.
    public func tightened(by other: WeighingPolicy) throws(LooserPolicy) -> WeighingPolicy {
        let loosenings = other.loosenings(of: self)
        guard loosenings.isEmpty else { throw LooserPolicy(loosenings: loosenings) }
        return other
    }
}
