import ArgumentParser
import ExhibitCore
import ExhibitVerification

struct Fork: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove from what two people were shown that a ledger was forked.",
        discussion: """
            Two reports, bridges, receipts or standings of one ledger id whose signed trees have another entry in one place, or other \
            roots at one size, cannot both be of one history. The file shows it to anybody: exhibit-verify FILE. That two \
            files show no fork is no proof that there is none; whoever has the ledger: exhibit consistency. Needs no case.
            """)

    @Argument(help: "A report, a bridge, a receipt or a standing.")
    var first: String

    @Argument(help: "Another one.")
    var second: String

    @Option(name: .shortAndLong, help: "Where to write the proof.")
    var output: String

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" { throw ValidationError("-o takes a file: standard output is for the verdict") }
    }

    func run() throws {
        try OutputFile.check(output, force: force)
        let sides = try [first, second].map(Self.bundle)
        let console = outputOptions.console
        guard let proof = ForkProof(comparing: sides[0], sides[1]) else {
            throw UserError(
                "\(shown(first)), \(shown(second)): nothing in the two shows a fork: they are of two ledgers, of one and the same history, or share no place to compare"
            )
        }
        let verdict = Verification.verify(proof.encoded, trust: TrustPolicy(ledgers: []))
        guard verdict.exitCode == Verdict.Severity.tampered.rawValue else {
            throw UserError(
                "\(shown(first)), \(shown(second)): they differ, and this proves nothing:\n\(verdict.lines.joined(separator: "\n"))"
            )
        }
        try OutputFile.write(proof.encoded, to: output, force: force)
        if console.json { Output.line(TerminalText.escaped(json: verdict.json(of: output).encoded)) }
        console.say(verdict.lines.joined(separator: "\n"))
        console.say("\n\(shown(output))  the proof, with both checkpoints\nNext: exhibit-verify \(word(output))")
        throw ExitCode(verdict.exitCode)
    }

    private static func bundle(_ path: String) throws -> Bundle {
        let bytes = try InputFile.read(path)
        do throws(Malformed) {
            if Receipt.isReceipt(bytes) { return try Receipt(encoded: bytes).bundle }
            if StandingFile.isStanding(bytes) { return try StandingFile(encoded: bytes).bundle }
            if Bridge.isBridge(bytes) { return try Bridge(encoded: bytes).bundle }
            return try Bundle(encoded: try ReportFile(encoded: bytes).bundle)
        } catch {
            throw UserError("\(shown(path)): is no report, bridge, receipt or standing: \(shown("\(error)"))")
        }
    }
}
