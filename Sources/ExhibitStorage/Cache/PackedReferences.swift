import ExhibitCore

/// Who refers to what, as it was when the cache was made: rows of up to 15 records in order of name and position, which
/// take a tenth of the time that a row for each takes. What came later stands in rows of its own.
enum PackedReferences {
    /// u8 index type ‖ 32 digest ‖ u64 position.
    static let width = 41
    static let nameBytes = 33
    /// Six such rows fill a page of SQLite's; much larger ones would each take a page besides.
    private static let recordsPerRow = 15

    /// A row of the next records; nil at the end.
    static func nextRow(_ records: inout SortedRecords.Cursor) throws -> [SQLite.Value]? {
        var row: [UInt8] = []
        row.reserveCapacity(recordsPerRow * width)
        while row.count < recordsPerRow * width, let record = try records.next() { row += record }
        guard !row.isEmpty else { return nil }
        return [.blob(Array(row[..<nameBytes])), .integer(try position(row[nameBytes..<width])), .blob(row)]
    }

    private static func position(_ bytes: ArraySlice<UInt8>) throws -> Int64 {
        guard let position = UInt64(bigEndianBytes: bytes) else { throw LedgerCache.Wrong() }
        return Int64(clamping: position)
    }

    /// Ascending.
    static func positions(of name: [UInt8], _ session: borrowing SQLite.Session) throws -> [UInt64] {
        var positions: [UInt64] = []
        try forEach(from: name, session) { other, position in
            if other == name { positions.append(UInt64(clamping: position)) }
            return !name.lexicographicallyPrecedes(other)
        }
        return positions
    }

    /// Each name once, in order; at most `limit`.
    static func names(
        from low: [UInt8], through high: [UInt8], limit: Int, _ session: borrowing SQLite.Session
    ) throws -> [[UInt8]] {
        var names: [[UInt8]] = []
        try forEach(from: low, session) { name, _ in
            if high.lexicographicallyPrecedes(name) || names.count == limit { return false }
            if !name.lexicographicallyPrecedes(low), names.last != name { names.append(name) }
            return true
        }
        return names
    }

    private static func isAfter(_ key: [SQLite.Value], _ other: [SQLite.Value]) -> Bool {
        guard case .blob(let name) = key[0], case .integer(let position) = key[1],
            case .blob(let otherName) = other[0], case .integer(let otherPosition) = other[1]
        else { return false }
        return name == otherName ? position > otherPosition : otherName.lexicographicallyPrecedes(name)
    }

    /// Hands over records from the row on that may have the first one of a name, until `body` has seen enough.
    private static func forEach(
        from name: [UInt8], _ session: borrowing SQLite.Session, _ body: ([UInt8], Int64) throws -> Bool
    ) throws {
        // The row before the first one that begins with the name may end with it.
        var start: [SQLite.Value] =
            try session.first(
                "SELECT name, position FROM packed WHERE name < ? ORDER BY name DESC, position DESC LIMIT 1",
                [.blob(name)]
            ) { [try $0.value(0), try $0.value(1)] } ?? [.blob(name), .integer(0)]
        var isDone = false
        while !isDone {
            let rows = try session.all(
                """
                SELECT body, name, position FROM packed WHERE (name, position) >= (?, ?)
                ORDER BY name, position LIMIT 32
                """, start
            ) { (body: try $0.blob(0), key: [try $0.value(1), try $0.value(2)]) }
            // The last row comes again as the first of the next look, unless it is the only one.
            for row in rows.count == 32 ? rows[..<31] : rows[...] where !isDone {
                guard row.body.count % width == 0 else { throw LedgerCache.Wrong() }
                for record in stride(from: 0, to: row.body.count, by: width) where !isDone {
                    isDone = try !body(
                        Array(row.body[record..<(record + nameBytes)]),
                        try position(row.body[(record + nameBytes)..<(record + width)]))
                }
            }
            guard rows.count == 32 else { return }
            // In a damaged file the look may go back, and so on for ever.
            guard isAfter(rows[31].key, start) else { throw LedgerCache.Wrong() }
            start = rows[31].key
        }
    }
}
