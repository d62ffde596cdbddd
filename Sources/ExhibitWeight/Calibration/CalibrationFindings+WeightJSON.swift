import ExhibitCore

/// What findings of any protocol record alike: counts as integers, computed quantities as decimals of 12 significant
/// digits.
extension JSON {
    static func count(_ value: Int) -> JSON { .integer(Int64(value)) }

    /// Null for what has no decimal form: infinities.
    static func decimal(_ value: Double?, _ rounding: RecordedDecimal.Rounding = .nearest) -> JSON {
        value.flatMap { RecordedDecimal($0, rounding: rounding) }.map { .string($0.description) } ?? .null
    }
}

extension CalibrationFindings.Rate {
    var json: JSON {
        ["trials": .count(trials), "errors": .count(errors), "upper": .decimal(upper, .awayFromZero)]
    }
}

extension CalibrationFindings.Weight {
    /// - Parameter score: how the protocol writes one.
    func json(score: (Double) -> JSON) -> JSON {
        [
            "method": method(score),
            "cap": [
                "lower": .decimal(cap.bounds.lower, .towardZero), "lower_rule": .string(cap.lowerRule.rawValue),
                "upper": .decimal(cap.bounds.upper, .towardZero), "upper_rule": .string(cap.upperRule.rawValue),
            ],
            "held_out": [
                "plan": .string(plan), "models": .count(heldOut.models), "logistic": .count(heldOut.logistic),
                "cllr": .decimal(ratios.cllr, .awayFromZero), "cllr_min": .decimal(ratios.cllrMin),
                "tippett": tippett,
                "cross_entropy": .array(
                    ratios.crossEntropyCurve(decades: 4, steps: 16).map {
                        [.decimal($0.prior), .decimal($0.bits), .decimal($0.neutral)]
                    }),
                "reliability": reliability,
            ],
        ]
    }

    private var plan: String {
        switch heldOut.plan {
        case .folds(let count): "\(count) folds by source"
        case .leaveOneSourceOut: "one source at a time"
        }
    }

    private func method(_ score: (Double) -> JSON) -> JSON {
        switch model.method {
        case .logistic(let line):
            ["name": "logistic", "intercept": .decimal(line.intercept), "slope": .decimal(line.slope)]
        case .isotonic(let steps):
            [
                "name": "isotonic", "misleading": .count(steps.misleading),
                "blocks": .array(
                    steps.blocks.map {
                        [
                            score($0.weakest), score($0.strongest), .count($0.same), .count($0.different),
                        ]
                    }),
            ]
        case .uninformative: .null
        }
    }

    /// How many ratios of each kind are at least as large, at fixed places that no fraction of counts falls on: at places
    /// where ratios are, the last bit of one would decide.
    private var tippett: JSON {
        .array(
            stride(from: -595, through: 595, by: 10).map { hundredths in
                let at = Double(hundredths) / 100
                return [
                    .decimal(at), .count(ratios.same.count { $0 >= at }), .count(ratios.different.count { $0 >= at }),
                ]
            })
    }

    /// Posteriors at even odds, to nine decimals: fractions of counts fall on the edges of bins.
    private var reliability: JSON {
        let stated = (ratios.same + ratios.different).map { llr in
            let posterior = (try? Posterior.probability(prior: 0.5, llr: llr)) ?? (llr > 0 ? 1 : 0)
            return (posterior * 1e9).rounded() / 1e9
        }
        let outcomes = ratios.same.map { _ in true } + ratios.different.map { _ in false }
        guard let diagram = try? ReliabilityDiagram(probabilities: stated, outcomes: outcomes) else { return .null }
        return .array(
            diagram.bins.map { bin in
                [
                    .count(bin.count), .decimal(bin.stated), .decimal(bin.observed), .decimal(bin.interval?.lowerBound),
                    .decimal(bin.interval?.upperBound),
                ]
            })
    }
}
