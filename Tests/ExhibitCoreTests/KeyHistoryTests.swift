import ExhibitCore
import ExhibitTestSupport
import Testing

/// Who may sign what, and from which position to which.
@Suite("Key history") struct KeyHistoryTests {
    let ledger: MemoryLedger

    init() throws { ledger = try MemoryLedger() }

    private func evidence() throws -> Draft {
        let artifact = SampleLedger.sealed("picture")
        return Draft(
            .evidence, subjects: [artifact],
            body: [
                "artifact": .string(artifact.description), "media_type": "image/png", "outcome": "kept", "warnings": [],
                "coefficients": nil, "pixels": nil, "decoder": nil, "origin": "unknown",
            ])
    }

    private func void(_ draft: Draft, by key: SigningKey, at position: UInt64? = nil) throws -> String? {
        let statement = try ledger.sealed(draft, by: key).statement
        return ledger.history.reasonVoid(statement, at: position ?? ledger.tree.size)
    }

    @Test("Keys of entry 0 hold their roles from position 1")
    func genesisKeys() {
        let history = ledger.history
        #expect(!history.holds(FixedKeys.ledger.publicKey, .ledger, at: 0))
        #expect(history.holds(FixedKeys.ledger.publicKey, .ledger, at: 1))
        #expect(history.holds(FixedKeys.checkpoint.publicKey, .checkpoint, at: 1))
        #expect(history.holds(FixedKeys.ledger.publicKey, .ledger, at: .max))
        #expect(!history.holds(FixedKeys.ledger.publicKey, .operator, at: 1))
        #expect(!history.holds(FixedKeys.recovery.publicKey, .ledger, at: 1))
    }

    @Test("A role holds from the position after its grant up to the position of its revocation")
    func boundaries() throws {
        let key = FixedKeys.stranger
        let granted = try ledger.grant(.operator, to: key).position
        try ledger.append([evidence()])
        let revoked = try ledger.revoke(.operator, of: key).position
        let held = (0...(revoked + 2)).filter { ledger.history.holds(key.publicKey, .operator, at: $0) }
        #expect(held == Array((granted + 1)...revoked))
        #expect(try void(evidence(), by: key, at: granted) != nil)
        #expect(try void(evidence(), by: key, at: granted + 1) == nil)
        #expect(try void(evidence(), by: key, at: revoked) == nil)
        #expect(try void(evidence(), by: key, at: revoked + 1) != nil)
        let again = try ledger.grant(.operator, to: key).position
        #expect(!ledger.history.holds(key.publicKey, .operator, at: again))
        #expect(ledger.history.holds(key.publicKey, .operator, at: again + 1))
    }

    @Test("A revocation ends all grants of that role, and no other role")
    func revocationOfTwoGrants() throws {
        let key = FixedKeys.stranger
        try ledger.grant(.operator, to: key)
        try ledger.grant(.operator, to: key)
        try ledger.grant(.reviewer, to: key)
        let position = try ledger.revoke(.operator, of: key).position
        #expect(!ledger.history.holds(key.publicKey, .operator, at: position + 1))
        #expect(ledger.history.holds(key.publicKey, .reviewer, at: position + 1))
    }

    @Test("What a key signed from the place on that its revocation names is in doubt, and nothing before it")
    func doubted() throws {
        let key = FixedKeys.stranger
        func doubts(_ role: Role = .operator) -> [UInt64] {
            (0...20).filter { ledger.history.doubt(about: key.publicKey, role, at: $0) != nil }
        }
        let granted = try ledger.grant(.operator, to: key).position
        try ledger.grant(.reviewer, to: key)
        for _ in 0..<4 { try ledger.append([evidence()]) }
        let revoked = try ledger.revoke(.operator, of: key).position
        #expect(doubts() == [])
        #expect(ledger.history.everHeld(key.publicKey, .operator))
        // That it was stolen is found out later, and then that it was earlier still.
        try ledger.append(ledger.doubtDraft(.operator, key, since: revoked - 1), by: FixedKeys.ledger)
        #expect(doubts() == [revoked - 1, revoked])
        try ledger.append(ledger.doubtDraft(.operator, key, since: 0), by: FixedKeys.ledger)
        try ledger.append(ledger.doubtDraft(.operator, key, since: revoked), by: FixedKeys.ledger)
        #expect(doubts() == Array((granted + 1)...revoked))
        #expect(doubts(.reviewer) == [])
        // A grant that comes after is another matter.
        try ledger.grant(.operator, to: key)
        #expect(doubts() == Array((granted + 1)...revoked))
    }

