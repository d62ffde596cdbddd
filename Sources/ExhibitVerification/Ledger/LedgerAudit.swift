import ExhibitCore

/// Checks a whole ledger from its stored bytes, row by row, in one pass and to the end: it names every damaged entry.
///
/// Nothing stored is taken for a hash: leaves are hashed again, the tree and the reference index are built again.
public struct LedgerAudit {
    private let trust: TrustPolicy
    private var tree = MerkleTree()
    private var index = RunningIndex()
    private var history: KeyHistory?
    private var chain = Chain.start
    private var statements: Set<ContentHash> = []
    private var lastIndex: (covers: UInt64, root: ContentHash, statement: TypedName)?
    private var openRuns: [TypedName: UInt64] = [:]
    private var entriesSinceIndex: UInt64 = 0
    private var notInterpreted = 0
    private var anchors = AnchorAudit()

    private var places = Verdict.Check("positions", "entries stand in order, without gaps")
    private var leaves = Verdict.Check("leaves", "every entry's bytes are one well-formed statement")
    private var hashes = Verdict.Check("hashes", "stored ids and chain values are those of the stored bytes")
    private var signing = Verdict.Check("signatures", "every entry is signed by the key that it names")
    private var roles = Verdict.Check("roles", "every entry was written under a key that held its role")
    private var roots = Verdict.Check("index", "every index entry signs the root that its ledger gives")
    private var heads = Verdict.Check(
        "checkpoints", "every checkpoint signs the tree as it was, and the last one all of it")
    private var latest: UInt64 = 0
    private var checkpoints = 0

    private let held: SignedNote?

    /// - Parameter held: a checkpoint that somebody kept: the entries that it signs must be the first ones of this ledger.
    public init(trust: TrustPolicy, held: SignedNote? = nil) {
        self.trust = trust
        self.held = held
    }

    /// The values that a database keeps beside a leaf; an export has none.
    public struct Stored: Sendable {
        public let entryID: [UInt8]
        public let statementID: [UInt8]
        public let chain: [UInt8]

        public init(entryID: [UInt8], statementID: [UInt8], chain: [UInt8]) {
            self.entryID = entryID
            self.statementID = statementID
            self.chain = chain
        }
    }

    /// What can be said of a row by itself: the costly part, which callers may do on all cores.
    public struct Examined: Sendable {
        let position: Int64
        let stored: Stored?
        let id: ContentHash
        let entry: Result<Entry, Malformed>
        let isSigned: Bool
        let references: Set<TypedName>

        public init(position: Int64, leaf: [UInt8], stored: Stored?) {
            self.position = position
            self.stored = stored
            id = MerkleTree.leafHash(leaf)
            entry = Result { () throws(Malformed) in try Entry(leaf: leaf) }
            isSigned = (try? entry.get().isSigned) ?? false
            references = (try? entry.get().statement.references) ?? []
        }
    }

    /// Takes the next row.
    public mutating func add(position: Int64, leaf: [UInt8], stored: Stored?) {
        add(Examined(position: position, leaf: leaf, stored: stored))
    }

    /// Takes the next row.
    public mutating func add(_ row: Examined) {
        let place = tree.size
        let object = "entry \(place)"
        if row.position != Int64(place) { places.fail(.tampered, object, "it is stored at position \(row.position)") }
        chain = Chain.next(after: chain, entry: row.id)
        if let stored = row.stored {
            if stored.entryID != row.id.bytes {
                hashes.fail(.tampered, object, "its stored entry id is not that of its bytes")
            }
            if stored.chain != chain.bytes {
                hashes.fail(
                    .tampered, object, "its stored chain value does not follow from the one before it and its bytes")
            }
            // On from what is stored: one damaged row must not accuse all those behind it.
            if let next = ContentHash(bytes: stored.chain) { chain = next }
        }
        switch row.entry {
        case .success(let entry):
            if let stored = row.stored, stored.statementID != entry.statement.id.bytes {
                hashes.fail(.tampered, object, "its stored statement id is not that of its payload")
            }
            judge(entry, isSigned: row.isSigned, at: place, object)
            index.add(row.references, id: row.id)
        case .failure(let error):
            leaves.fail(.tampered, object, "\(error)")
            index.addUnreadable()
        }
        tree.append(row.id)
    }

