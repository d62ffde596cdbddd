#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A regular file, read once from begin to end.
enum StableRead {
    /// Throws where it is a link or no regular file, or changed while it was read.
    static func pieces(
        of path: String, _ take: (UnsafeRawBufferPointer) throws(SandboxError) -> Void
    ) throws(SandboxError) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno != ELOOP else {
                throw SandboxError("a link, which is not followed: name the file that it points to", path)
            }
            throw .system(errno, "a file could not be read", path)
        }
        defer { Posix.close(descriptor) }
        var (before, after) = (stat(), stat())
        guard fstat(descriptor, &before) == 0 else { throw .system(errno, "a file could not be read", path) }
        guard before.st_mode & S_IFMT == S_IFREG else { throw SandboxError("no regular file", path) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        var size = 0
        while true {
            let count = Posix.read(descriptor, into: buffer)
            guard count >= 0 else { throw .system(Int32(-count), "a file could not be read", path) }
            if count == 0 { break }
            size += count
            try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        guard fstat(descriptor, &after) == 0, size == before.st_size, after.st_size == before.st_size,
            stamps(before) == stamps(after)
        else { throw SandboxError("a file changed while it was read: try again when nobody writes to it", path) }
    }

    private static func stamps(_ state: stat) -> [Int] {
        #if canImport(Darwin)
            let (modified, changed) = (state.st_mtimespec, state.st_ctimespec)
        #else
            let (modified, changed) = (state.st_mtim, state.st_ctim)
        #endif
        return [modified.tv_sec, modified.tv_nsec, changed.tv_sec, changed.tv_nsec].map { Int($0) }
    }
}
