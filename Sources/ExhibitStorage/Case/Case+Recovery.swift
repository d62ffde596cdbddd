import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Case {
    /// Gives ledger, checkpoint and operator new keys, by the word of the ledger's recovery key, which is kept elsewhere:
    /// for when the case's own keys are in other hands, or their passphrase is lost.
    ///
    ///     private/keys/<role>.next.pem    the new keys, durable before the ledger names them
    ///     grant, revoke                   ledger and checkpoint by the recovery key, operator by the new ledger key; at
    ///                                     once, with a checkpoint over them by the new checkpoint key
    ///     <role>.next.pem → <role>.pem
    ///
    /// After a crash the same call starts anew, and revokes what the first one granted as well.
    ///
    /// - Parameters:
    ///   - passphrase: of the new keys; nil writes them in clear.
    ///   - since: the position from which on the old keys may have been in other hands.
    package static func recover(
        _ folder: CaseFolder, with recovery: SigningKey, passphrase: [UInt8]?, since: (Case) throws -> UInt64?,
        memory: LedgerMemory, randomness: any Randomness = SystemRandomness(), now: @escaping () -> Int64
    ) throws -> [PlacedEntry] {
        let roles: [Role] = [.ledger, .checkpoint, .operator]
        var keys: [Role: SigningKey] = [:]
        for role in roles { keys[role] = try SigningKey(seed: randomness.bytes(32)) }
        let opened = try Case(
            folder, keyring: Keyring(folder: folder, keys: keys), memory: memory, randomness: randomness, now: now)
        let recovered = Result {
            try opened.exclusively { () throws -> [PlacedEntry] in
                guard opened.history.recoveryKey == recovery.publicKey else {
                    throw StorageError(
                        .notAllowed, path: folder.path, reason: "does not have \(recovery.name) as its recovery key",
                        remedy: "Its first entry says which one it has, if any: exhibit show '#0'")
                }
                try opened.checkKeys()
                let since = try since(opened)
                for role in roles { try opened.writeNext(role, passphrase) }
                try opened.removeStandingKey()
                let entries = try opened.append(opened.replacements(since: since), recovery: recovery)
                for role in roles { try opened.putNextIntoPlace(role) }
                try DurableFile.syncFolder(folder.keys)
                return entries
            }
        }
        try opened.close()
        return try recovered.get()
    }

    private func next(_ role: Role) -> String { "\(folder.keys)/\(role.rawValue).next.pem" }

    /// It may be under a passphrase that is lost; another one is made when it is needed.
    private func removeStandingKey() throws {
        guard unlink(folder.key(.standing)) == 0 || errno == ENOENT else {
            throw StorageError.system(errno, path: folder.key(.standing), doing: "removed")
        }
    }

    private func writeNext(_ role: Role, _ passphrase: [UInt8]?) throws {
        let path = next(role)
        // Of a call that did not end, or of a rotation: its key is revoked below, where it was granted.
        guard unlink(path) == 0 || errno == ENOENT else {
            throw StorageError.system(errno, path: path, doing: "replaced")
        }
        try KeyFile.write(seed: try signingKey(role).seed, passphrase: passphrase, to: path)
    }

    private func putNextIntoPlace(_ role: Role) throws {
        guard rename(next(role), folder.key(role)) == 0 else {
            throw StorageError.system(errno, path: folder.key(role), doing: "replaced")
        }
    }

    /// Grants before revocations: a role is never without a key.
    private func replacements(since: UInt64?) throws -> [Draft] {
        try [Role.ledger, .checkpoint, .operator].flatMap { role in
            [grant(role, to: try signingKey(role))]
                + history.keys(of: role, at: size).map { Self.revocation(of: $0, role, since: since) }
        }
            + history.keys(of: .standing, at: size).map { Self.revocation(of: $0, .standing, since: since) }
    }
}
