import ExhibitCore

/// The highest head seen of each ledger, outside every case: a case that was put back to an older copy, or forked,
/// cannot vouch for itself.
///
/// One file per ledger, `heads/<64 hex ledger id>`, with one line:
///
///     <size> SP <64 hex root> LF
///
/// A head is never lowered and never exchanged for another one of the same size.
package struct LedgerMemory: Sendable {
    package struct Head: Sendable, Equatable {
        /// Entries in the tree.
        package var size: UInt64
        /// 32 bytes.
        package var root: [UInt8]

        package init(size: UInt64, root: [UInt8]) {
            self.size = size
            self.root = root
        }
    }

    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// `~/.local/state/exhibit/heads`, or below `XDG_STATE_HOME`.
    package init(environment: [String: String]) throws(StorageError) {
        self.init(folder: try UserFolders.state(environment) + "/heads")
    }

    package func path(of ledger: [UInt8]) -> String { "\(folder)/\(Hex.encode(ledger))" }

    /// Nil when this ledger was never seen here.
    ///
    /// - Parameter ledger: the 32-byte ledger id.
    /// - Throws: `.damaged` when the file is not exactly one head.
    package func head(of ledger: [UInt8]) throws(StorageError) -> Head? {
        let path = path(of: ledger)
        guard try FileState.ofAnything(path) != nil else { return nil }
        let file = try BoundedFile.read(path, limit: 1_024)
        guard let head = Self.parse(file) else {
            throw StorageError(
                .damaged, path: path, reason: "is not the memory of a ledger's head",
                remedy: "Delete it only if you know why; `exhibit adopt` then starts a new memory.")
        }
        return head
    }

    /// Remembers a head, durably. The same one again is no change.
    ///
    /// - Throws: `.notAllowed` for a lower head, or another root at the same size. Whether a *higher* head extends the
    ///   one remembered is not judged here: the caller has compared the root at the remembered size.
    package func remember(_ head: Head, of ledger: [UInt8]) throws(StorageError) {
        precondition(ledger.count == 32 && head.root.count == 32, "a ledger id and a root have 32 bytes")
        try DurableFile.makeFolder(folder)
        let path = path(of: ledger)
        try UserFolders.whileLocked(folder) { () throws(StorageError) in
            if let known = try self.head(of: ledger) {
                guard known != head else { return }
                guard head.size > known.size else {
                    throw StorageError(
                        .notAllowed, path: path,
                        reason: head.size == known.size
                            ? "has another root for this ledger's first \(head.size) entries: there are two versions"
                            : "has seen \(known.size) entries of this ledger, and now there are \(head.size)",
                        remedy: "Do not write to this copy of the case; find the one that holds what was seen.")
                }
            }
            try DurableFile.write(Self.encode(head), to: path, replacing: true)
        }
    }

    static func encode(_ head: Head) -> [UInt8] { Array("\(head.size) \(Hex.encode(head.root))\n".utf8) }

    /// Nil for anything that `encode` does not make: "+7", "07", upper case, CR, a second line.
    static func parse(_ file: [UInt8]) -> Head? {
        guard let space = file.firstIndex(of: UInt8(ascii: " ")), file.count == space + 66,
            let size = UInt64(String(decoding: file[..<space], as: UTF8.self)),
            let root = Hex.decode(String(decoding: file[(space + 1)..<(space + 65)], as: UTF8.self))
        else { return nil }
        let head = Head(size: size, root: root)
        return encode(head) == file ? head : nil
    }
}
