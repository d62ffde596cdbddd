import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("A ledger that is not the one that this machine has seen")
struct RollbackTests {
    private func copy(_ folder: Folder, to name: String) throws {
        try FileManager.default.copyItem(atPath: folder["case"], toPath: folder[name])
    }

    private func put(_ name: String, back folder: Folder) throws {
        try FileManager.default.removeItem(atPath: folder["case"])
        try FileManager.default.moveItem(atPath: folder[name], toPath: folder["case"])
    }

    /// What an append to the case says, and closing it after.
    private func refusal(_ folder: Folder, memory: String = "heads") throws -> StorageError? {
        let opened = try reopened(folder, memory: memory)
        let error = failure { try opened.append([evidenceDraft(99)]) }
        try opened.close()
        return error
    }

    @Test("is refused again and again: a refusal leaves nothing that would allow the next attempt")
    func older() throws {
        let folder = try Folder()
        try newCase(in: folder).close()
        try copy(folder, to: "older")
        let opened = try reopened(folder)
        _ = try opened.append((0..<3).map { evidenceDraft($0) })
        try opened.close()
        try put("older", back: folder)
        for _ in 0..<3 { #expect(try refusal(folder)?.kind == .notAllowed) }
    }

    @Test("is refused also when it is longer: a fork does not become the one that counts")
    func longerFork() throws {
        let folder = try Folder()
        try newCase(in: folder).close()
        try copy(folder, to: "fork")
        let opened = try reopened(folder)
        _ = try opened.append([evidenceDraft(0)])
        try opened.close()
        try copy(folder, to: "genuine")
        try put("fork", back: folder)
        // Somebody continued the copy on another machine.
        let elsewhere = try reopened(folder, memory: "elsewhere")
        try elsewhere.memory.remember(elsewhere.tree.frontier)
        _ = try elsewhere.append((10..<20).map { evidenceDraft($0) })
        try elsewhere.close()
        for _ in 0..<3 { #expect(try refusal(folder)?.kind == .notAllowed) }
        try put("genuine", back: folder)
        let genuine = try reopened(folder)
        _ = try genuine.append([evidenceDraft(1)])
        try genuine.close()
    }

    @Test("is refused where it was never seen, until it is adopted")
    func neverSeen() throws {
        let folder = try Folder()
        try newCase(in: folder).close()
        for _ in 0..<2 { #expect(try refusal(folder, memory: "other machine")?.kind == .notAllowed) }
        let opened = try reopened(folder, memory: "other machine")
        try opened.memory.remember(opened.tree.frontier)
        _ = try opened.append([evidenceDraft(1)])
        try opened.close()
    }

    @Test("is refused where the head that this machine remembers cannot be read, and goes on when it can")
    func memoryIsUnreadable() throws {
        let folder = try Folder()
        let made = try newCase(in: folder)
        _ = try made.append([evidenceDraft(0)])
        let head = try bytes(of: LedgerMemory(folder: folder["heads"]).path(of: made.ledgerID.bytes))
        let damaged = LedgerMemory(folder: folder["heads"]).path(of: made.ledgerID.bytes)
        try FileManager.default.removeItem(atPath: damaged)
        try FileManager.default.createDirectory(atPath: damaged, withIntermediateDirectories: false)
        #expect(throws: StorageError.self) { try made.append([evidenceDraft(1)]) }
        try FileManager.default.removeItem(atPath: damaged)
        #expect(made.size == 3)
        try Data(head).write(to: URL(fileURLWithPath: damaged))
        _ = try made.append([evidenceDraft(1)])
        #expect(made.size == 4)
    }

    @Test(
        "is refused where it ends with an entry that no checkpoint covers: nobody signs over what somebody else wrote")
    func unsignedRow() throws {
        let folder = try Folder()
        let made = try newCase(in: folder)
        try made.close()
        try copy(folder, to: "fork")
        let fork = try reopened(folder)
        _ = try fork.append([evidenceDraft(0)])
        let stolen = try #require(try fork.ledger.rowForTest(at: fork.size - 1))
        try fork.close()
        try put("fork", back: folder)
        let head = LedgerMemory(folder: folder["heads"]).path(of: made.ledgerID.bytes)
        try FileManager.default.removeItem(atPath: head)
        let before = try reopened(folder)
        try before.memory.remember(before.tree.frontier)
        try before.close()

        let database = try SQLite(path: folder["case/ledger.sqlite"], mode: .readWriteExisting)
        try database.write { session in
            try session.run(
                "INSERT INTO entries (position, entry_id, statement_id, chain, leaf) VALUES (?, ?, ?, ?, ?)",
                [
                    .integer(stolen.position), .blob(stolen.entryID), .blob(stolen.statementID), .blob(stolen.chain),
                    .blob(stolen.leaf),
                ])
        }
        try database.close()
        for _ in 0..<2 {
            let error = try refusal(folder)
            #expect(error?.kind == .damaged)
            #expect(error?.reason.contains("did not sign") == true)
        }
    }

    @Test("is compared with a head that another program remembers in between, without reading the ledger again")
    func twoPrograms() throws {
        let folder = try Folder()
        let first = try newCase(in: folder)
        _ = try first.append([evidenceDraft(0)])
        let second = try reopened(folder)
        for number in 1..<20 {
            _ = try first.append([evidenceDraft(number)])
            // What the other one has seen, though it was read by the first one together with what came after.
            _ = try second.append([evidenceDraft(100 + number)])
            try second.writer.rememberHead()
        }
        try first.close()
        try second.close()
        #expect(try reopened(folder).size == 2 + 1 + 38)
    }
}
