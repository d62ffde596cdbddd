import ExhibitCore

extension LedgerFile {
    /// Appends under the write lock: the tail is read from disk, the rules are asked, and rows and checkpoint are written
    /// in one transaction that is synced when this returns.
    ///
    /// - Parameters:
    ///   - entries: signed, in order.
    ///   - tree, history: of the rows that the caller has seen; rows that another program added since are read first.
    ///   - sign: signs the checkpoint text for the new size.
    package func append(
        _ entries: [Entry], tree: inout MerkleTree, history: inout KeyHistory, sign: (Checkpoint) throws -> SignedNote
    ) throws -> [PlacedEntry] {
        var newTree = tree
        var newHistory = history
        let placed = try database.write { session -> [PlacedEntry] in
            try session.forEach(
                "SELECT position, leaf FROM entries WHERE position >= ? ORDER BY position",
                [.integer(Int64(newTree.size))]
            ) { row in
                let entry = try Entry(leaf: try row.blob(1))
                newHistory.apply(entry.statement, at: newTree.size)
                newTree.append(entry.id)
            }
            let last =
                try session.first("SELECT chain FROM entries ORDER BY position DESC LIMIT 1") { row in try row.blob(0) }
            var chain = last.flatMap { ContentHash(bytes: $0) } ?? Chain.start
            var placed: [PlacedEntry] = []
            for entry in entries {
                let position = newTree.size
                if let reason = newHistory.reasonVoid(entry.statement, at: position) {
                    throw StorageError(
                        .notAllowed, path: path, reason: "would not hold this entry: \(reason)",
                        remedy: "Check which keys this case has: exhibit key show")
                }
                if entry.statement.isKind(.index), entry.statement.body["covers"]?.number != Int64(position) {
                    throw StaleIndex()
                }
                chain = Chain.next(after: chain, entry: entry.id)
                try session.run(
                    "INSERT INTO entries (position, entry_id, statement_id, chain, leaf) VALUES (?, ?, ?, ?, ?)",
                    [
                        .integer(Int64(position)), .blob(entry.id.bytes), .blob(entry.statement.id.bytes),
                        .blob(chain.bytes), .blob(entry.leaf),
                    ])
                newHistory.apply(entry.statement, at: position)
                newTree.append(entry.id)
                placed.append(PlacedEntry(position: position, entry: entry))
            }
            let origin = Checkpoint.origin(of: newHistory.ledger)
            let note = try sign(Checkpoint(origin: origin, size: newTree.size, root: newTree.root))
            try session.run(
                "INSERT INTO checkpoints (size, note) VALUES (?, ?)",
                [.integer(Int64(newTree.size)), .blob(note.encoded)])
            return placed
        }
        tree = newTree
        history = newHistory
        return placed
    }

    /// Another program appended between the making of an index entry and its turn: it must be made again.
    package struct StaleIndex: Error {}
}
