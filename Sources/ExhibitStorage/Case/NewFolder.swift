#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A case in the making, under a name that nobody takes for a case. Dropped before it is moved into place, it is gone;
/// after a crash it stays as `.exhibit-new-*`, counts for nothing and may be deleted.
struct NewFolder: ~Copyable {
    let folder: CaseFolder
    private let target: CaseFolder
    /// An empty folder that is there already is filled, not replaced: somebody's shell may stand in it.
    private let fillsTarget: Bool
    /// Held while this program lives: a leftover is one that nobody holds.
    private let lock: Int32

    private static let prefix = ".exhibit-new-"

    static func make(for target: CaseFolder) throws -> NewFolder {
        let fillsTarget = try target.exists()
        let parent = fillsTarget ? target.path : DurableFile.folder(of: target.path)
        if !fillsTarget { try DurableFile.makeFolder(parent, permissions: 0o755) }
        guard access(parent, W_OK) == 0 else { throw StorageError.system(errno, path: target.path, doing: "created") }
        var random = SystemRandomNumberGenerator()
        let folder = CaseFolder(path: "\(parent)/\(prefix)\(String(random.next(), radix: 16))")
        try DurableFile.makeFolder(folder.path, permissions: 0o755)
        let lock = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        let made = NewFolder(folder: folder, target: target, fillsTarget: fillsTarget, lock: lock)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw StorageError.system(errno, path: folder.path, doing: "locked")
        }
        try folder.makeFolders()
        return made
    }

    deinit {
        // Where that fails, the leftover stays, and the next attempt clears it.
        if !fillsTarget || (try? Self.takeBack(folder, from: target)) != nil { Self.remove(folder.path) }
        if lock >= 0 { System.close(lock) }
    }

    /// Undoes a move that did not come to its end.
    private static func takeBack(_ folder: CaseFolder, from target: CaseFolder) throws {
        guard try FileState.ofAnything(folder.ledger) != nil else { return }
        for (from, to) in [(target.privateFolder, folder.privateFolder), (target.artifacts, folder.artifacts)]
        where try FileState.ofAnything(from) != nil && FileState.ofAnything(to) == nil {
            try move(from, to)
        }
    }

    /// Clears what a program that was cut short left in the folder that it was to fill. What it had moved goes back
    /// first: without its ledger, which moves last, nobody can have used it.
    static func clearLeftovers(in target: CaseFolder) throws {
        for name in try names(in: target.path) where name.hasPrefix(prefix) {
            let folder = CaseFolder(path: "\(target.path)/\(name)")
            let lock = open(folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard lock >= 0 else { continue }
            defer { System.close(lock) }
            guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { continue }
            try takeBack(folder, from: target)
            remove(folder.path)
        }
    }

    consuming func moveIntoPlace() throws {
        if fillsTarget {
            // The ledger last: without it the folder is no case.
            try Self.move(folder.privateFolder, target.privateFolder)
            try Self.move(folder.artifacts, target.artifacts)
            try DurableFile.syncFolder(target.path)
            try Self.move(folder.ledger, target.ledger)
            try DurableFile.syncFolder(target.path)
        } else {
            try Self.move(folder.path, target.path)
            try DurableFile.syncFolder(DurableFile.folder(of: target.path))
        }
    }

    private static func move(_ from: String, _ to: String) throws {
        guard rename(from, to) == 0 else { throw StorageError.system(errno, path: to, doing: "created") }
    }

    static func names(in path: String) throws -> [String] {
        guard let folder = opendir(path) else {
            throw StorageError.system(errno, path: path, doing: "used as a folder")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            let name = String(decoding: bytes, as: UTF8.self)
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    static func remove(_ path: String) {
        var state = stat()
        guard lstat(path, &state) == 0 else { return }
        if state.st_mode & S_IFMT == S_IFDIR {
            for name in (try? names(in: path)) ?? [] { remove("\(path)/\(name)") }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
