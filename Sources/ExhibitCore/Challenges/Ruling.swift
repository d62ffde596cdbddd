/// A decision on a challenge, read from its statement.
public struct Ruling: Sendable {
    public let statement: Statement
    public let challenge: TypedName
    public let outcome: RulingOutcome
    public let answers: [(ground: ChallengeGround, isUpheld: Bool)]

    /// Its outcome follows from its answers; the schema cannot say so.
    public init(_ statement: Statement) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("ruling", reason) }
        guard statement.isKind(.ruling), let challenge = statement.name("challenge"),
            let outcome = RulingOutcome(rawValue: statement.text("outcome"))
        else { throw failure("a statement of another kind") }
        self.statement = statement
        self.challenge = challenge
        self.outcome = outcome
        answers = (statement.body["answers"]?.elements ?? []).compactMap { answer in
            answer["ground"]?.text.flatMap { ChallengeGround(rawValue: $0) }.map { ($0, answer["answer"] == "upheld") }
        }
        guard zip(answers, answers.dropFirst()).allSatisfy({ $0.ground < $1.ground }) else {
            throw failure("its answers are out of order, or one stands twice")
        }
        guard outcome == Self.outcome(answers.map(\.isUpheld)) else {
            throw failure("its outcome does not follow from its answers")
        }
    }

    public static func outcome(_ areUpheld: [Bool]) -> RulingOutcome {
        areUpheld.allSatisfy { $0 } ? .upheld : areUpheld.contains(true) ? .partly : .rejected
    }

    /// Why it does not count; nil where it does.
    ///
    /// - Parameter involved: who signed the claim and the report.
    public func reasonVoid(on challenge: Challenge, involved: Set<ContentHash>) -> String? {
        let author = statement.head.author
        guard self.challenge == challenge.statement.name else { return "it is about another objection" }
        guard answers.map(\.ground) == challenge.grounds else { return "it does not answer each ground" }
        guard !Self.isParty(author, to: challenge, involved: involved) else {
            return "its author's key signed the claim, the report or the objection"
        }
        return nil
    }

    /// Whether a key may not decide: who said something does not judge what is said against it, nor who objects.
    public static func isParty(_ key: ContentHash, to challenge: Challenge, involved: Set<ContentHash>) -> Bool {
        involved.contains(key) || key == challenge.statement.head.author
    }

    public static func draft(
        on challenge: Challenge, answers: [(ground: ChallengeGround, isUpheld: Bool, reason: String)],
        slots: [String: JSON]
    ) -> Draft {
        let answers = answers.sorted { $0.ground < $1.ground }
        let name = challenge.statement.name
        return Draft(
            .ruling, subjects: [name],
            body: [
                "challenge": .string(name.description),
                "outcome": .string(outcome(answers.map(\.isUpheld)).rawValue),
                "answers": .array(
                    answers.map {
                        [
                            "ground": .string($0.ground.rawValue),
                            "answer": .string($0.isUpheld ? "upheld" : "rejected"),
                        ]
                    }),
            ], slots: slots.merging(["reasons": .array(answers.map { .string($0.reason) })]) { $1 })
    }
}
