import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one entry, with its private values where this case has them; or what a report holds.")

    @Argument(help: "#NUMBER, the start of an id, or a report's file.")
    var what: String

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        if let bytes = try? InputFile.read(what), let report = try? ReportFile(encoded: bytes) {
            return try showReport(report, console)
        }
        let opened = try caseOptions.openForReading()
        let entry = try opened.resolve(what)
        let statement = entry.statement
        let values = try opened.values(of: statement)
        console.emit(
            "entry",
            [
                "position": .integer(Int64(entry.position)), "entry": .string(entry.entry.id.hex),
                "statement": .string(statement.id.hex), "predicate_type": .string(statement.predicateType),
                "head": statement.head.json, "body": .object(statement.body),
                "private": .array(values.map { ["path": .string($0.path), "value": $0.value] }),
            ])
        console.say(
            """
            #\(entry.position)  \(statement.kindName)
            statement  \(statement.id.hex)
            entry      \(entry.entry.id.hex)
            author     \(TypedName(.key, statement.head.author))
            hour       \(statement.head.time)
            """)
        let known = Dictionary(values.map { ($0.path, $0.value) }) { first, _ in first }
        for (member, value) in statement.body.sorted(by: { $0.key < $1.key }) {
            if let secret = known["body.\(member)"] {
                console.say("\(member) (private)  \(Self.text(secret))")
            } else {
                console.say("\(member)  \(Self.text(value))")
            }
        }
    }

    private func showReport(_ report: ReportFile, _ console: Console) throws {
        let bundle = try Bundle(encoded: report.bundle)
        var table = Table(columns: ["entry", "hour", "kind", "statement"])
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
                "entries": .integer(Int64(bundle.entries.count)), "lists": .integer(Int64(bundle.lists.count)),
                "page": .string(report.pageName.description),
                "disclosed": .array(bundle.disclosures.map { .string($0.slot.path) }),
            ])
        console.say(table.text)
        console.say(
            "\(bundle.lists.count) lists, \(bundle.disclosures.count) disclosed values, \(bundle.artifacts.count) artifacts. Nothing of this was checked: exhibit verify \(what)"
        )
    }

    private static func text(_ value: JSON) -> String {
        if let text = value.text { return text }
        return value.isNull ? "-" : String(decoding: value.encoded, as: UTF8.self)
    }
}
