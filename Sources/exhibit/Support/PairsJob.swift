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
    let maker: PairAsking.Maker
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
            opened: opened, model: model.statement, maker: maker, plan: plan, files: files)
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

    /// What the model can answer with; nil where that is pictures which it is given.
    private func isLabel() throws -> (([UInt8]) -> Bool)? {
        switch scale.answers {
        case .labels(let name):
            let labels = try LabelList(encoded: try opened.bytes(of: name)).bytes
            return { labels.contains($0) }
        case .digits:
            return { digits in
                (1...DigitPlate.digitLimit).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) }
            }
        case nil: return nil
        }
    }

    private func plan(_ console: Console) throws -> (PairPlan, PairFiles) {
        do {
            let pairs = try PairList(csv: try InputFile.read(list, limit: PairList.mostBytes))
            let isLabel = try isLabel()
            let paths = Set(pairs.rows.flatMap { isLabel == nil ? [$0.picture, $0.candidate] : [$0.picture] })
            let files = PairFiles(of: list, total: paths.count, console)
            let plan = try PairPlan(pairs, isLabel: isLabel, file: files.identify)
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
