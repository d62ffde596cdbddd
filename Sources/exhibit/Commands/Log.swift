import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Log: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the entries of the ledger.")

    @Option(name: .shortAndLong, help: "Only the last so many.")
    var number: Int?

    @Option(help: "Only entries of this kind: evidence, run.opened, claim, …")
    var kind: String?

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var list: ListOptions

    func validate() throws {
        if let number, number < 1 { throw ValidationError("--number takes 1 or more") }
    }

    func run() throws {
        let opened = try caseOptions.openForReading()
        var table = Table(["entry", "hour", "kind", "statement", "what"], numbers: ["entry"])
        // One entry at a time: a summary reads the same database.
        for position in 0..<opened.size {
            let statement: Statement
            do {
                statement = try opened.entry(at: position).statement
            } catch let error as StorageError where error.kind == .damaged {
                table.rows.append(["#\(position)", "", "damaged", "", "cannot be read; see: exhibit audit"])
                continue
            }
            if let kind, statement.kindName != kind { continue }
            table.rows.append([
                "#\(position)", statement.head.time.description, statement.kindName,
                String(statement.id.hex.prefix(12)), try Self.summary(statement, opened),
            ])
        }
        if let number { table.rows = table.rows.suffix(number) }
        if let kind, table.rows.isEmpty, !Kind.all.contains(where: { $0.name == kind }) {
            throw UserError(
                "there is no kind \"\(shown(kind))\"; there are: \(Kind.all.filter { $0.version == 1 }.map(\.name).joined(separator: ", "))",
                code: 64)
        }
        list.show(table, as: "log", empty: "No such entry.")
    }

    /// A few words that tell entries of a kind apart, private names included: this is the operator's own screen.
    static func summary(_ statement: Statement, _ opened: Case) throws -> String {
        switch statement.kind?.name {
        case Kind.ledger.name: return statement.text("publisher")
        case Kind.key.name: return "\(statement.text("action")) \(statement.text("role"))"
        case Kind.evidence.name:
            let name = try opened.value("file_name", of: statement)?.text ?? ""
            return "\(name) \(statement.text("media_type")) \(statement.text("outcome"))"
        case Kind.gallery.name:
            return
                "\(try opened.value("label", of: statement)?.text ?? ""), \(statement.body["members"]?.number ?? 0) files"
        case Kind.model.name: return "\(statement.text("name")) \(statement.text("version"))"
        case Kind.step.name:
            return "\(statement.body["number"]?.number ?? 0). \(statement.body["operation"]?["name"]?.text ?? "")"
        case Kind.measurement.name: return Measurement(statement)?.sentence ?? ""
        case Kind.policy.name: return String(statement.text("policy").prefix(19))
        case Kind.replay.name: return statement.text("class")
        case Kind.runClosed.name: return statement.text("outcome")
        case Kind.claim.name: return statement.text("status")
        case Kind.ruling.name: return statement.text("outcome")
        case Kind.retraction.name: return statement.text("cause")
        case Kind.standing.name: return "until \(statement.text("until"))"
        case Kind.challenge.name: return (try? Challenge(statement))?.groundWords ?? ""
        case Kind.erasure.name:
            let erasure = Erasure(statement)
            return
                "\(statement.text("reason")), \(counted(erasure?.artifacts.count ?? 0, "artifact")), \(counted(erasure?.slots.count ?? 0, "private value"))"
        case Kind.index.name: return "\(statement.body["keys"]?.number ?? 0) names"
        case Kind.anchor.name:
            let size = statement.body["checkpoint"]?["size"]?.number ?? 0
            return "\(size) entries by \(statement.text("gen_time"))"
        case Kind.report.name:
            let claim = statement.name("claim").flatMap { opened.entry(statement: $0.hash) }
            return claim.map { "of claim #\($0.position)" } ?? ""
        default: return ""
        }
    }
}
