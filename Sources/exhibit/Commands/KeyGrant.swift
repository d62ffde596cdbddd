import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct KeyReviewer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reviewer", abstract: "Make a reviewer's own key.",
        discussion: """
            It belongs to a person and to no case. Whoever keeps a case gives it the role of a reviewer once, and the \
            reviewer signs conclusions with it.
            """)

    @Option(name: .shortAndLong, help: "Where to write the key.")
    var output: String

    @Flag(help: "Write it in clear: whoever reads the file can sign for the reviewer.")
    var noPassphrase = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" { throw ValidationError("-o takes a file: a key is not printed") }
    }

    func run() throws {
        let key = try PersonalKey(owner: "reviewer's", file: output).make(noPassphrase ? nil : passphrase)
        outputOptions.console.emit("reviewer-key", ["file": .string(output), "key": .string(key.name.description)])
        outputOptions.console.say(
            """
            \(shown(output))  the key of a reviewer: \(key.name)
            Next, for whoever keeps the case: exhibit key grant reviewer \(word(output))
            """)
    }
}

struct KeyGrant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Give the role of a reviewer to somebody's key.",
        discussion: """
            The key itself signs that it takes the role, so its holder is there and gives its passphrase. Taken away \
            again by: exhibit key revoke KEY.
            """)

    @Argument(help: "reviewer; the roles of the case itself are given by exhibit key rotate.")
    var role: String

    @Argument(help: "The file of the key.")
    var file: String

    @Option(help: "A file with the passphrase of that key; else it is asked for.")
    var reviewerPassphraseFile: String?

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard role == Role.reviewer.rawValue else {
            throw ValidationError("the role that can be given is reviewer; for the others: exhibit key rotate ROLE")
        }
    }

    func run() throws {
        let key = try PersonalKey(owner: "reviewer's", file: file, passphraseFile: reviewerPassphraseFile).read()
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let entry = try opened.exclusively { try opened.grant(.reviewer, toHolderOf: key) }
        output.console.emit(
            "granted",
            [
                "key": .string(key.name.description), "role": .string(role),
                "entry": entry.map { .integer(Int64($0.position)) } ?? .null,
            ])
        if let entry {
            output.console.say("#\(entry.position)  granted  \(role)  \(key.name)")
        } else {
            output.console.say("\(key.name) is a reviewer already; nothing was recorded.")
        }
        output.console.say("Next: exhibit review RUN --reviewer-key \(word(file)) --conclusion …")
    }
}
