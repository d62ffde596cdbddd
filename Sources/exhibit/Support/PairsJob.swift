import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

/// Asks a model about every picture of a list of pairs, and records what its scores are worth.
struct PairsJob {
    let opened: Case
    let model: PlacedEntry
    let scale: ModelScale
    /// The path of the list.
    let list: String
    let confinement: Sandbox.Confinement
    let conditions: String?

    struct Outcome {
        let entry: PlacedEntry
        let plan: PairPlan
        let scores: PairScores
        let findings: PairFindings
        let hasThreshold: Bool
    }

    func run(_ console: Console) throws -> Outcome {
        let (plan, files) = try plan(console)
        var asking = PairAsking(
            opened: opened, model: model.statement, command: try opened.runnerCommand(model), plan: plan, files: files,
            confinement: confinement)
        var progress = Progress("ask", total: plan.pictures.count, console: console)
        defer { progress.finish() }
        try asking.checkCandidates()
        for picture in plan.pictures.indices {
            try Interruption.check()
            try asking.ask(picture)
            progress.advance(by: 1)
        }
        progress.finish()
        for failure in asking.failures.prefix(3) {
            console.warn("a run failed, and its pairs are left out: \(shown(failure))")
        }
        let scores = try asking.scores()
        guard !scores.rows.isEmpty else {
            throw UserError(
                "no pair has a score\(asking.failures.first.map { ": \(shown($0))" } ?? ""). Nothing was recorded. See what is left out: \(leftOutWords(scores))"
            )
        }
        let findings = try PairFindings(scores, of: scale)
        try Interruption.check()
        let entry = try opened.exclusively {
            try opened.record(
                .pairs(scores, findings), of: model, galleries: [], conditions: conditions,
                environment: asking.environment)
        }
        return Outcome(
            entry: entry, plan: plan, scores: scores, findings: findings, hasThreshold: scale.match != nil)
    }

    private func leftOutWords(_ scores: PairScores) -> String {
        PairsText.leftOut(scores).map { "\($0.count) \($0.words)" }.joined(separator: "; ")
    }

    private func plan(_ console: Console) throws -> (PairPlan, PairFiles) {
        do {
            let pairs = try PairList(csv: try InputFile.read(list, limit: PairList.mostBytes))
            let labels = try scale.labels.map { try LabelList(encoded: try opened.bytes(of: $0)).bytes }
            let paths = Set(pairs.rows.flatMap { labels == nil ? [$0.picture, $0.candidate] : [$0.picture] })
            let files = PairFiles(of: list, total: paths.count, console)
            let plan = try PairPlan(pairs, labels: labels, file: files.identify)
            files.finish()
            return (plan, files)
        } catch let problems as PairList.Problems {
            for problem in problems.list.prefix(1_000) {
                console.warn("\(shown(list)), line \(problem.line): \(problem.reason)")
            }
            let most = problems.list.count > 1_000 ? ", of which the first 1000 are named" : ""
            throw UserError(
                "\(shown(list)): \(counted(problems.list.count, "wrong line"))\(most). Nothing was asked and nothing recorded. Correct the file"
            )
        }
    }
}
