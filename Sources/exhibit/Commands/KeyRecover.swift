import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct KeyRecovery: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recovery", abstract: "Make a recovery key, to be kept away from the cases that name it.",
        discussion: """
            It signs nothing until the keys of a case are lost or stolen; then it alone replaces them, and the ledger id \
            stays. Keep the file on a medium of its own, and name its public key when a case is made.
            """)

    @Option(name: .shortAndLong, help: "Where to write the key.")
    var output: String

    @Flag(help: "Write it in clear: whoever reads the file can replace the keys of your cases.")
    var noPassphrase = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" { throw ValidationError("-o takes a file: a key is not printed") }
    }

    func run() throws {
        let key = try PersonalKey(owner: "recovery", file: output).make(noPassphrase ? nil : passphrase)
        outputOptions.console.emit("recovery-key", ["file": .string(output), "key": .string(key.name.description)])
        outputOptions.console.say(
            """
            \(shown(output))  a recovery key; keep it elsewhere than the cases that name it
            Next: exhibit init CASE --recovery-key \(key.name)
            """)
    }
}

struct KeyRecover: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover", abstract: "Replace all keys of a case, by its recovery key.",
        discussion: """
            For when they are lost, stolen, or their passphrase is forgotten. The new keys get a new passphrase, from \
            the same sources as ever; that of the recovery key is asked for, or read from --recovery-passphrase-file.
            """)

    @Argument(help: "The file of the recovery key.")
    var file: String

    @Option(help: ArgumentHelp("Read the recovery key's passphrase from this file's first line.", valueName: "file"))
    var recoveryPassphraseFile: String?

    @Flag(help: "Write the new keys in clear: whoever reads the files can sign for you.")
    var noPassphrase = false

    @OptionGroup var doubt: DoubtOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = try caseOptions.folder()
        let recovery = try PersonalKey(owner: "recovery", file: file, passphraseFile: recoveryPassphraseFile).read()
        let entries = try Case.recover(
            folder, with: recovery,
            passphrase: noPassphrase
                ? nil : try passphrase.resolve(new: true, purpose: "the new keys of \(folder.path)"),
            since: { try doubt.position(in: $0) }, memory: .user(), now: Clock.milliseconds)
        output.console.emit(
            "recovered",
            [
                "keys": .array(
                    entries.map {
                        [
                            "entry": .integer(Int64($0.position)), "action": .string($0.statement.text("action")),
                            "key": .string($0.statement.text("key")), "role": .string($0.statement.text("role")),
                        ]
                    })
            ])
        for entry in entries {
            let statement = entry.statement
            output.console.say(
                "#\(entry.position)  \(statement.text("action"))  \(statement.text("role"))  \(statement.text("key"))")
        }
        output.console.say("Next: back up the case's folder, and give readers the new verifier key: exhibit key show")
    }
}
