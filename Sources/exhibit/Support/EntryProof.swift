import ExhibitCore
import ExhibitStorage

/// That one entry stands in the tree which the newest checkpoint signs.
struct EntryProof {
    let position: UInt64
    let leaf: [UInt8]
    let statement: Statement
    let size: UInt64
    let proof: TlogProof
    /// Which signed the checkpoint.
    let key: VerifierKey

    init(of what: String, in folder: CaseFolder) throws {
        let ledger = try SignedLedger(folder)
        let position = try EntryName(what).position(in: ledger.file, size: ledger.head.size)
        let found = try Self.fromCache(position, ledger, folder) ?? Self.fromEntries(position, ledger)
        self.position = position
        leaf = found.leaf
        size = ledger.head.size
        statement = try Entry(leaf: leaf).statement
        proof = TlogProof(index: position, hashes: found.hashes, checkpoint: ledger.note)
        key = found.key
    }

    private typealias Found = (leaf: [UInt8], hashes: [ContentHash], key: VerifierKey)

    /// By the tree that the case's cache holds. Nil where that does not lead from the entry's stored bytes to the root that
    /// was signed: whatever is wrong with a cache, the entries decide.
    private static func fromCache(_ position: UInt64, _ ledger: SignedLedger, _ folder: CaseFolder) -> Found? {
        guard folder.newestCache() != nil,
            let opened = try? Case(folder, keyring: nil, memory: .user(), now: Clock.milliseconds)
        else { return nil }
        defer { try? opened.close() }
        let (head, keys) = (ledger.head, opened.history.checkpointKeys(atSize: ledger.head.size))
        guard let leaf = try? opened.entry(at: position).entry.leaf,
            let hashes = try? opened.proveInclusion(of: position, size: head.size),
            TreeProofs.checkInclusion(
                hashes, leaf: MerkleTree.leafHash(leaf), position: position, size: head.size, root: head.root),
            let key = keys.compactMap({ try? VerifierKey(name: head.origin, key: $0) })
                .first(where: { ledger.note.open(with: [$0]) != nil })
        else { return nil }
        return (leaf, hashes, key)
    }

    private static func fromEntries(_ position: UInt64, _ ledger: SignedLedger) throws -> Found {
        var hashes = StreamedProof.inclusion(of: position, size: ledger.head.size)
        var (leaf, place) = ([UInt8](), UInt64(0))
        try ledger.read { row, id in
            hashes.add(id, at: place)
            if place == position { leaf = row.leaf }
            place += 1
        }
        return (leaf, hashes.hashes ?? [], try ledger.signer())
    }
}
