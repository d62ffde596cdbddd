import ExhibitCore
import ExhibitReport

/// Lets the script of `verify.html` judge many files in one start of a browser.
public enum VerifierDriver {
    public struct Case: Sendable {
        public let file: [UInt8]
        /// Files that go with it.
        public let others: [[UInt8]]
        public let trusted: [String]
        /// Milliseconds since 1970.
        public let now: Int64?

        public init(_ file: [UInt8], with others: [[UInt8]] = [], trusted: [String] = [], now: Int64? = nil) {
            self.file = file
            self.others = others
            self.trusted = trusted
            self.now = now
        }

        fileprivate var literal: String {
            func bytes(_ file: [UInt8]) -> String { "bytes(\"\(Base64.encode(file))\")" }
            let given = others.enumerated().map { "[\"\($0)\", \(bytes($1))]" }.joined(separator: ",")
            let names = trusted.map { "\"\($0)\"" }.joined(separator: ",")
            return "[\(bytes(file)), [\(names)], [\(given)], \(now.map(String.init) ?? "null")]"
        }
    }

    /// What the page found: the code, the worst code of each check, and every finding with its check.
    public struct Answer: Sendable {
        public var code: Int32 = -1
        /// How the report stands, "none" where nobody asked.
        public var state = ""
        public var checks: [String: Int32] = [:]
        public var findings: [String] = []
        public var notChecked: [String] = []
    }

    /// From the best to the worst.
    public static func rank(_ code: Int32) -> Int { [0, 3, 5, 4, 1, 2].firstIndex(of: code) ?? 9 }

    private static func worse(_ one: Int32, _ other: Int32) -> Int32 { rank(one) < rank(other) ? other : one }

    public static func judge(_ cases: [Case]) throws -> [Answer] {
        let lines = try results(
            """
            const worst = (codes) => [2, 1, 5, 3].find((code) => codes.includes(code)) || 0;
            const lines = [];
            for (const [file, trusted, given, now] of [\(cases.map(\.literal).joined(separator: ",\n"))]) {
              const [verdict, state, checks, notChecked] = await exhibit.judge(file, trusted, given, now);
              lines.push(`code\\t${verdict}\\t${state || 'none'}`);
              for (const [id, ...findings] of checks) {
                lines.push(`check\\t${id}\\t${worst(findings.map(([code]) => code))}`);
                for (const [, object, message] of findings) lines.push(`finding\\t${id}: ${object}: ${message}`);
              }
              for (const item of notChecked) lines.push(`open\\t${item}`);
            }
            return lines;
            """)
        var answers: [Answer] = []
        for line in lines {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            switch (parts[0], parts.count) {
            case ("code", 3): answers.append(Answer(code: Int32(parts[1]) ?? -1, state: parts[2]))
            case ("check", 3):
                // Of several files of a kind there is a check each.
                let (checks, code) = (answers[answers.count - 1].checks, Int32(parts[2]) ?? -1)
                answers[answers.count - 1].checks[parts[1]] = Self.worse(checks[parts[1]] ?? 0, code)
            case ("finding", 2...): answers[answers.count - 1].findings.append(parts[1])
            case ("open", 2...): answers[answers.count - 1].notChecked.append(parts[1])
            default: throw Browser.Failure(description: "the page's script said: \(line)")
            }
        }
        return answers
    }

    /// The lines that the body of a function returns, run beside the page's script; with `bytes(base64)` at hand.
    ///
    /// - Parameter report: runs it inside of this report, once that has checked itself; else in `verify.html`.
    public static func results(
        _ body: String, inside report: [UInt8]? = nil, arguments: [String] = []
    ) throws -> [String] {
        let isReady = report == nil ? "true" : "document.body.dataset.state === 'checked'"
        let driver = """

            const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
            const answer = async () => {
              while (!(\(isReady))) await new Promise((done) => setTimeout(done, 20));
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
        var page = VerifierPage.html(appended: driver)
        if let report {
            // Its policy and a second script exclude each other.
            let end = "</body>\n</html>\n"
            // At its end alone: the page's own script has these words in it too.
            page =
                String(decoding: report, as: UTF8.self)
                .replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "").dropLast(end.count)
                + "<script>\(driver)</script>\(end)"
        }
        return try Browser.results(of: page, arguments: arguments).split(separator: "\n").map(String.init)
    }
}
