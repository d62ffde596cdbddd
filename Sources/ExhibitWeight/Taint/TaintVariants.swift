/// How many pictures a generating operation made of the same inputs, and how many of them were used.
///
/// Whoever draws a hundred faces and keeps one has chosen it. What the seeds disagree on is invention.
public struct TaintVariants: Hashable, Sendable {
    public let operation: String
    /// Nil where nobody says how many there were.
    public let made: Int?
    public let recorded: Int
    /// Of those recorded: how many the result descends from.
    public let kept: Int
    /// Distinct, sorted.
    public let seeds: [String]

    /// A disagreement between seeds shows only from three on.
    public var hasComparableSeeds: Bool { seeds.count >= 3 }

    public var sentence: String {
        let amount =
            switch made {
            case nil: "An unknown number of variants was generated"
            case 1?: "One variant was generated"
            case let made?: "\(made) variants were generated"
            }
        let listed = seeds.isEmpty ? "no seed is recorded" : "seeds recorded: \(seeds.joined(separator: ", "))"
        return "\(amount) and \(kept) used (\(listed))."
    }
}

extension TaintGraph {
    /// - Parameter used: numbers of the steps that a result descends from.
    func variants(_ used: Set<Int>) -> [TaintVariants] {
        var groups: [Drawing<Name>: [Int]] = [:]
        for (number, step) in steps.enumerated() where step.taint == .generated {
            let drawing = Drawing(operation: step.operation, inputs: Set(step.inputs.map(\.name)))
            groups[drawing, default: []].append(number)
        }
        let chosen = groups.values.filter { !used.isDisjoint(with: $0) }.sorted { $0[0] < $1[0] }
        return chosen.map { numbers in
            let members = numbers.map { steps[$0] }
            let declared = members.compactMap(\.variants)
            return TaintVariants(
                operation: members[0].operation,
                made: declared.count == members.count ? max(members.count, declared.max() ?? 0) : nil,
                recorded: members.count, kept: numbers.count { used.contains($0) },
                seeds: Set(members.compactMap(\.seed)).sorted())
        }
    }
}

private struct Drawing<Name: Hashable>: Hashable {
    let operation: String
    let inputs: Set<Name>
}
