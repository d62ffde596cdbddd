import ExhibitCore
import Synchronization

/// Appends to a case from any number of threads. Appends that come while one is written share the next one: one sync of
/// the private database and one of the ledger, in that order, for all of them.
package final class LedgerWriter: Sendable {
    /// One append: signed entries, and all that they commit to and that must be durable before them.
    package struct Recording: Sendable {
        package var entries: [Entry] = []
        package var rows: [PrivateRow] = []
        package var folders = ArtifactFolder.PendingFolders()

        package init() {}
    }

    /// What became of a recording. Its private half can be durable where its entries were refused: a row without an
    /// entry is harmless.
    package struct Outcome: Sendable {
        package internal(set) var isPrivateHalfDurable = false
        package internal(set) var placed: Result<[PlacedEntry], any Error>
    }

    private let ledger: LedgerFile
    private let store: PrivateStore
    private let memory: RememberedHead
    private let tail: Mutex<LedgerFile.Tail>
    private let commits = GroupCommit<Recording, Outcome>(largestGroup: 256)

    package init(ledger: LedgerFile, store: PrivateStore, memory: RememberedHead, tail: LedgerFile.Tail) {
        self.ledger = ledger
        self.store = store
        self.memory = memory
        self.tail = Mutex(tail)
    }

    /// Returns when entries and private half are durable and a stored checkpoint covers them.
    ///
    /// - Parameter key: the ledger's checkpoint key.
    package func append(_ recording: Recording, checkpointKey key: SigningKey) throws -> Outcome {
        try commits.submit(recording) { group in write(group, key).map { .success($0) } }
    }

    private func write(_ group: [Recording], _ key: SigningKey) -> [Outcome] {
        var outcomes = keepPrivateHalves(of: group)
        let ready = outcomes.indices.filter { outcomes[$0].isPrivateHalfDurable }
        guard !ready.isEmpty else { return outcomes }
        do {
            var placed = try appendEntries(ready.flatMap { group[$0].entries }, key)[...]
            for index in ready {
                let count = group[index].entries.count
                outcomes[index].placed = .success(Array(placed.prefix(count)))
                placed = placed.dropFirst(count)
            }
        } catch {
            // Nothing of the group stands. Where one of it broke a rule, the others must not pay for it.
            var general = ready.count > 1 && Self.isOfOneItem(error) ? nil : error
            for index in ready {
                outcomes[index].placed = Result {
                    if let general { throw general }
                    return try appendEntries(group[index].entries, key)
                }
                if case .failure(let own) = outcomes[index].placed, !Self.isOfOneItem(own) { general = own }
            }
        }
        return outcomes
    }

    private func keepPrivateHalves(of group: [Recording]) -> [Outcome] {
        func keep(_ items: [Recording]) throws {
            var folders = ArtifactFolder.PendingFolders()
            for item in items { folders.formUnion(item.folders) }
            try folders.sync()
            try store.record(items.flatMap(\.rows))
        }
        do {
            try keep(group)
            return group.map { _ in Outcome(isPrivateHalfDurable: true, placed: .success([])) }
        } catch {
            var general = group.count > 1 && Self.isOfOneItem(error) ? nil : error
            return group.map { item in
                do {
                    if let general { throw general }
                    try keep([item])
                    return Outcome(isPrivateHalfDurable: true, placed: .success([]))
                } catch {
                    if !Self.isOfOneItem(error) { general = error }
                    return Outcome(placed: .failure(error))
                }
            }
        }
    }

    /// The key that was given does not sign this ledger's checkpoints, or no longer does.
    struct OtherCheckpointKey: Error {}

    /// Whether another item of the group could have succeeded. A failing disk is never tried again: after a failed sync
    /// the system may call pages clean that it never wrote.
    private static func isOfOneItem(_ error: any Error) -> Bool {
        if error is OtherCheckpointKey { return false }
        guard let error = error as? StorageError else { return true }
        return [.constraint, .refused, .tooLarge].contains(error.kind)
    }

    private func appendEntries(_ entries: [Entry], _ key: SigningKey) throws -> [PlacedEntry] {
        guard !entries.isEmpty else { return [] }
        let folder = DurableFile.folder(of: ledger.path)
        let rules = LedgerFile.Rules { [memory] in
            try memory.head
        } mayContinue: { [memory] frontier, head, earlier in
            try memory.check(frontier, head, path: folder, earlier: earlier)
        } sign: { checkpoint, history in
            // A key file has no checksum of its own: a damaged one can open and hold another key.
            guard history.checkpointKeys(atSize: checkpoint.size).contains(key.publicKey) else {
                throw OtherCheckpointKey()
            }
            return try SignedNote(signing: checkpoint.text, with: key, name: checkpoint.origin)
        }
        // Held while it is written: nobody else writes meanwhile, the group commit sees to that.
        return try tail.withLock { tail in
            let placed = try ledger.append(entries, tail: &tail, rules: rules)
            // The entries are durable: that a head could not be written down is said at closing, where it is tried again.
            try? memory.remember(tail.frontier, atOnce: false)
            return placed
        }
    }

    /// Remembers the newest head, whatever was left to a later moment.
    func rememberHead() throws {
        try tail.withLock { tail in
            guard memory.isMatched else { return }
            try memory.remember(tail.frontier, atOnce: true)
        }
    }
}
