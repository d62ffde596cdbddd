import ExhibitCore

/// Timestamps over the ledger's checkpoints.
extension Case {
    /// Asked for and not answered; more than anybody has authorities to ask.
    private static let mostNonces = 64

    /// The nonces of queries, 16 bytes each, one after the other, under the digest of what they stamp.
    private static func note(of imprint: ContentHash) -> String { "timestamp.\(imprint.hex)" }

    /// A query for the newest checkpoint. Its nonce is durable when this returns, so that the answer is known again.
    package func askForTimestamp() throws -> (query: TimestampQuery, size: UInt64) {
        guard let checkpoint = try ledger.latestCheckpoint() else { throw noCheckpoint() }
        let query = TimestampQuery(imprint: ContentHash(of: checkpoint.note), randomness: randomness)
        // Nothing is signed: no passphrase is asked, and only the private half is written.
        let store = try PrivateStore(folder: folder.privateFolder, mode: .readWriteExisting)
        let key = Self.note(of: query.imprint)
        let known = try store.note(key) ?? []
        let kept = known.suffix((Self.mostNonces - 1) * TimestampQuery.nonceBytes)
        try store.record([.note(key: key, value: kept + query.nonce)])
        try store.close()
        return (query, UInt64(clamping: checkpoint.size))
    }

    /// The nonces that this case asked with, for a timestamp of this digest.
    package func nonces(askedFor imprint: ContentHash) throws -> [[UInt8]] {
        let bytes = try store.note(Self.note(of: imprint)) ?? []
        return stride(from: 0, to: bytes.count - bytes.count % TimestampQuery.nonceBytes, by: TimestampQuery.nonceBytes)
            .map { Array(bytes[$0..<($0 + TimestampQuery.nonceBytes)]) }
    }

    /// The stored checkpoint whose signed note has this SHA-256.
    package func checkpoint(named imprint: ContentHash) throws -> (checkpoint: Checkpoint, note: SignedNote)? {
        guard let bytes = try ledger.checkpoint(where: { ContentHash(of: $0.note) == imprint })?.note else {
            return nil
        }
        let note = try SignedNote(encoded: bytes)
        return (try Checkpoint(text: note.text), note)
    }

    /// The entry that holds this token already.
    package func anchor(holding token: TypedName) throws -> PlacedEntry? {
        entries(referringTo: token)?.first { $0.statement.name("token") == token }
    }

    /// Stores note and token, and signs the entry that names them. The token was checked by the caller.
    package func appendAnchor(
        of checkpoint: Checkpoint, note: SignedNote, token: TimestampToken, authority: String
    ) throws -> PlacedEntry {
        _ = try keepOpen(note.encoded)
        _ = try keepOpen(token.encoded)
        try makeRoom(for: 1)
        while true {
            guard (1...size).contains(checkpoint.size) else { throw noCheckpoint() }
            // A hash that changed in the cache must not be signed into an entry.
            guard
                TreeProofs.checkConsistency(
                    try tree.proveConsistency(from: checkpoint.size, to: size), old: checkpoint.size,
                    oldRoot: checkpoint.root, size: size, root: tree.root)
            else { throw LedgerCache.unusable(cachePath) }
            let draft = try Anchor.draft(of: checkpoint, note: note, token: token, authority: authority, tree: tree)
            do {
                return try append([draft])[0]
            } catch is LedgerFile.StalePosition {
                try readNewEntries()
            }
        }
    }

    /// The `anchor` entries that count, by position.
    package func anchors() throws -> [PlacedEntry] {
        try entries(of: .anchor).filter { history.reasonVoid($0.statement, at: $0.position) == nil }
    }

    private func noCheckpoint() -> StorageError {
        StorageError(
            .damaged, path: folder.ledger, reason: "has no checkpoint",
            remedy: "See everything that is damaged with: exhibit audit --case '\(folder.path)'")
    }
}
