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
