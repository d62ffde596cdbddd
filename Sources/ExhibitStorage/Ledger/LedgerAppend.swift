import ExhibitCore

extension LedgerFile {
    /// How far a writer has read the ledger: what the next append goes on from.
    package struct Tail: Sendable {
        package var frontier: TreeFrontier
        package var history: KeyHistory
        /// Position of the newest `index` entry.
        package var lastIndex: UInt64?

        package init(frontier: TreeFrontier, history: KeyHistory, lastIndex: UInt64?) {
            self.frontier = frontier
            self.history = history
            self.lastIndex = lastIndex
        }

        mutating func take(_ entry: Entry) {
            history.apply(entry.statement, at: frontier.size)
            if entry.statement.isKind(.index) { lastIndex = frontier.size }
            frontier.append(entry.id)
        }

        /// There is at least one index entry in 4,096 entries.
        var isIndexDue: Bool { frontier.size - (lastIndex.map { $0 + 1 } ?? 0) >= 4_096 }
    }

    /// What `append` asks of the owner of the keys and of the memory of heads, under the write lock.
    package struct Rules {
        /// The size of the remembered head, whose root `mayContinue` will ask for.
        var rememberedSize: () throws -> UInt64? = { nil }
        /// Throws where this ledger must not be continued. `earlier` gives the root that it had at a smaller size.
        var mayContinue: (_ tail: TreeFrontier, _ earlier: (UInt64) throws -> ContentHash) throws -> Void = { _, _ in }
        /// Signs the checkpoint text for the new size.
        var sign: (Checkpoint, KeyHistory) throws -> SignedNote
    }

    /// Appends under the write lock: the tail is read from disk, the rules are asked, and rows and checkpoint are written
    /// in one transaction that is synced when this returns.
    ///
    /// - Parameters:
    ///   - entries: signed, in order.
    ///   - tail: of the rows that the caller has seen; rows that another program added since are read first.
    package func append(_ entries: [Entry], tail: inout Tail, rules: Rules) throws -> [PlacedEntry] {
        let known = tail
        let (placed, newTail) = try database.write { session -> ([PlacedEntry], Tail) in
            var tail = known
            // Noted while the rows of other programs pass, so that nobody who holds the lock reads the ledger again.
            let remembered = try rules.rememberedSize()
            var rootThen = remembered == tail.frontier.size ? tail.frontier.root : nil
            try session.forEach(
                "SELECT leaf FROM entries WHERE position >= ? ORDER BY position",
                [.integer(Int64(tail.frontier.size))]
            ) { row in
                tail.take(try Entry(leaf: try row.blob(0)))
                if tail.frontier.size == remembered { rootThen = tail.frontier.root }
            }
            try rules.mayContinue(tail.frontier) { size in
                if let rootThen, size == remembered { return rootThen }
                return try Self.root(size: size, session)
            }
            let placed = try add(entries, &tail, session)
            let frontier = tail.frontier
            let origin = Checkpoint.origin(of: tail.history.ledger)
            let note = try rules.sign(
                Checkpoint(origin: origin, size: frontier.size, root: frontier.root), tail.history)
            try session.run(
                "INSERT INTO checkpoints (size, note) VALUES (?, ?)",
                [.integer(Int64(frontier.size)), .blob(note.encoded)])
            return (placed, tail)
        }
        tail = newTail
        return placed
    }

    private func add(
        _ entries: [Entry], _ tail: inout Tail, _ session: borrowing SQLite.Session
    ) throws -> [PlacedEntry] {
        let last =
            try session.first("SELECT chain FROM entries ORDER BY position DESC LIMIT 1") { row in try row.blob(0) }
        var chain = last.flatMap { ContentHash(bytes: $0) } ?? Chain.start
        var placed: [PlacedEntry] = []
        for entry in entries {
            let position = tail.frontier.size
            if let reason = tail.history.reasonVoid(entry.statement, at: position) {
                throw StorageError(
                    .notAllowed, path: path, reason: "would not hold this entry: \(reason)",
                    remedy: "Check which keys this case has: exhibit key show")
            }
            if let own = entry.statement.ownPosition, own != Int64(position) { throw StalePosition() }
            if tail.isIndexDue, !entry.statement.isKind(.index) { throw IndexDue() }
            chain = Chain.next(after: chain, entry: entry.id)
            try session.run(
                "INSERT INTO entries (position, entry_id, statement_id, chain, leaf) VALUES (?, ?, ?, ?, ?)",
                [
                    .integer(Int64(position)), .blob(entry.id.bytes), .blob(entry.statement.id.bytes),
                    .blob(chain.bytes), .blob(entry.leaf),
                ])
            tail.take(entry)
            placed.append(PlacedEntry(position: position, entry: entry))
        }
        return placed
    }

    /// The root over the first entries, from their stored bytes. Linear in `size`; asked only where the head that is
    /// remembered is older than what this program has read.
    private static func root(size: UInt64, _ session: borrowing SQLite.Session) throws -> ContentHash {
        var frontier = TreeFrontier()
        try session.forEach(
            "SELECT leaf FROM entries WHERE position < ? ORDER BY position", [.integer(Int64(clamping: size))]
        ) { row in frontier.append(MerkleTree.leafHash(try row.blob(0))) }
        return frontier.root
    }

    /// Another program appended between the making of an entry that states its own position and its turn: it must be
    /// made again.
    package struct StalePosition: Error {}

    /// Other programs appended so much that an index entry has to come first.
    package struct IndexDue: Error {}
}
