import ExhibitCore
import ExhibitWeight

/// A policy for people and for scripts.
struct PolicyText {
    let policy: WeighingPolicy

    /// What each threshold asks, and the standard value where this policy is tighter.
    var thresholds: Table {
        var table = Table(["threshold", "bounds", "due", "standard", "if not"])
        for threshold in Threshold.allCases {
            let isStandard = policy[threshold] == WeighingPolicy.standard[threshold]
            table.rows.append([
                threshold.rawValue, threshold.subject, threshold.due(in: policy),
                isStandard ? "" : threshold.due(in: .standard), threshold.consequence,
            ])
        }
        return table
    }

    var scale: Table {
        var table = Table(["log10 LR from", "standard", "words"])
        for (index, words) in VerbalScale.words.enumerated() {
            let (from, standard) = (policy.scale.from[index], WeighingPolicy.standard.scale.from[index])
            table.rows.append([from.description, from == standard ? "" : standard.description, words])
        }
        return table
    }

    var json: [String: JSON] {
        [
            "policy": .string(policy.name.description),
            "thresholds": .array(
                Threshold.allCases.map { threshold in
                    [
                        "threshold": .string(threshold.rawValue), "bounds": .string(threshold.subject),
                        "unit": .string(threshold.unit), "tighter": .string(threshold.tighter),
                        "value": .string(policy.text(threshold)),
                        "standard": .string(WeighingPolicy.standard.text(threshold)),
                        "range": .string(threshold.range), "if_not": .string(threshold.consequence),
                    ]
                }),
            "scale": .array(
                zip(policy.scale.from, VerbalScale.words).map {
                    ["from": .string($0.description), "words": .string($1)]
                }),
        ]
    }

    static func position(_ entry: PlacedEntry?) -> JSON { entry.map { .integer(Int64($0.position)) } ?? .null }

    static func table(_ differences: [WeighingPolicy.Difference]) -> Table {
        var table = Table(["threshold", "from", "to", ""])
        for difference in differences {
            let words = difference.isLooser ? "LOOSER" : "tighter"
            table.rows.append([difference.name, difference.from, difference.to, words])
        }
        return table
    }

    static func json(_ differences: [WeighingPolicy.Difference]) -> JSON {
        .array(
            differences.map {
                [
                    "threshold": .string($0.name), "from": .string($0.from), "to": .string($0.to),
                    "looser": .bool($0.isLooser),
                ]
            })
    }
}
