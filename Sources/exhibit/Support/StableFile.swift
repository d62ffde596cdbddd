#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file read once, into the one buffer that is then hashed, decoded and compared.
struct StableFile {
    let bytes: [UInt8]
    let size: Int64
    /// Nanoseconds since 1970.
    let modified: Int64

    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    static let largest: Int64 = 1 << 30

    /// Throws where the file is no regular file, is too large, or changed while it was read.
    init(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Problem(description: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let before = try Self.state(of: descriptor)
        guard before.st_mode & S_IFMT == S_IFREG else { throw Problem(description: "not a regular file") }
        guard before.st_size <= Self.largest else {
            throw Problem(description: "larger than \(Self.largest >> 20) MiB, which is not read")
        }
        var failure: Int32 = 0
        bytes = [UInt8](unsafeUninitializedCapacity: Int(before.st_size) + 1) { buffer, count in
            while count < buffer.count {
                let got = read(descriptor, buffer.baseAddress! + count, buffer.count - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw Problem(description: String(cString: strerror(failure))) }
        let after = try Self.state(of: descriptor)
        guard Self.stamp(after) == Self.stamp(before), after.st_size == before.st_size, bytes.count == before.st_size
        else { throw Problem(description: "it changed while it was read; ingest it again when nobody writes to it") }
        size = Int64(after.st_size)
        modified = Self.stamp(after)
    }

    private static func state(of descriptor: Int32) throws -> stat {
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { throw Problem(description: String(cString: strerror(errno))) }
        return state
    }

    private static func stamp(_ state: stat) -> Int64 {
        #if canImport(Darwin)
            Int64(state.st_mtimespec.tv_sec) * 1_000_000_000 + Int64(state.st_mtimespec.tv_nsec)
        #else
            Int64(state.st_mtim.tv_sec) * 1_000_000_000 + Int64(state.st_mtim.tv_nsec)
        #endif
    }
}
