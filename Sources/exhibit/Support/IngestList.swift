import ExhibitPipeline

/// A list of files to ingest with what is known of each: CSV (RFC 4180) with a header line.
struct IngestList {
    static let columns = ["path", "source", "source_url", "obtained_at", "obtained_by", "note"]

    struct Item {
        let path: String
        let provenance: Provenance
    }

    let items: [Item]

    init(csv bytes: [UInt8], name: String, _ console: Console) throws {
        // Spreadsheets write a byte order mark first.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let text = String(validating: bytes, as: UTF8.self) else { throw UserError("\(name): not UTF-8") }
        var rows = try Self.rows(text, name: name)
        guard let header = rows.first else { throw UserError("\(name): empty; the first line names the columns") }
        rows.removeFirst()
        for column in header where !Self.columns.contains(column) {
            let known = Self.columns.joined(separator: ",")
            throw UserError("\(name): unknown column \"\(shown(column))\"; known are \(known)")
        }
        guard header.contains("path") else { throw UserError("\(name): no column \"path\"") }
        var items: [Item] = []
        for (index, row) in rows.enumerated() {
            guard row.count == header.count else {
                throw UserError("\(name): row \(index + 2) has \(row.count) cells, the header \(header.count)")
            }
            func cell(_ column: String) -> String? {
                header.firstIndex(of: column).map { row[$0] }.flatMap { $0.isEmpty ? nil : $0 }
            }
            guard let path = cell("path") else { throw UserError("\(name): row \(index + 2) has no path") }
            for (column, limit) in [
                ("source", 4_096), ("source_url", 4_096), ("obtained_at", 128), ("obtained_by", 512), ("note", 4_096),
            ] {
                try checkSlotText(cell(column), limit: limit, from: "\(name): row \(index + 2), \(column)")
            }
            warnOfWords(cell("source"), from: "\(shown(name)): row \(index + 2), source", console)
            items.append(
                Item(
                    path: path,
                    provenance: Provenance(
                        source: cell("source"), sourceURL: cell("source_url"), obtainedAt: cell("obtained_at"),
                        obtainedBy: cell("obtained_by"), note: cell("note"))))
        }
        self.items = items
    }

    private static func rows(_ text: String, name: String) throws -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = String.UnicodeScalarView()
        var quoted = false
        var scalars = Array(text.unicodeScalars)[...]
        func endCell() {
            row.append(String(cell))
            cell = String.UnicodeScalarView()
        }
        func endRow() {
            endCell()
            if row != [""] { rows.append(row) }
            row = []
        }
        while let scalar = scalars.popFirst() {
            switch (scalar, quoted) {
            case ("\"", true):
                if scalars.first == "\"" { cell.append(scalars.removeFirst()) } else { quoted = false }
            case ("\"", false) where cell.isEmpty: quoted = true
            case (",", false): endCell()
            case ("\r", false) where scalars.first == "\n": break
            case ("\n", false): endRow()
            default: cell.append(scalar)
            }
        }
        guard !quoted else { throw UserError("\(name): a quotation mark is not closed") }
        if !cell.isEmpty || !row.isEmpty { endRow() }
        return rows
    }
}
