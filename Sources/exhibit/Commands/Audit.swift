import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the whole case from its stored bytes, and name every damaged entry.",
        discussion: """
            Where the signed index is wrong, --error-proof writes what shows this to anybody, without the ledger: \
            exhibit-verify FILE. With --ledger, also for a ledger that somebody else published.
            """)

    @Option(help: "A ledger export or ledger.sqlite to check in place of a case.")
    var ledger: String?

    @Option(help: "Where to write the proof of the first wrong index entry.")
    var errorProof: String?

    @Flag(help: "Replace a file of that name.")
    var force = false

    @Option(help: ArgumentHelp("Also verify timestamp tokens, up to these certificates (PEM).", valueName: "file"))
    var ca: String?

    @Option(
        help: ArgumentHelp(
            "Also check that the ledger goes on from this checkpoint, which you or somebody else kept, or from a report's.",
            valueName: "file"))
    var since: String?

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if errorProof == "-" { throw ValidationError("--error-proof takes a file: standard output is for the verdict") }
    }

    func run() throws {
        let console = output.console
        if let errorProof { try OutputFile.check(errorProof, force: force) }
        let source = try ledger.map { try LedgerSource($0) } ?? .folder(caseOptions.folder())
        let authorities = try ca.map {
            try TimestampAuthorities(certificates: InputFile.read($0, limit: 4 << 20), path: shown($0))
        }
        let held = try since.map { path in
            do {
                return try SignedNote(encoded: InputFile.checkpoint(path))
            } catch let error as Malformed {
                throw UserError("\(shown(path)): is no checkpoint: \(error.reason). `exhibit head -o FILE` writes one")
            }
        }
        let verdict = try source.verdict(trust: trust.policy(), authorities: authorities, held: held)
        if console.json { Output.line(TerminalText.escaped(json: verdict.json(of: source.path).encoded)) }
        console.say(verdict.lines.joined(separator: "\n"))
        if let errorProof { try write(source, to: errorProof, console) }
        throw ExitCode(verdict.exitCode)
    }

    private func write(_ source: LedgerSource, to path: String, _ console: Console) throws {
        let (proof, reason) = try source.indexError()
        console.say()
        guard let proof else { return console.say("\(shown(path)): not written: \(reason)") }
        try OutputFile.write(proof.encoded, to: path, force: force)
        console.say("\(shown(path))  proves that \(reason)")
        console.say("Next: give it to whoever relies on this ledger's reports: exhibit-verify \(word(path))")
    }
}
