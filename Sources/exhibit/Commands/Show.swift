import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one entry, with its private values where this case has them; or what a report holds.")

    @Argument(help: "#NUMBER, the start of an id, a recorded picture's file, or a report's file.")
    var what: String

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        if InputFile.exists(what), !InputFile.isFolder(what) {
            let bytes = try InputFile.read(what, limit: 1 << 30)
            if let report = try? ReportFile(encoded: bytes) { return try showReport(report, console) }
            return try showEntry(caseOptions.openForReading(), console) { try $0.evidence(for: what) }
        }
        try showEntry(caseOptions.openForReading(), console) { try $0.resolve(what) }
    }

    private func showEntry(_ opened: Case, _ console: Console, _ find: (Case) throws -> PlacedEntry) throws {
        let entry = try find(opened)
        let statement = entry.statement
        let values = try opened.values(of: statement)
        let observed = ObservationText(of: statement, in: opened)
        let erased = opened.erasures(about: statement)
        var result: [String: JSON] = [
            "position": .integer(Int64(entry.position)), "entry": .string(entry.entry.id.hex),
            "statement": .string(statement.id.hex), "predicate_type": .string(statement.predicateType),
            "head": statement.head.json, "body": .object(statement.body),
            "private": .array(values.map { ["path": .string($0.path), "value": $0.value] }),
        ]
        let known = Dictionary(values.map { ($0.path, $0.value) }) { first, _ in first }
        if !erased.isEmpty { result["erased"] = erased.json(of: statement) }
        console.emit("entry", observed.map { result.merging(["observation": $0.json]) { $1 } } ?? result)
        console.say("#\(entry.position)  \(statement.kindName)")
        let members = statement.body.sorted { $0.key < $1.key }
        let open = members.filter { statement.kind?.slots[$0.key] == nil }
        console.say(
            EntryText.lines(
                [
                    ("statement", .string(statement.id.hex)), ("entry", .string(entry.entry.id.hex)),
                    ("author", .string("\(TypedName(.key, statement.head.author))")),
                    ("hour", .string(statement.head.time.description)),
                ] + open.map { ($0.key, $0.value) }))
        for name in statement.references.sorted() {
            if let entry = erased.entry(erasing: name) { console.say("\(name): \(Erasures.words(entry))") }
        }
        if statement.isEvidence, let taint = statement.body["marked"]?.text {
            console.say(FileMark.sentence(ofClass: taint))
        }
        let slots = members.filter { statement.kind?.slots[$0.key] != nil }
        if !slots.isEmpty {
            // A stranger's statement came with what its author chose to give.
            let absent = statement.isKind(.challenge) ? "(not given)" : "(missing here)"
            console.say("private, not in the chain:")
            console.say(
                EntryText.lines(
                    slots.map { slot in
                        let gone = erased.entry(erasing: slot.key, of: statement.id).map { Erasures.words($0) }
                        return (slot.key, known["body.\(slot.key)"] ?? .string(gone ?? absent))
                    }, indent: 2))
        }
        guard let observed else { return }
        console.say("observed, not stepwise; sealed, not in the chain:")
        console.say(EntryText.lines(observed.members, indent: 2))
    }

    private func showReport(_ report: ReportFile, _ console: Console) throws {
        let bundle = try Bundle(encoded: report.bundle)
        var table = Table(["entry", "hour", "kind", "statement"], numbers: ["entry"])
        for proven in bundle.entries {
            let statement = try Entry(leaf: proven.leaf).statement
            table.rows.append([
                "#\(proven.position)", statement.head.time.description, statement.kindName,
                String(statement.id.hex.prefix(12)),
            ])
        }
        console.emit(
            "report-contents",
            [
                "entries": table.json, "lists": .integer(Int64(bundle.lists.count)),
                "page": .string(report.pageName.description), "artifacts": .integer(Int64(bundle.artifacts.count)),
                "disclosed": .array(bundle.disclosures.map { .string($0.slot.path) }),
            ])
        console.say(table.text)
        console.say(
            "\(bundle.lists.count) lists, \(bundle.disclosures.count) disclosed values, \(bundle.artifacts.count) artifacts. Nothing of this was checked.\nNext: exhibit verify \(word(what))"
        )
    }
}
