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
                        "name": .string($0.name), "trials": .count($0.missed.trials), "missed": $0.missed.json,
                    ]
                }),
            "cells": .array(cells.map(\.json)),
            "near_duplicates": .array(
                nearDuplicates.map { [.count($0.source), .count($0.nearest), .count($0.score)] }),
        ]
    }
}

extension CalibrationFindings.Cell {
    fileprivate var json: JSON {
        [
            "name": .string(name),
            "same": ["pairs": .count(samePairs), "independent": .count(sameIndependent)],
            "different": ["pairs": .count(differentPairs), "independent": .count(differentIndependent)],
            "matching_pairs": .count(matchingPairs),
            "false_matches": falseMatches.json,
            "searches": ["all": .count(searches), "found": .count(found)],
            "false_positives": falsePositives.json,
            "gallery": .count(gallery),
            "histograms": [
                "same": bars(histograms.same), "different": bars(histograms.different),
                "searches": bars(histograms.searches),
            ],
            "weight": weight?.json { .count(Int($0)) } ?? .null,
            "without_weight": withoutWeight.map { .string($0.rawValue) } ?? .null,
        ]
    }

    private func bars(_ bars: [Bar]) -> JSON {
        .array(bars.map { [.count($0.distance), .count($0.count)] })
    }
}
