import ExhibitCore
import Synchronization

/// The head that this machine has seen of a case's ledger: a case that was put back, or forked, must not be written to.
package final class RememberedHead: Sendable {
    private let memory: LedgerMemory
    private let ledger: ContentHash
    /// When this program last wrote it down, and up to which size; nil before the first time.
    private let written = Mutex<(at: ContinuousClock.Instant, size: UInt64)?>(nil)
    /// The head that was last found to be one that the ledger goes on from. What this program has read and appended
    /// since then goes on from it as well.
    private let matched = Mutex<LedgerMemory.Head?>(nil)

    package init(memory: LedgerMemory, ledger: ContentHash) {
        self.memory = memory
        self.ledger = ledger
    }

    /// Throws where the ledger is shorter than the one remembered, differs from it, or was never seen here.
    ///
    /// - Parameters:
    ///   - head: what was remembered before `tree` was read.
    ///   - earlier: gives the root that the ledger had at a smaller size.
    package func check(
        _ tree: TreeFrontier, _ head: LedgerMemory.Head?, path: String, earlier: (UInt64) throws -> ContentHash
    ) throws {
        guard let head else {
            throw StorageError(
                .notAllowed, path: path,
                reason: "was never used on this machine, so a roll-back of it could not be noticed",
                remedy: "If this is the only copy that is written to: exhibit adopt --case '\(path)'")
        }
        if tree.size >= head.size, matched.withLock({ $0 == head }) { return }
        let same =
            head.size == tree.size
            ? tree.root.bytes == head.root : try head.size < tree.size && earlier(head.size).bytes == head.root
        guard same else {
            throw StorageError(
                .notAllowed, path: path,
                reason:
                    "is not the ledger that this machine saw with \(head.size) entries: it was put back to an older copy, or is a fork",
                remedy:
                    "Nothing was written. Find the newer copy; this one may be read, and must not be continued. If the newer one is lost for good: exhibit init NEW --successor-of '\(path)' --reason \"what happened\""
            )
        }
        matched.withLock { $0 = head }
    }

    /// What is remembered now.
    package var head: LedgerMemory.Head? { get throws { try memory.head(of: ledger.bytes) } }

    /// Whether this program found, or made, the ledger to go on from the head that is remembered. A head that was never
    /// compared must not be written down: it would make an older copy or a fork the one that counts.
    var isMatched: Bool { matched.withLock { $0 != nil } }

    /// - Parameter atOnce: false leaves it to a later call where the last one is less than a second old. Writing it takes
    ///   two syncs, as much as the append itself; a head that is remembered a second late hides a roll-back of that second.
    package func remember(_ tree: TreeFrontier, atOnce: Bool = true) throws {
        let now = ContinuousClock.now
        let isDue = written.withLock { written in
            guard let last = written else { return true }
            return atOnce ? last.size < tree.size : now - last.at > .seconds(1)
        }
        guard isDue else { return }
        do {
            try memory.remember(.init(size: tree.size, root: tree.root.bytes), of: ledger.bytes)
        } catch {
            // Another program that appended after this one may have been faster; the check before the next append judges.
            guard error.kind == .notAllowed, let head = try memory.head(of: ledger.bytes), head.size > tree.size
            else { throw error }
        }
        written.withLock { $0 = (now, tree.size) }
        matched.withLock { $0 = .init(size: tree.size, root: tree.root.bytes) }
    }
}
