import ExhibitCore

/// The positions of the entries of each kind: rows of up to 120 positions, and a running value over them,
/// v = H(v ‖ row), by which a row that is missing or changed is noticed.
enum KindLists {
    private static let positionsPerRow = 120

    private struct State: Equatable {
        var count = 0
        /// The running value before the last row.
        var before = ContentHash.zero
        var value = ContentHash.zero

        var lastRow: Int { (count - 1) / positionsPerRow }

        mutating func take(_ row: [UInt8]) {
            before = value
            replaceLast(row)
        }

        mutating func replaceLast(_ row: [UInt8]) { value = ContentHash(of: before.bytes, row) }
    }

    /// Adds positions behind those of the kind that are there.
    static func append(_ positions: [UInt64], _ kind: String, _ session: borrowing SQLite.Session) throws {
        var state = try state(kind, session)
        var rest = positions[...]
        if state.count % positionsPerRow > 0 {
            var row = try lastRow(state, kind, session)
            let taken = rest.prefix(positionsPerRow - state.count % positionsPerRow)
            row += taken.flatMap(\.bigEndianBytes)
            rest = rest.dropFirst(taken.count)
            state.count += taken.count
            state.replaceLast(row)
            try write(row, kind, state, session)
        }
        while !rest.isEmpty {
            let row = rest.prefix(positionsPerRow).flatMap(\.bigEndianBytes)
            rest = rest.dropFirst(positionsPerRow)
            state.count += row.count / 8
            state.take(row)
            try write(row, kind, state, session)
        }
        try session.run(
            "INSERT OR REPLACE INTO kind_values(kind, count, before, value) VALUES(?, ?, ?, ?)",
            [.text(kind), .integer(Int64(state.count)), .blob(state.before.bytes), .blob(state.value.bytes)])
    }

    private static func write(
        _ row: [UInt8], _ kind: String, _ state: State, _ session: borrowing SQLite.Session
    ) throws {
        try session.run(
            "INSERT OR REPLACE INTO kinds(kind, number, positions) VALUES(?, ?, ?)",
            [.text(kind), .integer(Int64(state.lastRow)), .blob(row)])
    }

    /// Ascending. Throws `Wrong` where they are not those that were put there.
    static func positions(ofKind kind: String, _ session: borrowing SQLite.Session) throws -> [UInt64] {
        var (positions, found) = ([UInt64](), State())
        try session.forEach("SELECT positions FROM kinds WHERE kind = ? ORDER BY number", [.text(kind)]) { row in
            let bytes = try row.blob(0)
            found.take(bytes)
            positions += try Self.positions(bytes)
        }
        found.count = positions.count
        guard try state(kind, session) == found else { throw LedgerCache.Wrong() }
        return positions
    }

    /// The last of them; costs the same for any number.
    static func lastPosition(ofKind kind: String, _ session: borrowing SQLite.Session) throws -> UInt64? {
        let state = try state(kind, session)
        return state.count == 0 ? nil : try positions(lastRow(state, kind, session)).last
    }

    private static func lastRow(_ state: State, _ kind: String, _ session: borrowing SQLite.Session) throws -> [UInt8] {
        let row = try session.first(
            "SELECT number, positions FROM kinds WHERE kind = ? ORDER BY number DESC LIMIT 1", [.text(kind)]
        ) { (number: try $0.integer(0), bytes: try $0.blob(1)) }
        var found = state
        if let row { found.replaceLast(row.bytes) }
        guard let row, row.number == state.lastRow, found == state else { throw LedgerCache.Wrong() }
        return row.bytes
    }

    private static func positions(_ row: [UInt8]) throws -> [UInt64] {
        try stride(from: 0, to: row.count, by: 8).map { start in
            guard let position = UInt64(bigEndianBytes: row[start..<min(start + 8, row.count)]) else {
                throw LedgerCache.Wrong()
            }
            return position
        }
    }

    private static func state(_ kind: String, _ session: borrowing SQLite.Session) throws -> State {
        try session.first("SELECT count, before, value FROM kind_values WHERE kind = ?", [.text(kind)]) { row in
            guard let before = ContentHash(bytes: try row.blob(1)), let value = ContentHash(bytes: try row.blob(2)),
                let count = Int(exactly: try row.integer(0)), count > 0
            else { throw LedgerCache.Wrong() }
            return State(count: count, before: before, value: value)
        } ?? State()
    }
}
