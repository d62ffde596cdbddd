import ExhibitCore
import ExhibitReport

/// Lets the script of `verify.html` judge many files in one start of a browser.
public enum VerifierDriver {
    public struct Case: Sendable {
        public let file: [UInt8]
        public var bridge: [UInt8]?
        public var trusted: [String] = []

        public init(_ file: [UInt8], bridge: [UInt8]? = nil, trusted: [String] = []) {
            self.file = file
            self.bridge = bridge
            self.trusted = trusted
        }

        fileprivate var literal: String {
            let bridge = bridge.map { "bytes(\"\(Base64.encode($0))\")" } ?? "null"
            let names = trusted.map { "\"\($0)\"" }.joined(separator: ",")
            return "[bytes(\"\(Base64.encode(file))\"), [\(names)], \(bridge)]"
        }
    }

    /// What the page found: the code, the worst code of each check, and every finding with its check.
    public struct Answer: Sendable {
        public var code: Int32 = -1
        public var checks: [String: Int32] = [:]
        public var findings: [String] = []
        public var notChecked: [String] = []
    }

    public static func judge(_ cases: [Case]) throws -> [Answer] {
        let lines = try results(
            """
            const worst = (codes) => [2, 1, 5, 3].find((code) => codes.includes(code)) || 0;
            const lines = [];
            for (const [file, trusted, bridge] of [\(cases.map(\.literal).joined(separator: ",\n"))]) {
              const verdict = await exhibit.verify(file, trusted, bridge);
              lines.push(`code\\t${verdict.code}`);
              for (const check of verdict.checks) {
                lines.push(`check\\t${check.id}\\t${worst(check.findings.map((finding) => finding.code))}`);
                for (const finding of check.findings) lines.push(`finding\\t${check.id}: ${finding.object}: ${finding.message}`);
              }
              for (const item of verdict.notChecked) lines.push(`open\\t${item}`);
            }
            return lines;
            """, exposing: ["verify"])
        var answers: [Answer] = []
        for line in lines {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch (parts[0], parts.count) {
            case ("code", 2): answers.append(Answer(code: Int32(parts[1]) ?? -1))
            case ("check", 3): answers[answers.count - 1].checks[parts[1]] = Int32(parts[2])
            case ("finding", 2...): answers[answers.count - 1].findings.append(parts[1])
            case ("open", 2...): answers[answers.count - 1].notChecked.append(parts[1])
            default: throw Browser.Failure(description: "the page's script said: \(line)")
            }
        }
        return answers
    }

    /// The lines that the body of a function returns, run beside the page's script; with `bytes(base64)` at hand.
    public static func results(
        _ body: String, exposing: [String], arguments: [String] = []
    ) throws -> [String] {
        let driver = """

            const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
            const answer = async () => {
            \(body)
            };
            answer().then((lines) => lines.join('\\n'), (error) => `error\\t${error}`).then((text) => {
              const results = document.createElement('pre');
              results.id = 'results';
              results.textContent = text;
              // What was given stands in the scripts, and need not be printed again.
              for (const script of document.querySelectorAll('script')) script.remove();
              document.body.append(results);
            });

            """
        let page = VerifierPage.html(exposing: exposing, appended: driver)
        return try Browser.results(of: page, arguments: arguments).split(separator: "\n").map(String.init)
    }
}
