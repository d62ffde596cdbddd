/// Checkpoints one at a time beside the rows: there may be as many of them as entries, and a hostile one may be large.
struct CheckpointCursor {
    private var waiting: LedgerFile.StoredCheckpoint?
    /// Why no more of them can be read; the rows can still be.
    private(set) var failure: (any Error)?

    init(_ session: borrowing SQLite.Session) {
        do {
            waiting = try session.first("SELECT size, note FROM checkpoints ORDER BY size LIMIT 1", [], Self.checkpoint)
        } catch {
            failure = error
        }
    }

    /// The next one that is stored for at most so many entries.
    mutating func next(upTo size: Int64, _ session: borrowing SQLite.Session) -> LedgerFile.StoredCheckpoint? {
        guard let due = waiting, due.size <= size else { return nil }
        do {
            waiting = try session.first(
                "SELECT size, note FROM checkpoints WHERE size > ? ORDER BY size LIMIT 1", [.integer(due.size)],
                Self.checkpoint)
            // In a damaged file the next one may be the same again, and so on for ever.
            if let waiting, waiting.size <= due.size { throw LedgerFile.disordered("checkpoints", path: session.path) }
        } catch {
            (waiting, failure) = (nil, error)
        }
        return due
    }

    private static func checkpoint(_ row: borrowing SQLite.Row) throws -> LedgerFile.StoredCheckpoint {
        LedgerFile.StoredCheckpoint(size: try row.integer(0), note: try row.blob(1))
    }
}

/// A sum over (statement id, position) in any order. Swift's hash has a key of this process: nobody can choose rows that
/// make two different sums equal.
struct IndexSum: Equatable {
    private var sum: UInt64 = 0

    mutating func add(_ id: [UInt8], _ position: Int64) {
        var hasher = Hasher()
        hasher.combine(position)
        hasher.combine(id)
        sum &+= UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
