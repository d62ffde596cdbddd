import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Model: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Models: what they are, to the byte, and the programs that execute them.",
        subcommands: [ModelAdd.self, ModelList.self, ModelShow.self, ModelMeasure.self, ModelWithdraw.self])
}

struct ModelList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The models of this case.")

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let opened = try caseOptions.openForReading()
        var table = Table(["entry", "name", "version", "runner", "generates pixels", "state"], numbers: ["entry"])
        for model in try opened.models() {
            let statement = model.entry.statement
            table.rows.append([
                "#\(model.entry.position)", statement.text("name"), statement.text("version"),
                statement.text("runner"), statement.generatesPixels ? "yes" : "no",
                model.withdrawn.map { "withdrawn by #\($0.position)" } ?? "in use",
            ])
        }
        list.show(table, as: "models", empty: "No model yet: exhibit model add NAME FOLDER --runner COMMAND")
    }
}

struct ModelShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What a model is: files and digests, as `sha256sum -c` checks them, and what it says of itself."
    )

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        let opened = try caseOptions.openForReading()
        let model = try opened.recordedModel(named: name)
        let statement = model.entry.statement
        let files = statement.body["files"]?.elements ?? []
        let measurements = try opened.measurements(of: model.entry)
        console.emit(
            "model",
            [
                "measurements": .array(measurements.map { .integer(Int64($0.position)) }),
                "entry": .integer(Int64(model.entry.position)), "statement": .string(statement.name.description),
                "withdrawn": model.withdrawn.map { .integer(Int64($0.position)) } ?? .null,
                "body": .object(statement.body),
            ])
        let score = statement.body["score"]
        console.say("\(shown(statement.text("name"))) \(statement.text("version"))  (#\(model.entry.position))")
        if let withdrawn = model.withdrawn {
            console.say("WITHDRAWN by #\(withdrawn.position): \(shown(withdrawn.statement.text("reason")))")
        }
        console.say("Manifest          \(statement.text("manifest"))")
        if let program = statement.body["program"] {
            console.say(
                "Program           \(shown(program["name"]?.text ?? "")) \(shown(program["version"]?.text ?? ""))")
        } else {
            console.say("Program           built in")
        }
        if let words = try opened.knownRunnerCommand(model.entry) {
            console.say("Started here by   \(words.map { word($0) }.joined(separator: " "))")
        }
        console.say(
            "Score             \(shown(score?["name"]?.text ?? "")), \(score?["better"]?.text ?? "") is better, \(score?["minimum"]?.text ?? "") to \(score?["maximum"]?.text ?? "")"
        )
        if statement.isKind(.modelWithRunner) {
            console.say("Counts from       \(statement.body["match"]?.text ?? "no score: nothing will be named")")
        }
        console.say("Generates pixels  \(statement.generatesPixels ? "yes" : "no")")
        console.say("Conditions        \(shown(statement.text("conditions")))")
        for entry in measurements {
            guard let measurement = Measurement(entry.statement) else { continue }
            console.say("Measured          #\(entry.position): \(measurement.sentence)")
        }
        if measurements.isEmpty {
            console.say("Measured          not yet: runs promise the same bits (exhibit model measure \(word(name)))")
        }
        console.say()
        for file in files {
            let digest = file["artifact"]?.text?.dropFirst("sha256:".count) ?? ""
            console.say("\(digest)  \(shown(file["path"]?.text ?? ""))")
        }
    }
}

struct ModelWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Record that a model is no longer to be used. Its runs stay, and so do reports.")

    @Argument(help: "Its name.")
    var name: String

    @Option(help: "Why; in clear, for everybody who reads a report of it.")
    var reason: String

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try checkPublished(reason, limit: 4_096, from: "--reason", output.console)
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let model = try opened.model(named: name)
        if let withdrawn = model.withdrawn {
            throw UserError("\(shown(name)): was withdrawn already, by #\(withdrawn.position)")
        }
        let subject = model.entry.statement.name
        let entry = try opened.append([
            Draft(
                .modelWithdrawn, subjects: [subject],
                body: ["model": .string(subject.description), "reason": .string(reason)])
        ])[0]
        output.console.emit("model-withdraw", ["entry": .integer(Int64(entry.position))])
        output.console.say("Withdrawn: \(shown(name)), by #\(entry.position). No run with it starts any more.")
    }
}
