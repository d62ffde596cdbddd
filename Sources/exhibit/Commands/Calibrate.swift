import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitWeight

struct Calibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how often a method is wrong on your own pictures.",
        usage: """
            exhibit calibrate copy --gallery NAME
            exhibit calibrate MODEL --pairs FILE
            exhibit calibrate list
            """,
        discussion: """
            Copies of the pictures of a set are made and compared without labels; a model of your own is asked about pairs \
            whose truth you know. How a list of pairs is written: exhibit calibrate pairs --help
            """,
        subcommands: [CalibrateCopy.self, CalibrateList.self, CalibratePairs.self],
        defaultSubcommand: CalibratePairs.self)
}

struct CalibrateCopy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Measure copy detection on a reference set, and record it.",
        usage: "exhibit calibrate copy --gallery NAME [--conditions TEXT]",
        discussion: """
            Of each picture copies are made, by transforms that are the same for everybody; how many of them would not be \
            found is counted. Each picture is searched for among all others; what is found there is a false match, or \
            the same picture twice: look at the pairs that are listed. Every score is kept. Bounds hold for pictures \
            like these and for such copies, and for no other. Every calibration of a set stays in the ledger, under one \
            name: the newest counts.
            """)

    @Option(help: "A recorded reference set.")
    var gallery: String?

    @Option(help: .hidden)
    var pairs: String?

    @Option(
        help:
            "What kind of pictures these are, in your words. Published with reports that rest on it, as all its scores are."
    )
    var conditions: String?

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard pairs == nil else {
            throw ValidationError(
                "copy detection makes its pairs itself, of the pictures of a set: exhibit calibrate copy --gallery NAME"
            )
        }
        guard gallery != nil else { throw ValidationError("Missing expected argument '--gallery <gallery>'") }
    }

    func run() throws {
        let console = output.console
        let gallery = self.gallery ?? ""
        try checkPublished(conditions, limit: 4_096, from: "--conditions", console)
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        Interruption.watch()
        let job = CalibrateJob(
            opened: opened, gallery: try opened.recordedGallery(gallery), label: gallery, conditions: conditions)
        let outcome = try job.run(console)
        for item in outcome.scores.leftOut {
            console.warn("\(shown(outcome.path(ofLine: item.line))): \(CalibrationText.words(item.reason))")
        }
        // What has no copies although it could have: a file to look for, and to calibrate again.
        let code: Int32 = outcome.scores.leftOut.contains(where: \.reason.isSource) ? 3 : 0
        console.emit(
            "calibrate", exitCode: code,
            [
                "entry": .integer(Int64(outcome.entry.position)), "body": .object(outcome.entry.statement.body),
                "findings": outcome.findings.json, "supports_lead": .bool(outcome.findings.supportsLead),
                "sources": .array(
                    outcome.scores.pictures.map { .string(outcome.path(ofLine: $0.line)) }),
                "left_out": .array(
                    outcome.scores.leftOut.map {
                        ["path": .string(outcome.path(ofLine: $0.line)), "reason": .string($0.reason.rawValue)]
                    }),
            ])
        console.say(
            "Calibrated copy detection on \(counted(outcome.scores.sources, "picture")) of \"\(shown(gallery))\", recorded as #\(outcome.entry.position); bounds are one-sided, 95 %"
        )
        CalibrationText(outcome).show(console)
        throw ExitCode(code)
    }
}

struct CalibrateList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The calibrations of this case, with how often the method was wrong.")

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let opened = try caseOptions.openForReading()
        let labels = Dictionary(
            try opened.galleries().map { ($0.entry.statement.name, $0.label) }, uniquingKeysWith: { first, _ in first })
        var table = Table(
            ["entry", "hour", "model", "set", "pictures", "false positives"], numbers: ["entry", "pictures"])
        for entry in try opened.entries(of: .calibration) {
            let statement = entry.statement
            table.rows.append([
                "#\(entry.position)", statement.head.time.description,
                statement.name("model").flatMap { opened.entry(statement: $0.hash) }?.statement.text("name") ?? "-",
                statement.names("galleries").first.map { labels[$0] ?? "-" } ?? "pairs",
                "\(statement.body["sources"]?.number ?? 0)", try opened.falsePositives(of: statement),
            ])
        }
        list.show(table, as: "calibrations", empty: "No calibration. Next: exhibit calibrate copy --gallery NAME")
    }
}
