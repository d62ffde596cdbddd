#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A new folder that its owner alone may enter, locked while this program lives and removed when it is dropped. What a
/// program that was killed left of the same sort, pictures in clear among it, goes when the next one is made.
package struct LockedFolder: ~Copyable {
    package let path: String
    /// A leftover is a folder that nobody holds. The kernel gives the lock up with the process, and no number of a
    /// process, which another one may have by now, has to be believed.
    private let lock: Int32
    private let remove: (String) -> Void

    /// - Parameters:
    ///   - prefix: of its name, which six letters or digits end.
    ///   - remove: removes a folder with all that is in it, and says so where that fails; nothing there is no failure.
    package static func make(
        in parent: String, prefix: String, remove: @escaping (String) -> Void
    ) throws(StorageError) -> LockedFolder {
        clearLeftovers(in: parent, prefix: prefix, remove)
        // Whoever clears leftovers at this moment may take a new folder for one, before it is locked.
        for _ in 0..<16 {
            var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else {
                throw .system(errno, path: parent, doing: "given a folder for temporary files")
            }
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let lock = open(path)
            // Where a file system knows no locks, nobody clears anything either.
            if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK, isOpen(lock, path) {
                return LockedFolder(path: path, lock: lock, remove: remove)
            }
            if lock >= 0 { System.close(lock) }
            rmdir(path)
        }
        throw .system(EBUSY, path: parent, doing: "given a folder for temporary files")
    }

    private init(path: String, lock: Int32, remove: @escaping (String) -> Void) {
        (self.path, self.lock, self.remove) = (path, lock, remove)
    }

    deinit {
        remove(path)
        System.close(lock)
    }

    /// Gives it its name, in place of an empty folder at most: the system refuses any other. Everybody may read it then,
    /// and not before: killed in between, it can be read by its owner alone, and is whole.
    package consuming func move(to target: String) throws(StorageError) {
        guard rename(path, target) == 0 else {
            throw .system(errno == ENOTEMPTY ? EEXIST : errno, path: target, doing: "created")
        }
        guard fchmod(lock, 0o755) == 0 else {
            throw .system(errno, path: target, doing: "given its permissions")
        }
        try DurableFile.syncFolder(target)
        try DurableFile.syncFolder(DurableFile.folder(of: target))
    }

    private static func open(_ path: String) -> Int32 {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        #if canImport(Glibc)
            return Glibc.open(path, flags)
        #else
            return Darwin.open(path, flags)
        #endif
    }

    /// Whether the path still names the folder that was opened.
    private static func isOpen(_ folder: Int32, _ path: String) -> Bool {
        var (opened, named) = (stat(), stat())
        return fstat(folder, &opened) == 0 && lstat(path, &named) == 0 && opened.st_ino == named.st_ino
            && opened.st_dev == named.st_dev
    }

    private static func clearLeftovers(in parent: String, prefix: String, _ remove: (String) -> Void) {
        var state = stat()
        // Where others could give one of our own folders such a name, nothing is removed.
        guard stat(parent, &state) == 0, state.st_uid == 0 || state.st_uid == geteuid(),
            state.st_mode & S_ISVTX != 0 || state.st_mode & (S_IWGRP | S_IWOTH) == 0
        else { return }
        // Only to be tidy: whoever makes the new one is told what is wrong with the folder.
        for name in (try? FolderNames.of(parent)) ?? [] where isMade(name, prefix) {
            let path = "\(parent)/\(name)"
            let folder = open(path)
            guard folder >= 0 else { continue }
            defer { System.close(folder) }
            guard fstat(folder, &state) == 0, state.st_uid == geteuid(), state.st_mode & 0o7777 == 0o700,
                flock(folder, LOCK_EX | LOCK_NB) == 0, isOpen(folder, path)
            else { continue }
            remove(path)
        }
    }

    /// Whether `mkdtemp` may have made that name here.
    private static func isMade(_ name: String, _ prefix: String) -> Bool {
        let end = name.utf8.dropFirst(prefix.utf8.count)
        return name.hasPrefix(prefix) && end.count == 6
            && end.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            }
    }
}
