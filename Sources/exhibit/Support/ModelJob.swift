import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

/// One run of a model that a program executes, and the claim that follows from it.
struct ModelJob {
    let opened: Case
    let model: PlacedEntry
    let about: String
    let depth: Int
    let seed: Int64
    let threads: Int
    let confinement: Sandbox.Confinement

    /// One picture of several: what is wrong with it alone is returned, and the others go on.
    func attempt(_ target: String, console: Console) throws -> String? {
        do {
            try run(target, console)
            return nil
        } catch let error as UserError {
            return error.description
        } catch let error as StorageError where [.notFound, .damaged, .tooLarge].contains(error.kind) {
            return "\(shown(target)): \(error)"
        }
    }

    private func run(_ target: String, _ console: Console) throws {
        let evidence = try opened.evidence(for: target)
        guard let file = evidence.statement.name("artifact") else {
            throw UserError("\(shown(target)): its entry names no file")
        }
        let scratch = try RunFolder()
        var execution = ModelExecution(
            command: try opened.runnerCommand(model), files: opened.modelFiles(model.statement),
            confinement: confinement, scratch: scratch.path)
        execution.isCancelled = { (try? Interruption.check()) == nil }
        let question = ModelExecution.Question(
            depth: depth, seed: seed, threads: threads, declared: Self.declared(model.statement))
        let request = ModelRun.Request(
            evidence: evidence, bytes: try opened.bytes(of: file), model: model, about: about, depth: depth,
            seed: seed, threads: threads, confinement: confinement)
        let run = ModelRun(request, surroundings: .here, ledger: opened, store: opened) { [execution] picture in
            execution.answer(to: question, picture: picture)
        }
        let outcome = try run.run()
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
    }

    private static func declared(
        _ model: Statement
    ) -> (score: RunnerDescription.Score, generatesPixels: Bool)? {
        guard let score = model.body["score"], let name = score["name"]?.text,
            let minimum = score["minimum"]?.text.flatMap({ Int64($0) }),
            let maximum = score["maximum"]?.text.flatMap({ Int64($0) })
        else { return nil }
        return (
            RunnerDescription.Score(
                name: name, isHigherBetter: score["better"]?.text == "higher", minimum: minimum, maximum: maximum),
            model.body["generates_pixels"] != .bool(false)
        )
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
        if let failure = outcome.failure { console.say("  the run failed: \(shown(failure))") }
        console.say(
            "\(Console.strong(claim.status.rawValue))  recorded as claim #\(entry.position), run #\(outcome.opened.position)"
        )
        for reason in claim.reasons { console.say("  \(reason.rawValue): \(reason.sentence)") }
    }
}
