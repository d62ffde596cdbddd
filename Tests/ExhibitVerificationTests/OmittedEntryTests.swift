import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("An entry beside a report")
struct OmittedEntryTests {
    private let story: Story
    /// The entry that opens a run, and the positions of the whole run.
    private let hidden: PlacedEntry
    private let run: Set<UInt64>
    private let claim: PlacedEntry
    private var ledger: MemoryLedger { story.publisher.ledger }

    init() throws {
        story = try Story()
        let outcome = try story.run()
        hidden = outcome.opened
        run = Set(([outcome.opened, outcome.closed] + outcome.steps).map(\.position))
        claim = try story.identify()
    }

    private func proof(_ entry: PlacedEntry, key: SigningKey = FixedKeys.checkpoint) throws -> [UInt8] {
        TlogProof(
            index: entry.position, hashes: ledger.tree.proveInclusion(of: entry.position, size: ledger.tree.size),
            checkpoint: try ledger.checkpoint(key: key)
        ).encoded
    }

    private func judge(_ report: [UInt8], _ entry: PlacedEntry, _ proof: [UInt8]) -> Verdict {
        var verdict = ReportVerifier.verify(report, trust: story.trust)
        verdict.compare(report: report, entry: entry.entry.leaf, proof: proof)
        return verdict
    }

    @Test("proves that it was left out, under the report's checkpoint and under any later one")
    func leftOut() throws {
        var forge = Forge()
        forge.omits = { [run] in run.contains($1) }
        let report = try forge.report(story, of: claim)
        #expect(ReportVerifier.verify(report, trust: story.trust).exitCode == 0)
        for _ in 0..<2 {
            let verdict = judge(report, hidden, try proof(hidden))
            #expect(verdict.exitCode == 2 && verdict.conclusion.hasPrefix("PROVEN"), "\(verdict.lines)")
            try ledger.grant(.reviewer, to: FixedKeys.key("later"))
        }
        // Neither without a signature of the ledger, nor as a proof of something else.
        #expect(judge(report, hidden, try proof(hidden, key: FixedKeys.stranger)).exitCode == 1)
        #expect(judge(report, hidden, try proof(claim)).exitCode == 1)
        #expect(judge(report, hidden, []).exitCode == 1)
    }

    @Test("of an honest report shows nothing against it, whichever entry it is")
    func honest() throws {
        let other = try Story.record(Story.picture(9), in: story.publisher)
        let report = try story.compose(claim)
        let after = try Story.record(Story.picture(7), in: story.publisher)
        for entry in ledger.entries {
            let verdict = judge(report, entry, try proof(entry))
            #expect(verdict.exitCode == 0, "\(entry.position): \(verdict.lines)")
        }
        #expect(other.position < after.position)
    }
}
