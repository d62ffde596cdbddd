import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// Hands the rows and checkpoints of a ledger file to an audit: decoding and signatures on all cores, the rest in order.
struct AuditFeed {
    private(set) var audit: LedgerAudit
    private let work: OrderedWork<Batch, [Examined]>
    private var waiting: Batch

    private enum Stored: Sendable {
        case row(LedgerFile.Row)
        case checkpoint(LedgerFile.StoredCheckpoint)
    }

    private enum Examined: Sendable {
        case row(LedgerAudit.Examined)
        case checkpoint(LedgerAudit.ExaminedCheckpoint)
    }

    private struct Batch: Sendable {
        var items: [Stored] = []
        var byteCount = 0
        /// Which are likely to have signed its checkpoints.
        let keys: [VerifierKey]
    }

    /// A leaf may have 64 KiB, a hostile checkpoint more: what waits is bounded by both.
    private static let batch = (items: 256, bytes: 1 << 20)

    init(_ audit: LedgerAudit) {
        self.audit = audit
        waiting = Batch(keys: [])
        work = OrderedWork { batch in
            batch.items.map { item in
                switch item {
                case .row(let row):
                    .row(
                        LedgerAudit.Examined(
                            position: row.position, leaf: row.leaf,
                            stored: .init(entryID: row.entryID, statementID: row.statementID, chain: row.chain)))
                case .checkpoint(let checkpoint):
                    .checkpoint(.init(checkpoint.note, storedSize: checkpoint.size, keys: batch.keys))
                }
            }
        }
    }

    mutating func add(_ row: LedgerFile.Row) throws { try add(.row(row), row.leaf.count) }

    mutating func add(_ checkpoint: LedgerFile.StoredCheckpoint) throws {
        try add(.checkpoint(checkpoint), checkpoint.note.count)
    }

    private mutating func add(_ item: Stored, _ byteCount: Int) throws {
        waiting.items.append(item)
        waiting.byteCount += byteCount
        if waiting.items.count == Self.batch.items || waiting.byteCount >= Self.batch.bytes { try flush() }
    }

    private mutating func flush() throws {
        try work.add(waiting) { Self.hand($0, to: &audit) }
        waiting = Batch(keys: audit.checkpointKeys)
    }

    mutating func finish() throws -> Verdict {
        try flush()
        try work.finish { Self.hand($0, to: &audit) }
        return audit.finish()
    }

    private static func hand(_ items: [Examined], to audit: inout LedgerAudit) {
        for item in items {
            switch item {
            case .row(let row): audit.add(row)
            case .checkpoint(let checkpoint): audit.add(checkpoint)
            }
        }
    }
}
