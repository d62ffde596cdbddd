import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Head: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the ledger's newest signed checkpoint.",
        discussion: "Give it to somebody else: whoever holds it can show later that nothing before it was changed.")

    @Option(name: .shortAndLong, help: "Where to write it; - is standard output.")
    var output = "-"

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() throws {
        try OutputFile.check(output, force: force)
        let ledger = try LedgerFile(path: caseOptions.folder().ledger, mode: .readOnly)
        guard let checkpoint = try ledger.latestCheckpoint() else { throw UserError("the ledger has no checkpoint") }
        if outputOptions.json {
            outputOptions.console.emit(
                "head",
                [
                    "size": .integer(checkpoint.size),
                    "note": .string(String(decoding: checkpoint.note, as: UTF8.self)),
                ])
            if output == "-" { return }
        }
        try OutputFile.write(checkpoint.note, to: output, force: force)
        if output == "-" { return }
        outputOptions.console.say("\(shown(output))  the checkpoint over \(checkpoint.size) entries")
        outputOptions.console.say("Next: give it to somebody who keeps it")
    }
}

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write parts of a case for others.",
        subcommands: [ExportLedger.self, ExportTiles.self, ExportBag.self])
}

struct ExportLedger: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract:
            "Write the whole ledger as one text file that exhibit-verify checks: entries only, no picture, no private value."
    )

    @Argument(help: "Where to write it; - is standard output.")
    var file: String

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if file == "-" && output.json { throw ValidationError("- prints the ledger itself, without --json") }
    }

    func run() throws {
        try OutputFile.check(file, force: force)
        let ledger = try LedgerFile(path: caseOptions.folder().ledger, mode: .readOnly)
        var leaves: [[UInt8]] = []
        var newest: LedgerFile.StoredCheckpoint?
        try ledger.snapshot {
            leaves.append($0.leaf)
        } checkpoint: {
            newest = $0
        }
        guard let checkpoint = newest else { throw UserError("the ledger has no checkpoint") }
        let export = LedgerExport(leaves: leaves, checkpoint: try SignedNote(encoded: checkpoint.note))
        try OutputFile.write(export.encoded, to: file, force: force)
        if file == "-" { return }
        let console = output.console
        console.emit("export", ["file": .string(file), "entries": .integer(Int64(leaves.count))])
        console.say("\(shown(file))  \(leaves.count) entries and the checkpoint over them")
        console.say("Next: exhibit-verify \(word(file)), on any machine")
    }
}
