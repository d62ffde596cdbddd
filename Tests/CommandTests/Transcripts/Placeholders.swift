import Foundation

/// What varies from one time to the next, and how a transcript writes it.
enum Placeholders {
    private static let patterns: [(name: String, pattern: String)] = [
        ("<64hex>", "[0-9a-f]{64}"),
        ("<32hex>", "[0-9a-f]{32}"),
        ("<12hex>", "[0-9a-f]{12}"),
        ("<hour>", "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:00:00Z"),
        ("<moment>", "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"),
        ("<n>", "[0-9]+"),
        ("<b64>", "[A-Za-z0-9+/]+=*"),
        ("<8hex>", "[0-9a-f]{8}"),
        ("<work>", "/[^ \"]*/exhibit-commands-[0-9A-F-]{36}/work"),
        ("<any>", ".*"),
    ]

    /// Lines that are not as expected: the index of the first one; nil where all are.
    static func mismatch(_ expected: [String], _ actual: [String]) -> Int? {
        var index = 0
        for (number, line) in expected.enumerated() {
            if line == "<...>" {
                let rest = Array(expected[(number + 1)...])
                if rest.isEmpty { return nil }
                return (index...actual.count).contains { mismatch(rest, Array(actual[$0...])) == nil } ? nil : index
            }
            guard index < actual.count, matches(line, actual[index]) else { return index }
            index += 1
        }
        return index == actual.count ? nil : index
    }

    static func matches(_ expected: String, _ actual: String) -> Bool {
        var pattern = NSRegularExpression.escapedPattern(for: expected)
        guard pattern.contains("<") else { return expected.utf8.elementsEqual(actual.utf8) }
        for (name, replacement) in patterns { pattern = pattern.replacingOccurrences(of: name, with: replacement) }
        guard let expression = try? NSRegularExpression(pattern: "^(?:\(pattern))$") else { return false }
        let whole = NSRange(actual.startIndex..., in: actual)
        return expression.firstMatch(in: actual, range: whole).map { $0.range == whole } ?? false
    }

    /// An actual line as it is recorded: digests and folders replaced, numbers left for the reader to judge.
    static func generalised(_ line: String) -> String {
        var line = line
        for (name, pattern) in recorded {
            line = line.replacingOccurrences(of: pattern, with: name, options: .regularExpression)
        }
        return line
    }

    private static let recorded: [(name: String, pattern: String)] = [
        ("<work>", "/[^ \"]*/exhibit-commands-[0-9A-F-]{36}/work"),
        ("<64hex>", "[0-9a-f]{64}"),
        ("<32hex>", "\\b[0-9a-f]{32}\\b"),
        ("<hour>", "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:00:00Z"),
        ("<moment>", "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"),
        ("<12hex>", "\\b[0-9a-f]{12}\\b"),
        ("<n> bytes", "\\b[0-9]{4,} bytes"),
        ("\"bytes\":<n>", "\"bytes\":[0-9]{4,}"),
        ("<n>", "\\b[0-9]{13}\\b"),
        ("<8hex>+<b64>", "\\b[0-9a-f]{8}\\+[A-Za-z0-9+/]{40,}=*"),
        ("<b64>", "(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{42,}=+"),
    ]
}
