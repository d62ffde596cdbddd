import ExhibitCore

/// What a calibration makes of an answer: the input of the rules, and the numbers of the claim.
struct MeasuredWeight {
    /// Scores by which an answer is weighed; on the scale that was calibrated.
    struct Scores {
        /// Of the best answer that counts; nil where none does.
        let best: Double?
        /// Of the next answer that is another one; nil where none is known.
        let next: Double?
        /// Nothing else could have been answered.
        let isAlone: Bool
    }

    var input = Weighing.Calibration()
    /// Nil where the evidence falls into no cell.
    var weight: ClaimWeight?

    /// The numbers that follow in every cell, from what was found there.
    ///
    /// - Parameter recorded: that cell's `weight` as the findings record it.
    mutating func weigh(
        _ weight: ClaimWeight, _ found: CalibrationFindings.Weight?, recorded: JSON?, _ scores: Scores,
        stated: ClaimQuestion.Stated, digits: WeightDigits
    ) throws(WeightRefused) {
        var weight = weight
        if let found, let best = scores.best {
            try ratios(found, best, scores, &weight, digits)
            try posteriors(stated, &weight, digits)
        }
        validation(recorded)
        if let prior = stated.prior?.approximation, let found {
            input.harmsAtPrior = found.ratios.crossEntropy(prior: prior)?.harms
        }
        self.weight = weight
    }

    private mutating func ratios(
        _ found: CalibrationFindings.Weight, _ best: Double, _ scores: Scores, _ weight: inout ClaimWeight,
        _ digits: WeightDigits
    ) throws(WeightRefused) {
        guard let (capped, isWeakened) = Self.capped(found, best) else { return }
        weight.logRatio = try digits("log_ratio", capped.llr, .towardZero)
        let cap: Weighing.Ratio.Cap =
            switch capped.by {
            case nil: .none
            case .count: .count(Int64(capped.llr < 0 ? found.countSame : found.countDifferent))
            case .invariance: .invariance
            }
        weight.cap = capped.by.map { $0 == .count ? .count : .invariance } ?? (isWeakened ? .densities : .none)
        if let ratio = weight.logRatio { input.ratio = Weighing.Ratio(ratio, cap: cap) }
        if let next = scores.next, let second = Self.capped(found, next)?.ratio {
            weight.runnerUp = try digits("runner_up", second.llr)
            input.runnerUp = weight.runnerUp.map { .logRatio($0) } ?? .unknown
        } else {
            _ = try digits("runner_up", nil)
            input.runnerUp = scores.isAlone ? .none : .unknown
        }
    }

    /// Also whether densities made it weaker than the method alone.
    private static func capped(
        _ found: CalibrationFindings.Weight, _ score: Double
    ) -> (ratio: LikelihoodRatioCap.Capped, isWeakened: Bool)? {
        guard let weight = found.model.evaluate(score), let ratio = try? found.cap.capped(weight.used)
        else { return nil }
        return (ratio, weight.used != weight.method)
    }

    private mutating func posteriors(
        _ stated: ClaimQuestion.Stated, _ weight: inout ClaimWeight, _ digits: WeightDigits
    ) throws(WeightRefused) {
        guard let ratio = weight.logRatio?.approximation else { return }
        func posterior(_ prior: Double?) -> Double? {
            prior.flatMap { try? Posterior.probability(prior: $0, llr: ratio) }
        }
        // No rounding makes a certainty of a probability.
        func recorded(_ member: String, _ prior: Double?) throws(WeightRefused) -> RecordedDecimal? {
            let value = posterior(prior)
            return try digits(member, value, (value ?? 0) > 0.5 ? .towardZero : .awayFromZero)
        }
        weight.evenPosterior = try recorded("even_posterior", 0.5)
        weight.searchedPosterior = try recorded("searched_posterior", 1 / Double(max(1, weight.searched)))
        weight.populationPosterior = try recorded(
            "population_posterior", stated.population.map { 1 / Double($0) })
        weight.declaredPosterior = try recorded("declared_posterior", stated.prior?.approximation)
        input.posterior = weight.declaredPosterior
    }

    /// From the digits of the findings, which agree with what was computed again.
    private mutating func validation(_ recorded: JSON?) {
        let heldOut = recorded?["held_out"]
        input.cllr = heldOut?["cllr"]?.text.flatMap { RecordedDecimal($0) }
        let least = heldOut?["cllr_min"]?.text.flatMap { RecordedDecimal($0) }
        if let cost = input.cllr, let least { input.calibrationLoss = cost - least }
    }
}
