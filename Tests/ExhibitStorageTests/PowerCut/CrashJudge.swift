import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Synchronization

@testable import ExhibitStorage

/// Opens a case as a power cut left it, as the program does, and says what it lacks of what was promised.
final class CrashJudge: Sendable {
    private let life: RecordedLife
    /// Verdicts by what was read and what had been promised: most states recover to the same rows.
    private let known = Mutex<[ContentHash: [String]]>([:])

    init(_ life: RecordedLife) { self.life = life }

    private struct Contents {
        var rows: [LedgerFile.Row] = []
        var checkpoints: [LedgerFile.StoredCheckpoint] = []
        var findings: [String] = []
    }

    /// Nil where everything promised is there.
    func complaint(about state: CrashState, in folder: QuickFolder) -> String? {
        do {
            let found = try complaints(about: state, in: folder)
            return found.isEmpty ? nil : "\(state.title): \(found.joined(separator: "; "))"
        } catch {
            return "\(state.title): \(error)"
        }
    }

    private func complaints(about state: CrashState, in folder: QuickFolder) throws -> [String] {
        let place = CaseFolder(path: folder["case"])
        let memory = LedgerMemory(folder: folder["heads"])
        try? FileManager.default.removeItem(atPath: place.path)
        for path in [place.path, place.artifacts, place.privateFolder, place.keys, memory.folder] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        for (name, content) in state.files {
            try put(content, at: (name.hasPrefix("private") ? place.privateFolder : place.path) + "/" + name)
        }
        try put(life.wrappingKey, at: place.privateFolder + "/wrapping.key")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: place.privateFolder + "/wrapping.key")
        try put(state.outside, at: memory.path(of: life.ledger.bytes))

        let ledger = try LedgerFile(path: place.ledger, mode: .readWriteExisting)
        let contents = try read(ledger)
        try ledger.close()
        var complaints = try privateComplaints(contents, place)
        complaints += try verdict(contents, state) {
            // The next command, on what the first one left.
            let opened = try Case(
                place, keyring: FixedKeys.keyring(place), memory: memory, now: { 1_767_225_600_000 })
            _ = try opened.append([RecordedLife.evidence("after the cut", in: opened)])
            _ = try opened.appendIndex()
            let (size, last) = (opened.size, try opened.tree.subtree(level: 0, index: opened.size - 1))
            try opened.close()
            let ledger = try LedgerFile(path: place.ledger, mode: .readOnly)
            defer { try? ledger.close() }
            let after = try read(ledger)
            var problems = after.rows.count == Int(size) ? [] : ["an entry is lost without any cut"]
            problems += judge(after, state)
            if after.rows.last?.entryID != last.bytes { problems.append("another last entry than appended") }
            return problems
        }
        return complaints
    }

    private func read(_ ledger: LedgerFile) throws -> Contents {
        var contents = Contents()
        contents.findings = try ledger.examine {
            contents.rows.append($0)
        } checkpoint: {
            contents.checkpoints.append($0)
        }
        return contents
    }

    private func verdict(
        _ contents: Contents, _ state: CrashState, next: () throws -> [String]
    ) throws -> [String] {
        var all = Array("\(state.mark) \(contents.findings)".utf8) + state.outside
        for row in contents.rows { all += row.entryID + row.statementID + row.chain + ContentHash(of: row.leaf).bytes }
        for checkpoint in contents.checkpoints { all += Array("\(checkpoint.size)".utf8) + checkpoint.note }
        let key = ContentHash(of: all)
        if let known = known.withLock({ $0[key] }) { return known }
        var found = judge(contents, state)
        if found.isEmpty { found = try next() }
        known.withLock { $0[key] = found }
        return found
    }

    private func judge(_ contents: Contents, _ state: CrashState) -> [String] {
        var problems = contents.findings
        var audit = LedgerAudit(trust: TrustPolicy(ledgers: [life.ledger]))
        var checkpoints = contents.checkpoints[...]
        for (place, row) in contents.rows.enumerated() {
            audit.add(
                position: row.position, leaf: row.leaf,
                stored: .init(entryID: row.entryID, statementID: row.statementID, chain: row.chain))
            while let due = checkpoints.first, due.size <= Int64(place + 1) {
                audit.add(checkpoint: due.note, storedSize: due.size)
                checkpoints.removeFirst()
            }
        }
        for checkpoint in checkpoints { audit.add(checkpoint: checkpoint.note, storedSize: checkpoint.size) }
        let verdict = audit.finish()
        if verdict.exitCode != 0 { problems += ["the audit ends with \(verdict.exitCode)"] + verdict.lines }

        let told = life.told[state.mark]
        let tree = MerkleTree(contents.rows.map { MerkleTree.leafHash($0.leaf) })
        guard contents.rows.count >= told.entries,
            zip(contents.rows, life.leaves[..<told.entries]).allSatisfy({ $0.leaf == $1 })
        else {
            return problems + ["acknowledged entries are lost: \(told.entries) were told, \(contents.rows.count) found"]
        }
        guard let note = contents.checkpoints.last.flatMap({ try? SignedNote(encoded: $0.note) }),
            let head = try? Checkpoint(text: note.text), head.size == tree.size
        else { return problems + ["no checkpoint over all entries"] }
        for position in 0..<UInt64(told.entries)
        where !TreeProofs.checkInclusion(
            tree.proveInclusion(of: position, size: head.size),
            leaf: MerkleTree.leafHash(life.leaves[Int(position)]), position: position, size: head.size, root: head.root)
        {
            problems.append("entry \(position) is not under the newest checkpoint")
        }
        for released in life.told[...state.mark].map(\.checkpoint)
        where !TreeProofs.checkConsistency(
            tree.proveConsistency(from: released.size, to: head.size), old: released.size, oldRoot: released.root,
            size: head.size, root: head.root)
        {
            problems.append("the released checkpoint of size \(released.size) is contradicted")
        }
        return problems
    }

    /// Every entry that survived has the private values that it commits to.
    private func privateComplaints(_ contents: Contents, _ place: CaseFolder) throws -> [String] {
        let store = try PrivateStore(folder: place.privateFolder, mode: .readWriteExisting)
        defer { try? store.close() }
        var problems = try store.check(thorough: true)
        for row in contents.rows.dropFirst(2) {
            let statement = try Entry(leaf: row.leaf).statement
            guard let kind = statement.kind else { continue }
            let slots = try store.slots(nonce: statement.head.nonce).filter {
                let value = SlotValue(
                    path: $0.path, salt: $0.salt,
                    value: try JSONParser.parse($0.value, as: "private value", limits: .payload))
                return value.commitment(nonce: statement.head.nonce)
                    == statement.name(String($0.path.dropFirst("body.".count)))
            }
            if slots.count != kind.slots.count { problems.append("entry \(row.position) lacks private values") }
            if let name = statement.name("artifact"), try store.artifact(name: name.hash.hex) == nil {
                problems.append("entry \(row.position) lacks the salt of its artifact")
            }
        }
        return problems
    }
}
