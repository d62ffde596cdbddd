import ExhibitCore

/// A verdict in words and in JSON, the same for both programs. Nothing here prints.
extension Verdict {
    /// One line per check, its findings below it, then what was not checked, then the conclusion.
    public var lines: [String] {
        var lines = summary.map { "\(Self.padded($0.name)) \(Self.visible($0.value))" }
        if !lines.isEmpty { lines.append("") }
        for check in checks {
            let mark =
                check.findings.isEmpty
                ? "ok    " : check.findings.contains { $0.severity != .incomplete } ? "FAILED" : "OPEN  "
            lines.append("\(mark) \(check.title)" + (check.detail.isEmpty ? "" : " (\(Self.visible(check.detail)))"))
            for finding in check.findings.prefix(Self.shownFindings) {
                lines.append("       \(Self.visible(finding.object)): \(Self.visible(finding.message))")
            }
            let hidden = check.findings.count - Self.shownFindings
            if hidden > 0 { lines.append("       and \(hidden) more; --json lists them") }
            if check.unlisted > 0 { lines.append("       and \(check.unlisted) of which only the number is kept") }
        }
        for challenge in challenges {
            lines.append("")
            lines.append("Objection  \(Self.visible(challenge.file))")
            lines += challenge.lines
        }
        if !notChecked.isEmpty {
            lines.append("")
            lines.append("Not checked:")
            for item in notChecked { lines.append("  - \(item)") }
        }
        lines.append("")
        lines.append(conclusion)
        return lines
    }

    private static let shownFindings = 50

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(1, 12 - name.count))
    }

    /// Text from a file that is being judged must not move the cursor or reorder a terminal's line, nor reach its end by
    /// blanks that nobody sees.
    ///
    /// - Parameter keepingSpaces: where the text is to be typed again, or stands behind a bar.
    public static func visible(_ text: String, keepingSpaces: Bool = false) -> String {
        var shown = ""
        var spaces: [Unicode.Scalar] = []
        func end() {
            if spaces.count < 4 || keepingSpaces {
                shown.unicodeScalars.append(contentsOf: spaces)
            } else {
                shown += " [\(spaces.count) spaces] "
            }
            spaces = []
        }
        for scalar in text.unicodeScalars {
            if scalar == " " || !scalar.isASCII && scalar.properties.generalCategory == .spaceSeparator {
                spaces.append(scalar)
                continue
            }
            end()
            if scalar.deceives || scalar == "\n" {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        end()
        return shown
    }

    public func json(of file: String) -> JSON {
        var members = self.members(of: file)
        if !challenges.isEmpty { members["challenges"] = .array(challenges.map(\.json)) }
        if let standing { members["standing"] = standing }
        return .object(members)
    }

    private func members(of file: String) -> [String: JSON] {
        [
            "schema": "exhibit-verdict-v1",
            "file": .string(file),
            "exit_code": .integer(Int64(exitCode)),
            "conclusion": .string(conclusion),
            "summary": .object(
                Dictionary(
                    summary.map { ($0.name.split(separator: " ").joined(separator: "_"), JSON.string($0.value)) }
                ) { first, _ in first }),
            "checks": .array(
                checks.map { check in
                    [
                        "id": .string(check.id), "title": .string(check.title), "ok": .bool(check.findings.isEmpty),
                        "detail": .string(check.detail),
                        "findings": .array(
                            check.findings.map {
                                [
                                    "severity": .integer(Int64($0.severity.rawValue)), "object": .string($0.object),
                                    "message": .string($0.message),
                                ]
                            }),
                        "findings_not_listed": .integer(Int64(check.unlisted)),
                    ]
                }),
            "not_checked": .array(notChecked.map { .string($0) }),
        ]
    }
}
