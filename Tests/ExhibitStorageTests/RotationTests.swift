import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("A key that is replaced")
struct RotationTests {
    private let folder: Folder
    private let opened: Case

    init() throws {
        folder = try Folder()
        opened = try Case.create(
            CaseFolder(path: folder["case"]), publisher: "", contact: "", passphrase: nil,
            memory: LedgerMemory(folder: folder["heads"]), seeds: [.operator: FixedKeys.operator.seed],
            now: { 1_767_225_600_000 })
    }

    private func grants(of key: SigningKey) throws -> Int {
        var count = 0
        try opened.ledger.forEachRow { row in
            let statement = try Entry(leaf: row.leaf).statement
            if statement.text("action") == "grant", statement.name("key") == key.name { count += 1 }
        }
        return count
    }

    @Test("goes on after a crash with the key that was written or granted", arguments: [false, true])
    func resumed(isGranted: Bool) throws {
        let next = FixedKeys.key("next operator")
        let path = "\(opened.folder.keys)/operator.next.pem"
        try KeyFile.write(seed: next.seed, passphrase: nil, to: path)
        if isGranted { _ = try opened.append([opened.grant(.operator, to: next)]) }
        let (new, revocations) = try opened.rotate(.operator)
        let old = FixedKeys.operator.name
        #expect(new == next.name)
        #expect(try grants(of: next) == 1)
        #expect(try FileState.ofAnything(path) == nil)
        #expect(try opened.signingKey(.operator).publicKey == next.publicKey)
        #expect(revocations.map { $0.statement.name("key") } == [old])
        #expect(!opened.history.holds(old.hash, .operator, at: opened.size))
        #expect(opened.history.holds(new.hash, .operator, at: opened.size))
    }

    @Test("is taken from its file by a program that has read the one before it")
    func replacedMeanwhile() throws {
        let other = try reopened(folder)
        _ = try other.append([evidenceDraft(0)])
        let (new, _) = try opened.rotate(.checkpoint)
        _ = try other.append([evidenceDraft(1)])
        #expect(try other.signingKey(.checkpoint).name == new)
        try other.close()
    }

    @Test("is not asked to be put back over the file that has another one")
    func otherFile() throws {
        try opened.close()
        try KeyFile.write(seed: FixedKeys.key("foreign").seed, passphrase: nil, to: opened.folder.keys + "/new.pem")
        try FileManager.default.removeItem(atPath: opened.folder.key(.checkpoint))
        try FileManager.default.moveItem(
            atPath: opened.folder.keys + "/new.pem", toPath: opened.folder.key(.checkpoint))
        let other = try reopened(folder)
        let error = failure { try other.append([evidenceDraft(0)]) }
        #expect(error?.kind == .damaged)
        #expect(error?.path == opened.folder.key(.checkpoint))
        try other.close()
    }

    @Test("signs the checkpoints from then on, and the case opens again with it")
    func checkpoint() throws {
        let old = try opened.signingKey(.checkpoint).name
        let (new, _) = try opened.rotate(.checkpoint)
        #expect(opened.checkpointKeys(atSize: opened.size) == [new.hash])
        _ = try opened.appendIndex()
        let verifier = try VerifierKey(name: Checkpoint.origin(of: opened.ledgerID), key: new.hash)
        #expect(try opened.checkpoint(ofSize: opened.size)?.open(with: [verifier]) != nil)
        try opened.close()
        let keyring = Keyring(folder: opened.folder) { [] }
        let again = try Case(
            opened.folder, keyring: keyring, memory: LedgerMemory(folder: folder["heads"]), now: { 1_767_225_600_000 })
        _ = try again.appendIndex()
        #expect(throws: StorageError.self) { try again.revoke(new.hash) }
        #expect(throws: StorageError.self) { try again.revoke(old.hash) }
    }

    @Test("and was left in force by a crash before its revocation is revoked by the next call")
    func leftInForce() throws {
        // Granted and put into place, and then the program was killed.
        let second = FixedKeys.key("second operator")
        _ = try opened.append([opened.grant(.operator, to: second)])
        let (new, revocations) = try opened.rotate(.operator)
        #expect(
            Set(revocations.compactMap { $0.statement.name("key") }) == [FixedKeys.operator.name, second.name])
        #expect(opened.history.keys(of: .operator, at: opened.size) == [new.hash])
    }

    @Test("that stayed in force beside the new one can be revoked")
    func revoked() throws {
        let second = FixedKeys.key("second operator")
        _ = try opened.append([opened.grant(.operator, to: second)])
        #expect(try opened.revoke(second.publicKey).count == 1)
        #expect(!opened.history.holds(second.publicKey, .operator, at: opened.size))
        #expect(opened.history.holds(FixedKeys.operator.publicKey, .operator, at: opened.size))
    }
}
