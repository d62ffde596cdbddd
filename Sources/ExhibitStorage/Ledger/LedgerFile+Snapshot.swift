/// A ledger file read whole for whoever judges it, also where parts of it cannot be read.
extension LedgerFile {
    /// Hands over every row and every checkpoint that can be read, and says what is wrong with the file itself. Whether the
    /// rows are what they should be is for `LedgerAudit`.
    package func examine(row: (Row) throws -> Void, checkpoint: (StoredCheckpoint) throws -> Void) throws -> [String] {
        // On a connection of its own: whoever checks signatures on all cores must not wait for it.
        let form = OrderedWork { (path: String) in
            Result { try LedgerFile(path: path, mode: .readOnly).findingsOfForm() }
        }
        var findings: [String] = []
        var found: [String] = []
        func take(_ result: Result<[String], any Error>) throws { found += try result.get() }
        try form.add(database.path, take: take)
        do {
            let snapshot = try snapshot(row: row, checkpoint: checkpoint)
            findings += snapshot.failures
            if !snapshot.hasIndexOfRows {
                findings.append("its index of statement ids is not that of its rows")
                findings += try database.check(thorough: true)
            }
        } catch let error as StorageError where error.kind == .damaged {
            findings.append(error.reason)
        }
        do {
            try form.finish(take: take)
        } catch let error as StorageError where error.kind == .damaged {
            found.append(error.reason)
        }
        return (found + findings).reduce(into: []) { all, finding in
            if !all.contains(finding) { all.append(finding) }
        }
    }

    /// Every row that can be read, in order. The closure must not use the ledger.
    package func forEachReadableRow(_ body: (Row) throws -> Void) throws {
        try database.read { session in
            var rows = RowCursor()
            try rows.forEach(session, body)
        }
    }

    package struct Snapshot: Sendable {
        /// Whether SQLite's index of statement ids has exactly the rows, in order. `quick_check` does not say.
        package var hasIndexOfRows = false
        /// Where rows or checkpoints could not be read.
        package var failures: [String] = []
    }

    /// Every row, and every checkpoint as soon as the rows have come as far as it is stored for (one at least), all of one
    /// moment: a program that appends meanwhile is not seen. The closures must not use the ledger.
    @discardableResult
    package func snapshot(
        row: (Row) throws -> Void, checkpoint: (StoredCheckpoint) throws -> Void
    ) throws -> Snapshot {
        try database.read { session in
            var (snapshot, inRows) = (Snapshot(), IndexSum())
            var checkpoints = CheckpointCursor(session)
            var rows = RowCursor()
            try rows.forEach(session) { next in
                inRows.add(next.statementID, next.position)
                try row(next)
                let passed = next.position == .max ? .max : next.position + 1
                while let due = checkpoints.next(upTo: passed, session) { try checkpoint(due) }
            }
            while let due = checkpoints.next(upTo: .max, session) { try checkpoint(due) }
            snapshot.failures = rows.failures + checkpoints.failures
            // Of rows that cannot be read the index may well tell, and is no less right for that.
            snapshot.hasIndexOfRows = try !rows.failures.isEmpty || Self.indexSum(session) == inRows
            return snapshot
        }
    }

    /// Nil where the index is out of order.
    private static func indexSum(_ session: borrowing SQLite.Session) throws -> IndexSum? {
        var (sum, last, isOrdered) = (IndexSum(), [UInt8](), true)
        try session.forEach(
            """
            SELECT statement_id, position FROM entries INDEXED BY sqlite_autoindex_entries_1 ORDER BY statement_id
            """
        ) {
            let id = try $0.blob(0)
            sum.add(id, try $0.integer(1))
            if !last.lexicographicallyPrecedes(id) { isOrdered = false }
            last = id
        }
        return isOrdered ? sum : nil
    }
}

/// A sum over (statement id, position) in any order. Swift's hash has a key of this process: nobody can choose rows that
/// make two different sums equal.
private struct IndexSum: Equatable {
    private var sum: UInt64 = 0

    mutating func add(_ id: [UInt8], _ position: Int64) {
        var hasher = Hasher()
        hasher.combine(position)
        hasher.combine(id)
        sum &+= UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
