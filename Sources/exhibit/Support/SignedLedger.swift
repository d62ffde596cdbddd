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
            history.apply(try Entry(leaf: row.leaf).statement, at: UInt64(row.position))
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

    /// The position that a person means: "#12", "12", or the start of an entry id or a statement id.
    func position(of text: String) throws -> UInt64 {
        let plain = text.hasPrefix("#") ? String(text.dropFirst()) : text
        if let position = canonicalDecimal(plain), plain.utf8.count < 8 {
            guard position < head.size else {
                throw UserError("\(shown(text)): the ledger ends with #\(head.size - 1); see: exhibit log")
            }
            return position
        }
        let prefix = plain.hasPrefix("statement:") ? String(plain.dropFirst("statement:".count)) : plain
        guard prefix.utf8.count >= 4 else {
            throw UserError("\(shown(text)): give #NUMBER, or at least 4 digits of an id; see: exhibit log")
        }
        var found: [UInt64] = []
        try file.forEachRow { row in
            let ids = [row.entryID, row.statementID].map { Hex.encode($0) }
            if ids.contains(where: { $0.hasPrefix(prefix) }), found.count < 7 { found.append(UInt64(row.position)) }
        }
        guard let first = found.first else { throw UserError("\(shown(text)): no entry has this id; see: exhibit log") }
        guard found.count == 1 else {
            let places = found.prefix(6).map { "#\($0)" }.joined(separator: ", ") + (found.count > 6 ? ", …" : "")
            throw UserError("\(shown(text)): several entries begin like this (\(places)); give more digits")
        }
        return first
    }
}