    private mutating func judge(_ entry: Entry, isSigned: Bool, at place: UInt64, _ object: String) {
        let statement = entry.statement
        if !statements.insert(statement.id).inserted {
            leaves.fail(.tampered, object, "the same statement stands at an earlier position")
        }
        if !isSigned { signing.fail(.tampered, object, "its signature does not hold") }
        if place == 0 {
            history = try? KeyHistory(genesis: statement)
            if history == nil { roles.fail(.tampered, object, "it does not found a ledger") }
        } else if let reason = history?.reasonVoid(statement, at: place) {
            roles.fail(.tampered, object, "\(statement.kindName) is void: \(reason)")
        } else if isSigned {
            history?.apply(statement, at: place)
            anchors.judge(statement, at: place, tree: tree)
        }
        if statement.kind == nil { notInterpreted += 1 }
        if statement.isKind(.runOpened) { openRuns[statement.name] = place }
        if statement.isKind(.runClosed), let run = statement.name("run") { openRuns[run] = nil }
        entriesSinceIndex += 1
        if statement.isKind(.index) {
            judgeIndex(statement, at: place, object)
        } else if entriesSinceIndex > 4_096 {
            roots.fail(.tampered, object, "more than 4,096 entries without an index entry")
            entriesSinceIndex = 0
        }
    }

    private mutating func judgeIndex(_ statement: Statement, at place: UInt64, _ object: String) {
        entriesSinceIndex = 0
        let (root, keys) = index.settled()
        let previous = statement.body["previous"]
        let named = previous.flatMap { value -> (UInt64, ContentHash, TypedName)? in
            guard let covers = value["covers"]?.number,
                let root = value["root"]?.text.flatMap({ ContentHash(hex: $0) }),
                let name = value["statement"]?.text.flatMap({ TypedName($0) })
            else { return nil }
            return (UInt64(covers), root, name)
        }
        if statement.body["covers"]?.number != Int64(place) {
            roots.fail(.tampered, object, "it covers another position than its own")
        }
        if statement.text("root") != root.hex || statement.body["keys"]?.number != Int64(keys) {
            roots.fail(
                .tampered, object, "its root is not that of the entries below it: references were left out or added")
        }
        if named?.0 != lastIndex?.covers || named?.1 != lastIndex?.root || named?.2 != lastIndex?.statement {
            roots.fail(.tampered, object, "it does not name the index entry before it")
        }
        lastIndex = (place, ContentHash(hex: statement.text("root")) ?? .zero, statement.name)
    }

    /// Takes a checkpoint, after the rows.
    public mutating func add(checkpoint bytes: [UInt8], storedSize: Int64?) {
        checkpoints += 1
        let object = storedSize.map { "checkpoint of size \($0)" } ?? "checkpoint"
        do {
            let note = try SignedNote(encoded: bytes)
            let claimed = try Checkpoint(text: note.text)
            guard let history else { return }
            let origin = Checkpoint.origin(of: history.ledger)
            let keys = history.checkpointKeys(atSize: claimed.size).compactMap {
                try? VerifierKey(name: origin, key: $0)
            }
            guard note.signatures.count == 1, note.open(with: keys) != nil,
                claimed.origin.utf8.elementsEqual(origin.utf8)
            else {
                heads.fail(.tampered, object, "it is not signed by the ledger's checkpoint key")
                return
            }
            if let storedSize, storedSize != Int64(claimed.size) {
                heads.fail(.tampered, object, "it signs size \(claimed.size)")
            }
            guard claimed.size <= tree.size else {
                heads.fail(
                    .tampered, object,
                    "it signs \(claimed.size) entries, and only \(tree.size) are here: some are missing")
                return
            }
            if tree.root(size: claimed.size) != claimed.root {
                heads.fail(.tampered, object, "the entries are not those that it signed")
            }
            latest = max(latest, claimed.size)
        } catch {
            heads.fail(.tampered, object, "\(error)")
        }
    }

