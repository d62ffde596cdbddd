import ExhibitCore
import ExhibitStorage

/// A ledger file up to its newest checkpoint, read from one end to the other: no tree and no index is kept.
struct SignedLedger {
    let file: LedgerFile
    let note: SignedNote
    let head: Checkpoint

    init(_ folder: CaseFolder) throws {
        file = try LedgerFile(path: folder.ledger, mode: .readOnly)
        guard let stored = try file.latestCheckpoint() else { throw UserError("the ledger has no checkpoint") }
        note = try SignedNote(encoded: stored.note)
        head = try Checkpoint(text: note.text)
    }

    /// Hands over the row of every entry that the checkpoint covers, with the hash of its bytes, in order. Throws at the
    /// end where they are not the entries that it signs: what was made of them is then worth nothing.
    func read(_ body: (LedgerFile.Row, ContentHash) throws -> Void) throws {
        var tree = TreeFrontier()
        try file.forEachRow { row in
            guard tree.size < head.size else { return }
            let id = MerkleTree.leafHash(row.leaf)
            tree.append(id)
            try body(row, id)
        }
        guard tree.size == head.size, tree.root == head.root else { throw Self.damaged }
    }

    /// The key that signed the checkpoint, among those that ever held the role.
    func signer() throws -> VerifierKey {
        guard let leaf = try file.leaf(at: 0) else { throw Self.damaged }
        var history = try KeyHistory(genesis: try Entry(leaf: leaf).statement)
        if let key = try signer(history) { return key }
        try file.forEachRow(from: 1) { row in
            history.apply(try Entry(leaf: row.leaf), at: UInt64(row.position))
        }
        guard let key = try signer(history) else { throw Self.damaged }
        return key
    }

    private func signer(_ history: KeyHistory) throws -> VerifierKey? {
        try history.checkpointKeys(atSize: head.size).map { try VerifierKey(name: head.origin, key: $0) }
            .first { note.open(with: [$0]) != nil }
    }

    private static let damaged = UserError(
        "the ledger is not what its newest checkpoint signed, so nothing can be proven from it. See: exhibit audit")
}
