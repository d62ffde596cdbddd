import ExhibitCore

/// Reads artifacts by their names: the folder has the bytes, the private database what opens them.
package struct ArtifactReader {
    let artifacts: ArtifactFolder
    let store: PrivateStore

    package init(artifacts: ArtifactFolder, store: PrivateStore) {
        self.artifacts = artifacts
        self.store = store
    }

    /// Where its bytes stand, if they do.
    package func path(of name: TypedName) -> String {
        name.kind == .open ? artifacts.openPath(name.hash.bytes) : artifacts.sealedPath(name.hash.bytes)
    }

    /// The plain bytes, whole and checked.
    ///
    /// - Throws: `.notFound` for what is not stored; `.damaged`; `.tooLarge` above `limit`.
    package func bytes(of name: TypedName, limit: Int) throws -> [UInt8] {
        if name.kind == .open { return try artifacts.readOpen(name.hash.bytes, limit: limit) }
        return try artifacts.readSealed(name.hash.bytes, secrets: try secrets(of: name), limit: limit)
    }

    /// Reads it within fixed memory and keeps nothing.
    package func check(_ name: TypedName) throws {
        if name.kind == .open {
            try artifacts.readOpen(name.hash.bytes) { _ in }
        } else {
            try artifacts.readSealed(name.hash.bytes, secrets: try secrets(of: name)) { _ in }
        }
    }

    private func secrets(of name: TypedName) throws -> ArtifactSecrets {
        guard let row = try store.artifact(name: name.hash.hex), let key = row.key else {
            throw StorageError(
                .notFound, path: artifacts.path, reason: "does not hold \(name)",
                remedy: "Its bytes were never stored, or were erased.")
        }
        return ArtifactSecrets(salt: row.salt, key: key)
    }
}

extension PrivateStore {
    /// The private values of a statement, by member of its body.
    package func values(of statement: Statement) throws -> [SlotValue] {
        try slots(nonce: statement.head.nonce).map { slot in
            SlotValue(
                path: slot.path, salt: slot.salt,
                value: try JSONParser.parse(slot.value, as: "private value", limits: .payload))
        }
    }
}
