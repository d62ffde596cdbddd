import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

@Suite("exhibit audit --error-proof")
struct ErrorProofTests {
    /// The ledger of somebody else, as its publisher exports it.
    private func export(to bench: Bench, omitting position: UInt64?) throws -> ContentHash {
        let ledger = try MemoryLedger(seed: "somebody else's")
        for label in ["a", "b"] { try ledger.grant(.reviewer, to: FixedKeys.key(label)) }
        try ledger.appendIndex { $1 == position }
        let export = LedgerExport(leaves: ledger.entries.map(\.entry.leaf), checkpoint: try ledger.checkpoint())
        try Data(export.encoded).write(to: URL(fileURLWithPath: bench.work + "/ledger.txt"))
        return ledger.id
    }

    @Test("writes what exhibit-verify finds proven, from an export alone and with the ledger's id alone")
    func wrong() throws {
        let bench = try Bench()
        let id = try export(to: bench, omitting: 3).hex
        let audit = try bench.run("exhibit audit --ledger ledger.txt --key \(id) --error-proof x.error-proof")
        #expect(audit.code == 2, "\(audit.error)")
        #expect(audit.output.contains("x.error-proof  proves that entry 4 signs a wrong index"))
        #expect(audit.output.hasSuffix("exhibit-verify x.error-proof\n"))
        for program in ["exhibit-verify", "exhibit verify"] {
            let judged = try bench.run("\(program) x.error-proof --key \(id)")
            #expect(judged.code == 2 && judged.output.contains("\nPROVEN: "), "\(judged.output)\(judged.error)")
        }
        let unknown = try bench.run("exhibit-verify x.error-proof")
        #expect(unknown.code == 2 && unknown.output.contains(id))
        let cut = try bench.run("head -c 3000 x.error-proof >cut; exhibit-verify cut --key \(id)")
        #expect(cut.code == 1 && cut.output.hasSuffix("It proves nothing against the publisher.\n"))
        let again = try bench.run("exhibit audit --ledger ledger.txt --error-proof x.error-proof")
        #expect(again.code == 1 && again.error.contains("exists already"))
    }

    @Test("writes nothing where the index is right")
    func right() throws {
        let bench = try Bench()
        let id = try export(to: bench, omitting: nil).hex
        let audit = try bench.run("exhibit audit --ledger ledger.txt --key \(id) --error-proof x; ls")
        #expect(audit.output.contains("x: not written: every index entry signs what its ledger gives"))
        #expect(!audit.output.hasSuffix("\nx\n"))
        let none = try bench.run("echo hello >h; exhibit audit --ledger h")
        #expect(none.code == 1 && none.error.contains("h: is no ledger"))
    }
}
