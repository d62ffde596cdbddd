import ExhibitCore

/// A ledger in memory, with fixed keys and a clock that only tests move. It signs whatever it is told to: entries
/// that are void stay in it, as they would in a real ledger that somebody wrote to by hand.
public final class MemoryLedger: LedgerAppending {
    public private(set) var entries: [PlacedEntry] = []
    public private(set) var tree = MerkleTree()
    public private(set) var history: KeyHistory
    /// Private values by statement id.
    public private(set) var values: [ContentHash: [SlotValue]] = [:]
    /// Milliseconds since 1970.
    public var now: Int64
    public let randomness: FixedRandomness
    private var lastIndex: PlacedEntry?
    /// Whether entries state the head that their author saw, as they may and as those of a case do not.
    public var statesSeen = true

    public var id: ContentHash { history.ledger }
    public var origin: String { Checkpoint.origin(of: id) }

    /// Entry 0 names the fixed ledger, checkpoint and recovery keys; entry 1 grants the operator's role.
    public init(seed: String = "memory ledger", now: Int64 = 1_767_225_600_000) throws {
        randomness = FixedRandomness(seed)
        self.now = now
        let head = Head(
            author: FixedKeys.ledger.publicKey, ledger: nil, nonce: randomness.bytes(16), time: Hour(milliseconds: now))
        let (statement, _) = try Self.genesis().sealed(head: head, randomness: randomness)
        history = try KeyHistory(genesis: statement)
        place(try Entry(signing: statement, with: FixedKeys.ledger))
        try grant(.operator, to: FixedKeys.operator)
    }

    public static func genesis(
        ledgerKey: SigningKey = FixedKeys.ledger, checkpointKey: SigningKey = FixedKeys.checkpoint,
        recoveryKey: SigningKey? = FixedKeys.recovery
    ) -> Draft {
        Draft(
            .ledger, subjects: [.open(ledgerKey.publicKey.bytes)],
            body: [
                "suite": "exhibit-1", "ledger_key": .string(ledgerKey.name.description),
                "checkpoint_key": .string(checkpointKey.name.description),
                "recovery_key": recoveryKey.map { .string($0.name.description) } ?? .null,
                "publisher": "Example Archive", "contact": "archive@example.org", "predecessor": nil,
            ])
    }

    @discardableResult
    public func append(_ drafts: [Draft]) throws -> [PlacedEntry] {
        try drafts.map { draft in
            switch draft.kind.role {
            case .ledger: try append(draft, by: FixedKeys.ledger)
            case .standing: try append(draft, by: FixedKeys.standing)
            default: try append(draft, by: FixedKeys.operator)
            }
        }
    }

    @discardableResult
    public func append(_ draft: Draft, by key: SigningKey, ledger: ContentHash? = nil) throws -> PlacedEntry {
        let (statement, values) = try sealed(draft, by: key, ledger: ledger)
        self.values[statement.id] = values
        return place(try Entry(signing: statement, with: key))
    }

    /// The statement as it would be appended, without appending it.
    public func sealed(
        _ draft: Draft, by key: SigningKey, ledger: ContentHash? = nil
    ) throws -> (statement: Statement, values: [SlotValue]) {
        let head = Head(
            author: key.publicKey, ledger: ledger ?? id, nonce: randomness.bytes(16), time: Hour(milliseconds: now),
            seen: statesSeen ? Head.Seen(root: tree.root, size: Int64(tree.size)) : nil)
        return try draft.sealed(head: head, randomness: randomness)
    }

    /// Appends a statement that was made earlier.
    @discardableResult
    public func place(_ statement: Statement, by key: SigningKey) throws -> PlacedEntry {
        place(try Entry(signing: statement, with: key))
    }

    @discardableResult
    private func place(_ entry: Entry) -> PlacedEntry {
        let placed = PlacedEntry(position: tree.size, entry: entry)
        entries.append(placed)
        tree.append(entry.id)
        history.apply(entry.statement, at: placed.position)
        return placed
    }
}

/// Keys, index and checkpoint.
extension MemoryLedger {
    public func keyDraft(_ action: String, _ role: Role, _ key: SigningKey, acceptedBy: SigningKey? = nil) -> Draft {
        let acceptance = (acceptedBy ?? key).sign(KeyAcceptance.message(ledger: id, key: key.publicKey))
        return Draft(
            .key, subjects: [.open(key.publicKey.bytes)],
            body: [
                "action": .string(action), "key": .string(key.name.description), "role": .string(role.rawValue),
                "acceptance": action == "grant" ? .string(Base64.encode(acceptance)) : .null,
            ])
    }

    @discardableResult
    public func grant(_ role: Role, to key: SigningKey, by author: SigningKey = FixedKeys.ledger) throws -> PlacedEntry
    {
        try append(keyDraft("grant", role, key), by: author)
    }

    @discardableResult
    public func revoke(_ role: Role, of key: SigningKey, by author: SigningKey = FixedKeys.ledger) throws -> PlacedEntry
    {
        try append(keyDraft("revoke", role, key), by: author)
    }

    /// Takes the role from a key that may have been in other hands from entry `since` on.
    public func doubtDraft(_ role: Role, _ key: SigningKey, since: UInt64) -> Draft {
        Draft(
            .keySince, subjects: [.open(key.publicKey.bytes)],
            body: [
                "action": "revoke", "key": .string(key.name.description), "role": .string(role.rawValue),
                "since": .integer(Int64(since)),
            ])
    }

    /// The positions of the entries below `covers` that refer to the name.
    public func positions(of name: TypedName, covers: UInt64) -> [UInt64] {
        entries.prefix(Int(covers)).filter { $0.statement.references.contains(name) }.map(\.position)
    }

    /// The reference index over the entries below `covers`.
    ///
    /// - Parameter omitting: references that a dishonest publisher keeps out of it.
    public func index(
        covers: UInt64, omitting omits: (TypedName, UInt64) -> Bool = { _, _ in false }
    ) -> IndexTrie {
        var leaves: [TypedName: IndexLeaf] = [:]
        for placed in entries.prefix(Int(covers)) {
            for name in placed.statement.references where !omits(name, placed.position) {
                guard let key = IndexLeaf.key(of: name) else { continue }
                leaves[name, default: IndexLeaf(key: key)].add(position: placed.position, entry: placed.entry.id)
            }
        }
        return IndexTrie(leaves.values)
    }

    @discardableResult
    public func appendIndex(
        omitting omits: (TypedName, UInt64) -> Bool = { _, _ in false }
    ) throws -> PlacedEntry {
        let trie = index(covers: tree.size, omitting: omits)
        let previous: JSON =
            lastIndex.map { placed in
                [
                    "covers": placed.statement.body["covers"] ?? .null, "root": placed.statement.body["root"] ?? .null,
                    "statement": .string(placed.statement.name.description),
                ]
            } ?? .null
        let draft = Draft(
            .index, subjects: [TypedName(.statement, id)],
            body: [
                "covers": .integer(Int64(tree.size)), "keys": .integer(Int64(trie.count)),
                "root": .string(trie.root.hex), "previous": previous,
            ])
        let placed = try append(draft, by: FixedKeys.ledger)
        lastIndex = placed
        return placed
    }

    /// The signed checkpoint at a size, by default the present one.
    public func checkpoint(size: UInt64? = nil, key: SigningKey = FixedKeys.checkpoint) throws -> SignedNote {
        let size = size ?? tree.size
        let text = Checkpoint(origin: origin, size: size, root: tree.root(size: size)).text
        return try SignedNote(signing: text, with: key, name: origin)
    }
}