    @Test("A revocation that doubts a key from a later entry on than itself is void")
    func doubtedLater() throws {
        let place = ledger.tree.size
        let draft = { since in ledger.doubtDraft(.operator, FixedKeys.operator, since: since) }
        #expect(try void(draft(place), by: FixedKeys.ledger) == nil)
        #expect(try void(draft(place + 1), by: FixedKeys.ledger) != nil)
        #expect(try void(draft(place), by: FixedKeys.operator) != nil)
    }

    @Test("A grant without the new key's acceptance, or with another's, is void and changes nothing")
    func acceptance() throws {
        let key = FixedKeys.stranger
        let without = Draft(
            .key, subjects: [.open(key.publicKey.bytes)],
            body: [
                "action": "grant", "key": .string(key.name.description), "role": "operator", "acceptance": nil,
            ])
        let others = ledger.keyDraft("grant", .operator, key, acceptedBy: FixedKeys.operator)
        for draft in [without, others] {
            #expect(try void(draft, by: FixedKeys.ledger) == "the new key did not accept the role")
            try ledger.append(draft, by: FixedKeys.ledger)
            #expect(!ledger.history.holds(key.publicKey, .operator, at: ledger.tree.size))
        }
        let elsewhere = try MemoryLedger(seed: "another ledger").keyDraft("grant", .operator, key)
        #expect(try void(elsewhere, by: FixedKeys.ledger) != nil, "accepted for another ledger")
    }

    @Test("Only the ledger role grants and revokes")
    func onlyLedgerGrants() throws {
        try ledger.grant(.reviewer, to: FixedKeys.stranger)
        for key in [FixedKeys.operator, FixedKeys.checkpoint, FixedKeys.stranger, FixedKeys.key("nobody")] {
            #expect(try void(ledger.keyDraft("grant", .operator, FixedKeys.key("new")), by: key) != nil)
            #expect(try void(ledger.keyDraft("revoke", .operator, FixedKeys.operator), by: key) != nil)
        }
        try ledger.revoke(.operator, of: FixedKeys.operator, by: FixedKeys.stranger)
        #expect(ledger.history.holds(FixedKeys.operator.publicKey, .operator, at: ledger.tree.size))
    }

    @Test("The recovery key replaces ledger and checkpoint keys, and does nothing else")
    func recovery() throws {
        let key = FixedKeys.key("new ledger key")
        for role in [Role.operator, .reviewer, .standing] {
            #expect(try void(ledger.keyDraft("grant", role, key), by: FixedKeys.recovery) != nil)
            #expect(try void(ledger.keyDraft("revoke", role, key), by: FixedKeys.recovery) != nil)
        }
        #expect(try void(evidence(), by: FixedKeys.recovery) != nil)
        try ledger.revoke(.ledger, of: FixedKeys.ledger, by: FixedKeys.recovery)
        try ledger.grant(.ledger, to: key, by: FixedKeys.recovery)
        let size = ledger.tree.size
        #expect(!ledger.history.holds(FixedKeys.ledger.publicKey, .ledger, at: size))
        #expect(ledger.history.holds(key.publicKey, .ledger, at: size))
        #expect(try void(ledger.keyDraft("grant", .ledger, FixedKeys.ledger), by: FixedKeys.ledger) != nil)
        #expect(try void(ledger.keyDraft("grant", .reviewer, FixedKeys.stranger), by: key) == nil)
    }

    @Test("Without a recovery key in entry 0, no key recovers")
    func noRecoveryKey() throws {
        let head = Head(
            author: FixedKeys.ledger.publicKey, ledger: nil, nonce: [UInt8](repeating: 1, count: 16),
            time: Hour(milliseconds: 0))
        let draft = MemoryLedger.genesis(recoveryKey: nil)
        let genesis = try draft.sealed(head: head, randomness: FixedRandomness("x")).statement
        let history = try KeyHistory(genesis: genesis)
        let grant = try ledger.sealed(
            ledger.keyDraft("grant", .ledger, FixedKeys.stranger), by: FixedKeys.recovery, ledger: genesis.id)
        #expect(history.reasonVoid(grant.statement, at: 1) != nil)
    }

