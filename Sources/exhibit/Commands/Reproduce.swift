import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitVerification

struct Reproduce: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run every recorded step again, and say of each whether it gives the same bits.",
        discussion: """
            Of a run or a claim of this case; or, without a case, of a report with a folder of artifacts, or of a bag. \
            R0: the same bits. R1: within the tolerance that was declared before. R2: only the status word is the same. \
            R3: not reproduced. RX: could not be attempted, and what is missing. Nothing is recorded.
            """)

    @Argument(help: "A run or a claim (#NUMBER or the start of its id), a report's file, or a bag's folder.")
    var what: String

    @Option(
        help: ArgumentHelp(
            "With a report: a folder with artifacts by their names, as DIR/HEX or DIR/open/HEX and DIR/sealed/HEX.",
            valueName: "dir"))
    var artifacts: String?

    @Option(help: "How the model's program is started here: a command. In a case it is known.")
    var runner: String?

    @Flag(help: "Start the model's program without a sandbox.")
    var unconfined = false

    @OptionGroup var trust: TrustOptions
    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        Interruption.watch()
        let scratch = try RunFolder()
        var command = try runner.map { try RunnerCommand($0).words }
        let confinement: Sandbox.Confinement = unconfined ? .unconfined : .bubblewrap
        if let subject = try published(console) {
            var model = ModelReplay(command: command, confinement: confinement, scratch: scratch.path)
            model.isCancelled = { (try? Interruption.check()) == nil }
            let job = ReproduceJob(subject: subject.subject, source: subject.source, model: model)
            throw ExitCode(try job.run(console))
        }
        let opened = try caseOptions.openForReading()
        let subject = try ReproduceSubject(entry: try opened.resolve(what), in: opened)
        if command == nil, let entry = subject.model, entry.statement.isKind(.modelWithRunner) {
            command = try? opened.runnerCommand(entry)
        }
        var model = ModelReplay(command: command, confinement: confinement, scratch: scratch.path)
        model.isCancelled = { (try? Interruption.check()) == nil }
        let job = ReproduceJob(subject: subject, source: CaseArtifacts(opened: opened), model: model)
        throw ExitCode(try job.run(console))
    }

    /// What a report says, and where its artifacts are; nil where an entry of a case is meant.
    private func published(_ console: Console) throws -> (subject: ReproduceSubject, source: GivenArtifacts)? {
        let isBag = InputFile.isFolder(what)
        guard isBag || InputFile.exists(what) else {
            if artifacts != nil { throw ValidationError("--artifacts goes with a report's file") }
            return nil
        }
        guard !isBag || artifacts == nil else { throw ValidationError("a bag has its artifacts with it") }
        // A bag is a stranger's: no link in it is followed, and what was damaged on the way is named before anything runs.
        if isBag, Bag.isBag(what) { try Bag(what).check() }
        let file = isBag ? "\(what)/data/report.html" : what
        guard InputFile.exists(file) else {
            throw UserError(
                "\(shown(what)): is no bag (it has no data/report.html). Name a run of a case, a report, or a bag")
        }
        let bytes = try InputFile.read(file)
        let verdict = Verification.verify(bytes, trust: try trust.policy())
        guard ![1, 2].contains(verdict.exitCode) else {
            throw UserError(
                "\(shown(file)): \(verdict.conclusion) Nothing was run. See: exhibit verify \(word(file))",
                code: verdict.exitCode)
        }
        console.say("Report    \(verdict.conclusion)")
        let bundle = try Bundle(encoded: try ReportFile(encoded: bytes).bundle)
        return (
            try ReproduceSubject(bundle), try GivenArtifacts(folder: isBag ? what : artifacts, bundle: bundle)
        )
    }
}
