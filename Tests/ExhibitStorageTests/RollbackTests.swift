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

    @Test("does not take back what was recorded when its head cannot be written down")
    func memoryIsFull() throws {
        let folder = try Folder()
        let made = try newCase(in: folder)
        _ = try made.append([evidenceDraft(0)])
        // A head of the same size with another root: nothing can be remembered beside it.
        let damaged = LedgerMemory(folder: folder["heads"]).path(of: made.ledgerID.bytes)
        try FileManager.default.removeItem(atPath: damaged)
        try FileManager.default.createDirectory(atPath: damaged, withIntermediateDirectories: false)
        #expect(throws: StorageError.self) { try made.append([evidenceDraft(1)]) }
        try FileManager.default.removeItem(atPath: damaged)
        #expect(made.size == 3)
    }
}
