import ExhibitCore

extension LedgerFile {
    /// What `append` asks of the owner of the keys and of the memory of heads, under the write lock.
    package struct Rules {
        /// The head that this machine remembers of the ledger.
        var remembered: () throws -> LedgerMemory.Head? = { nil }
        /// Throws where this ledger must not be continued. `earlier` gives the root that it had at a smaller size.
        var mayContinue:
            (_ tail: TreeFrontier, _ head: LedgerMemory.Head?, _ earlier: (UInt64) throws -> ContentHash) throws -> Void =
                { _, _, _ in }
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
        let (placed, newTail) = try database.write { [known = tail] session -> ([PlacedEntry], Tail) in
            var tail = known
            let head = try rules.remembered()
            try readNewRows(&tail, session)
            try rules.mayContinue(tail.frontier, head) { [tail] size in
                try tail.root(atCommit: size) ?? Self.root(size: size, session)
            }
            try checkIsSigned(tail, session)
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
        tail.commit()
        return placed
    }

    private func readNewRows(_ tail: inout Tail, _ session: borrowing SQLite.Session) throws {
        let start = Int64(tail.frontier.size)
        let commits = try session.all("SELECT size FROM checkpoints WHERE size > ? ORDER BY size", [.integer(start)]) {
            try $0.integer(0)
        }
        var next = commits[...]
        try session.forEach(
            "SELECT position, leaf FROM entries WHERE position >= ? ORDER BY position", [.integer(start)]
        ) { row in
            let place = tail.frontier.size
            do {
                guard try row.integer(0) == Int64(place) else { throw Malformed("ledger", "no entry at this position") }
                tail.take(try Entry(leaf: try row.blob(1)))
            } catch let error as Malformed {
                throw unreadable(place, error)
            }
            if next.first == Int64(tail.frontier.size) {
                tail.commit(isSigned: false)
                next.removeFirst()
            }
        }
    }

    /// Nobody signs over rows that no checkpoint covers: whoever can write the file could put them there without a key.
    private func checkIsSigned(_ tail: Tail, _ session: borrowing SQLite.Session) throws {
        guard !tail.isSigned, tail.frontier.size > 0 else { return }
        let note = try session.first(
            "SELECT note FROM checkpoints WHERE size = ?", [.integer(Int64(tail.frontier.size))]
        ) {
            try $0.blob(0)
        }
        let origin = Checkpoint.origin(of: tail.history.ledger)
        let keys = tail.history.checkpointKeys(atSize: tail.frontier.size).compactMap {
            try? VerifierKey(name: origin, key: $0)
        }
        guard let text = note.flatMap({ try? SignedNote(encoded: $0) })?.open(with: keys),
            let signed = try? Checkpoint(text: text), signed.origin.utf8.elementsEqual(origin.utf8),
            signed.size == tail.frontier.size, signed.root == tail.frontier.root
        else {
            throw StorageError(
                .damaged, path: path,
                reason: "ends with entries that its checkpoint key did not sign: somebody else wrote them",
                remedy: "Nothing was added. See which ones: exhibit verify '\(path)'")
        }
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
                    .refused, path: path, reason: "would not hold this entry: \(reason)",
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
    /// remembered is none that this program has passed.
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
