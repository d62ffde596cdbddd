import ExhibitCore

extension ReportView.Weight {
    /// Without a scale, and without how it was made, as it always was: views are named by digest.
    var json: JSON {
        guard case .object(var members) = ofDistances else { return ofDistances }
        if let scale {
            members["scale"] = [
                "ends": .strings(scale.ends), "score": .text(scale.score), "score_place": .text(scale.scorePlace),
                "threshold": .string(scale.threshold), "threshold_place": .string(scale.thresholdPlace),
                "pairs": .number(scale.pairs), "matching": .number(scale.matching), "labels": .bool(scale.isOfLabels),
            ]
        }
        if let making { members["making"] = making.json }
        return .object(members)
    }

    private var ofDistances: JSON {
        [
            "cell": .string(cell), "same_independent": .number(sameIndependent),
            "different_independent": .number(differentIndependent), "calibration": .string(calibration),
            "calibration_position": .number(calibrationPosition), "made": .string(made),
            "conditions": conditions.json, "asked": .string(asked.rawValue), "log_ratio": .text(logRatio),
            "words": .string(words), "cap": .string(cap), "runner_up": .text(runnerUp),
            "posteriors": .list(posteriors) {
                [
                    "prior": .string($0.prior), "basis": .string($0.basis.rawValue),
                    "population": .count($0.population), "value": .string($0.value),
                ]
            },
            "coincidences": .text(coincidences), "false_positives": .text(falsePositives),
            "false_match_rate": .text(falseMatchRate), "searched": .number(searched), "tested": .number(tested),
            "trials": .number(trials), "errors": .number(errors), "direct": .bool(isDirect),
            "score": .count(score), "threshold": .number(threshold), "same": bars(same),
            "different": bars(different), "searches": bars(searches),
            "tippett": .list(tippett) { [.string($0.ratio), .string($0.same), .string($0.different)] },
            "cross_entropy": .list(crossEntropy) { [.string($0.prior), .string($0.bits), .string($0.neutral)] },
            "reliability": .list(reliability) {
                [
                    "count": .number($0.count), "stated": .text($0.stated), "observed": .text($0.observed),
                    "lower": .text($0.lower), "upper": .text($0.upper),
                ]
            },
            "cllr": .text(cllr), "cllr_min": .text(cllrMin), "cllr_cal": .text(cllrCal), "banner": .string(banner),
        ]
    }

    private func bars(_ bars: [Bar]) -> JSON { .list(bars) { [.number($0.distance), .number($0.count)] } }
}

extension ReportView.Weight.Making {
    fileprivate var json: JSON {
        [
            "same_pairs": .number(samePairs), "different_pairs": .number(differentPairs),
            "method": method?.json ?? .null, "without_method": .text(withoutMethod),
            "covariate": covariate.map {
                [
                    "measure": .string($0.measure.rawValue), "value": .number($0.value), "count": .number($0.count),
                    "at_most": .number($0.atMost), "probability": .string($0.probability),
                ]
            } ?? .null,
            "prior_reason": priorReason?.json ?? .null,
        ]
    }
}

extension ReportView.Weight.Method {
    fileprivate var json: JSON {
        [
            "curve": curve.json, "plan": .string(plan), "models": .number(models), "logistic": .number(logistic),
            "at_score": atScore.map {
                [
                    "method": .string($0.byMethod), "densities": .text($0.byDensities),
                    "isotonic": .text($0.byIsotonic), "outside": .bool($0.isOutside),
                ]
            } ?? .null,
        ]
    }
}

extension ReportView.Weight.Method.Curve {
    fileprivate var json: JSON {
        switch self {
        case .logistic(let intercept, let slope):
            ["name": "logistic", "intercept": .string(intercept), "slope": .string(slope)]
        case .isotonic(let blocks, let misleading):
            ["name": "isotonic", "blocks": .number(blocks), "misleading": .number(misleading)]
        }
    }
}

extension JSON {
    fileprivate static func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
    fileprivate static func count(_ value: Int?) -> JSON { value.map { .number($0) } ?? .null }
}
