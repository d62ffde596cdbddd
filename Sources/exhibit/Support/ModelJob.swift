import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

/// One run of a model that a program executes, or that is part of this one, and the claim that follows from it.
struct ModelJob {
    let opened: Case
    let model: PlacedEntry
    /// Nil where a program of its own executes it.
    let builtIn: BuiltInModel?
    let about: String
    let depth: Int
    let seed: Int64
    let threads: Int
    /// Nil for a built-in model.
    let confinement: Sandbox.Confinement?

    /// One picture of several: what is wrong with it alone is returned, and the others go on.
    func attempt(_ target: String, console: Console) throws -> String? {
        do {
            return try run(target, console).map { "\(shown(target)): the run failed, and is recorded: \($0)" }
        } catch let error as UserError {
            return error.description
        } catch let error as StorageError where [.notFound, .damaged, .tooLarge].contains(error.kind) {
            return "\(shown(target)): \(error)"
        }
    }

    /// Gives why the run failed; nil where it did not.
    private func run(_ target: String, _ console: Console) throws -> String? {
        let evidence = try opened.evidence(for: target)
        guard let file = evidence.statement.name("artifact") else {
            throw UserError("\(shown(target)): its entry names no file")
        }
        try opened.checkReceived(evidence, target)
        let scratch = try RunFolder()
        let execute = try self.execute(in: scratch.path)
        let request = ModelRun.Request(
            evidence: evidence, bytes: try opened.bytes(of: file), model: model, about: about, depth: depth,
            seed: seed, threads: threads, confinement: confinement)
        let run = ModelRun(
            request, surroundings: .here, ledger: opened, store: opened, received: opened.received, execute: execute)
        let outcome = try run.run()
        // Nothing is claimed from a run that a person cut short; it stays, as failed.
        try Interruption.check()
        let claim = ModelClaim(
            evidence: evidence.statement, opened: outcome.opened.statement, steps: outcome.steps.map(\.statement),
            closed: outcome.closed.statement, model: model.statement, scores: outcome.scores)
        _ = try opened.keepOpen(ModelPolicy.bytes)
        let body = claim.body.merging([
            "run": .string(outcome.opened.statement.name.description),
            "closed": .string(outcome.closed.statement.name.description),
            "evidence": .string(evidence.statement.name.description),
        ]) { first, _ in first }
        let entry = try opened.append([Draft(.claim, subjects: [outcome.opened.statement.name], body: body)])[0]
        ModelResult(evidence: evidence, model: model, outcome: outcome, claim: claim, entry: entry)
            .show(target, console)
        return outcome.failure.map { shown($0) }
    }

    private func execute(in scratch: String) throws -> ([UInt8]) -> ModelRun.Answer {
        if let builtIn {
            return { [depth, about] picture in
                var answer = builtIn.answer(to: picture, depth: depth)
                // A warning stands in every report, and a refusal shows no answer.
                if about == "person" { answer.warnings = [] }
                return answer
            }
        }
        var execution = ModelExecution(
            command: try opened.runnerCommand(model), files: opened.modelFiles(model.statement),
            confinement: confinement ?? .bubblewrap, scratch: scratch)
        execution.isCancelled = { (try? Interruption.check()) == nil }
        let question = ModelExecution.Question(
            depth: depth, seed: seed, threads: threads, declared: ModelExecution.Question.declared(by: model.statement))
        return { [execution] picture in execution.answer(to: question, picture: picture) }
    }
}

/// What a model answered, for people and for scripts.
struct ModelResult {
    let evidence: PlacedEntry
    let model: PlacedEntry
    let outcome: ModelRun.Outcome
    let claim: ModelClaim
    let entry: PlacedEntry

    /// A refusal shows no answer, on no screen.
    private var answers: [ScoreList.Candidate] {
        claim.status == .refused ? [] : outcome.scores?.candidates ?? []
    }

    /// Of the model's own step. They can tell the answer.
    private var warnings: [String] {
        if claim.status == .refused { return [] }
        let step = outcome.steps.first { Operation.named(in: $0.statement) == .runModel }
        return (step?.statement.body["warnings"]?.elements ?? []).compactMap(\.text)
    }

    private static func text(_ answer: ScoreList.Answer) -> String {
        switch answer {
        case .label(let label): label
        case .reference(let name): name.description
        }
    }

    func show(_ target: String, _ console: Console) {
        console.emit(
            "identify-model",
            [
                "picture": .string(target), "evidence": .integer(Int64(evidence.position)),
                "model": .integer(Int64(model.position)), "run": .integer(Int64(outcome.opened.position)),
                "claim": .integer(Int64(entry.position)), "status": .string(claim.status.rawValue),
                "failure": outcome.failure.map { .string($0) } ?? .null,
                "warnings": .array(warnings.map { .string($0) }),
                "reasons": .array(
                    claim.reasons.map { ["rule": .string($0.rawValue), "sentence": .string($0.sentence)] }),
                "answers": .array(
                    answers.map {
                        [
                            "rank": .integer($0.rank), "answer": .string(Self.text($0.answer)),
                            "score": .string($0.score.description),
                        ]
                    }),
            ])
        console.say("\(shown(target))  (#\(evidence.position)), asked \(shown(model.statement.text("name")))")
        for answer in answers {
            console.say(
                "  \(answer.rank). \(shown(Self.text(answer.answer)))  \(answer.score.value)  (\(answer.score))")
        }
        for warning in warnings { console.say("  \(shown(warning))") }
        if let failure = outcome.failure { console.say("  the run failed: \(shown(failure))") }
        console.say(
            "\(Console.strong(claim.status.rawValue))  recorded as claim #\(entry.position), run #\(outcome.opened.position)"
        )
        for reason in claim.reasons { console.say("  \(reason.rawValue): \(reason.sentence)") }
    }
}
