import ExhibitCore

/// Where the parts of a case stand.
///
///     ledger.sqlite   the chain; may be shown to anybody
///     artifacts/      bytes: sealed ones encrypted, open ones in clear
///     private/        values, salts and keys of slots and artifacts, and the signing keys; mode 0700; never exported
package struct CaseFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package var ledger: String { "\(path)/ledger.sqlite" }
    package var artifacts: String { "\(path)/artifacts" }
    package var privateFolder: String { "\(path)/private" }
    package var keys: String { "\(path)/private/keys" }
    /// Empty: whoever has the case open for writing holds a lock on it.
    var use: String { "\(path)/private/use" }

    /// May be deleted at any time. One that was made again has a new name: a program that still has the old one open
    /// would delete the log of the new one when it closes.
    package func cache(_ generation: UInt64) -> String { "\(privateFolder)/cache-\(generation).sqlite" }

    /// Somebody may name a file as if so many had been made, and numbers end.
    private static let lastCache: UInt64 = 1 << 32

    /// The newest one; nil where there is none.
    package func newestCache() -> UInt64? {
        let names = (try? NewFolder.names(in: privateFolder)) ?? []
        return names.compactMap { name in
            name.hasPrefix("cache-") && name.hasSuffix(".sqlite")
                ? canonicalDecimal(String(name.dropFirst("cache-".count).dropLast(".sqlite".count))) : nil
        }.filter { $0 <= Self.lastCache }.max()
    }

    package func key(_ role: Role) -> String { "\(keys)/\(role.rawValue).pem" }

    package static func isCase(_ path: String) -> Bool {
        ((try? FileState.ofAnything("\(path)/ledger.sqlite")) ?? nil) != nil
    }

    /// The case in this folder or the nearest one above it.
    package static func find(from start: String) -> CaseFolder? {
        var path = start
        while true {
            if isCase(path) { return CaseFolder(path: path) }
            guard path != "/", path != "." else { return nil }
            path = DurableFile.folder(of: path)
        }
    }

    /// Refuses where a new case would mix with something else. What an earlier attempt left is no such thing.
    package func checkIsFree() throws {
        guard !path.isEmpty else {
            throw StorageError(.invalid, path: "\"\"", reason: "is no name", remedy: "Name the new case's folder.")
        }
        if Self.isCase(path) {
            throw StorageError(
                .alreadyExists, path: path, reason: "is a case already",
                remedy: "Choose another folder, or use this one as it is: exhibit status --case '\(path)'")
        }
        guard try exists() else { return }
        try NewFolder.clearLeftovers(in: self)
        guard try NewFolder.names(in: path).isEmpty else {
            throw StorageError(
                .alreadyExists, path: path, reason: "is there already and holds other files",
                remedy: "Choose a new name: a case has a folder of its own.")
        }
    }

    func exists() throws -> Bool { try FileState.ofAnything(path) != nil }

    /// Makes the folders of a new case.
    func makeFolders() throws {
        try DurableFile.makeFolder(path, permissions: 0o755)
        try DurableFile.makeFolder(artifacts, permissions: 0o755)
        try DurableFile.makeFolder(privateFolder, permissions: 0o700)
        try DurableFile.makeFolder(keys, permissions: 0o700)
    }
}
