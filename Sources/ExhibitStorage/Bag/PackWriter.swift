import ExhibitCore

/// A pack in the making, in a folder of its own beside the final one: nothing stands under the final name before all of
/// it is durable. Dropped without `finish`, it is gone; after a crash it stays as `.exhibit-pack-*`, readable by its owner
/// alone, until the next pack is made there.
package struct PackWriter: ~Copyable {
    private let target: String
    private let folder: LockedFolder
    private var lines: [Manifest.Line] = []
    package private(set) var bytes: Int64 = 0

    /// Where a pack has a bag.
    private static let bagName = "bag"
    package static let manifest = "MANIFEST-sha256.txt"
    package var count: Int { lines.count }

    private init(target: String, folder: consuming LockedFolder) {
        self.target = target
        self.folder = folder
    }

    /// - Throws: `.alreadyExists` where something is there, except an empty folder.
    package static func make(at path: String) throws(StorageError) -> PackWriter {
        if let state = try FileState.ofAnything(path) {
            guard state.isFolder, try FolderNames.of(path).isEmpty else {
                throw StorageError(
                    .alreadyExists, path: path, reason: "is there already",
                    remedy: "Choose a new name: a pack is never written over.")
            }
        }
        let parent = DurableFile.folder(of: path)
        let folder = try LockedFolder.make(in: parent, prefix: ".exhibit-pack-") { NewFolder.remove($0) }
        return PackWriter(target: path, folder: folder)
    }

    /// - Parameter path: relative, of names that are ours, each once.
    package mutating func add(_ path: String, _ content: [UInt8]) throws(StorageError) {
        let place = "\(folder.path)/\(path)"
        try DurableFile.makeFolder(DurableFile.folder(of: place), permissions: 0o755)
        // By renaming: a temporary name that stayed would be an unlisted file.
        try DurableFile.write(content, to: place, permissions: 0o644, replacing: true, syncingFolder: false)
        lines.append(.init(hash: ContentHash(of: content), path: path))
        bytes += Int64(content.count)
    }

    /// A bag that this program makes, as a part of the pack.
    package mutating func makeBag(_ make: (_ path: String) throws -> Void) throws -> Bag {
        let path = "\(folder.path)/\(Self.bagName)"
        try make(path)
        let bag = try Bag(path)
        for line in bag.listing.lines { lines.append(.init(hash: line.hash, path: "\(Self.bagName)/\(line.path)")) }
        return bag
    }

    /// A copy of a bag that somebody was given. Every file is compared with the bag's lists on its way.
    ///
    /// - Throws: `Bag.Damage`; `StorageError`.
    package mutating func copy(_ bag: Bag) throws {
        var findings: [Bag.Damage.Finding] = []
        for line in bag.listing.lines {
            let path = "\(Self.bagName)/\(line.path)"
            let place = "\(folder.path)/\(path)"
            try DurableFile.makeFolder(DurableFile.folder(of: place), permissions: 0o755)
            var reader = try FileReader("\(bag.path)/\(line.path)")
            var writer = try DurableFile.Writer(to: place, permissions: 0o644)
            var hasher = ContentHasher()
            while let piece = try reader.next() {
                piece.withUnsafeBytes { hasher.update($0) }
                bytes += Int64(piece.count)
                try writer.append(piece)
            }
            try writer.commit(replacing: true, syncingFolder: false)
            if hasher.finish() != line.hash {
                findings.append(.init(path: line.path, reason: "has other bytes than the bag lists"))
            }
            lines.append(.init(hash: line.hash, path: path))
        }
        guard findings.isEmpty else { throw Bag.Damage(bag: bag.path, findings: findings) }
    }

    /// Writes the list of all files, makes everything durable, and moves it into place.
    package consuming func finish() throws {
        try add(Self.manifest, try Manifest(lines).encoded)
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
