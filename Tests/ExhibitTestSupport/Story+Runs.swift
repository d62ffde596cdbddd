import ExhibitCore
import ExhibitPipeline
import ExhibitWeight

/// Runs of other built-in models than copy detection.
extension Story {
    var surroundings: RunSurroundings {
        let ledger = publisher.ledger
        return RunSurroundings(
            program: ("exhibit", "1.0.0"), environment: environment, randomness: publisher.randomness,
            now: { ledger.now })
    }

    /// As the program tells received evidence from what a step made.
    func received(_ name: TypedName) -> String? {
        let about = publisher.entries(referringTo: name) ?? []
        let isMade = about.contains {
            $0.statement.isKind(.step) && $0.statement.artifacts("outputs").contains { $0.name == name }
        }
        let isEvidence = about.contains { $0.statement.isEvidence && $0.statement.name("artifact") == name }
        return isEvidence && !isMade ? "received evidence" : nil
    }

    /// A run of operations on the evidence, or on another recorded picture.
    public func derive(
        _ operations: [ImageOperation], from other: (entry: PlacedEntry, bytes: [UInt8])? = nil,
        made: TypedName? = nil
    ) throws -> Derivation.Outcome {
        let model = try publisher.append([
            BuiltInModel.imageOperations.draft(keepingIn: publisher, recorded: publisher.ledger.now)
        ])[0]
        let request = Derivation.Request(
            evidence: other?.entry ?? evidence, picture: made, bytes: other?.bytes ?? picture,
            model: model.statement.name,
            operations: operations)
        return try Derivation(
            request, surroundings: surroundings, ledger: publisher, store: publisher, received: received
        ).run()
    }

    /// A run of a built-in model and its claim.
    public func ask(
        _ model: BuiltInModel, about: String = "thing", on other: (entry: PlacedEntry, bytes: [UInt8])? = nil,
        made: TypedName? = nil
    ) throws -> (run: ModelRun.Outcome, claim: PlacedEntry) {
        let placed = try publisher.append([model.draft(keepingIn: publisher, recorded: publisher.ledger.now)])[0]
        let evidence = other?.entry ?? evidence
        let request = ModelRun.Request(
            evidence: evidence, picture: made, bytes: other?.bytes ?? picture, model: placed, about: about, depth: 3,
            seed: 0,
            threads: 1, confinement: nil)
        let outcome = try ModelRun(
            request, surroundings: surroundings, ledger: publisher, store: publisher, received: received
        ) { model.answer(to: $0, depth: 3) }.run()
        let claim = ModelClaim(
            evidence: evidence.statement, opened: outcome.opened.statement, steps: outcome.steps.map(\.statement),
            closed: outcome.closed.statement, model: placed.statement, scores: outcome.scores,
            history: PictureHistory(of: outcome.opened, lookup: publisher))
        _ = try publisher.keepOpen(ModelPolicy.bytes)
        let body = claim.body.merging([
            "run": .string(outcome.opened.statement.name.description),
            "closed": .string(outcome.closed.statement.name.description),
            "evidence": .string(evidence.statement.name.description),
        ]) { first, _ in first }
        return (
            outcome, try publisher.append([Draft(.claim, subjects: [outcome.opened.statement.name], body: body)])[0]
        )
    }
}
