import ExhibitCore
import ExhibitTestSupport
import Testing

@testable import ExhibitStorage

@Suite("The key of standings")
struct StandingKeyTests {
    private let folder: Folder
    private let opened: Case

    init() throws {
        folder = try Folder()
        opened = try Case.create(
            CaseFolder(path: folder["case"]), publisher: "", contact: "", recovery: FixedKeys.recovery.name,
            passphrase: nil, memory: LedgerMemory(folder: folder["heads"]), now: { 1_767_225_600_000 })
    }

    private var holders: [ContentHash] { opened.history.keys(of: .standing, at: opened.size) }

    @Test("is made and granted when it is first needed, once, and goes on after a crash between the two")
    func once() throws {
        #expect(holders == [])
        let known = FixedKeys.key("written before a crash")
        try KeyFile.write(seed: known.seed, passphrase: nil, to: opened.folder.key(.standing))
        for _ in 0..<2 {
            try opened.prepareStanding()
            #expect(holders == [known.publicKey])
        }
        let size = opened.size
        try opened.prepareStanding()
        #expect(opened.size == size)
    }

    @Test("is another one after it was revoked, which it may be although the case signs with it")
    func revoked() throws {
        try opened.prepareStanding()
        let first = try #require(holders.first)
        _ = try opened.revoke(first, since: 1)
        #expect(holders == [])
        try opened.prepareStanding()
        #expect(holders.count == 1 && holders != [first])
        #expect(try opened.signingKey(.standing).publicKey == holders.first)
    }

    @Test("is revoked by a recovery, whose new passphrase does not open it")
    func recovered() throws {
        try opened.prepareStanding()
        let first = try #require(holders.first)
        try opened.close()
        let memory = LedgerMemory(folder: folder["heads"])
        _ = try Case.recover(
            opened.folder, with: FixedKeys.recovery, passphrase: Array("new".utf8), since: { _ in nil }, memory: memory,
            now: { 1_767_225_600_000 })
        let again = try Case(
            opened.folder, keyring: Keyring(folder: opened.folder) { Array("new".utf8) }, memory: memory,
            now: { 1_767_225_600_000 })
        #expect(!again.history.holds(first, .standing, at: again.size))
        try again.prepareStanding()
        #expect(again.history.keys(of: .standing, at: again.size) == [try again.signingKey(.standing).publicKey])
        #expect(try KeyFile.isEncrypted(path: opened.folder.key(.standing)))
        try again.close()
    }
}
