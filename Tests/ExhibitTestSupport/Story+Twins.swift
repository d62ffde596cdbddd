import ExhibitCore
import ExhibitPipeline
import ExhibitWeight

/// One picture under several names, and claims that are weighed by all of them.
extension Story {
    public typealias Recorded = (entry: PlacedEntry, bytes: [UInt8])

    /// A file with the same pixels and other bytes.
    public func twin() throws -> Recorded {
        let bytes = picture + [0x78]
        return (try Self.record(bytes, in: publisher), bytes)
    }

    /// The claim that follows from a run on the evidence or on another file, by the rules of today's version or of an
    /// earlier one.
    public func pictureDraft(
        _ outcome: CopyDetection.Outcome, on other: Recorded? = nil, stated question: ClaimQuestion = ClaimQuestion(),
        rules: ClaimRules = .current, change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> Draft {
        let evidence = other?.entry ?? evidence
        let base = CopyClaim(
            evidence: evidence.statement, opened: outcome.opened.statement, steps: outcome.steps.map(\.statement),
            closed: outcome.closed.statement, candidates: outcome.candidates,
            history: PictureHistory(of: outcome.opened, lookup: publisher))
        var body: [String: JSON]
        if base.isOfPerson, let measured = WeighingGround.newestCalibration(of: outcome.opened, publisher) {
            _ = try publisher.keepOpen(Policy.current.bytes)
            let before = WeighingGround.stating(outcome.opened, before: .max, rules, publisher)
            body =
                PersonClaim(
                    of: base, measuredBy: measured.statement.name, subject: before?.statement.subjectClass ?? .thing
                ).body
        } else {
            let ground = try self.ground(of: outcome.opened, rules: rules)
            let claim = try WeighedClaim(
                base: base, evidence: evidence.statement, closed: outcome.closed.statement,
                candidates: outcome.candidates, ground: ground,
                stated: question.stated.about(atLeast: ground.statedBefore))
            _ = try publisher.keepOpen(ground.policy.bytes)
            body = claim.body.merging(question.body) { first, _ in first }
            body["subject_class"] = .string(claim.stated.subject.rawValue)
        }
        body["run"] = .string(outcome.opened.statement.name.description)
        body["closed"] = .string(outcome.closed.statement.name.description)
        body["evidence"] = .string(evidence.statement.name.description)
        if rules == .ofThings { body["subject_class"] = nil }
        change(&body)
        let kind: Kind =
            switch rules {
            case .ofThings: .claimWeighed
            case .ofSubjects: .claimOfSubject
            case .ofPictures: .claimOfPicture
            }
        return Draft(kind, subjects: [outcome.opened.statement.name], body: body, slots: question.slots)
    }

    /// What a claim that is made now is weighed by.
    public func ground(of opened: PlacedEntry, rules: ClaimRules = .current) throws -> WeighingGround {
        try WeighingGround(
            of: opened, claim: UInt64(publisher.ledger.entries.count), rules: rules, lookup: publisher
        ) { try? publisher.bytes(of: $0) }
    }

    /// A run and its claim.
    public func weighPicture(
        on other: Recorded? = nil, about: String = "picture", stated question: ClaimQuestion = ClaimQuestion(),
        rules: ClaimRules = .current, change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> PlacedEntry {
        let outcome = try run(on: other, about: about)
        return try publisher.append([
            try pictureDraft(outcome, on: other, stated: question, rules: rules, change: change)
        ])[0]
    }

    /// A statement once more, with some members changed and no private values.
    public func again(_ statement: Statement, with change: [String: JSON]) throws -> PlacedEntry {
        guard let kind = statement.kind else { throw MemoryCase.Missing(description: "a kind") }
        let body = statement.body.filter { kind.slots[$0.key] == nil }.merging(change) { _, new in new }
        return try publisher.append([Draft(kind, subjects: [statement.name], body: body)])[0]
    }

    /// What a reviewer concludes, under a key of their own.
    @discardableResult
    public func review(_ run: PlacedEntry, _ conclusion: ReviewScale) throws -> PlacedEntry {
        let (ledger, key) = (publisher.ledger, FixedKeys.key("reviewer"))
        if ledger.history.keys(of: .reviewer, at: ledger.tree.size).isEmpty { try ledger.grant(.reviewer, to: key) }
        let draft = Draft(
            .review, subjects: [run.statement.name],
            body: [
                "run": .string(run.statement.name.description), "scale": .string(ReviewScale.name),
                "conclusion": .string(conclusion.rawValue),
            ],
            slots: ["reasons": "Other windows.", "reviewer": .null, "recorded": .integer(publisher.ledger.now)])
        return try ledger.append(draft, by: key)
    }
}
