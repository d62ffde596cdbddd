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

    /// Makes the folders of a new case. Refuses where a case is.
    package func create() throws {
        if Self.isCase(path) {
            throw StorageError(
                .alreadyExists, path: path, reason: "is a case already",
                remedy: "Choose another folder, or use this one as it is: exhibit status --case '\(path)'")
        }
        try DurableFile.makeFolder(path, permissions: 0o755)
        try DurableFile.makeFolder(artifacts, permissions: 0o755)
        try DurableFile.makeFolder(privateFolder, permissions: 0o700)
        try DurableFile.makeFolder(keys, permissions: 0o700)
    }
}
