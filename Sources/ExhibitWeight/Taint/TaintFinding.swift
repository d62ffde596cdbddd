/// What is to be said of the pixels behind a result, and the most that may be claimed from them.
public struct TaintFinding<Name: Hashable & Comparable & Sendable>: Sendable {
    /// The highest class in what was compared.
    public let comparison: Taint
    /// The highest class in the probes of the searches that nominated the candidate; T0 where none did.
    public let nomination: Taint
    /// The fixed sentences, in the order in which they are said.
    public let sentences: [String]
    public let ceiling: Status
    /// The candidate was found with a generated or edited picture, so that the shortlist is no population: a prior must
    /// be that of the full one.
    public let needsFullPopulation: Bool
    /// What carries `comparison`; then what carries `nomination`, where that is higher.
    public let paths: [TaintPath<Name>]
    public let notes: [TaintNote<Name>]
    public let variants: [TaintVariants]
}

/// What sets no ceiling and is said all the same.
public enum TaintNote<Name: Hashable & Comparable & Sendable>: Hashable, Sendable {
    /// Class T4 or T5 in the chain, outside the region that was compared.
    case outside(Taint)
    /// Artifacts that no step made and no origin explains; at most 64 are named, by order of name.
    case unexplained([Name])
    /// Artifacts that are made from themselves; likewise.
    case recurring([Name])

    public var sentence: String {
        switch self {
        case .outside(let taint):
            "Part of a picture in this chain was \(taint == .authored ? "made by hand or from another picture" : "generated"), outside the region that was compared."
        case .unexplained: "The record does not say where part of what was compared comes from."
        case .recurring: "The record has part of what was compared made from itself."
        }
    }
}

extension TaintGraph {
    /// - Parameters:
    ///   - compared: the artifacts of the final comparison, or its answer, and which region of each was compared.
    ///   - nominators: the probes, or the answers, of the searches that nominated the candidate.
    ///   - isValidated: whether the whole method, with its generating step on, was validated in the cell of this
    ///     evidence.
    ///   - lost: a sentence on what fixed operations lost.
    public func finding(
        compared: [Name: Region], nominators: [Name] = [], about: About, isValidated: Bool = false,
        lost: String = "not stated."
    ) -> TaintFinding<Name> {
        let compared = compared.sorted { $0.key < $1.key }
        let nominators = Set(nominators).sorted()
        // A result that nothing was compared for is as unknown as one that nothing explains.
        let comparison = compared.map { taint(of: $0.key, within: $0.value) }.max() ?? .learnedOrUnknown
        let nomination = nominators.map { taint(of: $0) }.max() ?? .asReceived
        let isNominatedOnly = comparison < .generated && nomination >= .generated
        let highest = isNominatedOnly ? comparison : max(comparison, nomination)

        var paths = compared.filter { taint(of: $0.key, within: $0.value) == comparison }
            .flatMap { self.paths(to: $0.key, within: $0.value) }
        if nomination > comparison {
            paths += nominators.filter { taint(of: $0) == nomination }.flatMap { self.paths(to: $0) }
        }
        let lineage = ancestors(of: compared.map(\.key) + nominators)
        return TaintFinding(
            comparison: comparison, nomination: nomination,
            sentences: [highest.sentence(about: about, lost: lost)]
                + (isNominatedOnly ? [Taint.nominationSentence] : []),
            ceiling: isNominatedOnly ? .lead : highest.ceiling(about: about, isValidated: isValidated),
            needsFullPopulation: isNominatedOnly, paths: Array(paths.prefix(32)),
            notes: notes(compared.map(\.key), comparison, lineage.artifacts), variants: variants(lineage.steps))
    }

    private func notes(_ compared: [Name], _ comparison: Taint, _ lineage: Set<Name>) -> [TaintNote<Name>] {
        func first(_ names: Set<Name>) -> [Name] { Array(names.sorted().prefix(64)) }
        var notes: [TaintNote<Name>] = []
        let ancestry = compared.map { self.ancestry(of: $0) }.max() ?? .asReceived
        if comparison < .generated, ancestry >= .generated { notes.append(.outside(ancestry)) }
        let unexplained = lineage.filter { self.unexplained.contains($0) || masks[$0] == nil }
        if !unexplained.isEmpty { notes.append(.unexplained(first(unexplained))) }
        let recurring = lineage.intersection(recurring)
        if !recurring.isEmpty { notes.append(.recurring(first(recurring))) }
        return notes
    }
}

extension Taint {
    static let nominationSentence =
        "The candidate was found with a generated/edited picture. The comparison below uses the original only."

    /// The fixed sentence of this class.
    ///
    /// - Parameter lost: a sentence on what fixed operations lost; said of T2 alone.
    public func sentence(about: About, lost: String) -> String {
        switch self {
        case .processed:
            "Pixels were processed by listed fixed operations; no detail was added. Information lost: \(lost)"
        case .generated where about == .person:
            "Part of this picture was generated. It does not show what this person looks like. No identification is made."
        default: sentence
        }
    }

    /// The most that may be claimed where this is the highest class on the path, as far as taint decides it.
    ///
    /// - Parameter isValidated: end to end, with the generating step on, in the cell of this evidence.
    public func ceiling(about: About, isValidated: Bool) -> Status {
        switch self {
        case .asReceived, .exact, .processed: .identification
        case .learnedOrUnknown: .lead
        case .generated: about != .person && isValidated ? .lead : .refused
        case .authored: .refused
        }
    }
}
