#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files that are whole or not there, also after a power cut.
///
///     open(folder/.exhibit-<random>.tmp, O_CREAT|O_EXCL|O_NOFOLLOW)   a new file, never somebody else's
///     write, fsync                                                    the bytes, before the name points to them
///     link to the name, unlink the temporary   or   rename            the name: refuses, or replaces, in one step
///     open(folder), fsync                                             the name itself
///
/// A crash leaves at most a `.exhibit-*.tmp` file, which counts for nothing and may be deleted.
package enum DurableFile {
    /// Writes a whole file.
    ///
    /// - Parameter permissions: exactly these, whatever the umask.
    /// - Parameter syncingFolder: false when the caller syncs the folder once after a batch, with `syncFolder`; until
    ///   then the file is not durable.
    /// - Throws: `.alreadyExists` unless `replacing`; the temporary file is gone on every failure.
    package static func write(
        _ bytes: [UInt8], to path: String, permissions: UInt32 = 0o600, replacing: Bool = false,
        syncingFolder: Bool = true
    ) throws(StorageError) {
        var writer = try Writer(to: path, permissions: permissions)
        try writer.append(bytes)
        try writer.commit(replacing: replacing, syncingFolder: syncingFolder)
    }

    /// A file that is being written. Dropped without `commit`, nothing stays of it.
    package struct Writer: ~Copyable {
        private let path: String
        private let temporary: String
        private let descriptor: Int32
        private var isCommitted = false

        package init(to path: String, permissions: UInt32 = 0o600) throws(StorageError) {
            self.path = path
            var random = SystemRandomNumberGenerator()
            let suffix = String(random.next(), radix: 16)
            temporary = DurableFile.folder(of: path) + "/.exhibit-\(suffix).tmp"
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
            descriptor = open(temporary, flags, mode_t(0o600))
            guard descriptor >= 0 else { throw .system(errno, path: path, doing: "created") }
            guard fchmod(descriptor, mode_t(permissions)) == 0 else {
                throw .system(errno, path: path, doing: "given its permissions")
            }
        }

        deinit {
            guard descriptor >= 0 else { return }
            System.close(descriptor)
            if !isCommitted { unlink(temporary) }
        }

        package mutating func append(_ bytes: [UInt8]) throws(StorageError) {
            let code = bytes.withUnsafeBytes { System.write(descriptor, $0) }
            guard code == 0 else { throw .system(code, path: path, doing: "written") }
        }

        package consuming func commit(replacing: Bool = false, syncingFolder: Bool = true) throws(StorageError) {
            try DurableFile.sync(descriptor, path: path)
            if replacing {
                guard rename(temporary, path) == 0 else { throw .system(errno, path: path, doing: "replaced") }
                isCommitted = true
            } else {
                try linkWithoutReplacing()
            }
            if syncingFolder { try DurableFile.syncFolder(DurableFile.folder(of: path)) }
        }

        /// `link` refuses a name that exists in the same step that gives it: there is no moment between looking and
        /// writing. File systems without hard links (FAT, some network ones) get a look and a rename.
        private mutating func linkWithoutReplacing() throws(StorageError) {
            if link(temporary, path) == 0 {
                // Before the folder is synced: a second name for the bytes must not outlive a later erasure.
                unlink(temporary)
                isCommitted = true
                return
            }
            let code = errno
            guard code == EPERM || code == EOPNOTSUPP || code == ENOSYS || code == EMLINK else {
                throw .system(code, path: path, doing: "created")
            }
            guard try FileState.ofAnything(path) == nil else { throw .system(EEXIST, path: path, doing: "created") }
            guard rename(temporary, path) == 0 else { throw .system(errno, path: path, doing: "created") }
            isCommitted = true
        }
    }

    /// An empty file that did not exist before.
    package static func createEmpty(_ path: String, permissions: UInt32 = 0o600) throws(StorageError) {
        try write([], to: path, permissions: permissions)
    }

    /// Makes a folder, and those above it that are missing. One that is there stays as it is.
    package static func makeFolder(_ path: String, permissions: UInt32 = 0o700) throws(StorageError) {
        if let state = try FileState.ofAnything(path) {
            var isFolder = state.isFolder
            if state.isSymbolicLink {
                var target = stat()
                isFolder = stat(path, &target) == 0 && target.st_mode & S_IFMT == S_IFDIR
            }
            guard isFolder else { throw .system(ENOTDIR, path: path, doing: "used as a folder") }
            return
        }
        let parent = folder(of: path)
        try makeFolder(parent, permissions: permissions)
        guard mkdir(path, mode_t(permissions)) == 0 || errno == EEXIST else {
            throw .system(errno, path: path, doing: "created")
        }
        try syncFolder(parent)
    }

    /// Makes the names in a folder durable: files created, replaced or deleted in it.
    package static func syncFolder(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, path: path, doing: "opened as a folder") }
        defer { System.close(descriptor) }
        try sync(descriptor, path: path)
    }

    /// Deletes a file, durably. One that is not there is no error.
    package static func remove(_ path: String) throws(StorageError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .system(errno, path: path, doing: "deleted") }
        try syncFolder(folder(of: path))
    }

    static func sync(_ descriptor: Int32, path: String) throws(StorageError) {
        #if canImport(Darwin)
            // fsync leaves the data in the drive's cache there.
            let result = fcntl(descriptor, F_FULLFSYNC)
        #else
            let result = fsync(descriptor)
        #endif
        // EINVAL: a file system that has no syncing of folders; it has nothing more to offer.
        guard result == 0 || errno == EINVAL else { throw .system(errno, path: path, doing: "made durable") }
    }

    /// The path of what holds `path`: "." for a plain name.
    static func folder(of path: String) -> String {
        let bytes = Array(path.utf8)
        var end = bytes.count
        while end > 1, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
        guard let slash = bytes[..<end].lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
    }
}
