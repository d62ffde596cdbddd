import ExhibitCore
import ExhibitTestSupport
import Testing

@Suite("The export of a ledger") struct LedgerExportTests {
    @Test("comes out as it went in, and has no more lines than entries fit in its bytes")
    func lines() throws {
        let ledger = try SampleLedger().ledger
        let export = LedgerExport(leaves: ledger.entries.map(\.entry.leaf), checkpoint: try ledger.checkpoint())
        #expect(try LedgerExport(encoded: export.encoded).encoded == export.encoded)
        let short = LedgerExport(
            leaves: [[UInt8]](repeating: Array("{}".utf8), count: 1_000), checkpoint: export.checkpoint)
        #expect(throws: Malformed.self) { try LedgerExport(encoded: short.encoded) }
    }
}
