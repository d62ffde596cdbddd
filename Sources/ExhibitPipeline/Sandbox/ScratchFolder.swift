#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder in which a program of strangers writes, or wrote. No link in it is followed and no file in it opened.
package enum ScratchFolder {
    /// Each level holds a descriptor and a frame.
    private static let deepest = 64

    /// What is in a folder: nil and a reason where it cannot be told, which only its writer can bring about.
    struct Size {
        /// Blocks that are in use: a file with holes may claim any length.
        var bytes = 0
        var entries = 0
        var problem: String?
    }

    static func size(of path: String, entries limit: Int) -> Size {
        var size = Size()
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { return Size(problem: "it cannot be read: \(String(cString: strerror(errno)))") }
        defer { Posix.close(folder) }
        add(folder, to: &size, limit: limit, depth: 0)
        return size
    }

    private static func add(_ folder: Int32, to size: inout Size, limit: Int, depth: Int) {
        guard depth <= deepest else {
            size.problem = "its folders are nested deeper than \(deepest)"
            return
        }
        guard let names = Posix.names(in: folder, limit: limit - size.entries) else {
            size.problem = "it holds more than \(limit) entries, or a folder that cannot be read"
            return
        }
        size.entries += names.count
        for name in names where size.problem == nil {
            var state = stat()
            guard fstatat(folder, name, &state, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            size.bytes += Int(state.st_blocks) * 512
            guard state.st_mode & S_IFMT == S_IFDIR else { continue }
            let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            if inner < 0 {
                // Gone or replaced meanwhile is its own business; what nobody can read could hold anything.
                if errno == EACCES { size.problem = "it holds a folder that cannot be read" }
                continue
            }
            add(inner, to: &size, limit: limit, depth: depth + 1)
            Posix.close(inner)
        }
    }

    static func make(_ path: String) throws(SandboxError) {
        guard mkdir(path, 0o700) == 0 else { throw .system(errno, "a folder could not be made", path) }
    }

    /// Removes a folder and what is in it, whatever its permissions. False where something stayed.
    @discardableResult
    package static func remove(_ path: String) -> Bool {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { return errno == ENOENT }
        empty(folder, depth: 0)
        Posix.close(folder)
        return rmdir(path) == 0
    }

    private static func empty(_ folder: Int32, depth: Int) {
        fchmod(folder, 0o700)
        guard depth <= 4_096, let names = Posix.names(in: folder, limit: 1 << 24) else { return }
        for name in names where unlinkat(folder, name, 0) != 0 {
            // A folder without permissions cannot be opened before it has them; the call follows no link to a folder
            // that is no link, and nobody writes here any more.
            var state = stat()
            guard fstatat(folder, name, &state, AT_SYMLINK_NOFOLLOW) == 0, state.st_mode & S_IFMT == S_IFDIR else {
                continue
            }
            fchmodat(folder, name, 0o700, 0)
            let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard inner >= 0 else { continue }
            empty(inner, depth: depth + 1)
            Posix.close(inner)
            unlinkat(folder, name, AT_REMOVEDIR)
        }
    }
}
