import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// Checks what a case has beside its ledger: artifacts, private values, and this machine's memory of it. An entry that
/// cannot be read is for the ledger's own audit to name; the others are looked at all the same.
struct CaseContents {
    private let folder: CaseFolder
    private let ledger: LedgerFile
    private let store: PrivateStore
    private let reader: ArtifactReader

    init(of folder: CaseFolder) throws {
        self.folder = folder
        ledger = try LedgerFile(path: folder.ledger, mode: .readOnly)
        store = try PrivateStore(folder: folder.privateFolder, mode: .readOnly)
        reader = ArtifactReader(artifacts: ArtifactFolder(path: folder.artifacts), store: store)
    }

    /// - Parameter authorities: those whose timestamps are to be verified; nil leaves signatures of tokens unchecked.
    ///
    /// - Returns: also up to which entry a timestamp was found genuine.
    func checks(
        memory: LedgerMemory, _ authorities: TimestampAuthorities?
    ) throws -> (checks: [Verdict.Check], stamped: UInt64) {
        var slots = Verdict.Check("private values", "every private value is the one that its entry commits to")
        var names = RecordSorter(width: Self.nameBytes, memory: 16 << 20, scratch: try? ScratchFile())
        var twins = TwinFiles()
        var history: KeyHistory?
        var values = 0
        var (frontier, last) = (TreeFrontier(), Int64(-1))
        let genesis = try ledger.leaf(at: 0).flatMap { try? Entry(leaf: $0).statement.id }
        let seen = try genesis.flatMap { try memory.head(of: $0.bytes) }
        var rootThen: ContentHash?
        var anchors: [(Int64, Anchor)] = []
        var calibrations: [(Int64, Statement)] = []
        var models: [ContentHash: Statement] = [:]
        var erasures = Erasures([])
        var missing: [(position: Int64, statement: ContentHash, member: String)] = []
        try forEachEntry { position, id, entry in
            // Behind an entry that is missing nobody knows the tree.
            if position == Int64(clamping: frontier.size) { frontier.append(id) }
            last = max(last, position)
            if frontier.size == seen?.size { rootThen = frontier.root }
            guard let entry else { return }
            let statement = entry.statement
            if position == 0 { history = try? KeyHistory(genesis: statement) }
            history?.apply(entry, at: UInt64(position))
            if let anchor = Anchor(statement) { anchors.append((position, anchor)) }
            if statement.isModel { models[statement.id] = statement }
            if statement.isKind(.erasure), entry.isSigned,
                history?.reasonVoid(statement, at: UInt64(position)) == nil
            {
                erasures.add(PlacedEntry(position: UInt64(position), entry: entry))
            }
            if statement.isKind(.calibration) { calibrations.append((position, statement)) }
            for name in Self.artifacts(of: statement) { try Self.add(name, to: &names) }
            values += try check(statement, at: position, &slots, &twins, &missing)
        }
        // An erasure stands after what it names.
        let gone = missing.filter { erasures.entry(erasing: $0.member, of: $0.statement) != nil }.count
        for item in missing where erasures.entry(erasing: item.member, of: item.statement) == nil {
            slots.fail(
                .incomplete, "entry \(item.position), \(item.member)",
                "its private value is missing: it cannot be disclosed any more")
        }
        if try store.hasPendingErasure() {
            slots.fail(
                .incomplete, folder.path,
                "an erasure was begun and has not come to its end: the next command that writes to the case ends it")
        }
        slots.detail = "\(values) values" + (gone > 0 ? ", \(gone) erased" : "")
        let timestamps = history.flatMap {
            TimestampAudit(authorities: authorities, reader: reader).check(anchors, history: $0)
        }
        let memory = Self.memory(
            seen, size: UInt64(clamping: last) + (last < 0 ? 0 : 1), whole: frontier.size, rootThen, folder)
        let checks =
            [try artifacts(&names, erasures), slots]
            + [
                try twins.check(), timestamps?.check,
                CalibrationAudit(reader: reader, models: models).check(calibrations),
            ].compactMap { $0 } + [memory]
        return (checks, timestamps?.stamped ?? 0)
    }

    /// In order; decoded on all cores, some hundred at a time.
    private func forEachEntry(_ body: (Int64, ContentHash, Entry?) throws -> Void) throws {
        let work = OrderedWork { (rows: [LedgerFile.Row]) in
            rows.map { row in
                let entry = try? Entry(leaf: row.leaf)
                return (row.position, entry?.id ?? MerkleTree.leafHash(row.leaf), entry)
            }
        }
        var waiting: [LedgerFile.Row] = []
        func take(_ items: [(Int64, ContentHash, Entry?)]) throws {
            for (position, id, entry) in items { try body(position, id, entry) }
        }
        try ledger.forEachReadableRow { row in
            waiting.append(row)
            guard waiting.count == 64 else { return }
            try work.add(waiting, take: take)
            waiting = []
        }
        try work.add(waiting, take: take)
        try work.finish(take: take)
    }

    /// u8 index type ‖ 32 digest.
    private static let nameBytes = 33

