import ExhibitCore

/// What follows from the scores of a calibration, whatever protocol they were measured by.
public protocol ComputedFindings: Sendable {
    associatedtype Cell: MeasuredCell

    /// Within which the artifact that records them is read.
    static var limits: JSONParser.Limits { get }
    /// In the order of the protocol.
    var cells: [Cell] { get }
    /// As the artifact records them.
    var json: JSON { get }
}

/// What was found in one of the cells that a protocol declares.
public protocol MeasuredCell: Sendable {
    var name: String { get }
    var sameIndependent: Int { get }
    var differentIndependent: Int { get }
    /// Nil where none follows.
    var weight: CalibrationFindings.Weight? { get }
    var withoutWeight: CalibrationFindings.WithoutWeight? { get }
}

extension MeasuredCell {
    /// Whether a claim may rest on it, by the thresholds that hold unless a policy asks for more.
    public var supportsLead: Bool {
        let policy = WeighingPolicy.standard
        return RecordedDecimal(Int64(sameIndependent)) >= policy[.leadSameSource]
            && RecordedDecimal(Int64(differentIndependent)) >= policy[.leadDifferentSource]
    }
}

extension ComputedFindings {
    /// Whether some cell has as many independent comparisons as the weakest claim needs.
    public var supportsLead: Bool { cells.contains(where: \.supportsLead) }
}
