import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A fresh folder of read-only files whose digests are those of the very bytes in it: what a program gets to read.
///
/// Hashing a file and then passing its name would let somebody change it in between. Each buffer that is read here is
/// hashed and written, once.
public struct SealedCopy: Sendable {
    public enum Content: Sendable {
        case bytes([UInt8])
        /// A regular file, and no link to one.
        case file(String)
    }

    public struct File: Sendable, Hashable {
        /// Relative to the folder, as `Manifest` permits it.
        public let path: String
        public let hash: ContentHash
        public let size: Int
    }

    public let folder: String
    /// In the order in which they were named.
    public let files: [File]

    public static let mostFiles = 4_096

    /// Makes the folder, which must not be there yet. On failure nothing stays of it.
    ///
    /// - Parameter limit: bytes of all files together.
    public init(
        of sources: [(path: String, content: Content)], in folder: String, limit: Int = 64 << 30,
        isCancelled: () -> Bool = { false }
    ) throws(SandboxError) {
        guard sources.count <= Self.mostFiles else {
            throw SandboxError("more than \(Self.mostFiles) files are not copied for a runner")
        }
        var rest = sources[...]
        try self.init(in: folder, limit: limit, isCancelled: isCancelled) { rest.popFirst() }
    }

    /// - Parameter next: gives one file after the other, then nil. Each is made when it is its turn: all of them together
    ///   may not fit into memory.
    init(
        in folder: String, limit: Int, isCancelled: () -> Bool,
        next: () throws(SandboxError) -> (path: String, content: Content)?
    ) throws(SandboxError) {
        guard mkdir(folder, 0o700) == 0 else { throw .system(errno, "a folder could not be made", folder) }
        self.folder = folder
        var files: [File] = []
        do throws(SandboxError) {
            while let source = try next() {
                guard Manifest.isPath(source.path), source.path.utf8.split(separator: 0x2F).count <= 32 else {
                    throw SandboxError("the path is not permitted: it must be relative, without \"..\"", source.path)
                }
                let left = limit - files.reduce(0) { $0 + $1.size }
                let copied = try Self.copy(source.content, to: source.path, in: folder, limit: left, isCancelled)
                files.append(File(path: source.path, hash: copied.hash, size: copied.size))
            }
            try Self.seal(folder, files.map(\.path))
        } catch {
            ScratchFolder.remove(folder)
            throw error
        }
        self.files = files
    }

    public func manifest() throws(ExhibitCore.Malformed) -> Manifest {
        try Manifest(files.map { Manifest.Line(hash: $0.hash, path: $0.path) })
    }

    public func remove() { ScratchFolder.remove(folder) }

    private static func copy(
        _ content: Content, to path: String, in folder: String, limit: Int, _ isCancelled: () -> Bool
    ) throws(SandboxError) -> (hash: ContentHash, size: Int) {
        try makeParents(of: path, in: folder)
        // EXCL: a path that comes twice must not have the digest of the bytes that were there before.
        let target = open("\(folder)/\(path)", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(0o600))
        guard target >= 0 else { throw .system(errno, "a copy could not be written", "\(folder)/\(path)") }
        defer { Posix.close(target) }
        var hasher = ContentHasher()
        var size = 0
        func take(_ bytes: UnsafeRawBufferPointer) throws(SandboxError) {
            guard bytes.count <= limit - size else {
                throw SandboxError("it makes the files of the runner larger than the permitted bytes", path)
            }
            guard !isCancelled() else { throw SandboxError("copying was cancelled") }
            hasher.update(bytes)
            size += bytes.count
            let code = Posix.write(target, bytes)
            guard code == 0 else { throw .system(code, "a copy could not be written", "\(folder)/\(path)") }
        }
        switch content {
        case .bytes(let bytes):
            try bytes.withUnsafeBytes { buffer in Result { () throws(SandboxError) in try take(buffer) } }.get()
        case .file(let source): try StableRead.pieces(of: source, take)
        }
        // A program must stay one.
        var state = stat()
        let isProgram =
            if case .file(let source) = content { stat(source, &state) == 0 && state.st_mode & 0o111 != 0 } else {
                false
            }
        guard fchmod(target, isProgram ? 0o500 : 0o400) == 0, Sandbox.runAs.map({ fchown(target, $0, $0) == 0 }) ?? true
        else {
            throw .system(errno, "a copy could not be made read-only", path)
        }
        return (hasher.finish(), size)
    }

    private static func makeParents(of path: String, in folder: String) throws(SandboxError) {
        for parent in parents(of: path) {
            guard mkdir("\(folder)/\(parent)", 0o700) == 0 || errno == EEXIST else {
                throw .system(errno, "a folder could not be made", "\(folder)/\(parent)")
            }
        }
    }

    /// "a", "a/b" of "a/b/c".
    private static func parents(of path: String) -> [String] {
        let parts = path.split(separator: "/").dropLast()
        return parts.indices.map { parts[...$0].joined(separator: "/") }
    }

    private static func seal(_ folder: String, _ paths: [String]) throws(SandboxError) {
        // Deepest first: a folder without its write permission takes no change below it, from anybody but root.
        let inner = Set(paths.flatMap(parents)).sorted { $0.utf8.count > $1.utf8.count }
        for path in inner.map({ "\(folder)/\($0)" }) + [folder] {
            guard chmod(path, 0o500) == 0, Sandbox.runAs.map({ chown(path, $0, $0) == 0 }) ?? true else {
                throw .system(errno, "a folder could not be made read-only", path)
            }
        }
    }
}
