import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitWeight

struct Claim: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Claim again from a recorded run: with what was stated, repeated or reviewed since.",
        discussion: """
            The run stays as it is, and so does every earlier claim: reports list them all. What counts is what the \
            ledger holds: the newest calibration recorded before the run, replays recorded since, and what you state here.
            """)

    @Argument(help: ArgumentHelp("A run or a claim: \"#12\", or the beginning of an id.", valueName: "run"))
    var target: String

    @OptionGroup(title: "What the question is") var question: QuestionOptions
    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let stated = try question.question(console)
        let claim = try opened.exclusively {
            let job = ClaimJob(opened: opened, question: stated, isAgain: true)
            return try job.record(of: try opened.answeredRun(named: target))
        }
        console.say(
            "\(Console.strong(claim.status.rawValue))  recorded as claim #\(claim.entry.position)")
        ClaimText(claim).show(console)
        console.say("Next: exhibit report '#\(claim.entry.position)' -o report.html")
        console.emit(
            "claim",
            [
                "claim": .integer(Int64(claim.entry.position)), "status": .string(claim.status.rawValue),
                "reasons": .array(claim.reasons.map { ["rule": .string($0.rule), "sentence": .string($0.sentence)] }),
                "weight": claim.weighed?.weight?.json(.current) ?? .null,
            ])
    }
}

extension Case {
    /// The run that a person means, by itself or by a claim made from it.
    func answeredRun(named text: String) throws -> AnsweredRun {
        var entry = try resolve(text)
        if entry.statement.isClaim, let name = entry.statement.name("run"), let run = self.entry(statement: name.hash) {
            entry = run
        }
        let model = entry.statement.name("model").flatMap { self.entry(statement: $0.hash) }?.statement
        let isOfModels = model?.isKind(.modelWithRunner) == true
        guard entry.statement.isRunOpened, let model,
            isOfModels || (model.isKind(.model) && !entry.statement.names("galleries").isEmpty)
        else {
            throw UserError(
                "\(shown(text)): is no search of a reference set and no question to a model; see: exhibit log --kind run.opened"
            )
        }
        let ofRun = (entries(referringTo: entry.statement.name) ?? []).filter {
            $0.statement.name("run") == entry.statement.name
        }
        guard let closed = ofRun.first(where: { $0.statement.isKind(.runClosed) }),
            let evidence = entry.statement.evidenceOfInputs.first.flatMap({ self.entry(statement: $0.hash) })
        else { throw UserError("run #\(entry.position) was never closed: there is nothing to claim from it") }
        let steps = closed.statement.names("steps").compactMap { self.entry(statement: $0.hash) }
        let list = try closed.statement.name("candidates").map { try bytes(of: $0) }
        return AnsweredRun(
            evidence: evidence, opened: entry, steps: steps, closed: closed,
            answers: isOfModels
                ? .model(model, try list.map { try ScoreList(encoded: $0) })
                : .copies(try list.map { try CandidateList(encoded: $0) }))
    }
}
