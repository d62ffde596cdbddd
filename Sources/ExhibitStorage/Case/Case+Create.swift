import ExhibitCore

extension Case {
    /// Makes a case: folders, keys, and a ledger whose first entries name its publisher and its operator.
    ///
    /// It is made under another name and moved into place when it is whole: a crash leaves no case, never half of one.
    ///
    /// - Parameters:
    ///   - predecessor: the ledger that this one follows, because it lost entries that others had seen.
    ///   - recovery: the public key of a pair that is kept elsewhere, which may later replace this case's keys.
    ///   - passphrase: nil writes the keys in clear.
    ///   - announce: gets the ledger id when the case is whole and has not its name yet: what must not be missing of a
    ///     case that is there.
    ///   - seeds: of the keys, 32 bytes each; random ones unless a ledger is made again in a test.
    package static func create(
        _ folder: CaseFolder, publisher: String, contact: String, predecessor: Predecessor? = nil,
        recovery: TypedName? = nil, passphrase: [UInt8]?, memory: LedgerMemory,
        seeds: [Role: [UInt8]] = [:], randomness: any Randomness = SystemRandomness(), now: @escaping () -> Int64,
        announce: (ContentHash) throws -> Void = { _ in }
    ) throws -> Case {
        try folder.checkIsFree()
        let place = try NewFolder.make(for: folder)
        var keys: [Role: SigningKey] = [:]
        for role in [Role.ledger, .checkpoint, .operator] {
            let key = try SigningKey(seed: seeds[role] ?? randomness.bytes(32))
            try KeyFile.write(seed: key.seed, passphrase: passphrase, to: place.folder.key(role))
            keys[role] = key
        }
        guard let ledgerKey = keys[.ledger], let checkpointKey = keys[.checkpoint], let operatorKey = keys[.operator]
        else { preconditionFailure("all three were made above") }

        let genesis = Draft(
            .ledger, subjects: [.open(ledgerKey.publicKey.bytes)],
            body: [
                "suite": "exhibit-1", "ledger_key": .string(ledgerKey.name.description),
                "checkpoint_key": .string(checkpointKey.name.description),
                "recovery_key": recovery.map { .string($0.description) } ?? .null,
                "publisher": .string(publisher), "contact": .string(contact), "predecessor": predecessor?.json ?? .null,
            ])
        let head = Head(
            author: ledgerKey.publicKey, ledger: nil, nonce: randomness.bytes(16), time: Hour(milliseconds: now()))
        let statement = try genesis.sealed(head: head, randomness: randomness).statement
        let entry = try Entry(signing: statement, with: ledgerKey)

        let store = try PrivateStore(folder: place.folder.privateFolder, mode: .create)
        try store.close()
        let ledger = try LedgerFile(path: place.folder.ledger, mode: .create)
        var tail = LedgerFile.Tail(
            frontier: TreeFrontier(), history: try KeyHistory(genesis: statement), lastIndex: nil)
        let rules = LedgerFile.Rules(sign: { checkpoint, _ in
            try SignedNote(signing: checkpoint.text, with: checkpointKey, name: checkpoint.origin)
        })
        _ = try ledger.append([entry], tail: &tail, rules: rules)
        try ledger.close()
        let made = try Case(
            place.folder, keyring: Keyring(folder: place.folder, keys: keys), memory: memory, randomness: randomness,
            now: now)
        try made.memory.remember(tail.frontier)
        _ = try made.append([made.grant(.operator, to: operatorKey)])
        // Closed before it moves: nothing of it may stand in a side file that keeps the old name.
        try made.close()
        try announce(made.ledgerID)
        try place.moveIntoPlace()
        return try Case(
            folder, keyring: Keyring(folder: folder, keys: keys), memory: memory, randomness: randomness, now: now)
    }

    /// The entry that gives a key a role, with the key's own acceptance.
    package func grant(_ role: Role, to key: SigningKey) -> Draft {
        let acceptance = key.sign(KeyAcceptance.message(ledger: ledgerID, key: key.publicKey))
        return Draft(
            .key, subjects: [.open(key.publicKey.bytes)],
            body: [
                "action": "grant", "key": .string(key.name.description), "role": .string(role.rawValue),
                "acceptance": .string(Base64.encode(acceptance)),
            ])
    }
}
