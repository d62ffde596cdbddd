import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

struct Ingest: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record files as evidence: hashed, named, stored, and signed into the ledger.",
        discussion:
            "Exit code 0 when all were recorded or known already, 3 when some were not (each is named), 1 when none was."
    )

    @Argument(help: "Files and folders; folders are walked, in the order of names.")
    var paths: [String] = []

    @Option(help: "How you got them. Kept private; a report withholds it unless told otherwise.")
    var source: String?

    @Option(help: "unknown, or stated: you sign how you know that these are the files as captured (--basis).")
    var origin = "unknown"

    @Option(help: "With --origin stated: how you know.")
    var basis: String?

    @Option(help: "Read paths from this file, one a line; - is standard input.")
    var filesFrom: String?

    @Flag(name: .customShort("0"), help: "With --files-from: paths end in a zero byte.")
    var zero = false

    @Option(help: "A CSV with \(IngestList.columns.joined(separator: ",")).")
    var list: String?

    @Option(help: "Leave out what matches this pattern; may be given again.")
    var exclude: [String] = []

    @Flag(help: "Say what would be done; record nothing.")
    var dryRun = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard ["unknown", "stated"].contains(origin) else { throw ValidationError("--origin takes unknown or stated") }
        guard (origin == "stated") == (basis != nil) else {
            throw ValidationError("--origin stated and --basis \"how you know\" go together")
        }
        guard !zero || filesFrom != nil else { throw ValidationError("-0 goes with --files-from") }
        guard !paths.isEmpty || filesFrom != nil || list != nil else {
            throw ValidationError("name files or folders, or --files-from, or --list")
        }
    }

    func run() throws {
        let console = output.console
        if dryRun {
            let opened = try caseOptions.openForReading()
            let request = try IngestRequest(self)
            var tally = IngestTally(request, console: console)
            throw ExitCode(try tally.rehearse(request, position: opened.evidencePosition))
        }
        // The case first: nobody wants to wait for a walk through a disk and then be told to go elsewhere.
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        Interruption.watch()
        var job = IngestJob(case: opened, request: try IngestRequest(self), console: console)
        do {
            throw ExitCode(try job.run())
        } catch {
            if !(error is ExitCode) { job.sayHowFar() }
            throw error
        }
    }
}
