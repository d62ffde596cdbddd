import ExhibitCore

extension PairFindings {
    /// What was found about pictures of about one size.
    public struct Cell: MeasuredCell {
        public let name: String
        /// Pairs with a score, and as many as share no source.
        public let samePairs: Int
        public let sameIndependent: Int
        public let differentPairs: Int
        public let differentIndependent: Int
        /// Pairs that are the same and that the model did not answer, or with no number.
        public let unanswered: Int
        /// Pairs that are different and match; pairs that are the same and do not. 0 where the model asks for no score.
        public let matching: Int
        public let missed: Int
        /// Nil where the model asks for no score.
        public let falseMatches: CalibrationFindings.Rate?
        public let misses: CalibrationFindings.Rate?
        public let histograms: ScoreHistograms
        public let weight: CalibrationFindings.Weight?
        public let withoutWeight: CalibrationFindings.WithoutWeight?

        /// Pairs of one class, each with whether it is an error, and which of them are independent.
        private struct Trials {
            let errors: Int
            let count: Int
            let chosen: [Int]
            let known: Int

            init(_ pairs: [(pair: PairScores.Pair, isError: Bool)], in scores: PairScores) {
                count = pairs.count
                errors = pairs.count(where: \.isError)
                chosen = ScoreSummary.disjoint(pairs.map { scores.sources(of: $0.pair) }).chosen
                known = chosen.count { pairs[$0].isError }
            }

            var rate: CalibrationFindings.Rate {
                get throws(BoundsError) {
                    try CalibrationFindings.Rate(
                        errors: errors, of: count, independent: chosen.count, atLeast: known)
                }
            }
        }

        init(_ cell: PairProtocol.Cell, of scores: PairScores, _ scale: ModelScale) throws(BoundsError) {
            let rows = scores.rows.filter { cell.contains(scores.pictures[$0.pair.picture].side) }
            let (same, different) = (rows.filter(\.pair.isSame), rows.filter { !$0.pair.isSame })
            let silent = scores.leftOut.filter {
                $0.reason.isAnswer && $0.pair.isSame && cell.contains(scores.pictures[$0.pair.picture].side)
            }
            let ofSame = Trials(same.map { ($0.pair, !scale.matches($0.score)) }, in: scores)
            let asked = same.map { ($0.pair, !scale.matches($0.score)) } + silent.map { ($0.pair, true) }
            let ofAsked = Trials(asked.sorted { $0.0 < $1.0 }, in: scores)
            let ofDifferent = Trials(different.map { ($0.pair, scale.matches($0.score)) }, in: scores)
            let hasMatch = scale.match != nil
            name = cell.name
            (samePairs, sameIndependent) = (same.count, ofSame.chosen.count)
            (differentPairs, differentIndependent) = (different.count, ofDifferent.chosen.count)
            unanswered = silent.count
            matching = hasMatch ? ofDifferent.errors : 0
            missed = hasMatch ? ofAsked.errors : 0
            falseMatches = hasMatch ? try ofDifferent.rate : nil
            misses = hasMatch ? try ofAsked.rate : nil
            histograms = ScoreHistograms(
                same: same.map(\.score.value), different: different.map(\.score.value), declared: scale.range)
            do throws(CalibrationFindings.WithoutWeight) {
                guard hasMatch else { throw .noThreshold }
                weight = try CalibrationFindings.Weight(
                    same: same.map { .init(score: $0.score.value, source: scores.sources(of: $0.pair).0) },
                    different: different.map {
                        .init(
                            score: $0.score.value, first: scores.pictures[$0.pair.picture].source,
                            second: scores.candidates[$0.pair.candidate])
                    }, scale.direction, countSame: sameIndependent, countDifferent: differentIndependent)
                withoutWeight = nil
            } catch {
                weight = nil
                withoutWeight = error
            }
        }

        var json: JSON {
            [
                "name": .string(name),
                "same": ["pairs": .count(samePairs), "independent": .count(sameIndependent)],
                "different": ["pairs": .count(differentPairs), "independent": .count(differentIndependent)],
                "unanswered": .count(unanswered),
                "matching_pairs": .count(matching), "false_matches": falseMatches?.json ?? .null,
                "missed_pairs": .count(missed), "misses": misses?.json ?? .null,
                "histograms": histograms.json,
                "weight": weight?.json { .string(MeasuredScore(exactly: $0).description) } ?? .null,
                "without_weight": withoutWeight.map { .string($0.rawValue) } ?? .null,
            ]
        }
    }
}
