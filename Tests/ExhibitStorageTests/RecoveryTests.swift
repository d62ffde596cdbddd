import ExhibitCore
import ExhibitTestSupport
import Testing

@testable import ExhibitStorage

@Suite("A case whose keys are lost or stolen")
struct RecoveryTests {
    private let folder: Folder
    private let place: CaseFolder
    private let memory: LedgerMemory

    init() throws {
        folder = try Folder()
        place = CaseFolder(path: folder["case"])
        memory = LedgerMemory(folder: folder["heads"])
        try Case.create(
            place, publisher: "", contact: "", recovery: FixedKeys.recovery.name, passphrase: nil, memory: memory,
            now: { 1_767_225_600_000 }
        ).close()
    }

    private func recover(_ key: SigningKey = FixedKeys.recovery, since: UInt64? = nil) throws -> [PlacedEntry] {
        try Case.recover(
            place, with: key, passphrase: Array("new".utf8), since: { _ in since }, memory: memory,
            now: { 1_767_225_600_000 })
    }

    private func open() throws -> Case {
        try Case(
            place, keyring: Keyring(folder: place) { Array("new".utf8) }, memory: memory, now: { 1_767_225_600_000 })
    }

    @Test("gets new keys by the word of its recovery key, and goes on with them", arguments: [nil, 2 as UInt64])
    func recovered(since: UInt64?) throws {
        let old = try open()
        let size = old.size
        let before = try [Role.ledger, .checkpoint, .operator].map { try old.signingKey($0).publicKey }
        try old.close()
        let entries = try recover(since: since)
        #expect(entries.map(\.position) == Array(size..<(size + 6)))
        let opened = try open()
        for (role, key) in zip([Role.ledger, .checkpoint, .operator], before) {
            #expect(opened.history.keys(of: role, at: opened.size) == [try opened.signingKey(role).publicKey])
            #expect(!opened.history.holds(key, role, at: opened.size))
            #expect((opened.history.doubt(about: key, role, at: size) != nil) == (since != nil))
            #expect(try KeyFile.isEncrypted(path: place.key(role)))
        }
        for entry in entries { #expect(opened.history.reasonVoid(entry.statement, at: entry.position) == nil) }
        _ = try opened.appendIndex()
        #expect(opened.size == size + 7)
        try opened.close()
    }

    @Test("after a crash gets keys once more, and those of the first time are revoked")
    func again() throws {
        let first = try recover()
        #expect(throws: StorageError.self) { try KeyFile.read(path: place.key(.ledger), passphrase: nil) }
        // What was granted and never put into place.
        try KeyFile.write(seed: FixedKeys.stranger.seed, passphrase: nil, to: "\(place.keys)/ledger.next.pem")
        let second = try recover()
        let granted = first.filter { $0.statement.text("action") == "grant" }.map { $0.statement.text("key") }
        let revoked = second.filter { $0.statement.text("action") == "revoke" }.map { $0.statement.text("key") }
        #expect(granted == revoked)
        #expect(try FileState.ofAnything("\(place.keys)/ledger.next.pem") == nil)
        try open().close()
    }

    @Test("gets none by the word of another key, and stays as it was")
    func stranger() throws {
        let before = try KeyFile.read(path: place.key(.ledger), passphrase: nil)
        #expect(throws: StorageError.self) { try recover(FixedKeys.stranger) }
        #expect(try KeyFile.read(path: place.key(.ledger), passphrase: nil) == before)
        let opened = try open()
        #expect(opened.size == 2)
        try opened.close()
    }
}
