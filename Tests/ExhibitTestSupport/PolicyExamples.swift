import ExhibitCore
import ExhibitWeight

/// What the page of policies says of each threshold, from the list that the program weighs by.
enum PolicyExamples {
    static var all: [String: String] {
        let policy = WeighingPolicy.standard
        return [
            "thresholds": table(
                [["threshold", "unit", "tighter", "standard", "range"]]
                    + Threshold.allCases.map { [$0.rawValue, $0.unit, $0.tighter, policy.text($0), $0.range] }),
            "meanings": table(
                [["threshold", "bounds", "if not"]]
                    + Threshold.allCases.map { [$0.rawValue, $0.subject, $0.consequence] }),
            "scale": table(
                [["log10 LR from", "words"]] + zip(policy.scale.from, VerbalScale.words).map { ["\($0)", $1] }),
            "standard": "\(policy.bytes.count) bytes\n\(policy.name)",
            "topic": "\(String(decoding: PolicyTopic.bytes, as: UTF8.self))\n\(PolicyTopic.name)",
        ]
    }

    private static func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
