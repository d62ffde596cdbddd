import ExhibitCore

/// A table for people, CSV (RFC 4180) for spreadsheets, JSON for scripts.
struct Table {
    let columns: [String]
    /// Columns whose cells are numbers, written "#12" where they are positions in the ledger and "-" where there is none.
    let numbers: Set<String>
    var rows: [[String]] = []

    init(_ columns: [String], numbers: Set<String> = []) {
        self.columns = columns
        self.numbers = numbers
    }

    var csv: String {
        ([columns] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A cell that begins like a formula would be run by a spreadsheet, so it gets an apostrophe.
    private static func quoted(_ cell: String) -> String {
        let isFormula = cell.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true && cell != "-"
        let safe = isFormula ? "'" + cell : cell
        guard safe.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    var json: JSON {
        .array(
            rows.map { row in
                .object(
                    Dictionary(zip(columns, row).map { ($0, value($1, in: $0)) }) { first, _ in first })
            })
    }

    private func value(_ cell: String, in column: String) -> JSON {
        guard numbers.contains(column) else { return .string(cell) }
        return Int64(cell.hasPrefix("#") ? String(cell.dropFirst()) : cell).map { .integer($0) } ?? .null
    }

    var text: String {
        let cells = ([columns] + rows).map { $0.map(shown) }
        let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { row in
            var line = row.enumerated().map { column, cell in
                cell + String(repeating: " ", count: widths[column] - cell.count)
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
