/// Checkpoints one at a time beside the rows: there may be as many of them as entries, and a hostile one may be large.
struct CheckpointCursor {
    private var waiting: LedgerFile.StoredCheckpoint?
    /// The smallest size that the next one can have.
    private var next = Int64.min
    /// Whether those from `next` on could not be read: they are tried again as the rows go on.
    private var isStuck = false
    /// Why some of them could not be read; the rows can still be.
    private(set) var failures: [String] = []

    init(_ session: borrowing SQLite.Session) {
        fetch(session)
    }

    /// The next one that is stored for at most so many entries.
    mutating func next(upTo size: Int64, _ session: borrowing SQLite.Session) -> LedgerFile.StoredCheckpoint? {
        if isStuck, size > next, size < .max {
            next = size
            fetch(session)
        }
        guard let due = waiting, due.size <= size else { return nil }
        waiting = nil
        if due.size < .max { fetch(session) }
        return due
    }

    private mutating func fetch(_ session: borrowing SQLite.Session) {
        waiting = nil
        do {
            let found = try session.first(
                "SELECT size, note FROM checkpoints WHERE size >= ? ORDER BY size LIMIT 1", [.integer(next)]
            ) { row in
                LedgerFile.StoredCheckpoint(size: try row.integer(0), note: try row.blob(1))
            }
            // In a damaged file the next one may be the same again, and so on for ever.
            if let found, found.size < next { throw LedgerFile.disordered("checkpoints", path: session.path) }
            (waiting, isStuck) = (found, false)
            next = found.map { $0.size == .max ? .max : $0.size + 1 } ?? next
        } catch {
            if !isStuck {
                let reason = (error as? StorageError)?.reason ?? "\(error)"
                failures.append("checkpoints of sizes from \(max(next, 0)) on cannot be read: it \(reason)")
            }
            isStuck = true
        }
    }
}
