extension ArtifactFolder {
    /// Bytes that have a name and are not stored yet.
    package struct Waiting: Sendable {
        let name: [UInt8]
        let bytes: [UInt8]
        let secrets: ArtifactSecrets
        /// Where nobody has the key of what stands under the name: a program that was killed between the file and its row
        /// left it.
        let replacing: Bool
    }

    /// Encrypts and stores all of them, several at a time.
    ///
    /// - Throws: `.alreadyExists` when a name is there; `.full`, `.notAllowed`, `.io`. Some may be stored then.
    func storeSealed(_ waiting: [Waiting], pending: inout PendingFolders) throws(StorageError) {
        try Lanes.forEach(waiting.count) { index throws(StorageError) in try store(waiting[index]) }
        for item in waiting { pending.insert(DurableFile.folder(of: sealedPath(item.name))) }
    }

    private func store(_ item: Waiting) throws(StorageError) {
        var encoder = EncryptedBlob.Encoder(key: item.secrets.key, name: item.name)
        var writer = try newFile(sealedPath(item.name), replacing: item.replacing)
        var position = 0
        while position < item.bytes.count {
            let end = min(position + EncryptedBlob.chunkSize, item.bytes.count)
            try writer.append(encoder.update(item.bytes[position..<end]))
            position = end
        }
        try writer.append(encoder.finish())
        try writer.commit(replacing: item.replacing, syncingFolder: false)
    }

    /// Encrypts and stores; returns the sealed name.
    ///
    /// - Parameter secrets: new ones, `ArtifactSecrets.random()`, unless the bytes got their name earlier.
    /// - Throws: `.alreadyExists` when the name is there; `.full`, `.notAllowed`, `.io`.
    @discardableResult
    package func storeSealed(
        _ bytes: [UInt8], secrets: ArtifactSecrets, pending: inout PendingFolders
    ) throws(StorageError) -> [UInt8] {
        let name = SealedNameHasher.name(of: bytes, salt: secrets.salt)
        try storeSealed(
            [Waiting(name: name, bytes: bytes, secrets: secrets, replacing: false)], pending: &pending)
        return name
    }

    /// The same, durable on return.
    @discardableResult
    package func storeSealed(_ bytes: [UInt8], secrets: ArtifactSecrets) throws(StorageError) -> [UInt8] {
        var pending = PendingFolders()
        let name = try storeSealed(bytes, secrets: secrets, pending: &pending)
        try pending.sync()
        return name
    }

    /// Stores a file of any size within fixed memory, by reading it twice: the name must be known before the first
    /// chunk is encrypted. A file that changes in between is refused.
    @discardableResult
    package func storeSealed(
        fileAt source: String, secrets: ArtifactSecrets, pending: inout PendingFolders
    ) throws(StorageError) -> [UInt8] {
        var first = SealedNameHasher(salt: secrets.salt)
        var reader = try FileReader(source)
        while let piece = try reader.next() { first.update(piece) }
        let name = first.finish()

        try reader.rewind()
        var second = SealedNameHasher(salt: secrets.salt)
        var encoder = EncryptedBlob.Encoder(key: secrets.key, name: name)
        var writer = try newFile(sealedPath(name))
        while let piece = try reader.next() {
            second.update(piece)
            try writer.append(encoder.update(piece[...]))
        }
        guard second.finish() == name else {
            throw StorageError(
                .busy, path: source, reason: "changed while it was read",
                remedy: "Wait until nothing writes to it, then run the command again.")
        }
        try writer.append(encoder.finish())
        try writer.commit(syncingFolder: false)
        pending.insert(DurableFile.folder(of: sealedPath(name)))
        return name
    }

    /// Calls `body` with the plain bytes, piece by piece, within fixed memory. Each piece is authentic, but only when
    /// this returns is it known that they are all there and fit the name: act on nothing before.
    package func readSealed(
        _ name: [UInt8], secrets: ArtifactSecrets, _ body: ([UInt8]) throws -> Void
    ) throws {
        let file = sealedPath(name)
        var reader = try artifact(file)
        var decoder = EncryptedBlob.Decoder(key: secrets.key, name: name)
        var hasher = SealedNameHasher(salt: secrets.salt)
        do {
            while let piece = try reader.next() {
                let plain = try decoder.update(piece[...])
                hasher.update(plain)
                if !plain.isEmpty { try body(plain) }
            }
            let plain = try decoder.finish()
            hasher.update(plain)
            if !plain.isEmpty { try body(plain) }
        } catch let error as EncryptedBlob.Malformed {
            throw damaged(file, error.reason)
        }
        // The tag ties the bytes to the key; only this ties them to the name that the ledger has.
        guard hasher.finish() == name else { throw damaged(file, "holds other bytes than its name and salt say") }
    }

    /// The plain bytes, whole and checked.
    ///
    /// - Throws: `.tooLarge` above `limit`.
    package func readSealed(_ name: [UInt8], secrets: ArtifactSecrets, limit: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        try readSealed(name, secrets: secrets) { piece in
            guard result.count + piece.count <= limit else { throw tooLarge(sealedPath(name), limit) }
            result += piece
        }
        return result
    }

    /// Writes the plain bytes to a new file, which is there only if they are whole and checked.
    package func exportSealed(_ name: [UInt8], secrets: ArtifactSecrets, to target: String) throws {
        var writer = try DurableFile.Writer(to: target)
        try readSealed(name, secrets: secrets) { piece in try writer.append(piece) }
        try writer.commit()
    }

    /// For an erasure, with the deletion of its secrets. One that is not there is no error.
    package func removeSealed(_ name: [UInt8]) throws(StorageError) {
        guard try FileState.ofAnything(sealedPath(name)) != nil else { return }
        try DurableFile.remove(sealedPath(name))
    }
}
