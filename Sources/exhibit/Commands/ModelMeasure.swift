import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

struct ModelMeasure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure how far a model's scores differ when it is asked the same again, and record it.",
        discussion: """
            Its program is asked about each picture again and again, with one thread and with two, at every optimisation \
            level that it takes. The tolerance is ten times the largest difference, and at least the floor. Runs after \
            it name it before they start, and whoever runs one of them again may differ by so much, in the same ranking.

            The pictures are the last \(MeasureJob.mostPictures) of the recorded evidence that decode, unless you name \
            others: scores differ more on some than on others, so measure on pictures like those that you will ask \
            about. Answers are not shown. No report of another picture says on which ones you measured. \
            It holds for questions without --gallery; comparing with a reference set promises the same bits.
            """)

    @Argument(help: "Its name.")
    var name: String

    @Option(help: "How often each picture is asked about, 20 to 500; all settings together.")
    var runs = MeasuredRuns.fewestRuns

    @Option(
        name: .customLong("picture"),
        help: ArgumentHelp("A recorded picture to measure on; say it again for more.", valueName: "picture"))
    var pictures: [String] = []

    @Option(
        help: ArgumentHelp(
            "The least tolerance, a decimal: 1/10000 of the score's range unless you say another, at most 1/100.",
            valueName: "score"))
    var floor: String?

    @Flag(help: "Start its program without a sandbox.")
    var unconfined = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (MeasuredRuns.fewestRuns...500).contains(runs) else { throw ValidationError("--runs takes 20 to 500") }
        guard pictures.count <= MeasureJob.mostPictures else {
            throw ValidationError("--picture: at most \(MeasureJob.mostPictures)")
        }
    }

    func run() throws {
        let console = output.console
        let floor = try floor.map { try Self.units($0) }
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        guard !BuiltInModel.names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
            throw UserError(
                "\(shown(name)): is built in and gives the same bits everywhere: there is nothing to measure")
        }
        let model = try opened.model(named: name)
        try model.checkInUse()
        if let floor, floor > Measurement.share(Measurement.largestFloorShare, ofRangeOf: model.entry.statement) {
            throw UserError("--floor: at most a hundredth of the range of the model's scores", code: 64)
        }
        let confinement: Sandbox.Confinement = unconfined ? .unconfined : .bubblewrap
        try confinement.check()
        let evidence = try pictures.isEmpty ? latest(opened) : pictures.map { try opened.evidence(for: $0) }
        Interruption.watch()
        let job = MeasureJob(
            opened: opened, model: model.entry, runs: runs, floor: floor, confinement: confinement)
        let entry = try job.run(on: evidence, console)
        guard let measured = Measurement(entry.statement) else { throw UserError("the measurement was not recorded") }
        console.emit(
            "model-measure",
            exitCode: measured.epsilon == nil ? 3 : 0,
            [
                "entry": .integer(Int64(entry.position)), "completed": .integer(measured.completed),
                "failed": .integer(measured.failed), "body": .object(entry.statement.body),
            ])
        console.say("Measured \(shown(name)) on \(counted(evidence.count, "picture")), recorded as #\(entry.position)")
        console.say("  \(measured.sentence)")
        guard measured.epsilon != nil else {
            console.warn(
                "no tolerance follows: fewer than \(MeasuredRuns.fewestRuns) runs of a picture completed, or the tolerance would be more than a tenth of the range of the scores, or of what was seen of it. Runs go on to promise the same bits"
            )
            throw ExitCode(3)
        }
        console.say(
            "Next: exhibit identify PICTURE --model \(word(name)) --about thing; its run will name #\(entry.position)")
    }

    private func latest(_ opened: Case) throws -> [PlacedEntry] {
        let decoded = try opened.entries(of: .evidence).filter { $0.statement.text("outcome").hasPrefix("decoded") }
        guard !decoded.isEmpty else {
            throw UserError("no picture is recorded to measure on. Record some: exhibit ingest PICTURES --source TEXT")
        }
        return Array(decoded.suffix(MeasureJob.mostPictures))
    }

    /// "0.001" as 1,000,000.
    private static func units(_ text: String) throws -> Int64 {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let places = parts.count == 2 ? String(parts[1]) : ""
        let zeros = String(repeating: "0", count: max(0, ScoreDifference.places - places.utf8.count))
        guard parts.count <= 2, let units = ScoreDifference.units("\(parts.first ?? "").\(places)\(zeros)") else {
            throw UserError("--floor takes a decimal with at most 9 places, such as 0.0001", code: 64)
        }
        return units
    }
}
