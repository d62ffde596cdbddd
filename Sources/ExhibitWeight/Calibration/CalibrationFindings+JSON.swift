import ExhibitCore

/// As the artifact `exhibit-calibration-v1` records them: counts as integers, computed quantities as decimals of 12
/// significant digits.
extension CalibrationFindings {
    public static let schema = "exhibit-calibration-v1"

    public var json: JSON {
        [
            "schema": .string(Self.schema), "protocol": .string(CopyProtocol.name.description),
            "transforms": .array(
                transforms.map {
                    [
                        "name": .string($0.name), "trials": number($0.missed.trials), "missed": $0.missed.json,
                    ]
                }),
            "cells": .array(cells.map(\.json)),
            "near_duplicates": .array(
                nearDuplicates.map { [number($0.source), number($0.nearest), number($0.score)] }),
        ]
    }
}

private func number(_ value: Int) -> JSON { .integer(Int64(value)) }

/// Null for what has no decimal form: infinities.
private func decimal(_ value: Double?, _ rounding: RecordedDecimal.Rounding = .nearest) -> JSON {
    value.flatMap { RecordedDecimal($0, rounding: rounding) }.map { .string($0.description) } ?? .null
}

extension CalibrationFindings.Rate {
    fileprivate var json: JSON {
        ["trials": number(trials), "errors": number(errors), "upper": decimal(upper, .awayFromZero)]
    }
}

extension CalibrationFindings.Cell {
    fileprivate var json: JSON {
        [
            "name": .string(name),
            "same": ["pairs": number(samePairs), "independent": number(sameIndependent)],
            "different": ["pairs": number(differentPairs), "independent": number(differentIndependent)],
            "matching_pairs": number(matchingPairs),
            "false_matches": falseMatches.json,
            "searches": ["all": number(searches), "found": number(found)],
            "false_positives": falsePositives.json,
            "gallery": number(gallery),
            "histograms": [
                "same": bars(histograms.same), "different": bars(histograms.different),
                "searches": bars(histograms.searches),
            ],
            "weight": weight?.json ?? .null,
            "without_weight": withoutWeight.map { .string($0.rawValue) } ?? .null,
        ]
    }

    private func bars(_ bars: [Bar]) -> JSON {
        .array(bars.map { [number($0.distance), number($0.count)] })
    }
}

extension CalibrationFindings.Weight {
    fileprivate var json: JSON {
        [
            "method": method,
            "cap": [
                "lower": decimal(cap.bounds.lower, .towardZero), "lower_rule": .string(cap.lowerRule.rawValue),
                "upper": decimal(cap.bounds.upper, .towardZero), "upper_rule": .string(cap.upperRule.rawValue),
            ],
            "held_out": [
                "plan": .string(plan), "models": number(heldOut.models), "logistic": number(heldOut.logistic),
                "cllr": decimal(ratios.cllr, .awayFromZero), "cllr_min": decimal(ratios.cllrMin),
                "tippett": tippett,
                "cross_entropy": .array(
                    ratios.crossEntropyCurve(decades: 4, steps: 16).map {
                        [decimal($0.prior), decimal($0.bits), decimal($0.neutral)]
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

    private var method: JSON {
        switch model.method {
        case .logistic(let line):
            ["name": "logistic", "intercept": decimal(line.intercept), "slope": decimal(line.slope)]
        case .isotonic(let steps):
            [
                "name": "isotonic", "misleading": number(steps.misleading),
                "blocks": .array(
                    steps.blocks.map {
                        // Distances: whole numbers.
                        [
                            number(Int($0.weakest)), number(Int($0.strongest)), number($0.same),
                            number($0.different),
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
                    decimal(at), number(ratios.same.count { $0 >= at }), number(ratios.different.count { $0 >= at }),
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
                    number(bin.count), decimal(bin.stated), decimal(bin.observed), decimal(bin.interval?.lowerBound),
                    decimal(bin.interval?.upperBound),
                ]
            })
    }
}
