import ExhibitCore

/// The ledger that a new one follows: one that lost entries which others had seen must not be continued, and saying
/// nothing about it would be the worst answer.
package struct Predecessor: Sendable, Equatable {
    package let ledger: ContentHash
    /// The newest head of it that anybody is known to have: of the ledger, of this machine's memory, or of a checkpoint.
    package let size: UInt64
    package let root: ContentHash
    /// In clear in the new ledger, at most 512 bytes.
    package let reason: String

    /// - Parameter checkpoint: of the predecessor, signed; the signature is for its readers to judge.
    package init(checkpoint: SignedNote, memory: LedgerMemory, reason: String) throws {
        let head = try Checkpoint(text: checkpoint.text)
        guard let ledger = Checkpoint.ledger(ofOrigin: head.origin) else {
            throw Malformed("checkpoint", "it is of another log: \(head.origin)")
        }
        try self.init(ledger: ledger, size: head.size, root: head.root, memory: memory, reason: reason)
    }

    /// - Parameter folder: the predecessor's case, whatever is left of it.
    package init(folder: CaseFolder, memory: LedgerMemory, reason: String) throws {
        let file = try LedgerFile(path: folder.ledger, mode: .readOnly)
        defer { try? file.close() }
        guard let stored = try file.latestCheckpoint() else {
            throw StorageError(
                .damaged, path: folder.ledger, reason: "has no checkpoint",
                remedy: "Name a file with a checkpoint of it instead; `exhibit head` writes one.")
        }
        try self.init(checkpoint: try SignedNote(encoded: stored.note), memory: memory, reason: reason)
    }

    private init(
        ledger: ContentHash, size: UInt64, root: ContentHash, memory: LedgerMemory, reason: String
    ) throws {
        self.ledger = ledger
        self.reason = reason
        if let seen = try memory.head(of: ledger.bytes), seen.size > size, let root = ContentHash(bytes: seen.root) {
            (self.size, self.root) = (seen.size, root)
        } else {
            (self.size, self.root) = (size, root)
        }
    }

    var json: JSON {
        [
            "ledger": .string(TypedName(.statement, ledger).description),
            "head": ["root": .string(root.hex), "size": .integer(Int64(clamping: size))],
            "reason": .string(reason),
        ]
    }
}
