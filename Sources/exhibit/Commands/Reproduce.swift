import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitVerification

struct Reproduce: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run every recorded step again, and say of each whether it gives the same bits, or nearly.",
        discussion: """
            Of a run or a claim of this case; or, without a case, of a report with a folder of artifacts, or of a bag. \
            R0: the same bits. R1: within the tolerance that was declared before, and the same ranking. R2: only the status \
            word is the same. R3: not reproduced. RX: could not be attempted, and what is missing. Nothing is recorded \
            unless you say --record.
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

    @Option(
        help: ArgumentHelp(
            "Give the model's program so many threads, 1 to 256, and not the recorded number.", valueName: "count"))
    var threads: Int?

    @Flag(help: "Start the model's program without a sandbox.")
    var unconfined = false

    @Flag(
        help: ArgumentHelp(
            "Record what came of it in a case of your own: a signed statement, for its publisher or anybody else."))
    var record = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("With --record: write the signed statement to this file, too.", valueName: "file"))
    var file: String?

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var trust: TrustOptions
    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard threads.map({ (1...256).contains($0) }) ?? true else { throw ValidationError("--threads takes 1 to 256") }
        guard record || file == nil else { throw ValidationError("-o goes with --record") }
    }

    func run() throws {
        let console = output.console
        if let file { try OutputFile.check(file, force: force) }
        let own = try record ? passphrase.open(caseOptions) : nil
        defer { own?.closeSayingSo() }
        Interruption.watch()
        let scratch = try RunFolder()
        var command = try runner.map { try RunnerCommand($0).words }
        if let subject = try published(console) {
            let model = model(command, scratch.path)
            let job = ReproduceJob(subject: subject.subject, source: subject.source, model: model)
            return try finish(try job.run(console), subject.subject, own, console)
        }
        let opened = try own ?? caseOptions.openForReading()
        let subject = try ReproduceSubject(entry: try opened.resolve(what), in: opened)
        if command == nil, let entry = subject.model, entry.statement.isKind(.modelWithRunner) {
            command = try opened.knownRunnerCommand(entry)
        }
        let model = model(command, scratch.path)
        let job = ReproduceJob(subject: subject, source: CaseArtifacts(opened: opened), model: model)
        try finish(try job.run(console), subject, own, console)
    }

    private func model(_ command: [String]?, _ scratch: String) -> ModelReplay {
        var model = ModelReplay(
            command: command, confinement: unconfined ? .unconfined : .bubblewrap, scratch: scratch)
        model.isCancelled = { Interruption.isRequested }
        model.threads = threads
        return model
    }

    private func finish<Source>(
        _ result: ReproduceJob<Source>.Result, _ subject: ReproduceSubject, _ own: Case?, _ console: Console
    ) throws {
        if let own {
            let statement = ReplayStatement(
                subject: subject, replay: result.replay, reached: result.reached, status: result.status)
            let entry = try statement.record(in: own)
            console.emit("replay", exitCode: result.reached.exitCode, ["entry": .integer(Int64(entry.position))])
            console.say("Recorded as #\(entry.position) in \(shown(own.folder.path)), signed by its operator.")
            if let file {
                try OutputFile.write(entry.entry.leaf, to: file, force: force)
                console.say("\(shown(file))  the signed statement (DSSE), to hand over; it holds no private value")
            }
            console.say(
                "Next: exhibit prove '#\(entry.position)' -o PROOF --entry FILE      both together show anybody where it stands"
            )
        }
        throw ExitCode(result.reached.exitCode)
    }

    /// What a report says, and where its artifacts are; nil where an entry of a case is meant.
    private func published(_ console: Console) throws -> (subject: ReproduceSubject, source: GivenArtifacts)? {
        let isFolder = InputFile.isFolder(what)
        guard isFolder || InputFile.exists(what) else {
            if artifacts != nil { throw ValidationError("--artifacts goes with a report's file") }
            return nil
        }
        guard !isFolder || artifacts == nil else { throw ValidationError("a bag has its artifacts with it") }
        var bag: Bag?
        if isFolder {
            // Without the lists of a bag nobody knows what in it is a link, or was changed.
            guard Bag.isBag(what) else {
                throw UserError(
                    "\(shown(what)): is no bag (it has no bagit.txt). Name a run of a case, a report, or a bag. A folder with artifacts goes with its report: exhibit reproduce REPORT --artifacts \(word(what))"
                )
            }
            // A bag is a stranger's: no link in it is followed, and what was damaged on the way is named before anything runs.
            bag = try Bag(what)
            try bag?.check()
        }
        let file = isFolder ? "\(what)/\(BagLayout.report)" : what
        let bytes = try bag?.reportBytes ?? InputFile.read(file)
        let verdict = Verification.verify(bytes, trust: try trust.policy())
        guard ![1, 2].contains(verdict.exitCode) else {
            throw UserError(
                "\(shown(file)): \(verdict.conclusion) Nothing was run. See: exhibit verify \(word(file))",
                code: verdict.exitCode)
        }
        console.say("Report    \(verdict.conclusion)")
        let bundle = try Bundle(encoded: try ReportFile(encoded: bytes).bundle)
        var place = GivenArtifacts.Place.report
        if let bag { place = .bag(bag) }
        if let artifacts { place = .folder(try ArtifactsFolder(artifacts)) }
        return (try ReproduceSubject(bundle), GivenArtifacts(place, bundle: bundle))
    }
}
