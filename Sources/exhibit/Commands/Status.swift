import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What this case holds, and what to do next.")

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        let opened = try caseOptions.openForReading()
        let survey = try CaseSurvey(of: opened)
        let genesis = opened.history.ledgerStatement
        console.emit(
            "status",
            [
                "case": .string(opened.folder.path), "ledger": .string(opened.ledgerID.hex),
                "size": .integer(Int64(opened.size)), "root": .string(opened.tree.root.hex),
                "publisher": .string(genesis.text("publisher")), "contact": .string(genesis.text("contact")),
                "entries": .array(
                    survey.counts.sorted { $0.key < $1.key }.map {
                        ["kind": .string($0.key), "count": .integer(Int64($0.value))]
                    }),
                "timestamp": survey.anchor.map { .string($0.sentence) } ?? .null,
                "runs_without_result": .array(survey.unfinished.map { .integer(Int64($0)) }),
                "appending_refused": survey.refusal.map { .string($0) } ?? .null,
                "next": survey.refusal == nil ? .string(survey.next) : .null,
            ])
        let runs = survey.unfinished.prefix(6).map { "#\($0)" }.joined(separator: ", ")
        console.say(
            """
            Case       \(shown(opened.folder.path))
            Ledger     \(opened.ledgerID.hex)
            Publisher  \([genesis.text("publisher"), genesis.text("contact")].filter { !$0.isEmpty }.map(shown).joined(separator: ", "))
            Entries    \(opened.size), root \(opened.tree.root.hex)
            Evidence   \(counted(survey.count(.evidence), "file")), \(counted(survey.count(.gallery), "reference set"))
            Runs       \(survey.count(.runOpened))\(survey.unfinished.isEmpty ? "" : ", without a result: \(runs)")
            Claims     \(counted(survey.count(.claim), "claim")), \(counted(survey.count(.report), "report"))
            """)
        if let anchor = survey.anchor { console.say("Timestamp  \(shown(anchor.sentence))") }
        if let refusal = survey.refusal {
            console.say("Note       Nothing can be recorded here: \(refusal)")
        } else {
            console.say("Next       \(survey.next)")
        }
    }
}
