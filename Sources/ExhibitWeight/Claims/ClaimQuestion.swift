import ExhibitCore

/// What the operator states beside a run: words that no rule can compute, and the numbers that rules ask.
public struct ClaimQuestion: Sendable, Equatable {
    public enum Asked: String, Sendable, CaseIterable {
        /// Before or after a candidate was seen.
        case before, after
        case notStated = "not stated"
    }

    public var subject = SubjectClass.thing
    public var question: String?
    public var asked: Asked = .notStated
    public var proposition: String?
    /// Who or what else it could be, concretely.
    public var alternative: String?
    /// Of at least 2.
    public var population: Int64?
    /// Between 0 and 1.
    public var prior: RecordedDecimal?
    public var priorReason: String?
    /// Items that derive neither from the same picture nor from the same model.
    public var corroboration: [String] = []
    public var contrary: [String] = []

    public init() {}

    /// Whether each says something, and none of them twice.
    public static func areItems(_ items: [String]) -> Bool {
        let texts = items.map { $0.filter { !$0.isWhitespace } }
        return texts.allSatisfy { !$0.isEmpty } && Set(texts).count == texts.count
    }

    public var isEmpty: Bool { self == ClaimQuestion() }

    /// The members of a claim's body that state it in clear.
    public var body: [String: JSON] {
        [
            "asked": .string(asked.rawValue),
            "population": population.map { .integer($0) } ?? .null,
            "prior": prior.map { .string($0.description) } ?? .null,
            "corroboration": .integer(Int64(corroboration.count)),
            "contrary": .integer(Int64(contrary.count)),
        ]
    }

    public var slots: [String: JSON] {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        func list(_ items: [String]) -> JSON { items.isEmpty ? .null : .array(items.map { .string($0) }) }
        return [
            "question": text(question), "proposition": text(proposition), "alternative": text(alternative),
            "prior_reason": text(priorReason), "corroboration_items": list(corroboration),
            "contrary_items": list(contrary),
        ]
    }

    /// What a claim states in clear; of its items, how many there are.
    public struct Stated: Sendable, Equatable {
        public internal(set) var subject: SubjectClass
        public let population: Int64?
        public let prior: RecordedDecimal?
        public let corroboration: Int64
    }

    public var stated: Stated {
        Stated(
            subject: subject, population: population, prior: prior, corroboration: Int64(corroboration.count))
    }
}

extension ClaimQuestion.Stated {
    /// The same about a subject of at least that class.
    public func about(atLeast subject: SubjectClass) -> Self {
        var stated = self
        stated.subject = max(stated.subject, subject)
        return stated
    }

    public init(of claim: Statement) {
        subject = claim.subjectClass ?? .thing
        population = claim.body["population"]?.number
        prior = claim.body["prior"]?.text.flatMap { RecordedDecimal($0) }
        corroboration = claim.body["corroboration"]?.number ?? 0
    }
}
