import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct Consistency: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether the ledger still begins with what a kept checkpoint signed, and prove it.",
        discussion: """
            Exit codes: 0 it does; 2 it does not: the ledger was forked or rolled back; 3 the checkpoint is not signed \
            by a key of this ledger; 1 the file is no checkpoint of it. -o writes a file that proves a 0 or a fork to \
            others: exhibit-verify FILE --key VKEY.
            """)

    @Argument(
        help:
            "A signed checkpoint, as `exhibit head -o FILE` wrote it, or a report, which has one; - is standard input.")
    var checkpoint: String

    @Option(name: .shortAndLong, help: "Where to write the proof.")
    var output: String?

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" { throw ValidationError("-o takes a file: standard output is for the verdict") }
    }

    func run() throws {
        if let output { try OutputFile.check(output, force: force) }
        let console = outputOptions.console
        let kept = try InputFile.checkpoint(checkpoint)
        let ledger = try SignedLedger(caseOptions.folder())
        var comparison = try LedgerComparison(kept: kept, newest: ledger.note)
        try ledger.file.forEachRow { comparison.add($0.leaf) }
        let (verdict, proof) = comparison.finish()
        if console.json { Output.line(TerminalText.escaped(json: verdict.json(of: checkpoint).encoded)) }
        console.say(verdict.lines.joined(separator: "\n"))
        guard let output else { throw ExitCode(verdict.exitCode) }
        guard let proof else {
            console.say("\(shown(output)): not written, because there is nothing to prove with it")
            throw ExitCode(verdict.exitCode)
        }
        try OutputFile.write(proof.encoded, to: output, force: force)
        console.say()
        console.say("\(shown(output))  the proof, with both checkpoints")
        let keys = comparison.signers.map { " --key \($0)" }.joined()
        console.say("Next: exhibit-verify \(word(output))\(keys)")
        throw ExitCode(verdict.exitCode)
    }
}
