import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keys that are replaced or taken out of use.
extension Case {
    package func checkpointKeys(atSize size: UInt64) -> [ContentHash] { history.checkpointKeys(atSize: size) }

    /// Gives a role to a new key and takes it from the one that has it.
    ///
    ///     private/keys/<role>.next.pem    the new key, durable before the ledger names it
    ///     grant                           signed by the ledger key; the checkpoint over it by the old checkpoint key
    ///     <role>.next.pem → <role>.pem    both keys hold the role: the case can go on with either
    ///     revoke                          under the new key, where it is the ledger's or the checkpoint key
    ///
    /// After a crash the same call goes on: a next key that was granted is put into place, one that was not is granted;
    /// and whatever other key holds the role then is revoked, also one that an earlier call left in force.
    ///
    /// - Parameter since: the position from which on the old key may have been in other hands.
    package func rotate(_ role: Role, since: UInt64? = nil) throws -> (new: TypedName, revocations: [PlacedEntry]) {
        try checkKeys()
        _ = try signingKey(role)
        let next = "\(folder.keys)/\(role.rawValue).next.pem"
        let secret = try keyring?.secret()
        if try FileState.ofAnything(next) == nil {
            let seed = try SigningKey(seed: randomness.bytes(32)).seed
            try KeyFile.write(seed: seed, passphrase: secret, to: next)
        }
        let new = try SigningKey(seed: try KeyFile.read(path: next, passphrase: secret))
        if !history.holds(new.publicKey, role, at: size) { _ = try append([grant(role, to: new)]) }
        guard rename(next, folder.key(role)) == 0 else {
            throw StorageError.system(errno, path: folder.key(role), doing: "replaced")
        }
        try DurableFile.syncFolder(folder.keys)
        keyring?.forget(role)
        let others = history.keys(of: role, at: size).filter { $0 != new.publicKey }
        return (new.name, try append(others.map { Self.revocation(of: $0, role, since: since) }))
    }

    /// Makes the key of standings when it is first needed, and after it was revoked: cases of earlier versions have none.
    ///
    /// It is durable before the ledger names it. After a crash the same call goes on.
    package func prepareStanding() throws {
        let path = folder.key(.standing)
        if try FileState.ofAnything(path) != nil {
            let known = try signingKey(.standing)
            if history.holds(known.publicKey, .standing, at: size) { return }
            guard history.everHeld(known.publicKey, .standing) else {
                _ = try append([grant(.standing, to: known)])
                return
            }
            // Whoever revoked it may have meant that it is in other hands.
            guard unlink(path) == 0 else { throw StorageError.system(errno, path: path, doing: "replaced") }
            keyring?.forget(.standing)
        }
        let seed = try SigningKey(seed: randomness.bytes(32)).seed
        try KeyFile.write(seed: seed, passphrase: try keyring?.secret(), to: path)
        _ = try append([grant(.standing, to: try signingKey(.standing))])
    }

    /// Gives a role to somebody's key. Nil where it holds it already.
    package func grant(_ role: Role, toHolderOf key: SigningKey) throws -> PlacedEntry? {
        try checkKeys()
        guard !history.holds(key.publicKey, role, at: size) else { return nil }
        for other in Role.allCases where other != role && history.everHeld(key.publicKey, other) {
            throw StorageError(
                .notAllowed, path: folder.path,
                reason: "has given the key \(key.name) the role \(other.rawValue): nobody reviews their own work",
                remedy: "Make a key of the reviewer's own: exhibit key reviewer -o FILE")
        }
        return try append([grant(role, to: key)])[0]
    }

    /// Takes its roles from a key. The last key of a role cannot go: nothing could be recorded any more.
    ///
    /// - Parameter since: the position from which on it may have been in other hands. That is recorded of a key that was
    ///   replaced earlier, too.
    package func revoke(_ key: ContentHash, since: UInt64? = nil) throws -> [PlacedEntry] {
        try checkKeys()
        let roles = Role.allCases.filter {
            history.holds(key, $0, at: size) || (since != nil && history.everHeld(key, $0))
        }
        guard !roles.isEmpty else {
            throw StorageError(
                .notAllowed, path: folder.path, reason: "has no role for the key \(key.hex)",
                remedy: "See which keys hold which role: exhibit key show")
        }
        // A case has no reviewer's key of its own, and makes another one of standings when it needs it.
        for role in roles where role != .reviewer && role != .standing {
            guard try signingKey(role).publicKey == key else { continue }
            throw StorageError(
                .notAllowed, path: folder.path, reason: "signs with this key as \(role.rawValue)",
                remedy: "Replace it first, which also revokes it: exhibit key rotate \(role.rawValue)")
        }
        return try append(roles.map { Self.revocation(of: key, $0, since: since) })
    }

    /// Compares the keys in force with those that the entries give. From a cache somebody without any key could have taken
    /// an entry, and a stolen key would stay in force when it is replaced.
    func checkKeys() throws {
        try readNewEntries()
        var read = genesis
        try ledger.forEachRow { row in
            guard row.position < Int64(size) else { return }
            read.apply(try Entry(leaf: row.leaf), at: UInt64(row.position))
        }
        guard Role.allCases.allSatisfy({ read.keys(of: $0, at: size) == history.keys(of: $0, at: size) }) else {
            throw LedgerCache.unusable(cachePath)
        }
    }

    static func revocation(of key: ContentHash, _ role: Role, since: UInt64?) -> Draft {
        var body: [String: JSON] = [
            "action": "revoke", "key": .string(TypedName(.key, key).description), "role": .string(role.rawValue),
        ]
        if let since { body["since"] = .integer(Int64(since)) } else { body["acceptance"] = .null }
        return Draft(since == nil ? .key : .keySince, subjects: [.open(key.bytes)], body: body)
    }
}
