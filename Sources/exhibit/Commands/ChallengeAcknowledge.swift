import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct ChallengeAcknowledge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Sign that an objection was received, and give its author a receipt.",
        discussion: """
            It says nothing of whether the objection is right. A report that leaves out an objection for which there is a \
            receipt is refuted by it: exhibit verify REPORT --receipt FILE.
            """)

    @Argument(help: "The objection: #NUMBER or the start of its id.")
    var challenge: String

    @Option(help: ArgumentHelp("Where to write the receipt.", valueName: "file"))
    var receipt: String?

    @Flag(help: "Replace a receipt of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        if let receipt { try OutputFile.check(receipt, force: force) }
        let console = output.console
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let challenge = try opened.challenge(of: opened.resolve(self.challenge))
        let (entry, isNew) = try opened.exclusively { try opened.acknowledge(challenge) }
        console.say(
            "#\(entry.position)  \(isNew ? "acknowledges" : "acknowledged before") the objection #\(challenge.position)"
        )
        if let receipt {
            try opened.writeReceipt(of: challenge, to: receipt, force: force)
            console.say("\(shown(receipt))  the receipt: give it to whoever sent the objection")
        }
        console.emit(
            "challenge-acknowledged",
            [
                "entry": .integer(Int64(entry.position)), "new": .bool(isNew),
                "challenge": .integer(Int64(challenge.position)), "receipt": receipt.map { .string($0) } ?? .null,
            ])
    }
}

struct ChallengeList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the objections that this case has, and what became of them.")

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let opened = try caseOptions.openForReading()
        var table = Table(["entry", "hour", "grounds", "state", "report", "text"], numbers: ["entry", "report"])
        for entry in try opened.entries(of: .challenge) {
            let challenge = try? Challenge(entry.statement)
            let report = challenge.flatMap { opened.entry(statement: $0.report.hash) }
            let text = try opened.value("text", of: entry.statement)?.text ?? ""
            table.rows.append([
                "#\(entry.position)", entry.statement.head.time.description, challenge?.groundWords ?? "?",
                opened.state(of: entry).rawValue, report.map { "#\($0.position)" } ?? "-",
                String(text.split(separator: "\n").first?.prefix(60) ?? ""),
            ])
        }
        list.show(table, as: "challenges", empty: "No objection is recorded.")
    }
}
