import ExhibitCore

/// The folder `artifacts/` of a case:
///
///     artifacts/<first 2 hex>/<64 hex>   sealed artifacts by the hex of their sealed name, encrypted
///     artifacts/open/<64 hex>            open artifacts by their SHA-256, as they are
///
/// What is read is checked against its name before it is given out. A file that is not there is `.notFound`, one that
/// does not fit its name `.damaged`: "withheld or lost" and "changed" are different findings.
///
/// Names are 32 bytes here; files have their hex.
package struct ArtifactFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// Folders with new names in them that are not durable yet: for many artifacts, one sync for each folder, and
    /// one for what holds them.
    package struct PendingFolders: Sendable {
        private var paths: Set<String> = []

        package init() {}

        /// The folder's own name too: perhaps it was made by a run that ended before that was synced.
        mutating func insert(_ path: String) { paths.formUnion([path, DurableFile.folder(of: path)]) }

        mutating func formUnion(_ other: PendingFolders) { paths.formUnion(other.paths) }

        /// When this returns, everything stored with it survives a power cut.
        package mutating func sync() throws(StorageError) {
            let sorted = paths.sorted()
            try Lanes.forEach(sorted.count) { index throws(StorageError) in try DurableFile.syncFolder(sorted[index]) }
            paths = []
        }
    }

    package func sealedPath(_ name: [UInt8]) -> String {
        let hex = Hex.encode(name)
        return "\(path)/\(hex.prefix(2))/\(hex)"
    }

    package func openPath(_ digest: [UInt8]) -> String { "\(path)/open/\(Hex.encode(digest))" }

    package struct Listing: Sendable, Equatable {
        /// Hex of sealed names, in order.
        package var sealed: [String] = []
        /// Hex of digests, in order.
        package var open: [String] = []
        /// Paths below the folder that are neither: leftovers of a crash (`.exhibit-*.tmp`), or something put there.
        package var others: [String] = []
    }

    /// By names alone: nothing is opened. A folder that is not there is empty.
    package func list() throws(StorageError) -> Listing {
        var listing = Listing()
        for folder in try FolderNames.of(path) {
            guard let state = try FileState.ofAnything("\(path)/\(folder)"), state.isFolder else {
                listing.others.append(folder)
                continue
            }
            for name in try FolderNames.of("\(path)/\(folder)") {
                let isDigest = Hex.isDigest(name.utf8)
                if folder == "open", isDigest {
                    listing.open.append(name)
                } else if isDigest, name.hasPrefix(folder), folder.utf8.count == 2 {
                    listing.sealed.append(name)
                } else {
                    listing.others.append("\(folder)/\(name)")
                }
            }
        }
        return listing
    }

    func newFile(_ file: String, replacing: Bool = false) throws(StorageError) -> DurableFile.Writer {
        // Before the work of encrypting; `commit` decides.
        if !replacing, try FileState.ofAnything(file) != nil {
            throw StorageError(
                .alreadyExists, path: file, reason: "is stored already", remedy: "Nothing needs to be done.")
        }
        try DurableFile.makeFolder(DurableFile.folder(of: file))
        return try DurableFile.Writer(to: file)
    }

    func artifact(_ file: String) throws(StorageError) -> FileReader {
        do {
            return try FileReader(file)
        } catch {
            guard error.kind == .notFound else { throw error }
            throw StorageError(
                .notFound, path: file, reason: "is missing: the artifact should be here and is not",
                remedy: "Copy it back from a backup of the case; its name is its check.")
        }
    }

    func damaged(_ file: String, _ reason: String) -> StorageError {
        StorageError(
            .damaged, path: file, reason: reason, remedy: "Keep it as it is, and copy the artifact from a backup.")
    }

    func tooLarge(_ file: String, _ limit: Int) -> StorageError {
        StorageError(
            .tooLarge, path: file, reason: "holds more than the \(limit) bytes that are read at once",
            remedy: "Export it to a file instead.")
    }
}
