import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// How the numbers of a weighed claim came about.
extension ViewDerivation {
    /// - Parameter recorded: the cell as the findings have it.
    func making(
        _ weighed: WeighedClaim, _ calibration: Calibration, cell index: Int, recorded: JSON
    ) -> ReportView.Weight.Making {
        func pairs(_ member: String) -> Int { Int(recorded[member]?["pairs"]?.number ?? 0) }
        let found: CalibrationFindings.Weight?
        let score: Double?
        switch calibration.measured {
        case .copies(_, let findings):
            found = findings.cells[index].weight
            score = candidates?.candidates.first.map { Double($0.distance) }
        case .pairs(_, let findings):
            found = findings.cells[index].weight
            score = scores?.candidates.first?.score.value
        }
        let counts = weighed.weight?.logRatio != nil
        return ReportView.Weight.Making(
            samePairs: pairs("same"), differentPairs: pairs("different"),
            method: found.flatMap { method($0, recorded["weight"], at: counts ? score : nil) },
            withoutMethod: recorded["without_weight"]?.text, covariate: covariate(calibration.measured),
            priorReason: weighed.stated.prior == nil ? nil : value("prior_reason", of: claim.statement))
    }

    /// Digits of the record where it has them.
    private func method(
        _ found: CalibrationFindings.Weight, _ recorded: JSON?, at score: Double?
    ) -> ReportView.Weight.Method? {
        let method = recorded?["method"]
        let heldOut = recorded?["held_out"]
        let curve: ReportView.Weight.Method.Curve
        switch found.model.method {
        case .logistic:
            guard let intercept = method?["intercept"]?.text, let slope = method?["slope"]?.text else { return nil }
            curve = .logistic(intercept: intercept, slope: slope)
        case .isotonic(let steps): curve = .isotonic(blocks: steps.blocks.count, misleading: steps.misleading)
        case .uninformative: return nil
        }
        return ReportView.Weight.Method(
            curve: curve, plan: heldOut?["plan"]?.text ?? "", models: Int(heldOut?["models"]?.number ?? 0),
            logistic: Int(heldOut?["logistic"]?.number ?? 0),
            atScore: score.flatMap { found.model.evaluate($0) }.map(atScore))
    }

    /// Two decimals: logarithms of two machines may differ in the last of sixteen.
    private func atScore(_ weight: LikelihoodModel.Weight) -> ReportView.Weight.AtScore {
        func text(_ value: Double) -> String? {
            RecordedDecimal(value, decimals: 2, rounding: .nearest)?.description
        }
        return ReportView.Weight.AtScore(
            byMethod: text(weight.method) ?? "", byDensities: weight.disagree ? weight.densities.flatMap(text) : nil,
            byIsotonic: text(weight.isotonic), isOutside: weight.isOutside)
    }

    /// Of what the scores have of every picture; the low tail, since it is little detail that a method fails on.
    private func covariate(_ measured: Calibration.Measured) -> ReportView.Weight.Covariate? {
        switch measured {
        case .copies(let scores, _):
            return candidates.flatMap {
                Self.covariate(.quality, Int($0.probeQuality), among: scores.pictures.map(\.quality))
            }
        case .pairs(let scores, _):
            let step = AskedPicture.step(among: run.steps.map(\.statement))
            let side = step.flatMap { AskedPicture.side(slot("geometry", of: $0)) }
            return side.flatMap { Self.covariate(.side, $0, among: scores.pictures.map(\.side).filter { $0 > 0 }) }
        }
    }

    private static func covariate(
        _ measure: ReportView.Weight.Covariate.Measure, _ value: Int, among reference: [Int]
    ) -> ReportView.Weight.Covariate? {
        guard let p = try? Conformal.probability(of: Double(value), among: reference.map(Double.init)),
            let text = RecordedDecimal(p, significant: 6)?.short
        else { return nil }
        return ReportView.Weight.Covariate(
            measure: measure, value: value, count: reference.count, atMost: reference.count { $0 <= value },
            probability: text)
    }
}
