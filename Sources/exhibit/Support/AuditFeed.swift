import Dispatch
import ExhibitStorage
import ExhibitVerification
import Synchronization

/// Hands the rows of a ledger file to an audit, some thousand at a time: decoding and signatures on all cores, the rest in
/// order.
struct AuditFeed {
    private(set) var audit: LedgerAudit
    private var waiting: [LedgerFile.Row] = []

    /// Bounds what is held in memory: rows of at most 64 KiB.
    private static let batch = 1_024
    private static let part = 64

    init(_ audit: LedgerAudit) { self.audit = audit }

    mutating func add(_ row: LedgerFile.Row) {
        waiting.append(row)
        if waiting.count == Self.batch { flush() }
    }

    mutating func add(_ checkpoint: LedgerFile.StoredCheckpoint) {
        flush()
        audit.add(checkpoint: checkpoint.note, storedSize: checkpoint.size)
    }

    mutating func finish() -> Verdict {
        flush()
        return audit.finish()
    }

    private mutating func flush() {
        let rows = waiting
        waiting = []
        let parts = Mutex([Int: [LedgerAudit.Examined]]())
        DispatchQueue.concurrentPerform(iterations: (rows.count + Self.part - 1) / Self.part) { number in
            let examined = rows[(number * Self.part)..<min(number * Self.part + Self.part, rows.count)].map { row in
                LedgerAudit.Examined(
                    position: row.position, leaf: row.leaf,
                    stored: .init(entryID: row.entryID, statementID: row.statementID, chain: row.chain))
            }
            parts.withLock { $0[number] = examined }
        }
        for (_, examined) in parts.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            for row in examined { audit.add(row) }
        }
    }
}
