/// What a validated cell can carry: how many independent comparisons were made under the conditions of the evidence.
public enum CellSupport: String, Sendable, CaseIterable, Comparable {
    /// Nothing was measured there: out of validated range, REFUSED.
    case refused
    /// Something was measured, too little for a claim to rest on it.
    case insufficient
    case lead
    case identification

    public static func < (left: CellSupport, right: CellSupport) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .refused: 0
        case .insufficient: 1
        case .lead: 2
        case .identification: 3
        }
    }
}

/// The comparisons that a cell needs. A policy may ask for more.
public struct CellRequirement: Sendable, Equatable {
    public let sameSource: Int
    public let differentSource: Int

    public static let identification = CellRequirement(sameSource: 300, differentSource: 3_000)
    public static let lead = CellRequirement(sameSource: 30, differentSource: 300)

    public init(sameSource: Int, differentSource: Int) {
        self.sameSource = sameSource
        self.differentSource = differentSource
    }

    func isMet(by cell: ValidatedCell) -> Bool {
        cell.sameSource >= sameSource && cell.differentSource >= differentSource
    }
}

/// A cell declared before the validation, and what was measured in it.
public struct ValidatedCell: Sendable, Equatable {
    /// Independent comparisons, not pairs (``PairCounts``).
    public let sameSource: Int
    public let differentSource: Int

    public init(sameSource: Int, differentSource: Int) throws(BoundsError) {
        try checkedCount(sameSource, "The number of same-source comparisons")
        try checkedCount(differentSource, "The number of different-source comparisons")
        self.sameSource = sameSource
        self.differentSource = differentSource
    }

    /// A cell without comparisons of either kind is empty: half a measurement bounds nothing on the side that matters.
    public func support(
        identification: CellRequirement = .identification, lead: CellRequirement = .lead
    ) -> CellSupport {
        if sameSource == 0 || differentSource == 0 { return .refused }
        if identification.isMet(by: self), lead.isMet(by: self) { return .identification }
        return lead.isMet(by: self) ? .lead : .insufficient
    }
}

/// How unusual a covariate of the evidence is among those of the validation pictures.
public enum Conformal {
    public enum Tail: String, Sendable, CaseIterable {
        case low, high
    }

    /// p = (1 + #{reference ≤ evidence})/(n+1), or ≥ for the high tail. Never below 1/(n+1): 1 % needs 99 pictures.
    ///
    /// - Throws: where there is no reference, or a value is not finite.
    public static func probability(
        of evidence: Double, among reference: [Double], tail: Tail = .low
    ) throws(BoundsError) -> Double {
        try checkedFinite(reference, "the reference values")
        guard evidence.isFinite else { throw .notFinite("The value of the evidence") }
        let beyond = reference.reduce(0) { $0 + ((tail == .low ? $1 <= evidence : $1 >= evidence) ? 1 : 0) }
        return Double(1 + beyond) / Double(reference.count + 1)
    }
}
