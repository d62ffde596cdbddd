import ExhibitCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file without a name: nobody else can open it, and the system frees it however this program ends.
package final class ScratchFile: ScratchSpace {
    private let descriptor: Int32
    private let folder: String
    private let size = Mutex<UInt64>(0)

    /// - Parameter folder: on a disk, by preference: what goes there is what has no room in memory.
    package init(in folder: String = ScratchFile.folder) throws(StorageError) {
        var template = Array("\(folder)/exhibit-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .system(errno, path: folder, doing: "used for temporary files") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
        self.folder = folder
    }

    deinit { System.close(descriptor) }

    /// `$TMPDIR`, else `/var/tmp`: `/tmp` may itself be memory.
    package static var folder: String {
        if let path = getenv("TMPDIR").map({ String(cString: $0) }), path.utf8.first == UInt8(ascii: "/") {
            return path
        }
        return "/var/tmp"
    }

    package func append(_ bytes: UnsafeRawBufferPointer) throws -> UInt64 {
        try size.withLock { size in
            var rest = bytes
            var offset = size
            while !rest.isEmpty {
                let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure(count == 0 ? EIO : errno, "written") }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                offset += UInt64(count)
            }
            defer { size = offset }
            return size
        }
    }

    package func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
        var (rest, offset) = (buffer, offset)
        while !rest.isEmpty {
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(count == 0 ? EIO : errno, "read") }
            rest = UnsafeMutableRawBufferPointer(rebasing: rest[count...])
            offset += UInt64(count)
        }
    }

    private func failure(_ code: Int32, _ doing: String) -> StorageError {
        .system(code, path: "\(folder)/(temporary file)", doing: doing)
    }
}
