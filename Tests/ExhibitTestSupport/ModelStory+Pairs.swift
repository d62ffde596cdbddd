import ExhibitCore
import ExhibitPipeline
import ExhibitWeight

/// What the model of a story was measured on, and claims that follow from it.
extension ModelStory {
    public func calibrate(
        _ scores: PairScores, with lie: [String: JSON] = [:], findings change: (JSON) -> JSON = { $0 }
    ) throws -> PlacedEntry {
        guard let scale = ModelScale(of: model.statement) else { throw Malformed("model", "it has no scale") }
        let findings = try PairFindings(scores, of: scale)
        let measured = Calibration.Measured.pairs(scores, findings)
        func keep(_ bytes: [UInt8]) throws -> JSON {
            let sealing = Sealing(bytes, randomness: publisher.randomness)
            return .string(
                try publisher.keep(sealing, bytes: bytes, media: "application/json", stable: false).description)
        }
        let name = model.statement.name
        let body: [String: JSON] = [
            "model": .string(name.description),
            "topic": .string(try publisher.keepOpen(CalibrationTopic.document(model: name)).description),
            "protocol": .string(try publisher.keepOpen(PairProtocol.bytes).description), "galleries": .array([]),
            "scores": try keep(scores.encoded), "findings": try keep(change(findings.json).encoded),
            "program": ["name": "exhibit", "version": "1.0.0"], "environment": .array([]),
        ]
        let draft = Draft(
            .calibration, subjects: [name],
            body: body.merging(measured.counts) { first, _ in first }.merging(lie) { _, lie in lie },
            slots: ["conditions": "drawn rectangles", "recorded": .integer(publisher.ledger.now)])
        return try publisher.append([draft])[0]
    }

    /// The claim that follows from a run and what the ledger held when it was opened.
    public func weighedDraft(
        _ outcome: ModelRun.Outcome, stated question: ClaimQuestion = ClaimQuestion(), rules: ClaimRules = .ofThings,
        change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> Draft {
        let ground = try WeighingGround(
            of: outcome.opened, claim: UInt64(publisher.ledger.entries.count), rules: rules, lookup: publisher
        ) { try? publisher.bytes(of: $0) }
        let steps = outcome.steps.map(\.statement)
        let geometry = try AskedPicture.step(among: steps).flatMap { step in
            try publisher.values(of: step).first { $0.path == "body.geometry" }?.value
        }
        let base = claim(outcome)
        let weighed = try WeighedClaim(
            base: base, evidence: story.evidence.statement, closed: outcome.closed.statement, steps: steps,
            model: model.statement, scores: outcome.scores, side: AskedPicture.side(geometry), ground: ground,
            stated: question.stated)
        _ = try publisher.keepOpen(ground.policy.bytes)
        var body = weighed.body.merging(question.body) { first, _ in first }
        body["run"] = .string(outcome.opened.statement.name.description)
        body["closed"] = .string(outcome.closed.statement.name.description)
        body["evidence"] = .string(story.evidence.statement.name.description)
        if rules == .ofPictures { body["subject_class"] = .string(weighed.stated.subject.rawValue) }
        change(&body)
        let kind = rules == .ofPictures ? Kind.claimOfPicture : .claimScored
        return Draft(kind, subjects: [outcome.opened.statement.name], body: body, slots: question.slots)
    }

    /// A run and its weighed claim.
    public func weigh(
        stated question: ClaimQuestion = ClaimQuestion(), change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> PlacedEntry {
        try publisher.append([try weighedDraft(try run(), stated: question, change: change)])[0]
    }
}
