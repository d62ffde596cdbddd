import Foundation

/// What a person types and sees, with what must be printed:
///
///     # a remark
///     $ exhibit status
///     > --quiet                  the command goes on
///     what it prints
///     ! what it prints on standard error
///     [exit 3]                   left out for 0
///
/// A blank line before the next command is for the reader. Placeholders stand for what varies; `<...>` alone on a line
/// stands for any number of lines.
struct Transcript {
    struct Step {
        var remarks: [String]
        var command: [String]
        var expected: [String]
        var line: Int
    }

    var steps: [Step] = []
    var tail: [String] = []

    init(_ text: String) {
        var remarks: [String] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            .enumerated()
        {
            if line.hasPrefix("$ ") {
                steps.append(
                    Step(remarks: remarks, command: [String(line.dropFirst(2))], expected: [], line: number + 1))
                remarks = []
            } else if line.hasPrefix("> "), let last = steps.indices.last, steps[last].expected.isEmpty {
                steps[last].command.append(String(line.dropFirst(2)))
            } else if line.hasPrefix("# ") || steps.isEmpty || !remarks.isEmpty {
                remarks.append(line)
            } else {
                steps[steps.count - 1].expected.append(line)
            }
        }
        for index in steps.indices {
            while steps[index].expected.last == "" { steps[index].expected.removeLast() }
        }
        tail = remarks
    }

    /// One shell script for all of it, so that `cd` and `export` last.
    func script(results: String) -> String {
        steps.indices.map { index in
            """
            {
            \(steps[index].command.joined(separator: "\n"))
            } >'\(results)/\(index).out' 2>'\(results)/\(index).err'
            echo $? >'\(results)/\(index).code'
            """
        }.joined(separator: "\n")
    }

    /// What a step printed, in the form of a transcript.
    static func lines(output: String, error: String, code: Int) -> [String] {
        var lines = split(output) + split(error).map { "! \($0)" }
        while lines.last == "" { lines.removeLast() }
        if code != 0 { lines.append("[exit \(code)]") }
        return lines
    }

    /// By bytes: Swift takes CR LF for one character. A carriage return is made visible.
    private static func split(_ text: String) -> [String] {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.last == 0x0D
                ? String(decoding: line.dropLast(), as: UTF8.self) + "<cr>" : String(decoding: line, as: UTF8.self)
        }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    /// The transcript as a file again.
    var text: String {
        var text = ""
        for step in steps {
            for remark in step.remarks { text += remark + "\n" }
            for (index, line) in step.command.enumerated() { text += (index == 0 ? "$ " : "> ") + line + "\n" }
            for line in step.expected { text += line + "\n" }
            text += "\n"
        }
        while text.hasSuffix("\n\n") { text.removeLast() }
        return text + tail.map { $0 + "\n" }.joined()
    }
}
