import ExhibitCore

extension Case: ArtifactKeeping {
    /// A bound on what one command reads back into memory.
    private static let largestArtifact = 1 << 30

    package func keep(_ sealing: Sealing, bytes: [UInt8]?, media: String, stable: Bool) throws -> TypedName {
        if stable, let known = try known(sealing.plain) {
            guard let hash = ContentHash(hex: known.name) else { throw Malformed("sealed name", known.name) }
            if let bytes, known.key == nil {
                // Named before, stored only now: under the name that the ledger knows.
                let secrets = ArtifactSecrets(salt: known.salt, key: ArtifactSecrets.random().key)
                waiting.append(.init(name: hash.bytes, bytes: bytes, secrets: secrets, replacing: true))
                pending.rows.append(.stored(name: known.name, key: secrets.key))
                var stored = known
                stored.key = secrets.key
                pendingNames[sealing.plain] = stored
            }
            return TypedName(.sealed, hash)
        }
        var key: [UInt8]?
        if let bytes {
            let secrets = ArtifactSecrets(salt: sealing.salt, key: ArtifactSecrets.random().key)
            waiting.append(.init(name: sealing.name.hash.bytes, bytes: bytes, secrets: secrets, replacing: false))
            key = secrets.key
        }
        let row = PrivateArtifact(
            name: sealing.name.hash.hex, salt: sealing.salt, key: key, plain: stable ? sealing.plain.bytes : nil,
            size: Int64(sealing.size), media: media)
        pending.rows.append(.artifact(row))
        if stable { pendingNames[sealing.plain] = row }
        return sealing.name
    }

    /// Writes what was kept since the last append, all of it together: one after the other, each would wait for a sync of
    /// its own. After a failure nothing of it counts: a row must not name a file that is not there.
    func storeWaiting() throws {
        do {
            try artifacts.storeSealed(waiting, pending: &pending.folders)
            waiting = []
        } catch {
            forgetPending()
            throw error
        }
    }

    private func known(_ plain: ContentHash) throws -> PrivateArtifact? {
        try pendingNames[plain] ?? store.artifact(plain: plain.bytes)
    }

    /// The sealed name that these bytes have in this ledger already.
    package func name(ofPlain plain: ContentHash) throws -> TypedName? {
        try known(plain).flatMap { ContentHash(hex: $0.name) }.map { TypedName(.sealed, $0) }
    }

    package func keepOpen(_ bytes: [UInt8]) throws -> TypedName {
        let digest = try artifacts.storeOpen(bytes, pending: &pending.folders)
        guard let hash = ContentHash(bytes: digest) else { throw Malformed("open artifact", "no digest") }
        return TypedName(.open, hash)
    }

    /// The same of a file with these bytes, which may be larger than memory.
    package func keepOpen(fileAt path: String, digest: ContentHash) throws -> TypedName {
        try artifacts.storeOpen(fileAt: path, digest: digest.bytes, pending: &pending.folders)
        return TypedName(.open, digest)
    }

    package func bytes(of name: TypedName) throws -> [UInt8] {
        try checkIsNotBeingErased(name)
        let reader = ArtifactReader(artifacts: artifacts, store: store)
        do {
            return try reader.bytes(of: name, limit: Self.largestArtifact)
        } catch let error as StorageError where error.kind == .notFound {
            guard let erased = erasure(of: name) else { throw error }
            throw StorageError(
                .notFound, path: artifacts.path,
                reason: "does not hold \(name): it was \(Erasures.words(erased))",
                remedy: "What was recorded about it still verifies; its bytes are gone.")
        }
    }

    /// The salt of a sealed name, which lets whoever has the bytes check that they are the ones.
    package func salt(of name: TypedName) throws -> [UInt8]? {
        if try hasPendingErasure(), erasure(of: name) != nil { return nil }
        return try store.artifact(name: name.hash.hex)?.salt
    }

    /// The private values of a statement, by member of its body.
    package func values(of statement: Statement) throws -> [SlotValue] {
        let values = try store.values(of: statement)
        guard try hasPendingErasure() else { return values }
        let erased = erasures(about: statement)
        return values.filter {
            erased.entry(erasing: String($0.path.dropFirst("body.".count)), of: statement.id) == nil
        }
    }
}
