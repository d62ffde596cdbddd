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
    /// Nil where the picture is looked at alone.
    var set: NamedSet?
    /// What a replay may differ by, and what that was measured with; nil for a built-in model.
    var tolerance: Tolerance?
    var measured: RunnerDescription.Identity?
    var question = ClaimQuestion()

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
        let subject = try opened.subject(for: target)
        let evidence = subject.evidence
        let scratch = try RunFolder()
        let references = try set.map { set in
            try opened.referencePictures(set, in: "\(scratch.path)/references") {
                Interruption.isRequested
            }
        }
        let execute = try self.execute(in: scratch.path, references)
        var request = ModelRun.Request(
            evidence: evidence, picture: subject.picture, bytes: subject.bytes, model: model, about: about,
            depth: depth, seed: seed, threads: threads, confinement: confinement,
            tolerance: tolerance)
        request.gallery = set.map { set in
            ModelRun.Gallery(statement: set.entry.statement) { (name) throws(ReferenceUnavailable) in
                try opened.reference(name, keeping: true)
            }
        }
        let run = ModelRun(
            request, surroundings: .here, ledger: opened, store: opened, received: opened.received, execute: execute)
        let outcome = try run.run()
        // Nothing is claimed from a run that a person cut short; it stays, as failed.
        try Interruption.check()
        let recorded = AnsweredRun(
            evidence: evidence, opened: outcome.opened, steps: outcome.steps, closed: outcome.closed,
            answers: .model(model.statement, outcome.scores))
        let claim = try opened.exclusively {
            try ClaimJob(opened: opened, question: self.question).record(of: recorded)
        }
        ModelResult(
            subject: subject, model: model, outcome: outcome, claim: claim, set: set, references: references
        )
        .show(target, console)
        return outcome.failure.map { shown($0) }
    }

    private func execute(
        in scratch: String, _ references: ReferencePictures?
    ) throws -> ([UInt8]) -> ModelRun.Answer {
        if let builtIn {
            return { [depth] picture in builtIn.answer(to: picture, depth: depth) }
        }
        var execution = ModelExecution(
            command: try opened.runnerCommand(model), files: opened.modelFiles(model.statement),
            confinement: confinement ?? .bubblewrap, scratch: scratch)
        execution.references = references
        execution.isCancelled = { Interruption.isRequested }
        var question = ModelExecution.Question(
            depth: depth, seed: seed, threads: threads, declared: ModelExecution.Question.declared(by: model.statement))
        question.measured = measured
        return { [execution] picture in execution.answer(to: question, picture: picture) }
    }
}
