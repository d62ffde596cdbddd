import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

struct ModelAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Record a model: every file of its folder, and what the program that executes it says of itself.",
        discussion: """
            The program speaks the protocol exhibit-runner-v1 (Schemas/runner-v1.md) and runs without network, under \
            bubblewrap. It is asked now what it is, and held to that in every run.
            """)

    @Argument(help: "What you call it; in clear, on every report of it.")
    var name: String

    @Argument(help: "Its folder: weights, labels.txt, card and whatever else it needs.")
    var folder: String

    @Option(help: ArgumentHelp("The program that executes it, and its arguments.", valueName: "command"))
    var runner: String

    @Option(
        help: ArgumentHelp(
            "The score from which on its answer counts, a decimal. Without it nothing is named.", valueName: "score"))
    var match: String?

    @Option(help: "The conditions it was validated for, in words.")
    var conditions: String?

    @Flag(help: "Start the program without a sandbox. Recorded, and on the first screen of every report.")
    var unconfined = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        try checkSlotText(name, limit: 128, from: "NAME")
        try checkPublished(conditions, limit: 4_096, from: "--conditions", console)
        guard !name.isEmpty, !BuiltInModel.names.contains(name) else {
            throw UserError("NAME: \"\(shown(name))\" cannot be the name of a model", code: 64)
        }
        let match = try match.map { try Self.sixPlaces($0) }
        let command = try RunnerCommand(runner)
        let confinement: Sandbox.Confinement = unconfined ? .unconfined : .bubblewrap
        try confinement.check()
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        Interruption.watch()
        let job = ModelAddJob(
            opened: opened, name: name, folder: folder, command: command, match: match, conditions: conditions,
            confinement: confinement)
        let entry = try job.run(console)
        let statement = entry.statement
        console.emit(
            "model-add",
            [
                "entry": .integer(Int64(entry.position)), "manifest": .string(statement.text("manifest")),
                "generates_pixels": statement.body["generates_pixels"] ?? .null,
            ])
        console.say(
            "Recorded the model \(shown(name)) as #\(entry.position): \(counted(statement.body["files"]?.elements?.count ?? 0, "file"))"
        )
        console.say("\(statement.text("manifest"))  (its manifest)")
        if match == nil {
            console.say("No --match score was given, so its answers will be listed and none of them named.")
        }
        console.say("Next: exhibit identify PICTURE --model \(word(name))")
    }

    /// "0.9" as "0.900000": a schema fixes the number of places.
    private static func sixPlaces(_ text: String) throws -> String {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let places = parts.count == 2 ? String(parts[1]) : ""
        let padded = "\(parts.first ?? "").\(places)\(String(repeating: "0", count: max(0, 6 - places.utf8.count)))"
        guard parts.count <= 2, places.utf8.count <= 6, DecimalText.isCanonical(padded, places: 6) else {
            throw UserError("--match takes a decimal with at most 6 places, such as 0.9", code: 64)
        }
        return padded
    }
}
