import ExhibitCore
import ExhibitStorage
import ExhibitVerification

extension Case {
    /// What whoever publishes a report should know before its readers do.
    func remarks(on made: ReportComposer<Case>.Composed, of claim: PlacedEntry) throws -> [String] {
        var remarks = Self.sentences(made.verdict.findings)
        if !remarks.isEmpty {
            remarks.append(
                "so whoever verifies this report gets exit code \(made.verdict.exitCode): intact, but incomplete")
        }
        let run = claim.statement.name("run").flatMap { entry(statement: $0.hash) }
        let model = try models().first { $0.entry.statement.name == run?.statement.name("model") }
        if let withdrawn = model?.withdrawn {
            remarks.append(
                "the model that was asked was withdrawn by #\(withdrawn.position), and the report does not show it; by rule P18 a claim of it is at most a LEAD"
            )
        }
        return remarks
    }

    /// A picture or a value that is named alone, and is not there, would be taken for one that is withheld.
    func checkIsThere(_ name: String, inReportOf claim: PlacedEntry) throws {
        if name.hasPrefix("sealed:") {
            let steps = claim.statement.name("run").flatMap { entries(referringTo: $0) } ?? []
            let pictures = steps.map(\.statement).filter { Operation.named(in: $0) == .reduce }.flatMap {
                $0.artifacts("inputs").map(\.name.description)
            }
            let found = Set(pictures.filter { $0.hasPrefix(name) })
            guard found.count == 1 else {
                throw UserError(
                    "\(shown(name)): \(counted(found.count, "picture")) of a report on claim #\(claim.position) begin like this; there are: \(Set(pictures).sorted().joined(separator: ", "))",
                    code: 64)
            }
        } else if name.hasPrefix("#"), let slash = name.firstIndex(of: "/") {
            let entry = try resolve(String(name[..<slash]))
            guard try value(String(name[name.index(after: slash)...]), of: entry.statement) != nil else {
                throw UserError("\(shown(name)): entry #\(entry.position) has no such private value here", code: 64)
            }
        }
    }

    /// The same can be said of every entry of a ledger.
    private static func sentences(_ findings: [Verdict.Finding]) -> [String] {
        let alike = Dictionary(grouping: findings, by: \.message)
        var seen: Set<String> = []
        return findings.filter { seen.insert($0.message).inserted }.prefix(5).map { finding in
            let others = (alike[finding.message]?.count ?? 1) - 1
            return "\(finding.object)\(others > 0 ? " and \(others) more" : ""): \(finding.message)"
        }
    }
}
