import ExhibitCore
import Synchronization

/// A folder in the layout of C2SP tlog-tiles, which any web server can give away.
///
///     checkpoint                     the newest signed checkpoint, replaced last
///     tile/<level>/<number>          256 hashes; `<number>.p/<width>` while there are fewer
///     tile/entries/<number>          256 entries, each after its length
///
/// A file that is there is compared and never written again: readers may have an older checkpoint in hand.
package struct TileFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    private var checkpointPath: String { "\(path)/checkpoint" }

    /// The checkpoint that the folder ends with; nil for a new folder, or one whose first export was interrupted.
    ///
    /// - Throws: `.alreadyExists` for a folder that holds something else.
    package func checkpoint() throws -> Checkpoint? {
        guard try FileState.ofAnything(path) != nil else { return nil }
        guard try FileState.ofAnything(checkpointPath) != nil else {
            let names = try NewFolder.names(in: path).filter { $0 != "tile" && !$0.hasPrefix(".exhibit-") }
            guard names.isEmpty else {
                throw StorageError(
                    .alreadyExists, path: path, reason: "holds other files, and no checkpoint",
                    remedy: "Choose a new folder: tiles have one of their own.")
            }
            return nil
        }
        let bytes = try BoundedFile.read(checkpointPath, limit: SignedNote.maximumBytes)
        do {
            return try Checkpoint(text: try SignedNote(encoded: bytes).text)
        } catch {
            throw StorageError(
                .damaged, path: checkpointPath, reason: "is no checkpoint (\(error.reason))",
                remedy: "Export into a new folder, and compare the two.")
        }
    }

    /// Tiles on their way to the folder, some at a time: one after the other, each would wait for a sync of its own.
    package struct Writer {
        private let folder: TileFolder
        private var waiting: [(tile: Tile, bytes: [UInt8])] = []
        private var byteCount = 0
        package private(set) var written = 0
        /// Compared with what was there.
        package private(set) var there = 0

        /// Entries have up to 64 KiB, and a tile 256 of them.
        private static let batch = (tiles: 64, bytes: 4 << 20)

        package init(to folder: TileFolder) { self.folder = folder }

        package mutating func put(_ tile: Tile, _ bytes: [UInt8]) throws {
            waiting.append((tile, bytes))
            byteCount += bytes.count
            if waiting.count == Self.batch.tiles || byteCount >= Self.batch.bytes { try flush() }
        }

        /// When this returns, all tiles survive a power cut.
        package mutating func flush() throws {
            let isNew = Mutex([Bool](repeating: false, count: waiting.count))
            try Lanes.forEach(waiting.count) { [waiting, folder] index throws(StorageError) in
                let wasWritten = try folder.put(waiting[index].tile, waiting[index].bytes)
                isNew.withLock { $0[index] = wasWritten }
            }
            let count = isNew.withLock { $0.count { $0 } }
            written += count
            there += waiting.count - count
            (waiting, byteCount) = ([], 0)
        }
    }

    /// Writes one tile, durably, or compares it with the file that is there. True where it was written.
    private func put(_ tile: Tile, _ bytes: [UInt8]) throws(StorageError) -> Bool {
        let file = "\(path)/\(tile.path)"
        if try FileState.ofAnything(file) != nil {
            guard try BoundedFile.read(file, limit: Self.largestTile) == bytes else {
                throw StorageError(
                    .damaged, path: file, reason: "is not what the ledger has there",
                    remedy: "It was changed, or is another ledger's. Export into a new folder, and compare the two.")
            }
            return false
        }
        try DurableFile.makeFolder(DurableFile.folder(of: file), permissions: 0o755)
        try DurableFile.write(bytes, to: file, permissions: 0o644)
        return true
    }

    /// 256 leaves of 65,535 bytes, each after two bytes of length.
    private static let largestTile = Tile.fullWidth * (Entry.maximumBytes + 2)

    /// Points readers to what was written: only now do they see it.
    package func publish(_ note: SignedNote) throws {
        try DurableFile.makeFolder(path, permissions: 0o755)
        try DurableFile.write(note.encoded, to: checkpointPath, permissions: 0o644, replacing: true)
    }
}
