import ExhibitCore

/// What came of running one step again.
public struct StepReplay: Sendable {
    public enum Outcome: Sendable, Hashable {
        /// Every output that was recorded has the same bits.
        case same
        /// Some outputs differ, and the scores by no more than the run's tolerance allows, in the same ranking: by how much
        /// at most, in units of 10^-9, and the first difference of each output.
        case within(Int64, [String])
        /// The first difference of each output that differs.
        case differs([String])
        /// What is missing.
        case notAttempted([String])
    }

    /// From 1.
    public let number: Int
    /// As recorded: "jpeg.decode".
    public let operation: String
    public let outcome: Outcome
    /// Roles of the outputs that have the same bits.
    public let same: [String]
    /// What was recorded of decoder, program, libraries and machine and is no longer so.
    public let changes: [EnvironmentChange]
    /// What a reader should know beside: warnings, inputs that were not reproduced, artifacts that were lost.
    public let notes: [String]
    /// Whether an earlier step already made something else of what this one reads.
    public let follows: Bool

    public var differs: Bool { if case .differs = outcome { true } else { false } }
    /// The largest difference of a score, where it is one that the run's tolerance allows.
    public var difference: Int64? { if case .within(let difference, _) = outcome { difference } else { nil } }
    public var isIncomplete: Bool { if case .notAttempted = outcome { true } else { false } }
}

/// A fact of a step's surroundings, recorded and now; nil where there is none.
public struct EnvironmentChange: Sendable, Hashable {
    public let name: String
    public let recorded: String?
    public let now: String?

    /// Whether arithmetic may depend on it: engine, level, instruction set, library, program. A difference under such a
    /// change does not condemn by itself. What a program said is no condition.
    public var mayMatter: Bool {
        ![
            "kernel", "operating system", "processor", "processors", "exit", ModelRun.Answer.warningOfTheProgram,
        ].contains(name) && !name.hasPrefix("enforced: ")
    }

    public var sentence: String {
        switch (recorded, now) {
        case (let recorded?, let now?): "\(name): recorded \(recorded), now \(now)"
        case (let recorded?, nil): "\(name): recorded \(recorded), now there is none"
        case (nil, let now?): "\(name): not recorded, now \(now)"
        case (nil, nil): name
        }
    }

    /// What differs between two lists of facts. A name that comes several times is compared as a whole.
    static func between(
        _ recorded: [(name: String, value: String)], _ now: [(name: String, value: String)]
    ) -> [EnvironmentChange] {
        func grouped(_ facts: [(name: String, value: String)]) -> [String: String] {
            Dictionary(facts.map { ($0.name, $0.value) }) { "\($0), \($1)" }
        }
        let (before, after) = (grouped(recorded), grouped(now))
        var seen: Set<String> = []
        return (recorded + now).map(\.name).filter { seen.insert($0).inserted && before[$0] != after[$0] }.map {
            EnvironmentChange(name: $0, recorded: before[$0], now: after[$0])
        }
    }
}

/// How far a run was reproduced, all steps together.
public enum ReproductionClass: String, Sendable, CaseIterable {
    case bitExact = "R0"
    /// Every difference is within the tolerance that was declared before, and the ranking is the same.
    case withinTolerance = "R1"
    case sameStatus = "R2"
    case notReproduced = "R3"
    case notAttempted = "RX"

    /// 4: replay diverged; 3: incomplete.
    public var exitCode: Int32 {
        switch self {
        case .bitExact, .withinTolerance: 0
        case .sameStatus, .notReproduced: 4
        case .notAttempted: 3
        }
    }
}

/// What came of running all steps of a run again.
public struct RunReplay: Sendable {
    public let steps: [StepReplay]
    /// What keeps the run as a whole from being reproduced: steps that nobody gave, no result.
    public let missing: [String]
    /// The bytes that this replay made in place of the artifact that the run's claim rests on.
    public let answer: [UInt8]?

    /// - Parameter sameStatus: whether the status word that follows from ``answer`` is the recorded one; nil where none
    ///   follows.
    public func reproductionClass(sameStatus: Bool?) -> ReproductionClass {
        if steps.contains(where: \.differs) { return sameStatus == true ? .sameStatus : .notReproduced }
        guard missing.isEmpty, !steps.contains(where: \.isIncomplete) else { return .notAttempted }
        guard largestDifference != nil else { return .bitExact }
        // A score that crosses the limit of its model changes what is claimed, however little it moves.
        return sameStatus == false ? .notReproduced : .withinTolerance
    }

    /// The same, where something more is missing to say what came of it.
    public func lacking(_ reason: String) -> RunReplay {
        RunReplay(steps: steps, missing: missing + [reason], answer: answer)
    }

    /// Of a score, in units of 10^-9, where every difference is within the tolerance; nil where there is none.
    public var largestDifference: Int64? { steps.compactMap(\.difference).max() }

    /// Whether a step that differs ran under all that was recorded of engine, level and instruction set: then the
    /// difference counts against the record by itself.
    public var differsUnderRecordedConditions: Bool {
        steps.contains { $0.differs && !$0.follows && !$0.changes.contains(where: \.mayMatter) }
    }
}
