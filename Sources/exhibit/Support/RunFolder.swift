import ExhibitPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder for the files of one run, a picture in clear among them, gone afterwards. What a program that was killed left
/// is removed when the next one is made.
struct RunFolder: ~Copyable {
    let path: String
    /// Held while this program lives: a leftover is one that nobody holds. The kernel gives it up with the process, and
    /// no number of a process, which another one may have by now, has to be believed.
    private let lock: Int32

    private static let prefix = "exhibit-run-"

    init() throws {
        let parent = environmentVariable("TMPDIR") ?? "/tmp"
        Self.clearLeftovers(in: parent)
        // Whoever clears leftovers at this moment may take a new folder for one, before it is locked.
        for _ in 0..<16 {
            var template = Array("\(parent)/\(Self.prefix)XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { break }
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let lock = Self.open(path)
            if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK, Self.isOpen(lock, path) {
                (self.path, self.lock) = (path, lock)
                return
            }
            close(lock)
            rmdir(path)
        }
        throw UserError("no folder for temporary files could be made: \(String(cString: strerror(errno)))")
    }

    deinit {
        removeFolder(path)
        close(lock)
    }

    private static func open(_ path: String) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        #else
            Darwin.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        #endif
    }

    /// Whether the path still names the folder that was opened.
    private static func isOpen(_ folder: Int32, _ path: String) -> Bool {
        var (opened, named) = (stat(), stat())
        return fstat(folder, &opened) == 0 && lstat(path, &named) == 0 && opened.st_ino == named.st_ino
            && opened.st_dev == named.st_dev
    }

    private static func clearLeftovers(in parent: String) {
        var state = stat()
        // Where others could give one of our own folders such a name, nothing is removed.
        guard stat(parent, &state) == 0, state.st_uid == 0 || state.st_uid == geteuid(),
            state.st_mode & S_ISVTX != 0 || state.st_mode & (S_IWGRP | S_IWOTH) == 0
        else { return }
        for name in names(in: parent) {
            let path = "\(parent)/\(name)"
            let folder = open(path)
            guard folder >= 0 else { continue }
            defer { close(folder) }
            guard fstat(folder, &state) == 0, state.st_uid == geteuid(), state.st_mode & 0o7777 == 0o700,
                flock(folder, LOCK_EX | LOCK_NB) == 0, isOpen(folder, path)
            else { continue }
            removeFolder(path)
        }
    }

    /// Those that `mkdtemp` may have made here.
    private static func names(in parent: String) -> [String] {
        guard let folder = opendir(parent) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let end = name.utf8.dropFirst(prefix.utf8.count)
            guard name.hasPrefix(prefix), end.count == 6,
                end.allSatisfy({
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                })
            else { continue }
            names.append(name)
        }
        return names
    }
}