    private static func add(_ name: TypedName, to names: inout RecordSorter) throws {
        let bytes = [name.indexType ?? 0] + name.hash.bytes
        try names.add { $0.copyBytes(from: bytes) }
    }

    private func artifacts(_ names: inout RecordSorter, _ erasures: Erasures) throws -> Verdict.Check {
        var check = Verdict.Check("artifacts", "every stored artifact is there and is what its name says")
        // Collected first: a look at an artifact reads the same database.
        try store.forEachArtifact { row in
            if row.key != nil, let hash = ContentHash(hex: row.name) {
                try Self.add(TypedName(.sealed, hash), to: &names)
            }
        }
        var (count, gone, last) = (0, 0, [UInt8]())
        var cursor = try names.sorted().cursor()
        while let record = try cursor.next() {
            guard !record.elementsEqual(last), let hash = ContentHash(bytes: record.dropFirst()) else { continue }
            last = Array(record)
            count += 1
            let name = TypedName(record[0] == TypedName(.open, .zero).indexType ? .open : .sealed, hash)
            if let entry = erasures.entry(erasing: name) {
                gone += 1
                guard try isHere(name) else { continue }
                check.fail(
                    .incomplete, name.description,
                    "\(Erasures.words(entry)), and it is here still: the next command that writes to the case ends this"
                )
                continue
            }
            do {
                try reader.check(name)
            } catch let error as StorageError {
                check.fail(error.kind == .notFound ? .incomplete : .tampered, name.description, error.reason)
            }
        }
        check.detail = "\(count) artifacts" + (gone > 0 ? ", \(gone) erased" : "")
        return check
    }

    private func isHere(_ name: TypedName) throws -> Bool {
        try store.artifact(name: name.hash.hex) != nil || InputFile.exists(reader.path(of: name))
    }

    /// Returns how many private values the statement has.
    private func check(
        _ statement: Statement, at position: Int64, _ check: inout Verdict.Check, _ twins: inout TwinFiles,
        _ missing: inout [(position: Int64, statement: ContentHash, member: String)]
    ) throws -> Int {
        guard let kind = statement.kind, !kind.slots.isEmpty else { return 0 }
        // What somebody else wrote they may keep to themselves.
        let isOthers = kind.name == Kind.challenge.name
        var count = 0
        let values: [SlotValue]
        do {
            values = try store.values(of: statement)
        } catch let error as StorageError where error.kind == .damaged {
            check.fail(.tampered, "entry \(position)", "a private value was changed: \(error.reason)")
            return 0
        }
        let known = Dictionary(values.map { ($0.path, $0) }) { first, _ in first }
        if kind.name == Kind.evidence.name, let plain = known["body.sha256"]?.value.text {
            try twins.add(plain, at: position)
        }
        for member in kind.slots.keys.sorted() {
            let object = "entry \(position), \(member)"
            guard let value = known["body.\(member)"] else {
                if !isOthers { missing.append((position, statement.id, member)) }
                continue
            }
            if value.commitment(nonce: statement.head.nonce) != statement.name(member) {
                check.fail(.tampered, object, "its private value was changed")
            }
            count += 1
        }
        return count
    }

    /// What the ledger says this case holds: the files of evidence, the parts of reference sets, models with their
    /// manifests, policies and those of claims, and the templates of reports.
    private static func artifacts(of statement: Statement) -> [TypedName] {
        switch statement.kind?.name {
        case Kind.evidence.name: [statement.name("artifact")].compactMap { $0 }
        case Kind.gallery.name: [statement.name("manifest"), statement.name("hashes")].compactMap { $0 }
        case Kind.model.name: statement.references.filter { $0.kind == .open }
        case Kind.policy.name: [statement.name("policy"), statement.name("topic")].compactMap { $0 }
        case Kind.claim.name: [statement.name("policy")].compactMap { $0 }
        case Kind.anchor.name: [statement.name("note"), statement.name("token")].compactMap { $0 }
        case Kind.report.name: [statement.name("template")].compactMap { $0 }
        default: []
        }
    }

    /// - Parameters:
    ///   - size: how many entries there should be by the position of the last one.
    ///   - whole: how many there are before the first one that is missing.
    private static func memory(
        _ seen: LedgerMemory.Head?, size: UInt64, whole: UInt64, _ rootThen: ContentHash?, _ folder: CaseFolder
    ) -> Verdict.Check {
        var check = Verdict.Check("memory", "the ledger goes on from what this machine has seen of it")
        guard let seen else {
            check.detail = "never used on this machine"
            return check
        }
        check.detail = "\(seen.size) entries seen"
        if seen.size > size {
            check.fail(
                .incomplete, folder.path, "it is an older copy: \(seen.size) entries were seen, and it has \(size)")
        } else if seen.size > whole {
            check.fail(
                .tampered, folder.path, "not compared with what was seen: entries are missing from entry \(whole) on")
        } else if rootThen?.bytes != seen.root {
            check.fail(
                .tampered, folder.path,
                "it is another version: its first \(seen.size) entries are not those that were seen")
        }
        return check
    }
}