    public mutating func finish() -> Verdict {
        var verdict = Verdict()
        if latest < tree.size {
            heads.fail(.tampered, "entries from \(latest)", "no checkpoint covers them")
        }
        if tree.size == 0 { places.fail(.couldNotJudge, "ledger", "it has no entries") }
        let count = "\(tree.size) entries"
        places.detail = count
        leaves.detail = count
        hashes.detail = count
        signing.detail = count
        roles.detail = count
        roots.detail = lastIndex.map { "up to entry \($0.covers)" } ?? "no index entry yet"
        heads.detail = "\(checkpoints), the last of \(latest) entries, root \(tree.root.hex)"
        for check in [places, leaves, hashes, signing, roles, roots, heads] { verdict.add(check) }
        if let check = anchors.result { verdict.add(check) }
        var known = anchors.newest?.size ?? 0
        if let held {
            let (check, size) = judge(held: held)
            verdict.add(check)
            known = max(known, size)
        }
        if let history {
            verdict.add(trust.check(history.ledger))
            verdict.summary.append(("ledger", history.ledger.hex))
            verdict.summary.append(("publisher", history.ledgerStatement.text("publisher")))
            if let predecessor = history.ledgerStatement.body["predecessor"], let ledger = predecessor["ledger"]?.text {
                let size = predecessor["head"]?["size"]?.number ?? 0
                let reason = predecessor["reason"]?.text ?? ""
                verdict.summary.append(
                    (
                        "follows",
                        "\(ledger.dropFirst("statement:".count)), of which \(size) entries were seen: \(reason)"
                    ))
            }
        }
        verdict.summary.append(("entries", "\(tree.size)"))
        verdict.summary.append(("runs without a result", "\(openRuns.count)"))
        if notInterpreted > 0 {
            verdict.summary.append(
                ("not interpreted", "\(notInterpreted) entries of kinds that this version does not know"))
        }
        // Entry 0 is what the ledger id names.
        let rewritable =
            known >= tree.size
            ? []
            : [
                "whether whoever holds the keys rewrote entries from #\(max(known, 1)) on, before anyone else held a checkpoint over them"
            ]
        verdict.notChecked =
            rewritable + [
                "whether another copy of this ledger says something else",
                "whether the models give the same results when they are run again (replay)",
            ]
        return verdict
    }

    /// Returns the size up to which the ledger is the one that was held; 0 where it is not.
    private func judge(held note: SignedNote) -> (check: Verdict.Check, size: UInt64) {
        var check = Verdict.Check("held", "the ledger goes on from the checkpoint that you hold")
        let object = "your checkpoint"
        guard let history, let claimed = try? Checkpoint(text: note.text) else {
            check.fail(.couldNotJudge, object, "it is no checkpoint, or this is no ledger")
            return (check, 0)
        }
        let origin = Checkpoint.origin(of: history.ledger)
        guard claimed.origin.utf8.elementsEqual(origin.utf8) else {
            check.fail(.couldNotJudge, object, "it is of another ledger: \(claimed.origin)")
            return (check, 0)
        }
        let keys = history.checkpointKeys(atSize: min(claimed.size, tree.size))
        guard note.open(with: keys.compactMap { try? VerifierKey(name: origin, key: $0) }) != nil else {
            check.fail(.incomplete, object, "it is not signed by this ledger's checkpoint key")
            return (check, 0)
        }
        check.detail = "\(claimed.size) entries, root \(claimed.root.hex)"
        guard claimed.size <= tree.size else {
            check.fail(
                .tampered, object, "it signs \(claimed.size) entries, and the ledger has \(tree.size): some are missing"
            )
            return (check, 0)
        }
        guard tree.root(size: claimed.size) == claimed.root else {
            check.fail(.tampered, object, "its entries are not the first \(claimed.size) of this ledger: it was forked")
            return (check, 0)
        }
        return (check, claimed.size)
    }
}
