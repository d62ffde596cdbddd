import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct MakeBridge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bridge",
        abstract: "Lead from a report that was made before a change of keys to today's ledger.",
        discussion: """
            The file shows that today's tree, signed by today's key, begins with the report's tree, and every grant and \
            revocation of the keys that signed it. Give it away beside the report: exhibit-verify REPORT --bridge FILE. \
            Where entries stand after the newest index, one index entry is recorded first.
            """)

    @Argument(help: "The report.")
    var report: String

    @Option(name: .shortAndLong, help: "Where to write it; - is standard output.")
    var output: String

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" && outputOptions.json {
            throw ValidationError("-o - prints the bridge itself, without --json")
        }
    }

    func run() throws {
        try OutputFile.check(output, force: force)
        let bytes = try InputFile.read(report, limit: ReportFile.maximumBytes)
        let (bridge, position) = try made(from: bytes)
        try OutputFile.write(bridge.encoded, to: output, force: force)
        if output == "-" { return }
        let (older, newer) = (try Checkpoint(text: bridge.older.text), try Checkpoint(text: bridge.newer.text))
        let console = outputOptions.console
        console.emit(
            "bridge-made",
            [
                "file": .string(output), "from": .integer(Int64(older.size)), "to": .integer(Int64(newer.size)),
                "index": position.map { .integer(Int64($0)) } ?? .null,
            ])
        if let position { console.say("#\(position)  recorded  index") }
        console.say(
            """
            \(shown(output))  from the \(older.size) entries of \(shown(report)) to \(newer.size)
            Next: exhibit-verify \(word(report)) --bridge \(word(output))      give both files away
            """)
    }

    /// With the position of the index entry that was recorded for it, where one was.
    private func made(from bytes: [UInt8]) throws -> (bridge: Bridge, recorded: UInt64?) {
        do {
            let reading = try caseOptions.openForReading()
            // Before a passphrase is asked: a report that cannot be led from needs none.
            _ = try Bridge.bundle(of: bytes, ledger: reading.ledgerID, size: reading.size)
            if try reading.entry(at: reading.size - 1).statement.isKind(.index) {
                let bridge = try Bridge(
                    from: bytes, in: reading, history: reading.history, tree: reading.tree, covers: reading.size - 1)
                return (bridge, nil)
            }
            let writing = try passphrase.open(caseOptions)
            defer { writing.closeSayingSo() }
            return try writing.exclusively {
                let covers = try writing.appendIndex().position
                let bridge = try Bridge(
                    from: bytes, in: writing, history: writing.history, tree: writing.tree, covers: covers)
                return (bridge, covers)
            }
        } catch let failure as Bridge.Failure {
            throw UserError("\(shown(report)): \(failure)", code: failure.contradicts ? 2 : 1)
        }
    }
}
