import ExhibitCore

/// A file that came with what somebody else signed.
package struct ReceivedFile: Sendable {
    let name: TypedName
    let salt: [UInt8]
    let bytes: [UInt8]

    /// The caller has checked that the name is that of the bytes.
    package init(name: TypedName, salt: [UInt8], bytes: [UInt8]) {
        self.name = name
        self.salt = salt
        self.bytes = bytes
    }
}

extension Case {
    /// Appends what somebody signed with a key of their own, to the byte, and keeps the values and files that they gave.
    ///
    /// - Throws: `.invalid` for an entry that would be void here, or whose kind takes a role.
    package func append(
        received entry: Entry, values: [SlotValue] = [], files: [ReceivedFile] = []
    ) throws -> PlacedEntry {
        if !memory.isMatched { try checkMayContinue() }
        try makeRoom(for: 1)
        let statement = entry.statement
        guard entry.isSigned, let kind = statement.kind, kind.role == nil,
            history.reasonVoid(statement, at: size) == nil
        else {
            throw StorageError(
                .invalid, path: folder.path, reason: "may not have an entry of this kind, or it is not signed",
                remedy: "Ask whoever sent it for another one.")
        }
        let slots = values.map {
            PrivateSlot(nonce: statement.head.nonce, path: $0.path, salt: $0.salt, value: $0.value.encoded)
        }
        // A program that was killed between the private half and the entry left the same ones behind. Others would be
        // those of another statement, whose nonce its author took from a report.
        let known = try store.slots(nonce: statement.head.nonce)
        guard known.allSatisfy(slots.contains) else {
            throw StorageError(
                .invalid, path: folder.path, reason: "has another entry with the nonce of this one",
                remedy: "Ask whoever sent it to make it again.")
        }
        pending.rows += slots.filter { !known.contains($0) }.map { .slot($0) }
        for file in files where try store.artifact(name: file.name.hash.hex) == nil {
            let secrets = ArtifactSecrets(salt: file.salt, key: ArtifactSecrets.random().key)
            waiting.append(.init(name: file.name.hash.bytes, bytes: file.bytes, secrets: secrets, replacing: true))
            pending.rows.append(
                .artifact(
                    PrivateArtifact(
                        name: file.name.hash.hex, salt: file.salt, key: secrets.key, size: Int64(file.bytes.count),
                        media: "application/octet-stream")))
        }
        return try commit([entry])[0]
    }
}
