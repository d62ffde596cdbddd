/// Rows in order of position, past those that cannot be read: one damaged page must not hide the rows behind it.
struct RowCursor {
    /// Where rows could not be read, and why.
    private(set) var failures: [String] = []
    private var next = Int64.min
    private var isAtEnd = false

    private static let mostFailures = 10_000
    /// Beyond so many rows in a row that cannot be read, the next one is looked for in larger steps.
    private static let singleSteps = 65_536

    mutating func forEach(_ session: borrowing SQLite.Session, _ body: (LedgerFile.Row) throws -> Void) throws {
        while true {
            var isOfBody = false
            do {
                try session.forEach(
                    """
                    SELECT position, entry_id, statement_id, chain, leaf FROM entries WHERE position >= ?
                    ORDER BY position
                    """, [.integer(next)]
                ) {
                    let row = try LedgerFile.row($0)
                    // In a damaged file the rows that follow may be earlier ones, and so on for ever.
                    guard row.position >= next, !isAtEnd else {
                        throw LedgerFile.disordered("entries", path: session.path)
                    }
                    isAtEnd = row.position == .max
                    next = isAtEnd ? .max : row.position + 1
                    do {
                        try body(row)
                    } catch {
                        isOfBody = true
                        throw error
                    }
                }
                return
            } catch let error as StorageError where error.kind == .damaged && !isOfBody {
                guard !isAtEnd, goOn(session, error.reason), failures.count < Self.mostFailures else { return }
            }
        }
    }

    /// Whether there is a row behind the damage, which `next` then leads to.
    private mutating func goOn(_ session: borrowing SQLite.Session, _ reason: String) -> Bool {
        let first = max(next, 0)
        guard let found = Self.readable(from: first, session) else {
            failures.append("rows from position \(first) on cannot be read: it \(reason)")
            return false
        }
        failures.append(
            found == first
                ? "the row before position \(first) is followed by another one than it should be: it \(reason)"
                : "rows at positions \(first) to \(found - 1) cannot be read: it \(reason)")
        next = found
        return true
    }

    private enum Probe { case readable, unreadable, end }

    private static func probe(_ position: Int64, _ session: borrowing SQLite.Session) -> Probe {
        do {
            let found = try session.first(
                """
                SELECT position, entry_id, statement_id, chain, leaf FROM entries WHERE position >= ?
                ORDER BY position LIMIT 1
                """, [.integer(position)], LedgerFile.row)
            guard let found else { return .end }
            return found.position >= position ? .readable : .unreadable
        } catch {
            return .unreadable
        }
    }

    /// The smallest position, from this one on, from which rows can be read again; nil where there is none.
    private static func readable(from first: Int64, _ session: borrowing SQLite.Session) -> Int64? {
        var (position, step, tries) = (first, Int64(1), 0)
        var unreadable = first
        while true {
            switch probe(position, session) {
            case .readable where step == 1: return position
            case .end where step == 1: return nil
            case .readable, .end: return refined(unreadable, position, session)
            case .unreadable:
                tries += 1
                if tries > singleSteps { step *= 2 }
                unreadable = position
                let (further, isTooFar) = position.addingReportingOverflow(step)
                if isTooFar { return nil }
                position = further
            }
        }
    }

    /// Between a position that cannot be read and one that can be, or that is behind the last one.
    private static func refined(
        _ unreadable: Int64, _ other: Int64, _ session: borrowing SQLite.Session
    ) -> Int64? {
        var (low, high) = (unreadable, other)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if probe(middle, session) == .unreadable { low = middle } else { high = middle }
        }
        return probe(high, session) == .readable ? high : nil
    }
}
