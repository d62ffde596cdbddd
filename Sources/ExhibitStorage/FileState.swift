#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the system says of a file, without opening it. Opening and closing a database file a second time would give
/// up the locks that SQLite holds on it.
struct FileState: Equatable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let modified: [Int]
    let changed: [Int]
    /// The nine permission bits.
    let permissions: UInt32
    let isRegularFile: Bool
    let isSymbolicLink: Bool
    let isFolder: Bool

    private init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Darwin)
            modified = [status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec]
            changed = [status.st_ctimespec.tv_sec, status.st_ctimespec.tv_nsec]
        #else
            modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
            changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        #endif
        permissions = UInt32(status.st_mode) & 0o777
        let type = status.st_mode & S_IFMT
        isRegularFile = type == S_IFREG
        isSymbolicLink = type == S_IFLNK
        isFolder = type == S_IFDIR
    }

    /// Nil when nothing has that name. A symbolic link is described itself, not what it points to.
    static func ofAnything(_ path: String) throws(StorageError) -> FileState? {
        var status = stat()
        if lstat(path, &status) == 0 { return FileState(status) }
        if errno == ENOENT { return nil }
        throw .system(errno, path: path, doing: "looked up")
    }

    /// - Throws: `.notFound`; `.notAllowed` for a link, a folder, a pipe or a device: the side files of a database and
    ///   the rename of a replaced file would go elsewhere, and a pipe would hang us.
    static func ofRegularFile(_ path: String) throws(StorageError) -> FileState {
        guard let state = try ofAnything(path) else { throw .system(ENOENT, path: path, doing: "opened") }
        guard state.isRegularFile else {
            throw StorageError(
                .notAllowed, path: path,
                reason: state.isSymbolicLink ? "is a symbolic link" : "is not a regular file",
                remedy: "Name the file itself.")
        }
        return state
    }

    static func of(descriptor: Int32, path: String) throws(StorageError) -> FileState {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno, path: path, doing: "looked up") }
        return FileState(status)
    }

    /// Zero when there is none, negative when that cannot be told.
    static func size(of path: String) -> Int64 {
        var status = stat()
        if lstat(path, &status) == 0 { return Int64(status.st_size) }
        return errno == ENOENT ? 0 : -1
    }
}
