import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct ChallengeWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Sign that you withdraw your objection.",
        discussion: "It stays in the ledger where it was recorded; later reports show that it was withdrawn.")

    @Argument(help: "The objection's file.")
    var challenge: String

    @Option(help: "Its key; else the file beside it, FILE.key.")
    var key: String?

    @Option(name: .shortAndLong, help: "Where to write the signed withdrawal.")
    var output: String

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var outputOptions: OutputOptions

    func run() throws {
        try OutputFile.check(output, force: force)
        let file = try ChallengeInput.read(challenge)
        let signer = try PersonalKey(owner: "objection's", file: key ?? challenge + ".key").read()
        let statement = file.entry.statement
        guard signer.publicKey == statement.head.author else {
            throw UserError("\(shown(key ?? challenge + ".key")): is another key than the objection's")
        }
        let draft = Draft(
            .withdraw, subjects: [statement.name], body: ["challenge": .string(statement.name.description)])
        let (withdrawal, _) = try draft.sealed(
            head: ExhibitCore.Head(
                author: signer.publicKey, ledger: statement.head.ledger, nonce: SystemRandomness().bytes(16),
                time: Hour(milliseconds: Clock.milliseconds())), randomness: SystemRandomness())
        try OutputFile.write(Entry(signing: withdrawal, with: signer).leaf, to: output, force: force)
        if output == "-" { return }
        outputOptions.console.emit(
            "challenge-withdrawal", ["file": .string(output), "statement": .string(withdrawal.id.hex)])
        outputOptions.console.say(
            """
            \(shown(output))  withdraws the objection \(statement.id.hex)
            Next: send it to whoever you sent the objection to: exhibit challenge receive \(word(output))
            """)
    }
}
