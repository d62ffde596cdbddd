import ExhibitCore

extension Case: LedgerAppending {
    /// An index entry stands at least every 4,096 entries; this leaves room for the largest batch.
    private static let entriesPerIndex: UInt64 = 3_840
    private static let largestBatch = 256

    /// Signs and appends. When it returns, private rows, artifacts, entries and a checkpoint over them are durable, in
    /// that order: an entry never commits to a value that a power cut took.
    package func append(_ drafts: [Draft]) throws -> [PlacedEntry] {
        precondition(drafts.count <= Self.largestBatch)
        // Once, by the tree that is known: under the write lock it would take every stored entry.
        if !memory.isMatched { try checkMayContinue() }
        try makeRoom(for: drafts.count)
        var entries: [Entry] = []
        for draft in drafts { entries.append(try sign(draft)) }
        return try commitWithIndex(entries)
    }

    /// Appends what was signed before.
    func append(signed entries: [Entry]) throws -> [PlacedEntry] {
        precondition(entries.count <= Self.largestBatch)
        if !memory.isMatched { try checkMayContinue() }
        try makeRoom(for: entries.count)
        return try commitWithIndex(entries)
    }

    private func commitWithIndex(_ entries: [Entry]) throws -> [PlacedEntry] {
        do {
            return try commit(entries)
        } catch is LedgerFile.IndexDue {
            try readNewEntries()
            _ = try appendIndex()
            return try commit(entries)
        }
    }

    /// Signs an index entry where it is time for one.
    func makeRoom(for count: Int) throws {
        let since = size - (lastIndex?.position ?? 0)
        if since + UInt64(count) > Self.entriesPerIndex { _ = try appendIndex() }
    }

    /// Signs the root of the reference index over everything so far.
    package func appendIndex() throws -> PlacedEntry {
        while true {
            let state = try advanceCache()
            guard state.size == size else {
                try readNewEntries()
                continue
            }
            let previous: JSON =
                lastIndex.map { entry in
                    [
                        "covers": .integer(Int64(entry.position)), "root": .string(entry.statement.text("root")),
                        "statement": .string(entry.statement.name.description),
                    ]
                } ?? .null
            let draft = Draft(
                .index, subjects: [TypedName(.statement, ledgerID)],
                body: [
                    "covers": .integer(Int64(size)), "keys": .integer(Int64(state.keys)),
                    "root": .string(state.root.hex), "previous": previous,
                ])
            do {
                return try commit([try sign(draft)])[0]
            } catch is LedgerFile.StalePosition {
                try readNewEntries()
            }
        }
    }

    /// What the recovery key says of the keys that it may replace, and the new ledger key of the others, all at once.
    func append(_ drafts: [Draft], recovery: SigningKey) throws -> [PlacedEntry] {
        let replaced = [Role.ledger, .checkpoint].map(\.rawValue)
        return try commit(
            drafts.map { try sign($0, by: replaced.contains($0.body["role"]?.text ?? "") ? recovery : nil) })
    }

    /// What somebody says with a key that is no key of the case, whose role the ledger must have granted.
    package func append(_ draft: Draft, by author: SigningKey) throws -> PlacedEntry {
        if !memory.isMatched { try checkMayContinue() }
        try makeRoom(for: 1)
        guard let role = draft.kind.role, history.holds(author.publicKey, role, at: size) else {
            throw StorageError(
                .notAllowed, path: folder.path,
                reason: "has not given the role \(draft.kind.role?.rawValue ?? "") to the key \(author.name)",
                remedy: "Give it: exhibit key grant reviewer FILE")
        }
        return try commit([try sign(draft, by: author)])[0]
    }

    /// - Parameter author: nil for the key that holds the kind's role in this case.
    func sign(_ draft: Draft, by author: SigningKey? = nil) throws -> Entry {
        // What anyone may say, a case says with the key of whoever works on it.
        let key = try author ?? signingKey(draft.kind.role ?? .operator)
        let head = Head(
            author: key.publicKey, ledger: draft.kind.name == Kind.ledger.name ? nil : ledgerID,
            nonce: randomness.bytes(16), time: Hour(milliseconds: now()))
        let (statement, values) = try draft.sealed(head: head, randomness: randomness)
        pending.rows += values.map {
            .slot(PrivateSlot(nonce: head.nonce, path: $0.path, salt: $0.salt, value: $0.value.encoded))
        }
        return try Entry(signing: statement, with: key)
    }

    package func signingKey(_ role: Role) throws -> SigningKey {
        guard let keyring else {
            throw StorageError(
                .notAllowed, path: folder.path, reason: "was opened for reading",
                remedy: "Report this message: it is a mistake in the program.")
        }
        return try keyring.key(role)
    }

    func commit(_ entries: [Entry]) throws -> [PlacedEntry] {
        try storeWaiting()
        let placed: [PlacedEntry]
        do {
            placed = try write(entries)
        } catch is LedgerWriter.OtherCheckpointKey {
            // Perhaps another program replaced it meanwhile: its file has the new one.
            keyring?.forget(.checkpoint)
            do {
                placed = try write(entries)
            } catch is LedgerWriter.OtherCheckpointKey {
                throw StorageError(
                    .damaged, path: folder.key(.checkpoint),
                    reason: "holds another key than the ledger's checkpoint key",
                    remedy: "Keep the file. If the key was replaced in another copy of this case, go on with that copy."
                )
            }
        }
        if placed.first.map({ $0.position == size }) ?? true {
            for item in placed { take(item.entry) }
        } else {
            try readNewEntries()
        }
        return placed
    }

    private func write(_ entries: [Entry]) throws -> [PlacedEntry] {
        pending.entries = entries
        let outcome = try writer.append(pending, checkpointKey: try signingKey(.checkpoint))
        if outcome.isPrivateHalfDurable { forgetPending() }
        return try outcome.placed.get()
    }

    /// Makes everything private that was kept so far durable.
    package func flush() throws {
        try storeWaiting()
        pending.entries = []
        try pending.folders.sync()
        try store.record(pending.rows)
        forgetPending()
    }

    func forgetPending() {
        pending = LedgerWriter.Recording()
        waiting = []
        pendingNames = [:]
    }
}
