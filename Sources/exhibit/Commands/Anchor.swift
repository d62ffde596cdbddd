import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct AnchorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anchor", abstract: "Timestamps by others (RFC 3161) over the ledger's checkpoints.",
        discussion: """
            A timestamping authority that neither you nor the reader controls states that a checkpoint existed at a time: \
            so did every entry below it. It is given the digest of the checkpoint, and nothing else.
            """,
        subcommands: [AnchorRequest.self, AnchorAdd.self])
}

struct AnchorRequest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Write a timestamp query for the newest checkpoint; you send it.")

    @Option(name: .shortAndLong, help: "Where to write it; - is standard output.")
    var output: String

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" && outputOptions.json { throw ValidationError("-o - prints the query itself, without --json") }
    }

    func run() throws {
        try OutputFile.check(output, force: force)
        let opened = try caseOptions.openForReading()
        let (query, size) = try opened.exclusively { try opened.askForTimestamp() }
        try OutputFile.write(query.encoded, to: output, force: force)
        if output == "-" { return }
        let console = outputOptions.console
        let reply = word((output.hasSuffix(".tsq") ? String(output.dropLast(4)) : output) + ".tsr")
        let file = word(output)
        console.emit(
            "timestamp-query",
            [
                "file": .string(output), "size": .integer(Int64(size)), "sha256": .string(query.imprint.hex),
                "nonce": .string(Hex.encode(query.nonce)),
            ])
        console.say(
            """
            \(shown(output))  a timestamp query for the checkpoint over \(size) entries
            Send it to an authority of your choice (this program opens no connection):
              curl -H 'Content-Type: application/timestamp-query' --data-binary @\(file) URL -o \(reply)
            Next: exhibit anchor add \(reply) --ca FILE      FILE: the authority's root certificate
            """)
    }
}

struct AnchorAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Check an authority's reply, and record it.",
        discussion:
            "A reply to a query that was made elsewhere, and a bare token, are taken too, where they stamp a checkpoint of this ledger."
    )

    @Argument(help: "The reply (.tsr), or a bare token.")
    var reply: String

    @Option(help: ArgumentHelp("The authority's root certificate, and those between, in PEM.", valueName: "file"))
    var ca: String

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let opened = try caseOptions.openForReading()
        let checked: CheckedTimestamp
        do {
            // Before the passphrase is asked: a reply that is refused needs none.
            checked = try CheckedTimestamp(
                reply: InputFile.read(reply, limit: 1 << 20), ca: ca,
                case: opened)
        } catch {
            throw UserError("\(CheckedTimestamp.explain(error, file: reply))\nNothing was recorded.")
        }
        if let known = try opened.anchor(holding: .open(checked.token.encoded)) {
            return checked.say(known, isNew: false, file: reply, output.console)
        }
        let writing = try passphrase.open(caseOptions)
        defer { writing.closeSayingSo() }
        let (entry, isNew) = try writing.exclusively { try checked.record(in: writing) }
        checked.say(entry, isNew: isNew, file: reply, output.console)
    }
}
