import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("The receipt of an objection")
struct ReceiptTests {
    private let story: Story
    private let claim: PlacedEntry
    private let first: [UInt8]
    private let file: ChallengeFile
    private let placed: PlacedEntry
    private var ledger: MemoryLedger { story.publisher.ledger }

    init() throws {
        story = try Story()
        claim = try story.identify()
        first = try story.compose(claim)
        file = try story.object(to: first)
        placed = try story.record(file)
    }

    private func receipt(_ story: Story? = nil, _ placed: PlacedEntry? = nil) throws -> Receipt {
        let publisher = (story ?? self.story).publisher
        let covers = try publisher.appendIndex().position
        return try Receipt(
            of: placed ?? self.placed, in: publisher, history: publisher.ledger.history, covers: covers)
    }

    private func judge(_ report: [UInt8], _ receipt: [UInt8]) -> Verdict {
        var verdict = Verification.verify(report, trust: story.trust)
        verdict.compare(report: report, receipt: receipt)
        return verdict
    }

    @Test("verifies by itself, and says whether the publisher acknowledged it")
    func alone() throws {
        let before = try receipt().encoded
        #expect(try Receipt(encoded: before).encoded == before)
        let verdict = Verification.verify(before, trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.lines.contains { $0.hasPrefix("acknowledged") && $0.contains("not in this receipt") })
        try story.answer(placed, .acknowledge, by: FixedKeys.ledger)
        let after = Verification.verify(try receipt().encoded, trust: story.trust)
        #expect(after.lines.contains { $0.hasPrefix("acknowledged") && $0.contains("by entry") })
        #expect(Verification.verify(before, trust: TrustPolicy(ledgers: [])).exitCode == 3)
    }

    @Test("refutes a later report that leaves the objection out, and no honest one")
    func leftOut() throws {
        let bytes = try receipt().encoded
        #expect(judge(first, bytes).exitCode == 5)
        #expect(judge(first, bytes).checks.last?.detail.contains("recorded after this report") == true)
        let honest = try story.compose(claim)
        #expect(judge(honest, bytes).exitCode == 0)
        var forge = Forge()
        forge.omits = { [placed] in $1 == placed.position }
        let lie = try forge.report(story, of: claim)
        #expect(Verification.verify(lie, trust: story.trust).exitCode == 0)
        let verdict = judge(lie, bytes)
        #expect(verdict.exitCode == 2 && verdict.conclusion.hasPrefix("PROVEN"), "\(verdict.lines)")
    }

    @Test(
        "contests a report from before it until a standing reaches it, by what was decided as far as the receipt goes")
    func contests() throws {
        func state(_ receipt: [UInt8], standing: [UInt8]? = nil) throws -> (code: Int32, text: String) {
            var verdict = Verification.verify(first, trust: story.trust)
            let reading = try #require(Reading(named: "2026-01-02"))
            verdict.judgeStanding(ofReport: first, file: standing, at: reading)
            verdict.compare(report: first, receipt: receipt)
            return (verdict.exitCode, verdict.lines.joined(separator: "\n"))
        }
        let filed = try state(try receipt().encoded)
        #expect(
            filed.code == 5 && filed.text.contains("standing     CONTESTED (as the receipt shows)"), "\(filed.text)")
        let challenge = try Challenge(placed.statement)
        let draft = Ruling.draft(
            on: challenge, answers: challenge.grounds.map { ($0, false, "It is not.") }, slots: [:])
        let reviewer = FixedKeys.key("reviewer")
        try ledger.grant(.reviewer, to: reviewer)
        try ledger.append(draft, by: reviewer)
        let rejected = try state(try receipt().encoded)
        #expect(rejected.code == 0 && rejected.text.contains("REJECTED"), "\(rejected.text)")
    }

    @Test("refutes a report from a copy of the ledger that never had the objection")
    func forked() throws {
        let bytes = try receipt().encoded
        // The same ledger up to the first report, and then without the objection.
        let other = try Story()
        let otherClaim = try other.identify()
        #expect(try other.compose(otherClaim) == first)
        for seed in 20..<23 { _ = try Story.record(Story.picture(UInt64(seed)), in: other.publisher) }
        let verdict = judge(try other.compose(otherClaim), bytes)
        #expect(verdict.exitCode == 2 && verdict.conclusion.hasPrefix("PROVEN"), "\(verdict.lines)")
    }

    @Test("of another ledger, or damaged, shows nothing, and says nothing against the report")
    func foreign() throws {
        let later = try story.compose(claim)
        let other = try Story(seed: "another")
        let theirs = try other.object(to: try other.compose(try other.identify()))
        let elsewhere = try receipt(other, try other.record(theirs)).encoded
        let good = try receipt()
        func edited(
            checkpoint: SignedNote? = nil, entries: [Bundle.ProvenEntry]? = nil, lists: [Bundle.ReferenceList]? = nil,
            challenge: ContentHash? = nil
        ) -> [UInt8] {
            Receipt(
                challenge: challenge ?? good.challenge, checkpoint: checkpoint ?? good.checkpoint,
                entries: entries ?? good.entries, lists: lists ?? good.lists
            ).encoded
        }
        let size = try Checkpoint(text: good.checkpoint.text).size
        var damaged = [
            edited(checkpoint: try ledger.checkpoint(size: size, key: FixedKeys.stranger)),
            edited(checkpoint: try ledger.checkpoint(size: size - 1)), edited(challenge: claim.statement.id),
            edited(challenge: .zero), edited(entries: good.entries.filter { $0.position != placed.position }), [],
        ]
        for index in good.lists.indices {
            var lists = good.lists
            // That of the challenge's own statement only adds what answers it.
            if lists.remove(at: index).name != placed.statement.name { damaged.append(edited(lists: lists)) }
        }
        for bytes in damaged + [elsewhere] {
            let verdict = judge(later, bytes)
            #expect(verdict.exitCode == 1, "\(verdict.lines)")
        }
        for bytes in damaged.dropLast() where !bytes.isEmpty {
            #expect([2, 1].contains(Verification.verify(bytes, trust: story.trust).exitCode))
        }
    }

    @Test("shows that an objection was recorded, beside a report from before")
    func recorded() throws {
        var verdict = Verification.verify(first, trust: story.trust)
        var hearing = Hearing(first, verdict: verdict, receipt: try receipt().encoded)
        hearing.add(file.encoded, from: "x.challenge")
        hearing.finish(&verdict)
        #expect(verdict.lines.joined().contains("as entry \(placed.position), as the receipt shows"))
    }
}
