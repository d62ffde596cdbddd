import ExhibitCore

/// A BagIt bag (RFC 8493) in the making, in a folder of its own beside the final one: nothing stands under the final
/// name before everything is durable. Dropped without `finish`, it is gone; after a crash it stays as `.exhibit-bag-*`,
/// readable by its owner alone, until the next bag is made there.
package struct BagWriter: ~Copyable {
    private let target: String
    private let folder: LockedFolder
    /// The payload's files and their SHA-256.
    package private(set) var lines: [Manifest.Line] = []
    /// Of the payload.
    package private(set) var bytes: Int64 = 0

    private init(target: String, folder: consuming LockedFolder) {
        self.target = target
        self.folder = folder
    }

    /// - Throws: `.alreadyExists` where something is there, except an empty folder.
    package static func make(at path: String) throws(StorageError) -> BagWriter {
        let parent = DurableFile.folder(of: path)
        if let state = try FileState.ofAnything(path) {
            guard state.isFolder, try FolderNames.of(path).isEmpty else {
                throw StorageError(
                    .alreadyExists, path: path, reason: "is there already",
                    remedy: "Choose a new name: a bag is never written over.")
            }
        }
        let folder = try LockedFolder.make(in: parent, prefix: ".exhibit-bag-") { NewFolder.remove($0) }
        return BagWriter(target: path, folder: folder)
    }

    /// A file that is being written. Dropped before its end, nothing stays of it.
    package struct File: ~Copyable {
        private var writer: DurableFile.Writer
        private var hasher = ContentHasher()
        private var size: Int64 = 0

        fileprivate init(_ path: String) throws(StorageError) {
            writer = try DurableFile.Writer(to: path, permissions: 0o644)
        }

        package mutating func append(_ piece: [UInt8]) throws(StorageError) {
            piece.withUnsafeBytes { hasher.update($0) }
            size += Int64(piece.count)
            try writer.append(piece)
        }

        fileprivate consuming func finish() throws(StorageError) -> (hash: ContentHash, size: Int64) {
            let result = (hasher.finish(), size)
            // By renaming: the folder has no names but ours, and a temporary one that stayed would be an unlisted file.
            try writer.commit(replacing: true, syncingFolder: false)
            return result
        }
    }

    /// Adds a file to the payload; where `body` throws, the bag goes on without it.
    ///
    /// - Parameter path: of `BagLayout`, each once.
    package mutating func add(_ path: String, _ body: (inout File) throws -> Void) throws {
        let place = "\(folder.path)/\(path)"
        try DurableFile.makeFolder(DurableFile.folder(of: place), permissions: 0o755)
        var file = try File(place)
        try body(&file)
        let written = try file.finish()
        lines.append(.init(hash: written.hash, path: path))
        bytes += written.size
    }

    package mutating func add(_ path: String, _ bytes: [UInt8]) throws {
        try add(path) { file in try file.append(bytes) }
    }

    /// Writes the bag's own files, makes everything durable, and moves it into place.
    ///
    /// - Parameters:
    ///   - info: of `bag-info.txt`, names and values of one line each.
    ///   - tags: further files beside the payload.
    package consuming func finish(info: [(String, String)], tags: [(path: String, bytes: [UInt8])] = []) throws {
        let info = info + [("Payload-Oxum", "\(bytes).\(lines.count)")]
        var files = [
            (BagLayout.declaration, Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)),
            (BagLayout.info, Array(info.map { "\($0.0): \($0.1)\n" }.joined().utf8)),
            (BagLayout.manifest, try Manifest(lines).encoded),
        ]
        for tag in tags { files.append((tag.path, tag.bytes)) }
        let digests = files.map { Manifest.Line(hash: ContentHash(of: $0.1), path: $0.0) }
        files.append((BagLayout.tagManifest, try Manifest(digests).encoded))
        for (path, bytes) in files {
            try DurableFile.write(
                bytes, to: "\(folder.path)/\(path)", permissions: 0o644, replacing: true, syncingFolder: false)
        }
        var folders: Set<String> = [folder.path]
        for line in lines {
            var path = DurableFile.folder(of: line.path)
            while path != "." {
                folders.insert("\(folder.path)/\(path)")
                path = DurableFile.folder(of: path)
            }
        }
        for path in folders { try DurableFile.syncFolder(path) }
        try folder.move(to: target)
    }
}
