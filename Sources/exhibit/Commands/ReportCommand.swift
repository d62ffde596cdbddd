import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make a report of a claim: one HTML file that a person reads and a program verifies.",
        usage: """
            exhibit report CLAIM -o FILE
            exhibit report --last -o FILE
            exhibit report standing REPORT -o FILE
            """,
        discussion: """
            What a report can disclose, withhold and supersede: exhibit report make --help. A report carries until when it \
            stands; a standing is the newer word for its readers.
            """,
        subcommands: [MakeReport.self, ReportStanding.self],
        defaultSubcommand: MakeReport.self)
}

struct ReportStanding: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standing",
        abstract: "Say until when a report stands, and give its readers what was recorded since.",
        discussion: """
            The file has everything that the ledger recorded about the report and its claim: objections and what became of \
            them, rulings, retractions, reports that took its place. Whoever verifies it computes the state from these: \
            exhibit-verify REPORT --standing FILE. While an objection is undecided a standing holds for 24 hours.
            """)

    @Argument(help: "The report's file.")
    var report: String

    @Option(name: .shortAndLong, help: "Where to write it; - is standard output.")
    var output: String

    @Option(help: "For how many days it stands: at most 90.")
    var days: Int64 = Standing.defaultDays

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        guard (1...Standing.mostDays).contains(days) else {
            throw ValidationError("--days takes 1 to \(Standing.mostDays)")
        }
        if output == "-" && outputOptions.json {
            throw ValidationError("-o - prints the standing itself, without --json")
        }
    }

    func run() throws {
        try OutputFile.check(output, force: force)
        let bytes = try InputFile.read(report, limit: ReportFile.maximumBytes)
        let (file, entry) = try made(from: bytes)
        try OutputFile.write(file.encoded, to: output, force: force)
        var verdict = Verification.verify(bytes, trust: TrustPolicy(ledgers: [entry.ledger]))
        verdict.judgeStanding(ofReport: bytes, file: file.encoded, at: Reading(now: Clock.milliseconds()))
        let console = outputOptions.console
        let state = verdict.standingState?.rawValue ?? "not known"
        if output == "-" { return }
        console.emit(
            "standing",
            [
                "file": .string(output), "entry": .integer(Int64(entry.placed.position)), "state": .string(state),
                "until": .string(entry.end.description),
            ])
        console.say(
            """
            \(shown(output))  standing #\(entry.placed.position) of \(shown(report)): \(state), until \(entry.end)
            Next: exhibit-verify \(word(report)) --standing \(word(output))      give the file to whoever has the report
            """)
    }

    private typealias Recorded = (placed: PlacedEntry, ledger: ContentHash, end: Hour)

    private func made(from bytes: [UInt8]) throws -> (file: StandingFile, entry: Recorded) {
        do {
            // Before a passphrase is asked: a report of another ledger needs none.
            let reading = try caseOptions.openForReading()
            _ = try Bridge.bundle(of: bytes, ledger: reading.ledgerID, size: reading.size)
            let opened = try passphrase.open(caseOptions)
            defer { opened.closeSayingSo() }
            return try opened.exclusively {
                try opened.prepareStanding()
                let now = Clock.milliseconds()
                let planned = try StandingFile.draft(of: bytes, in: opened, days: days, now: now)
                let placed = try opened.append([planned.draft])[0]
                let covers = try opened.appendIndex().position
                let file = try StandingFile(
                    of: bytes, in: opened, history: opened.history, tree: opened.tree, covers: covers)
                let end = try Standing(placed.statement).end(wasContested: planned.isContested)
                return (file, (placed, opened.ledgerID, end))
            }
        } catch let failure as Bridge.Failure {
            throw UserError("\(shown(report)): \(failure)", code: failure.contradicts ? 2 : 1)
        }
    }
}
