extension CalibrationFindings {
    /// What was found about pictures whose hash says about as much.
    public struct Cell: MeasuredCell {
        public let name: String
        /// Copies with a score, and distinct sources of them.
        public let samePairs: Int
        public let sameIndependent: Int
        /// Pairs of two sources, and as many as are independent.
        public let differentPairs: Int
        public let differentIndependent: Int
        /// Pairs of two sources that match.
        public let matchingPairs: Int
        public let falseMatches: Rate
        /// Searches of a source among all others, and those that found something.
        public let searches: Int
        public let found: Int
        public let falsePositives: Rate
        /// How many pictures each search went through.
        public let gallery: Int
        /// How often each distance occurs, ascending.
        public let histograms: Histograms
        /// Nil where none follows.
        public let weight: Weight?
        public let withoutWeight: WithoutWeight?

        public struct Histograms: Sendable, Equatable {
            public let same: [Bar]
            public let different: [Bar]
            public let searches: [Bar]
        }

        public struct Bar: Sendable, Equatable {
            public let distance: Int
            public let count: Int
        }

        init(_ index: Int, of scores: CalibrationScores) throws(BoundsError) {
            func isHere(_ source: Int) -> Bool {
                CopyProtocol.cell(quality: scores.pictures[source].quality) == index
            }
            let same = scores.same.filter { $0.quality.flatMap { CopyProtocol.cell(quality: $0) } == index }
            let different = scores.different.filter { isHere($0.first) }
            let searches = scores.searches.filter { isHere($0.source) }
            // What two sources have in common is one trial, whichever of them is searched for.
            let half = scores.pictures.indices.count(where: isHere) / 2
            let disjoint = ScoreSummary.disjoint(
                different.map { (min($0.first, $0.second), max($0.first, $0.second)) })
            let independent = min(half, disjoint.chosen.count)
            let matching = different.filter { CalibrationFindings.matches($0.score) }
            // These share no source, so each that matches is an error by itself.
            let neighbours = matching.count { $0.first % 2 == 0 && $0.second == $0.first + 1 }
            name = CopyProtocol.cells[index].name
            samePairs = same.count
            sameIndependent = Set(same.map(\.source)).count
            differentPairs = different.count
            differentIndependent = independent
            matchingPairs = matching.count
            falseMatches = try Rate(
                errors: matching.count, of: different.count, independent: independent, atLeast: neighbours)
            self.searches = searches.count
            found = searches.count { CalibrationFindings.matches($0.score) }
            falsePositives = try Rate(errors: found, of: searches.count, independent: searches.count / 2)
            gallery = max(0, scores.sources - 1)
            histograms = Histograms(
                same: Self.histogram(same.compactMap(\.score)), different: Self.histogram(different.map(\.score)),
                searches: Self.histogram(searches.map(\.score)))
            do throws(WithoutWeight) {
                weight = try Weight(
                    same: same.compactMap { item in
                        item.score.map { .init(score: Double($0), source: item.source) }
                    },
                    different: different.map { .init(score: Double($0.score), first: $0.first, second: $0.second) },
                    .lowerIsBetter, countSame: sameIndependent, countDifferent: independent)
                withoutWeight = nil
            } catch {
                weight = nil
                withoutWeight = error
            }
        }

        private static func histogram(_ scores: [Int]) -> [Bar] {
            Dictionary(scores.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
                .map { Bar(distance: $0.key, count: $0.value) }
        }
    }

    /// Why scores give no likelihood ratio.
    public enum WithoutWeight: String, Error, Sendable, CaseIterable {
        case oneClassEmpty = "one-class-empty"
        case tooFewSources = "too-few-sources"
        /// Nothing was learnt: distances of copies are no smaller than others, or all are one number.
        case uninformative
        /// The model asks for no score from which on its answer counts.
        case noThreshold = "no-threshold"
    }

    /// What a score is worth, and how well the method did on what it had not seen.
    public struct Weight: Sendable {
        public let model: LikelihoodModel
        public let cap: LikelihoodRatioCap
        public let heldOut: HeldOut
        /// Independent comparisons of both kinds: what the cap by counts was computed from.
        public let countSame: Int
        public let countDifferent: Int
        /// The held-out ratios to nine decimals. Cllr_min and plots ask which of two ratios is larger: two that are equal
        /// must not differ in their last bit by who computes a logarithm.
        public let ratios: LikelihoodRatios

        init(
            same: [LabelledScores.SameSource], different: [LabelledScores.DifferentSource],
            _ direction: LabelledScores.Direction, countSame: Int, countDifferent: Int
        ) throws(WithoutWeight) {
            if same.isEmpty || different.isEmpty { throw .oneClassEmpty }
            guard let scores = try? LabelledScores(same: same, different: different, direction: direction),
                let model = try? LikelihoodModel(scores)
            else { throw .tooFewSources }
            let method = model.method
            if case .uninformative = method { throw .uninformative }
            guard let heldOut = try? HeldOut(scores),
                let ratios = try? LikelihoodRatios(
                    same: heldOut.same.map(Self.rounded), different: heldOut.different.map(Self.rounded)),
                let count = try? LLRBounds.count(sameSource: countSame, differentSource: countDifferent),
                let invariance = try? LLRBounds.invariance(
                    sameSource: scores.same.map { method.logLikelihoodRatio($0.score) },
                    differentSource: scores.different.map { method.logLikelihoodRatio($0.score) })
            else { throw .tooFewSources }
            self.model = model
            self.heldOut = heldOut
            self.ratios = ratios
            cap = LikelihoodRatioCap(count: count, invariance: invariance)
            self.countSame = countSame
            self.countDifferent = countDifferent
        }

        private static func rounded(_ value: Double) -> Double {
            value.magnitude < 1e6 ? (value * 1e9).rounded() / 1e9 : value
        }
    }
}
