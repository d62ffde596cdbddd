import ExhibitCore

/// Checks a whole ledger from its stored bytes, row by row, in one pass and to the end: it names every damaged entry.
///
/// Nothing stored is taken for a hash: leaves are hashed again, the tree and the roots of the reference index are computed
/// again. Its memory does not grow with the ledger where it has a scratch space to sort in.
public struct LedgerAudit {
    private let trust: TrustPolicy
    /// Of the entries up to the first one that is missing.
    private var tree = TreeFrontier()
    /// Where the next entry should stand.
    private var place: UInt64 = 0
    private var history: KeyHistory?
    /// Nil where the entry before is missing.
    private var chain: ContentHash? = Chain.start
    private var notInterpreted = 0
    /// Entries whose signature nobody looked at.
    private var unchecked = 0

    private var places = Verdict.Check("positions", "entries stand in order, without gaps")
    private var leaves = Verdict.Check("leaves", "every entry's bytes are one well-formed statement")
    private var hashes = Verdict.Check("hashes", "stored ids and chain values are those of the stored bytes")
    private var signing = Verdict.Check("signatures", "every entry is signed by the key that it names")
    private var roles = Verdict.Check("roles", "every entry was written under a key that held its role")
    private var statements: StatementAudit
    private var index: IndexAudit
    private var checkpoints: CheckpointAudit
    private var anchors = AnchorAudit()

    /// - Parameters:
    ///   - held: a checkpoint that somebody kept: the entries that it signs must be the first ones of this ledger.
    ///   - scratch: where references are sorted that do not fit into memory; nil keeps all in memory.
    public init(trust: TrustPolicy, held: SignedNote? = nil, scratch: (any ScratchSpace)? = nil) {
        self.trust = trust
        statements = StatementAudit(scratch: scratch)
        index = IndexAudit(scratch: scratch)
        checkpoints = CheckpointAudit(held: held)
    }

    /// The keys that sign checkpoints, as far as the entries so far say.
    public var checkpointKeys: [VerifierKey] {
        history.map { Self.checkpointKeys($0, atSize: place) } ?? []
    }

    /// Takes the next row.
    public mutating func add(position: Int64, leaf: [UInt8], stored: Stored?) {
        add(Examined(position: position, leaf: leaf, stored: stored))
    }

    /// Takes the next row. Where it stands further on than the next one should, those between are missing: what follows is
    /// judged by itself, and what needs all entries is not compared any more.
    public mutating func add(_ row: Examined) {
        guard let position = UInt64(exactly: row.position), position >= place else {
            places.fail(
                .tampered, "the row at position \(row.position)", "it stands where no entry can: entry \(place) is next"
            )
            return
        }
        if position > place {
            let missing = Verdict.Check.words(place...(position - 1))
            places.fail(.tampered, missing, "missing, or not to be read: nothing that rests on it was compared")
            chain = nil
            place = position
        }
        compare(row)
        switch row.facts {
        case .success(let facts): judge(facts, id: row.id)
        case .failure(let error): leaves.fail(.tampered, entry: place, "\(error)")
        }
        if isWhole {
            tree.append(row.id)
            checkpoints.grow(tree)
        }
        place += 1
    }

    /// Whether no entry so far is missing.
    private var isWhole: Bool { tree.size == place }

    private mutating func compare(_ row: Examined) {
        let due = chain.map { Chain.next(after: $0, entry: row.id) }
        chain = due
        guard let stored = row.stored else { return }
        if ContentHash(bytes: stored.entryID) != row.id {
            hashes.fail(.tampered, entry: place, "its stored entry id is not that of its bytes")
        }
        let storedChain = ContentHash(bytes: stored.chain)
        if let due, storedChain != due {
            hashes.fail(
                .tampered, entry: place, "its stored chain value does not follow from the one before it and its bytes")
        }
        // On from what is stored: one damaged row must not accuse all those behind it.
        chain = storedChain ?? due
        if let facts = try? row.facts.get(), ContentHash(bytes: stored.statementID) != facts.statementID {
            hashes.fail(.tampered, entry: place, "its stored statement id is not that of its payload")
        }
    }

