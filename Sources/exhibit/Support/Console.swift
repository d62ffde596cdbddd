import ArgumentParser
import ExhibitCore
import ExhibitVerification

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct OutputOptions: ParsableArguments {
    @Flag(help: "Results as JSON, one object per line, for scripts.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress and no summary; errors are still printed.")
    var quiet = false

    var console: Console { Console(json: json, quiet: quiet) }
}

/// Where words go: results to standard output, progress and diagnostics to standard error.
struct Console {
    let json: Bool
    let quiet: Bool

    /// A result for people.
    func say(_ line: String = "") {
        if !json && !quiet { Output.words(line) }
    }

    /// A result for scripts: the object gets the schema and the exit code that every result has. Of several objects,
    /// the last one has the exit code of the command.
    func emit(_ schema: String, exitCode: Int32 = 0, _ members: [String: JSON]) {
        guard json else { return }
        Self.emit(schema, exitCode: exitCode, members)
    }

    static func emit(_ schema: String, exitCode: Int32, _ members: [String: JSON]) {
        var members = members
        members["schema"] = .string("exhibit-\(schema)-v1")
        members["exit_code"] = .integer(Int64(exitCode))
        Output.line(TerminalText.escaped(json: JSON.object(members).encoded))
    }

    /// Something that went wrong with one item of several.
    func warn(_ line: String) { Self.error("exhibit: \(line)") }

    static func error(_ line: String) {
        Progress.clear()
        let columns = Output.columns(of: STDERR_FILENO)
        aside((isTerminal ? TerminalText.wrapped(line, columns: columns) : line) + "\n")
    }

    /// To standard error.
    static func aside(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Bold on a terminal, unless NO_COLOR asks for plain text.
    static func strong(_ text: String) -> String {
        Output.isTerminal && environmentVariable("NO_COLOR") == nil ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }
}

/// A message that says what happened, to what, and what to do next.
struct UserError: Error, CustomStringConvertible {
    let description: String
    let code: Int32

    /// - Parameter code: 64 where the command was used wrongly.
    init(_ description: String, code: Int32 = 1) {
        self.description = description
        self.code = code
    }
}
