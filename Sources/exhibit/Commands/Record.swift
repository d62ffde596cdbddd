import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a program that knows nothing of exhibit on a recorded picture, and record what went in and out.",
        usage: "exhibit record PICTURE ... --output FILE [--output FILE] [OPTIONS] -- COMMAND ...",
        discussion: """
            For an image editor, a restorer, an OCR tool. The command is started once, here, with your own rights, without \
            a shell and with nothing on its standard input; what it prints goes to standard error. The run is in the ledger \
            before the command starts. It is marked "observed, not stepwise": what the program did is not known, so its \
            pictures have class T3, or T4 with --generates-pixels. Names, paths and arguments stay private.
            """)

    @Argument(
        help: ArgumentHelp(
            "Files that the command reads: recorded pictures, or what a recorded run made; after --, the command.",
            valueName: "pictures"))
    var words: [String]

    @Option(
        name: .shortAndLong, help: ArgumentHelp("A file that the command makes; may be repeated.", valueName: "file"))
    var output: [String] = []

    @Flag(help: "The program generates pixels: what it makes is no evidence, whatever it shows.")
    var generatesPixels = false

    @Option(help: "What it is done for: the picture itself, a thing in it, or a person.")
    var about = "picture"

    @Flag(help: "Files to be made may exist already; they are hashed before.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var outputOptions: OutputOptions

    /// What stands behind the first "--", which the parser takes out.
    private var command: [String] { Array(CommandLine.arguments.drop { $0 != "--" }.dropFirst()) }
    private var pictures: [String] { words.dropLast(command.count) }

    func validate() throws {
        guard About(rawValue: about) != nil else { throw ValidationError("--about takes picture, thing or person") }
        guard !command.isEmpty else {
            throw ValidationError("say what to run, after --: exhibit record PICTURE --output FILE -- COMMAND …")
        }
        guard !pictures.isEmpty else { throw ValidationError("name the recorded pictures that the command reads") }
        guard (1...ObservedRun.mostOutputs).contains(output.count) else {
            throw ValidationError(
                "say what the command makes: --output FILE, 1 to \(ObservedRun.mostOutputs) times")
        }
    }

    func run() throws {
        let request = RecordRequest(
            pictures: pictures, outputs: output, command: command, folder: currentFolder(),
            generatesPixels: generatesPixels, about: about)
        try request.check(force: force)
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let outcome = try request.run(in: opened, outputOptions.console)
        // What was made has the class of what it was made of, too.
        let before = PictureHistory(of: outcome.opened, lookup: opened)?.taint(about: .picture).rawValue ?? ""
        RecordResult(
            outcome: outcome, pictures: pictures, program: command[0],
            taint: max(outcome.step.statement.text("taint"), before)
        ).show(outputOptions.console)
        if outcome.failure != nil { throw ExitCode(RecordResult.failureCode) }
    }
}
