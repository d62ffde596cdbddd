import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// Runs, steps, entries, lists and slots.
extension ViewDerivation {
    /// Entries in scope, by position, without the index entry that the view was made from.
    private var ordered: [PlacedEntry] {
        scope.entries.values.filter { $0.position < covers }.sorted { $0.position < $1.position }
    }

    var runs: [ReportView.Run] {
        ordered.filter { $0.statement.isRunOpened }.map { opened in
            let record = RunRecord(opened: opened, scope: scope)
            let model = opened.statement.name("model").flatMap { byStatement[$0.hash]?.statement }
            let outcome = record.closings.first?.statement.text("outcome")
            return ReportView.Run(
                position: Int(opened.position), statement: opened.statement.id.hex,
                opened: opened.statement.head.time.description,
                model: said("\(model?.text("name") ?? "unknown") \(model?.text("version") ?? "")"),
                outcome: outcome.flatMap { ReportView.Outcome(rawValue: $0) } ?? .unfinished,
                status: record.claims.last.flatMap { ReportView.Status(rawValue: $0.statement.text("status")) },
                isOfThisReport: opened.position == run.opened.position)
        }
    }

    var steps: [ReportView.Step] {
        let environment = Self.fields(run.opened.statement.body["environment"])
            .map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        return run.steps.map(\.statement).map { step in
            func uses(_ member: String) -> [ReportView.Use] {
                step.artifacts(member).map { ReportView.Use(role: $0.role, name: $0.name.description) }
            }
            return ReportView.Step(
                number: Int(step.body["number"]?.number ?? 0), operation: step.body["operation"]?["name"]?.text ?? "",
                version: step.body["operation"]?["version"]?.text ?? "", inputs: uses("inputs"),
                outputs: uses("outputs"),
                taint: ReportView.TaintClass(rawValue: step.text("taint")) ?? .authored,
                parameters: Self.fields(step.body["parameters"])
                    + (step.body["warnings"]?.elements ?? []).map { .init(name: "warning", value: $0.text ?? "") },
                environment: environment)
        }
    }

    var entries: [ReportView.Entry] {
        ordered.map { entry in
            let statement = entry.statement
            return ReportView.Entry(
                position: Int(entry.position), kind: statement.kindName, statement: statement.id.hex,
                author: TypedName(.key, statement.head.author).description,
                role: statement.kind.map { $0.role?.rawValue ?? "anyone" } ?? "unknown",
                hour: statement.head.time.description,
                refersToEvidence: !statement.references.isDisjoint(with: scope.derived),
                remark: remark(on: entry))
        }
    }

    /// A replay is anybody's, and nobody can check it from here: its class is the word of whoever signed it.
    private func remark(on entry: PlacedEntry) -> String {
        let statement = entry.statement
        guard statement.kind != nil else { return "not interpreted" }
        if statement.isKind(.review) {
            let reviewed = statement.name("run").flatMap { byStatement[$0.hash] }
            let isBlind = reviewed.map { blindness.isBlind(entry, of: $0, lookup) } == true
            let blind = isBlind ? "blind" : "not blind"
            return
                "\(statement.text("conclusion")), \(blind), in the words of its author; different keys are not proof of different people"
        }
        if statement.isKind(.challenge) { return (try? Challenge(statement))?.groundWords ?? "not well formed" }
        if statement.isKind(.ruling) { return statement.text("outcome") }
        if statement.isKind(.retraction) { return "cause: \(statement.text("cause"))" }
        if let erasure = Erasure(statement) {
            return
                "\(erasure.artifacts.count) artifacts and \(erasure.slots.count) private values are gone (\(erasure.reason.rawValue))"
        }
        return statement.isKind(.replay) ? "\(statement.text("class")), in the words of its author" : ""
    }

    var completeness: ReportView.Completeness {
        let lists = scope.names.sorted().map { name in
            ReportView.List(
                subject: subject(of: name), name: name.description,
                count: ordered.count { $0.statement.references.contains(name) })
        }
        return ReportView.Completeness(covers: Int(covers), lists: lists)
    }

    /// It never says that there is none where it sees an entry that it cannot read.
    var objections: [ReportView.Objection] {
        let ordered = ordered
        return ordered.filter { $0.statement.kind == nil || $0.statement.isKind(.challenge) }.map { entry in
            let statement = entry.statement
            let challenge = try? Challenge(statement)
            let grounds = challenge?.grounds.map { "\($0.rawValue) \($0.title)" }.joined(separator: "; ")
            return ReportView.Objection(
                position: Int(entry.position), statement: statement.id.hex, hour: statement.head.time.description,
                ground: grounds ?? statement.kindName,
                state: statement.kind == nil
                    ? "unknown to this version" : ChallengeState(of: statement, among: ordered).rawValue,
                details: isSecond ? challenge.map { details(of: $0, among: ordered) } : nil)
        }
    }

    private func subject(of name: TypedName) -> String {
        switch name {
        case evidence.name("artifact"): return "the evidence file"
        case evidence.name("coefficients"): return "its JPEG coefficients"
        case evidence.name("pixels"): return "its pixels"
        case evidence.name: return "the evidence entry"
        case claim.statement.name: return "this claim"
        default: break
        }
        switch name.kind {
        case .key: return "a signing key"
        case .statement: return byStatement[name.hash].map { "a \($0.statement.kindName) entry" } ?? "an entry"
        default: return scope.derived.contains(name) ? "something made from the evidence" : "an artifact"
        }
    }

    var slots: [ReportView.Slot] {
        ordered.flatMap { entry in
            (entry.statement.kind?.slots.keys.sorted() ?? []).map { member in
                ReportView.Slot(
                    position: Int(entry.position), path: member,
                    value: value(member, of: entry.statement))
            }
        }
    }
}