    private mutating func judge(_ facts: Examined.Facts, id: ContentHash) {
        let statement = facts.statement
        if facts.isSigned == nil { unchecked += 1 }
        if facts.isSigned == false { signing.fail(.tampered, entry: place, "its signature does not hold") }
        if place == 0 {
            history = try? KeyHistory(genesis: statement)
            if history == nil { roles.fail(.tampered, "entry 0", "it does not found a ledger") }
        } else if let reason = history?.reasonVoid(statement, at: place) {
            roles.fail(.tampered, entry: place, "\(statement.kindName) is void: \(reason)")
        } else if facts.isSigned != false {
            history?.apply(statement, at: place)
            anchors.judge(statement, at: place, tree: isWhole ? tree : nil)
        }
        if statement.kind == nil { notInterpreted += 1 }
        statements.add(facts, at: place)
        index.add(facts, id: id, at: place, isWhole: isWhole)
    }

    /// Takes a checkpoint when as many rows have passed as it is stored for, one at least; those for more, after the last.
    public mutating func add(checkpoint bytes: [UInt8], storedSize: Int64?) {
        add(ExaminedCheckpoint(bytes, storedSize: storedSize, keys: checkpointKeys))
    }

    /// Takes a checkpoint when as many rows have passed as it is stored for, one at least; those for more, after the last.
    public mutating func add(_ checkpoint: ExaminedCheckpoint) {
        checkpoints.add(checkpoint, tree, entries: place, history)
    }

    /// Takes a whole ledger that was given away.
    public mutating func add(_ export: LedgerExport) {
        // Its checkpoint is due when the tree has the size that it signs.
        let size = (try? Checkpoint(text: export.checkpoint.text))?.size
        for (position, leaf) in export.leaves.enumerated() {
            add(position: Int64(position), leaf: leaf, stored: nil)
            if place == size { add(checkpoint: export.checkpoint.encoded, storedSize: nil) }
        }
        if size ?? .max > place || size == 0 { add(checkpoint: export.checkpoint.encoded, storedSize: nil) }
    }

    public mutating func finish() -> Verdict {
        var verdict = Verdict()
        if place == 0 { places.fail(.couldNotJudge, "ledger", "it has no entries") }
        if place > 0, history == nil, roles.findings.isEmpty {
            roles.fail(.tampered, "entry 0", "it is missing: nobody can tell which keys hold which roles")
        }
        let count = "\(place) entries"
        for var check in [places, leaves, hashes, signing, roles] {
            check.detail = count
            verdict.add(check)
        }
        for check in statements.finish() { verdict.add(check) }
        verdict.add(index.finish())
        verdict.add(checkpoints.result(tree, entries: place))
        if let check = anchors.result { verdict.add(check) }
        // Of timestamps nothing here looks at the tokens, and whoever could rewrite entries could write an anchor too.
        var known: UInt64 = 0
        if let (check, size) = checkpoints.held(tree, entries: place, history) {
            verdict.add(check)
            known = size
        }
        if let history { summarize(history, &verdict) }
        verdict.summary.append(("entries", "\(place)"))
        verdict.summary.append(("runs without a result", "\(statements.openRuns)"))
        if notInterpreted > 0 {
            verdict.summary.append(
                ("not interpreted", "\(notInterpreted) entries of kinds that this version does not know"))
        }
        let unchecked = unchecked > 0 ? ["whether \(unchecked) entries are signed by the keys that they name"] : []
        verdict.notChecked =
            unchecked + [
                "whether another copy of this ledger says something else",
                "whether each claim follows from its run (`exhibit verify` on a report of it shows that)",
                "whether the models give the same results when they are run again (replay)",
            ]
        verdict.entries = place
        verdict.fix(upTo: known)
        return verdict
    }

    private func summarize(_ history: KeyHistory, _ verdict: inout Verdict) {
        verdict.add(trust.check(history.ledger))
        verdict.summary.append(("ledger", history.ledger.hex))
        verdict.summary.append(("publisher", history.ledgerStatement.text("publisher")))
        for doubt in history.doubts {
            verdict.summary.append(
                (
                    "in doubt",
                    "\(TypedName(.key, doubt.key)) as \(doubt.role.rawValue), from entry \(doubt.since) up to entry \(doubt.until)"
                ))
        }
        guard let predecessor = history.ledgerStatement.body["predecessor"], let ledger = predecessor["ledger"]?.text
        else { return }
        let size = predecessor["head"]?["size"]?.number ?? 0
        let reason = predecessor["reason"]?.text ?? ""
        verdict.summary.append(
            ("follows", "\(ledger.dropFirst("statement:".count)), of which \(size) entries were seen: \(reason)"))
    }
}