    @Test("The checkpoint key signs no entry, not even where another role was granted to it")
    func checkpointKeySignsOnlyCheckpoints() throws {
        #expect(try void(evidence(), by: FixedKeys.checkpoint) != nil)
        try ledger.grant(.operator, to: FixedKeys.checkpoint)
        #expect(try void(evidence(), by: FixedKeys.checkpoint) != nil)
        try ledger.revoke(.checkpoint, of: FixedKeys.checkpoint)
        #expect(try void(evidence(), by: FixedKeys.checkpoint) == nil, "once it signs no checkpoints any more")
    }

    @Test("Entry 0 with one key for ledger and checkpoints, or signed by another key, makes no ledger")
    func genesisRefused() throws {
        func genesis(_ draft: Draft, _ author: SigningKey) throws -> Statement {
            let head = Head(
                author: author.publicKey, ledger: nil, nonce: [UInt8](repeating: 1, count: 16),
                time: Hour(milliseconds: 0))
            return try draft.sealed(head: head, randomness: FixedRandomness("x")).statement
        }
        let good = try genesis(MemoryLedger.genesis(), FixedKeys.ledger)
        #expect(try KeyHistory(genesis: good).ledger == good.id)
        let shared = try genesis(MemoryLedger.genesis(checkpointKey: FixedKeys.ledger), FixedKeys.ledger)
        #expect(throws: Malformed.self) { try KeyHistory(genesis: shared) }
        let foreign = try genesis(MemoryLedger.genesis(), FixedKeys.stranger)
        #expect(throws: Malformed.self) { try KeyHistory(genesis: foreign) }
        #expect(throws: Malformed.self) { try KeyHistory(genesis: ledger.entries[1].statement) }
    }

    @Test("An entry written for another ledger is void, and so is another ledger's entry 0")
    func foreignLedger() throws {
        let foreign = try ledger.sealed(evidence(), by: FixedKeys.operator, ledger: .zero).statement
        #expect(ledger.history.reasonVoid(foreign, at: 2) == "written for another ledger")
        let other = try MemoryLedger(seed: "another ledger")
        #expect(ledger.history.reasonVoid(other.entries[0].statement, at: 0) == "another ledger's entry 0")
        #expect(ledger.history.reasonVoid(ledger.entries[0].statement, at: 0) == nil)
        #expect(ledger.history.reasonVoid(ledger.entries[0].statement, at: 1) != nil, "a ledger inside a ledger")
    }

    @Test("Each kind is void unless its author holds the kind's role")
    func rolesOfKinds() throws {
        let sample = try SampleLedger()
        for kind in Kind.all where kind.name != "ledger" {
            let placed = try #require(sample.byKind[kind.label])
            // Nobody was given the role of a reviewer there, or that of standings.
            let reason = sample.ledger.history.reasonVoid(placed.statement, at: placed.position)
            #expect(
                (reason == nil) == (kind.role != .reviewer && kind.role != .standing), "\(kind.label): \(reason ?? "")")
            #expect(sample.ledger.history.reasonVoid(placed.statement, at: 0) != nil)
            guard let role = kind.role else { continue }
            let bare = try KeyHistory(genesis: sample.ledger.entries[0].statement)
            #expect((bare.reasonVoid(placed.statement, at: placed.position) == nil) == (role == .ledger))
        }
    }

    @Test("A checkpoint is signed by the keys that hold the role once its last entry is in force")
    func checkpointKeys() throws {
        let (old, new) = (FixedKeys.checkpoint, FixedKeys.key("new checkpoint key"))
        let granted = try ledger.grant(.checkpoint, to: new).position
        let revoked = try ledger.revoke(.checkpoint, of: old).position
        func keys(_ size: UInt64) -> [ContentHash] { ledger.history.checkpointKeys(atSize: size) }
        #expect(keys(0) == [old.publicKey])
        #expect(keys(1) == [old.publicKey])
        #expect(keys(granted) == [old.publicKey])
        #expect(keys(granted + 1) == [old.publicKey, new.publicKey].sorted())
        #expect(keys(revoked) == [old.publicKey, new.publicKey].sorted())
        #expect(keys(revoked + 1) == [new.publicKey])
    }
}
