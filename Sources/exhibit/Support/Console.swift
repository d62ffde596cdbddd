#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import ArgumentParser
import ExhibitCore

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
        if !json && !quiet { print(line) }
    }

    /// What to do next, and other asides that are no result.
    func hint(_ line: String) {
        if !json && !quiet { print(line) }
    }

    /// A result for scripts: the object gets the schema and the exit code that every result has.
    func emit(_ schema: String, exitCode: Int32 = 0, _ members: [String: JSON]) {
        guard json else { return }
        var members = members
        members["schema"] = .string("exhibit-\(schema)-v1")
        members["exit_code"] = .integer(Int64(exitCode))
        print(String(decoding: JSON.object(members).encoded, as: UTF8.self))
    }

    /// Something that went wrong with one item of several.
    func warn(_ line: String) { Self.error("exhibit: \(line)") }

    static func error(_ line: String) { aside(line + "\n") }

    /// Unbuffered, to standard error.
    static func aside(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Bold on a terminal, unless NO_COLOR asks for plain text.
    static func strong(_ text: String) -> String {
        isatty(STDOUT_FILENO) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true) ? "\u{1B}[1m\(text)\u{1B}[0m" : text
    }
}

/// A table for people, or CSV (RFC 4180) for spreadsheets.
struct Table {
    let columns: [String]
    var rows: [[String]] = []

    var csv: String {
        ([columns] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A cell that begins like a formula would be run by a spreadsheet, so it gets an apostrophe.
    private static func quoted(_ cell: String) -> String {
        let safe = cell.first.map { "=+-@\t".contains($0) } == true ? "'" + cell : cell
        guard safe.contains(where: { ",\"\n\r".contains($0) }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    var text: String {
        let widths = columns.indices.map { column in ([columns] + rows).map { $0[column].count }.max() ?? 0 }
        return ([columns] + rows).map { row in
            var line = row.enumerated().map { column, cell in
                cell + String(repeating: " ", count: widths[column] - cell.count)
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
