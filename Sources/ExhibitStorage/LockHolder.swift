#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Who holds a lock that we waited for in vain: a person can end that program, and not "another program".
enum LockHolder {
    /// "exhibit (process 4711)", or "another program" where the system does not tell.
    ///
    /// - Parameter byte: the byte of the file that the lock covers; nil for a lock on the whole file (`flock`).
    static func describe(_ path: String, byte: Int64? = nil) -> String {
        var status = stat()
        guard stat(path, &status) == 0,
            let process = process(in: contents("/proc/locks"), inode: UInt64(status.st_ino), byte: byte)
        else { return "another program" }
        let name = contents("/proc/\(process)/comm").prefix { $0 != "\n" }.filter { $0.isASCII && !$0.isNewline }
        return name.isEmpty ? "process \(process)" : "\(name) (process \(process))"
    }

    /// The process with a write lock, or any on the whole file, in the kernel's list (proc(5), /proc/locks):
    ///
    ///     3: POSIX  ADVISORY  WRITE 4711 08:01:131 120 120
    static func process(in locks: String, inode: UInt64, byte: Int64?) -> Int32? {
        for line in locks.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            // "->" marks one who waits.
            guard words.count == 8, words[3] == "WRITE" || byte == nil, words[1] == (byte == nil ? "FLOCK" : "POSIX"),
                words[5].split(separator: ":").last == "\(inode)", let process = Int32(words[4]), process > 0
            else { continue }
            if let byte {
                guard let start = Int64(words[6]), start <= byte, byte <= Int64(words[7]) ?? .max else { continue }
            }
            return process
        }
        return nil
    }

    /// At most 1 MiB; empty where it cannot be read. Only for files of /proc: closing a database file would give up the
    /// locks that this process has on it.
    private static func contents(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { System.close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 1 << 20 {
            let count = buffer.withUnsafeMutableBytes { System.read(descriptor, into: $0) }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
