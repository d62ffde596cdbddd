/// Likelihood ratios of pairs by models that never saw their sources: how well the method does on what is new to it.
///
/// Sources are dealt into folds by the rank of their number. A pair whose sources lie in folds i and j is judged by the
/// model of all pairs of which no source lies in either, so that no source is ever on both sides, every pair is judged
/// once, and every pair whose sources lie elsewhere is learnt from. What is judged is the model's method; caps and the
/// comparison with densities only weaken single answers.
public struct HeldOut: Sendable {
    public enum Plan: Sendable, Hashable {
        case folds(Int)
        case leaveOneSourceOut

        /// Two folds would leave nothing to judge pairs across them by.
        public static let folds = 3...10
        /// What is declared before anything is computed: one source at a time for at most 40 sources, else five folds.
        public static func declared(for scores: LabelledScores) -> Plan {
            let sources = scores.sources.count
            let pairs = scores.same.count + scores.different.count
            return sources <= 40 && pairs <= 2_000 ? .leaveOneSourceOut : .folds(min(5, max(sources, folds.lowerBound)))
        }
    }

    public let plan: Plan
    /// log₁₀ LR in the order of `LabelledScores.same` and `.different`.
    public let same: [Double]
    public let different: [Double]
    public let ratios: LikelihoodRatios
    /// How many models were made, and how many of them were logistic regressions.
    public let models: Int
    public let logistic: Int

    public var cllr: Double { ratios.cllr }
    public var cllrMin: Double { ratios.cllrMin }

    /// - Parameter plan: nil takes the declared one.
    /// - Throws: `invalidFolds`, `tooMuchWork`; `tooFewSources` where a model would have only one class to learn from.
    public init(_ scores: LabelledScores, plan: Plan? = nil) throws(CalibrationError) {
        let plan = plan ?? .declared(for: scores)
        let sources = scores.sources
        let count = try Self.folds(plan, sources: sources.count, pairs: scores.same.count + scores.different.count)

        let folds = Dictionary(uniqueKeysWithValues: sources.enumerated().map { ($1, Int32($0 % count)) })
        func fold(_ source: Int) -> Int32 { folds[source] ?? 0 }
        let ofSame = scores.same.map { fold($0.source) }
        let ofFirst = scores.different.map { fold($0.first) }
        let ofSecond = scores.different.map { fold($0.sources.second) }

        let start: LogisticCalibration? = try? LogisticCalibration(scores)
        var same = [Double](repeating: 0, count: scores.same.count)
        var different = [Double](repeating: 0, count: scores.different.count)
        var (models, logistic) = (0, 0)
        for i in 0..<Int32(count) {
            for j in i..<Int32(count) {
                let judgedSame = i == j ? ofSame.indices.filter { ofSame[$0] == i } : []
                let judgedDifferent = ofFirst.indices.filter {
                    (ofFirst[$0] == i && ofSecond[$0] == j) || (ofFirst[$0] == j && ofSecond[$0] == i)
                }
                if judgedSame.isEmpty, judgedDifferent.isEmpty { continue }
                let learnt = ScoreClasses(
                    same: scores.same.indices.lazy.filter { ofSame[$0] != i && ofSame[$0] != j }
                        .map { scores.same[$0].score },
                    different: scores.different.indices.lazy.filter {
                        ofFirst[$0] != i && ofFirst[$0] != j && ofSecond[$0] != i && ofSecond[$0] != j
                    }.map { scores.different[$0].score })
                if learnt.same.isEmpty { throw .tooFewSources(.sameSource, found: 0, needed: 1) }
                if learnt.different.isEmpty { throw .tooFewSources(.differentSource, found: 0, needed: 1) }
                let (method, _) = LikelihoodModel.method(learnt, scores.direction, start: start)
                models += 1
                if case .logistic = method { logistic += 1 }
                for index in judgedSame { same[index] = method.logLikelihoodRatio(scores.same[index].score) }
                for index in judgedDifferent {
                    different[index] = method.logLikelihoodRatio(scores.different[index].score)
                }
            }
        }
        self.plan = plan
        self.models = models
        self.logistic = logistic
        self.same = same
        self.different = different
        ratios = try LikelihoodRatios(same: same, different: different)
    }

    private static func folds(_ plan: Plan, sources: Int, pairs: Int) throws(CalibrationError) -> Int {
        switch plan {
        case .folds(let count):
            guard Plan.folds.contains(count), count <= sources else { throw .invalidFolds(count) }
            return count
        case .leaveOneSourceOut:
            // A model for each two sources, of all pairs.
            guard sources <= 200, sources * (sources + 1) / 2 * pairs <= 20_000_000 else {
                throw .tooMuchWork(sources: sources)
            }
            return sources
        }
    }
}
