import ExhibitCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The wrapping key's files, 64 hexadecimal digits and a line end each, mode 0600:
///
///     private/wrapping.key        the key that the rows are under
///     private/wrapping.next.key   while it is replaced: the new one
///
/// Which of the two counts is said by the database, in the same transaction that wraps its rows anew. All that changes
/// these files is done under the database's write lock: a new key that another program is about to use is no leftover.
final class WrappingKeyFiles: Sendable {
    private let folder: String
    /// The one that was read last.
    private let known = Mutex<WrappingKey?>(nil)

    init(folder: String) { self.folder = folder }

    private var current: String { "\(folder)/wrapping.key" }
    private var next: String { "\(folder)/wrapping.next.key" }

    /// The first key of a database that has none. One that is there was made by a program that came no further.
    func makeFirst() throws(StorageError) -> WrappingKey {
        if let key = try read(current) { return key }
        // Neither key nor anything under it.
        try DurableFile.remove(current)
        return try write(current)
    }

    /// A new key, durable before any row is under it.
    func makeNext() throws(StorageError) -> WrappingKey {
        try destroy(next)
        return try write(next)
    }

    /// - Throws: `.damaged` where no file has it.
    func key(id: [UInt8]) throws(StorageError) -> WrappingKey {
        if let key = try find(id: id) { return key }
        throw StorageError(
            .damaged, path: current, reason: "is not the key that the private values of this case are wrapped under",
            remedy: "Copy it back from a backup of the case; without it private values and pictures cannot be read.")
    }

    /// Nil where no file has it.
    func find(id: [UInt8]) throws(StorageError) -> WrappingKey? {
        if let key = known.withLock({ $0 }), key.id == id { return key }
        // Again from the first: another program may be renaming the second at this moment.
        for path in [current, next, current] {
            guard let key = try read(path), key.id == id else { continue }
            known.withLock { $0 = key }
            return key
        }
        return nil
    }

    /// Whether a change of keys has not come to its end, or another program is at it.
    func isBetween() throws(StorageError) -> Bool { try FileState.ofAnything(next) != nil }

    /// After a change of keys that came to its end, or did not: destroys the key that no row is under.
    ///
    /// - Parameter id: of the key that the rows are under.
    func settle(id: [UInt8]) throws(StorageError) {
        guard try FileState.ofAnything(next) != nil else { return }
        guard try read(next)?.id == id else {
            guard try read(current)?.id == id else { return }
            return try destroy(next)
        }
        try overwrite(current)
        guard rename(next, current) == 0 else { throw .system(errno, path: current, doing: "replaced") }
        try DurableFile.syncFolder(folder)
    }

    private func write(_ path: String) throws(StorageError) -> WrappingKey {
        let key = WrappingKey(SystemRandomness().bytes(WrappingKey.size))
        var text = Array((Hex.encode(key.bytes) + "\n").utf8)
        defer { wipe(&text) }
        try DurableFile.write(text, to: path, permissions: 0o600)
        return key
    }

    /// Nil where there is no file, or one that holds no key: what an overwritten one looks like.
    private func read(_ path: String) throws(StorageError) -> WrappingKey? {
        guard try FileState.ofAnything(path) != nil else { return nil }
        var text: [UInt8]
        do {
            text = try BoundedFile.read(path, limit: WrappingKey.size * 2 + 1, isSecret: true)
        } catch {
            guard error.kind == .notFound || error.kind == .tooLarge else { throw error }
            return nil
        }
        defer { wipe(&text) }
        guard text.count == WrappingKey.size * 2 + 1, text.last == UInt8(ascii: "\n"),
            let bytes = Hex.decode(String(decoding: text.dropLast(), as: UTF8.self)), bytes.count == WrappingKey.size
        else { return nil }
        return WrappingKey(bytes)
    }

    private func destroy(_ path: String) throws(StorageError) {
        try overwrite(path)
        try DurableFile.remove(path)
    }

    /// In place, and synced: a file that is only deleted leaves its bytes. What a disk keeps of what was overwritten (worn
    /// cells, copies on write) is out of reach.
    private func overwrite(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw .system(errno, path: path, doing: "overwritten")
        }
        defer { System.close(descriptor) }
        let zeros = [UInt8](repeating: 0, count: WrappingKey.size * 2 + 1)
        let code = zeros.withUnsafeBytes { System.write(descriptor, $0) }
        guard code == 0 else { throw .system(code, path: path, doing: "overwritten") }
        try DurableFile.sync(descriptor, path: path)
    }
}
