import ExhibitCore

/// The head that this machine has seen of a case's ledger: a case that was put back, or forked, must not be written to.
package struct RememberedHead {
    let memory: LedgerMemory
    let ledger: ContentHash

    /// Throws where the tree is shorter than the one remembered, differs from it, or was never seen here.
    package func check(_ tree: MerkleTree, path: String) throws {
        guard let head = try memory.head(of: ledger.bytes) else {
            throw StorageError(
                .notAllowed, path: path,
                reason: "was never used on this machine, so a roll-back of it could not be noticed",
                remedy: "If this is the only copy that is written to: exhibit adopt --case '\(path)'")
        }
        guard head.size <= tree.size, tree.root(size: head.size).bytes == head.root else {
            throw StorageError(
                .notAllowed, path: path,
                reason:
                    "is not the ledger that this machine saw with \(head.size) entries: it was put back to an older copy, or is a fork",
                remedy: "Nothing was written. Find the newer copy; this one may be read, and must not be continued.")
        }
    }

    package func remember(_ tree: MerkleTree) throws {
        try memory.remember(.init(size: tree.size, root: tree.root.bytes), of: ledger.bytes)
    }

    package var isKnown: Bool { get throws { try memory.head(of: ledger.bytes) != nil } }
}
