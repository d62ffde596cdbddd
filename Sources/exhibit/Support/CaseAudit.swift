import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// Feeds a stored ledger to the audit, and checks what only a case has: artifacts and private values.
enum CaseAudit {
    static func verdict(of folder: CaseFolder, trust: TrustPolicy) throws -> Verdict {
        var verdict = try verdict(ofLedger: folder.ledger, trust: trust)
        do {
            let opened = try Case(folder, keyring: nil, memory: .user(), now: Clock.milliseconds)
            try verdict.addChecks(of: opened)
        } catch {
            var check = Verdict.Check("case", "artifacts and private values are whole")
            check.fail(.incomplete, folder.path, "they were not checked, because the case cannot be opened: \(error)")
            verdict.add(check)
        }
        return verdict
    }

    /// The ledger file alone; reads it and leaves every byte as it was.
    static func verdict(ofLedger path: String, trust: TrustPolicy) throws -> Verdict {
        do {
            return try verdictOfOneReading(path, trust)
        } catch let error as StorageError where error.kind == .busy {
            // Another program wrote to a file that was at rest when the reading began: the second time shares its log.
            return try verdictOfOneReading(path, trust)
        }
    }

    private static func verdictOfOneReading(_ path: String, _ trust: TrustPolicy) throws -> Verdict {
        let ledger = try LedgerFile(path: path, mode: .readOnly)
        var audit = LedgerAudit(trust: trust)
        var form = Verdict.Check("database", "the database is whole, with the tables and triggers it was made with")
        let findings = try ledger.examine { row in
            audit.add(
                position: row.position, leaf: row.leaf,
                stored: .init(entryID: row.entryID, statementID: row.statementID, chain: row.chain))
        } checkpoint: { checkpoint in
            audit.add(checkpoint: checkpoint.note, storedSize: checkpoint.size)
        }
        for finding in findings { form.fail(.tampered, path, finding) }
        var verdict = audit.finish()
        verdict.add(form)
        return verdict
    }
}

extension Verdict {
    mutating func addChecks(of opened: Case) throws {
        var artifacts = Check("artifacts", "every stored artifact is there and is what its name says")
        // Collected first: a look at an artifact reads the same database.
        var stored: [TypedName] = []
        try opened.store.forEachArtifact { row in
            if row.key != nil, let hash = ContentHash(hex: row.name) { stored.append(TypedName(.sealed, hash)) }
        }
        let expected = try opened.expectedArtifacts()
        for name in Set(stored).union(expected).sorted() {
            do {
                _ = try opened.bytes(of: name)
            } catch let error as StorageError {
                artifacts.fail(error.kind == .notFound ? .incomplete : .tampered, name.description, error.reason)
            }
        }
        artifacts.detail = "\(Set(stored).union(expected).count) artifacts"
        add(artifacts)

        var slots = Check("private values", "every private value is the one that its entry commits to")
        var values = 0
        for position in 0..<opened.size {
            let statement = try opened.entry(at: position).statement
            guard let kind = statement.kind, !kind.slots.isEmpty else { continue }
            let known = Dictionary(try opened.values(of: statement).map { ($0.path, $0) }) { first, _ in first }
            for member in kind.slots.keys.sorted() {
                values += 1
                let object = "entry \(position), \(member)"
                guard let value = known["body.\(member)"] else {
                    slots.fail(.incomplete, object, "its private value is missing: it cannot be disclosed any more")
                    continue
                }
                if value.commitment(nonce: statement.head.nonce) != statement.name(member) {
                    slots.fail(.tampered, object, "its private value was changed")
                }
            }
        }
        slots.detail = "\(values) values"
        add(slots)

        var memory = Check("memory", "the ledger goes on from what this machine has seen of it")
        if let head = try LedgerMemory.user().head(of: opened.ledgerID.bytes) {
            memory.detail = "\(head.size) entries seen"
            if head.size > opened.size {
                memory.fail(
                    .incomplete, opened.folder.path,
                    "it is an older copy: \(head.size) entries were seen, and it has \(opened.size)")
            } else if opened.tree.root(size: head.size).bytes != head.root {
                memory.fail(
                    .tampered, opened.folder.path,
                    "it is another version: its first \(head.size) entries are not those that were seen")
            }
        } else {
            memory.detail = "never used on this machine"
        }
        add(memory)
    }
}

extension Case {
    /// What the ledger says this case holds: the files of evidence, the parts of reference sets, models with their
    /// manifests, the policies of claims and the templates of reports.
    fileprivate func expectedArtifacts() throws -> Set<TypedName> {
        var names: Set<TypedName> = []
        for position in 0..<size {
            let statement = try entry(at: position).statement
            switch statement.kind?.name {
            case Kind.evidence.name: names.formUnion([statement.name("artifact")].compactMap { $0 })
            case Kind.gallery.name:
                names.formUnion([statement.name("manifest"), statement.name("hashes")].compactMap { $0 })
            case Kind.model.name: names.formUnion(statement.references.filter { $0.kind == .open })
            case Kind.claim.name: names.formUnion([statement.name("policy")].compactMap { $0 })
            case Kind.report.name: names.formUnion([statement.name("template")].compactMap { $0 })
            default: break
            }
        }
        return names
    }
}
