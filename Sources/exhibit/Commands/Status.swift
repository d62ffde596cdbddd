import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What this case holds.")

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        let opened = try caseOptions.openForReading()
        var counts: [String: Int] = [:]
        var unfinished: Set<TypedName> = []
        try opened.ledger.forEachRow { row in
            let statement = try Entry(leaf: row.leaf).statement
            counts[statement.kindName, default: 0] += 1
            if statement.isKind(.runOpened) { unfinished.insert(statement.name) }
            if statement.isKind(.runClosed), let run = statement.name("run") { unfinished.remove(run) }
        }
        let genesis = opened.history.ledgerStatement
        console.emit(
            "status",
            [
                "case": .string(opened.folder.path), "ledger": .string(opened.ledgerID.hex),
                "size": .integer(Int64(opened.size)), "root": .string(opened.tree.root.hex),
                "publisher": .string(genesis.text("publisher")), "contact": .string(genesis.text("contact")),
                "entries": .array(
                    counts.sorted { $0.key < $1.key }.map { ["kind": .string($0.key), "count": .integer(Int64($0.value))] }),
                "runs_without_result": .integer(Int64(unfinished.count)),
            ])
        func count(_ kind: Kind) -> Int { counts[kind.name] ?? 0 }
        console.say(
            """
            Case       \(opened.folder.path)
            Ledger     \(opened.ledgerID.hex)
            Publisher  \(genesis.text("publisher"))  \(genesis.text("contact"))
            Entries    \(opened.size), root \(opened.tree.root.hex)
            Evidence   \(count(.evidence)) files, \(count(.gallery)) reference sets
            Runs       \(count(.runOpened)), of them \(unfinished.count) started without a result
            Claims     \(count(.claim)), \(count(.report)) reports
            """)
        let known = try opened.memory.isKnown
        if !known { console.say("Note       This machine has not written to this case before; see: exhibit help adopt") }
    }
}
