import ExhibitCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a calibration makes of the answer of a search: the input of the rules, and the numbers of the claim.
struct CopyWeight {
    private(set) var input = Weighing.Calibration()
    /// Nil where the evidence falls into no cell.
    private(set) var weight: ClaimWeight?

    /// - Parameter matches: of the candidates, those within the method's distance.
    init(
        _ calibration: Calibration, candidates: CandidateList, matches: [CandidateList.Candidate], searched: Int64,
        stated: ClaimQuestion.Stated, digits: WeightDigits
    ) throws(WeightRefused) {
        guard let index = CopyProtocol.cell(quality: Int(candidates.probeQuality)),
            calibration.findings.cells.indices.contains(index)
        else { return }
        let cell = calibration.findings.cells[index]
        input.cell = Weighing.Cell(
            sameSource: Int64(cell.sameIndependent), differentSource: Int64(cell.differentIndependent))
        var weight = ClaimWeight(cell: cell.name, searched: searched, tested: Int64(cell.gallery))

        let matchRate = cell.falseMatches.trials > 0 ? cell.falseMatches.upper : nil
        weight.falseMatchRate = try digits("false_match_rate", matchRate, .awayFromZero)
        input.falseMatchRate = weight.falseMatchRate
        let positiveRate = cell.falsePositives.trials > 0 ? cell.falsePositives.upper : nil
        weight.falsePositiveRate = try digits("false_positive_rate", positiveRate, .awayFromZero)
        weight.directCoincidences = try digits(
            "direct_coincidences", positiveRate.flatMap { $0 < 1 ? -log1p(-$0) : nil }, .awayFromZero)
        if let rate = weight.falsePositiveRate {
            input.direct = Weighing.DirectTest(
                gallery: Int64(cell.gallery), falsePositiveRate: rate, coincidences: weight.directCoincidences)
        }
        if let found = cell.weight, let best = matches.first {
            try ratios(found, best, candidates, &weight, digits)
            try posteriors(found, stated, &weight, digits)
        }
        validation(calibration.recorded["cells"]?.elements?[index]["weight"])
        if let prior = stated.prior?.approximation, let found = cell.weight {
            input.harmsAtPrior = found.ratios.crossEntropy(prior: prior)?.harms
        }
        self.weight = weight
    }

    private mutating func ratios(
        _ found: CalibrationFindings.Weight, _ best: CandidateList.Candidate, _ candidates: CandidateList,
        _ weight: inout ClaimWeight, _ digits: WeightDigits
    ) throws(WeightRefused) {
        guard let (capped, isWeakened) = Self.capped(found, best.distance) else { return }
        weight.logRatio = try digits("log_ratio", capped.llr, .towardZero)
        let cap: Weighing.Ratio.Cap =
            switch capped.by {
            case nil: .none
            case .count: .count(Int64(capped.llr < 0 ? found.countSame : found.countDifferent))
            case .invariance: .invariance
            }
        weight.cap = capped.by.map { $0 == .count ? .count : .invariance } ?? (isWeakened ? .densities : .none)
        if let ratio = weight.logRatio { input.ratio = Weighing.Ratio(ratio, cap: cap) }
        // One file may stand in a set under two paths: that is one picture.
        let next = candidates.candidates.first { $0.rank > best.rank && $0.artifact != best.artifact }
        if let next, let second = Self.capped(found, next.distance)?.ratio {
            weight.runnerUp = try digits("runner_up", second.llr)
            input.runnerUp = weight.runnerUp.map { .logRatio($0) } ?? .unknown
        } else {
            _ = try digits("runner_up", nil)
            input.runnerUp = candidates.compared <= 1 ? .none : .unknown
        }
    }

    /// Also whether densities made it weaker than the method alone.
    private static func capped(
        _ found: CalibrationFindings.Weight, _ distance: Int64
    ) -> (ratio: LikelihoodRatioCap.Capped, isWeakened: Bool)? {
        guard let weight = found.model.evaluate(Double(distance)), let ratio = try? found.cap.capped(weight.used)
        else { return nil }
        return (ratio, weight.used != weight.method)
    }

    private mutating func posteriors(
        _ found: CalibrationFindings.Weight, _ stated: ClaimQuestion.Stated, _ weight: inout ClaimWeight,
        _ digits: WeightDigits
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
