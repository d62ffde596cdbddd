import ExhibitCore

/// What a reader remembers of ledgers that they trust, one file each, `seen/<64 hex ledger id>`; what stands in it is for
/// others to say. It is apart from what a case remembers of its own ledger: reading a report must not stop a case.
package struct SeenFolder: Sendable {
    private let folder: String
    private static let largestFile = 1 << 20

    /// `~/.local/state/exhibit/seen`, or below `XDG_STATE_HOME`.
    package init(environment: [String: String]) throws(StorageError) {
        let state = try UserFolders.state(environment)
        if let home = environment["HOME"], state.hasPrefix(home + "/"), try FileState.ofAnything(home) == nil {
            throw StorageError(
                .notFound, path: home, reason: "is HOME, and is not there", remedy: "Set HOME to a folder of yours.")
        }
        folder = state + "/seen"
    }

    private func path(of ledger: ContentHash) -> String { "\(folder)/\(ledger.hex)" }

    /// Nil where nothing is remembered.
    package func read(_ ledger: ContentHash) throws(StorageError) -> [UInt8]? {
        guard try FileState.ofAnything(path(of: ledger)) != nil else { return nil }
        return try BoundedFile.read(path(of: ledger), limit: Self.largestFile)
    }

    /// Replaces what is remembered, durably, while no other program of ours does.
    ///
    /// - Parameter change: gets what is there by then.
    package func update(_ ledger: ContentHash, _ change: ([UInt8]?) -> [UInt8]) throws(StorageError) {
        try DurableFile.makeFolder(folder)
        try UserFolders.whileLocked(folder) { () throws(StorageError) in
            let present = try read(ledger)
            let changed = change(present)
            if changed != present { try DurableFile.write(changed, to: path(of: ledger), replacing: true) }
        }
    }
}
