import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct ExportTiles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiles",
        abstract: "Write the ledger as C2SP tlog-tiles, which any web server can give to log tools.",
        discussion: """
            Entries only: no picture, no private value. The same folder again takes in what was appended since; tiles \
            that are there are compared, and never written again.
            """)

    @Argument(help: "The folder; made where it is missing.")
    var folder: String

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        for place in ["", "/tile", "/tile/entries"] { try OutputFile.checkIsNoPartOfACase(folder + place + "/000") }
        let ledger = try SignedLedger(caseOptions.folder())
        let tiles = TileFolder(path: folder)
        try check(ledger, against: try tiles.checkpoint())
        var writer = TileFolder.Writer(to: tiles)
        var tiling = Tiling { tile, bytes in try writer.put(tile, bytes) }
        try ledger.read { row, _ in try tiling.append(row.leaf) }
        try tiling.finish()
        try writer.flush()
        let (written, there) = (writer.written, writer.there)
        try tiles.publish(ledger.note)
        let size = ledger.head.size
        output.console.emit(
            "tiles",
            [
                "folder": .string(folder), "entries": .integer(Int64(size)), "written": .integer(Int64(written)),
                "compared": .integer(Int64(there)), "verifier_key": .string(try ledger.signer().description),
            ])
        output.console.say(
            "\(shown(folder))  \(size) entries: \(counted(written, "tile")) written, \(there) there already")
        output.console.say("Next: serve the folder as it is; readers need the verifier key: exhibit key show")
    }

    /// Before anything is written: another ledger's tiles, or a newer or another history of this one, stay as they are.
    /// Reading the ledger twice also means that no tile is made of entries that its checkpoint does not sign.
    private func check(_ ledger: SignedLedger, against present: Checkpoint?) throws {
        if let present, !present.origin.utf8.elementsEqual(ledger.head.origin.utf8) {
            throw UserError("\(shown(folder)): holds the tiles of another log, \(shown(present.origin))")
        }
        if let present, present.size > ledger.head.size {
            throw UserError(
                """
                \(shown(folder)): is ahead: it holds \(present.size) entries, and the ledger has \(ledger.head.size). \
                This case is an older copy; see: exhibit audit
                """)
        }
        var beginning = TreeFrontier()
        try ledger.read { _, id in
            if let present, beginning.size < present.size { beginning.append(id) }
        }
        if let present, beginning.root != present.root {
            throw UserError(
                """
                \(shown(folder)): its \(present.size) entries are not the first ones of this ledger: it was forked, or \
                one of the two was changed. See: exhibit consistency \(word(folder + "/checkpoint"))
                """)
        }
    }
}
