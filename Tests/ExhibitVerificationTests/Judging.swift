import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

/// Expects this exit code, and a finding of that severity that names the object and says this about it.
func judge(
    _ report: [UInt8], of story: Story, exitCode: Int32, _ object: String, _ message: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let verdict = ReportVerifier.verify(report, trust: story.trust)
    let printed = verdict.lines.joined(separator: "\n")
    #expect(verdict.exitCode == exitCode, "\(printed)", sourceLocation: sourceLocation)
    let named = verdict.findings.contains {
        $0.severity.rawValue == exitCode && $0.object == object && $0.message.contains(message)
    }
    #expect(named, "no finding about \(object): \(message)\n\(printed)", sourceLocation: sourceLocation)
}

extension PlacedEntry {
    /// As findings name it.
    var title: String { "entry \(position)" }
}

extension Story {
    /// What a whole audit of this ledger says, with its latest checkpoint.
    func audit() throws -> Verdict {
        let ledger = publisher.ledger
        let export = LedgerExport(leaves: ledger.entries.map(\.entry.leaf), checkpoint: try ledger.checkpoint())
        return Verification.verify(export.encoded, trust: trust)
    }
}
