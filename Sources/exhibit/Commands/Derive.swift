import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

struct Derive: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a picture from a recorded one by exact operations: one run, a step for each.",
        discussion: """
            Operations are applied in the order in which they are written, on pixels as the file stores them: put \
            --upright first where positions were read off an upright picture. The result is a PNG file, kept in the \
            case. A claim on it has at least the class of these steps and of all that came before them, and the run is \
            listed in every report on the picture.
            """)

    @Argument(help: "A recorded picture, or one that was made from it: its file, the id of its entry, or sealed:…")
    var picture: String

    @OptionGroup(title: "Operations") var operations: DerivationOptions

    @Option(name: .shortAndLong, help: "Also write the result to this file, PNG; - is standard output.")
    var output: String?

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" && outputOptions.json {
            throw ValidationError("-o - prints the picture itself, without --json")
        }
    }

    func run() throws {
        let chain = try operations.chain(CommandLine.arguments.dropFirst())
        if let output { try OutputFile.check(output, force: force) }
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let outcome = try opened.exclusively { try derive(opened, chain) }
        for remark in outcome.remarks { outputOptions.console.warn("\(shown(picture)): \(remark)") }
        guard let result = outcome.picture else {
            throw UserError(
                "\(shown(picture)): nothing was made: \(shown(outcome.failure ?? "")). The attempt is recorded as run #\(outcome.opened.position)."
            )
        }
        if let output { try OutputFile.write(result.bytes, to: output, force: force) }
        // The picture has the class of what it was made of, too.
        let before = PictureHistory(of: outcome.opened, lookup: opened)?.taint(about: .picture).rawValue ?? ""
        let taint = max(outcome.steps.last?.statement.text("taint") ?? "", before)
        show(outcome, result, taint, output == "-" ? Console(json: false, quiet: true) : outputOptions.console)
    }

    private func derive(_ opened: Case, _ chain: [ImageOperation]) throws -> Derivation.Outcome {
        let subject = try opened.subject(for: picture)
        let request = Derivation.Request(
            evidence: subject.evidence, picture: subject.picture, bytes: subject.bytes,
            model: try opened.builtIn(.imageOperations).statement.name,
            operations: chain)
        return try Derivation(request, surroundings: .here, ledger: opened, store: opened) { opened.received($0) }.run()
    }

    private func show(
        _ outcome: Derivation.Outcome, _ result: Derivation.Picture, _ taint: String, _ console: Console
    ) {
        console.emit(
            "derive",
            [
                "picture": .string(picture), "run": .integer(Int64(outcome.opened.position)),
                "artifact": .string(result.name.description), "width": .integer(Int64(result.width)),
                "height": .integer(Int64(result.height)), "taint": .string(taint),
                "output": output.map { .string($0) } ?? .null,
                "operations": .array(
                    outcome.steps.dropFirst().dropLast().compactMap { $0.statement.body["operation"]?["name"] }),
                "remarks": .array(outcome.remarks.map { .string($0) }),
            ])
        console.say(
            "Made a picture of \(result.width)x\(result.height) pixels from \(shown(picture)): run #\(outcome.opened.position), \(counted(outcome.steps.count, "step")), class \(taint)"
        )
        console.say("  \(result.name)")
        if let output { console.say("Written to \(shown(output))") }
        console.say("Next: exhibit runs \(word(picture))")
    }
}
