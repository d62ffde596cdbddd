import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct ChallengeReceive: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Record somebody's objection to a report of this case, or its withdrawal, as it was signed.",
        discussion: """
            The signed entry is recorded to the byte; its text and files are kept privately. From here on every report on \
            the same claim, run or evidence lists it. --receipt gives its author what proves that it was recorded.
            """)

    @Argument(help: "The file that you were sent.")
    var file: String

    @Option(help: ArgumentHelp("Also write a receipt for its author.", valueName: "file"))
    var receipt: String?

    @Flag(help: "Replace a receipt of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        if let receipt { try OutputFile.check(receipt, force: force) }
        let console = output.console
        let bytes = try InputFile.read(file, limit: ChallengeFile.maximumBytes)
        let withdrawal = (try? Entry(leaf: bytes)).flatMap { $0.statement.isKind(.withdraw) ? $0 : nil }
        // Before a passphrase is asked: what cannot be recorded needs none.
        let challenge = try withdrawal == nil ? ChallengeInput.parse(bytes, file) : nil
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let (entry, isNew) = try opened.exclusively {
            try challenge.map { try opened.receive($0, from: file) }
                ?? opened.receive(withdrawal: withdrawal, from: file)
        }
        let what = challenge.map { "objection, grounds \($0.challenge.groundWords)" } ?? "withdrawal of an objection"
        console.say(
            "#\(entry.position)  \(isNew ? "recorded" : "was recorded before; nothing was added"): \(what)")
        if let receipt {
            let challenge = try opened.challenge(of: entry)
            try opened.writeReceipt(of: challenge, to: receipt, force: force)
            console.say("\(shown(receipt))  the receipt: give it to whoever sent this")
        }
        console.emit(
            "challenge-received",
            [
                "entry": .integer(Int64(entry.position)), "new": .bool(isNew),
                "statement": .string(entry.statement.id.hex), "receipt": receipt.map { .string($0) } ?? .null,
            ])
        if challenge != nil {
            console.say("Next: exhibit challenge acknowledge '#\(entry.position)' --receipt FILE")
        }
    }
}
