import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("What is decided on an objection")
struct RulingTests {
    private let story: Story
    private let claim: PlacedEntry
    private let first: [UInt8]
    private let placed: PlacedEntry
    private let reviewer = FixedKeys.key("reviewer")
    private var ledger: MemoryLedger { story.publisher.ledger }

    init() throws {
        story = try Story()
        claim = try story.identify()
        first = try story.compose(claim)
        placed = try story.record(try story.object(to: first, [.numbers, .subject]))
        try ledger.grant(.reviewer, to: reviewer)
    }

    private func rule(_ numbers: Bool, _ subject: Bool, by key: SigningKey) throws {
        let draft = Ruling.draft(
            on: try Challenge(placed.statement), answers: [(.subject, subject, "s"), (.numbers, numbers, "n")],
            slots: [:])
        try ledger.append(draft, by: key)
    }

    private func later(of claim: PlacedEntry? = nil) throws -> Verdict {
        let report = try Forge().report(story, of: claim ?? self.claim)
        return Verification.verify(report, trust: story.trust)
    }

    @Test("is contested where it is upheld, also in part, and no later decision or withdrawal changes that")
    func outcomes() throws {
        for (numbers, subject, state, code) in [
            (false, false, "REJECTED", Int32(0)), (true, false, "PARTLY", 5), (false, false, "PARTLY", 5),
        ] {
            try rule(numbers, subject, by: reviewer)
            let verdict = try later()
            #expect(verdict.exitCode == code, "\(verdict.lines)")
            #expect(verdict.summary.contains { $0.name == "objections" && $0.value.hasSuffix(state) })
        }
        try story.answer(placed, .withdraw, by: Story.challenger)
        #expect(try later().exitCode == 5)
        let again = try story.publisher.append([
            Draft(
                .claim, subjects: [try #require(claim.statement.name("run"))], body: claim.statement.body)
        ])[0]
        #expect(try later(of: again).exitCode == 5, "claiming again from the same run says the same")
    }

    @Test("counts for nothing from whoever made the claim or the objection, or where it leaves out a ground")
    func void() throws {
        try ledger.grant(.reviewer, to: FixedKeys.operator)
        try ledger.grant(.reviewer, to: Story.challenger)
        try rule(true, true, by: FixedKeys.operator)
        try rule(true, true, by: Story.challenger)
        try ledger.append(
            Ruling.draft(on: try Challenge(placed.statement), answers: [(.subject, true, "s")], slots: [:]),
            by: reviewer)
        let verdict = try later()
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.summary.contains { $0.name == "objections" && $0.value.hasSuffix("FILED") })
    }

    @Test("says nothing of another claim on the same evidence")
    func other() throws {
        try rule(true, true, by: reviewer)
        let other = try story.identify(about: "thing")
        let verdict = try later(of: other)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.summary.contains { $0.name == "objections" && $0.value.hasSuffix("UPHELD") })
    }

    @Test("may be a retraction: with its proof the report itself is contested")
    func retracted() throws {
        let report = try ChallengedReport(first, verdict: Verification.verify(first, trust: story.trust)).report
        func retract(by key: SigningKey) throws -> PlacedEntry {
            try ledger.append(
                Draft(
                    .retraction, subjects: [report.statement.name],
                    body: [
                        "report": .string(report.statement.name.description),
                        "claim": .string(claim.statement.name.description),
                        "challenge": .string(placed.statement.name.description), "cause": "objection",
                    ]), by: key)
        }
        func judge(_ entry: PlacedEntry) throws -> Verdict {
            var verdict = Verification.verify(first, trust: story.trust)
            let proof = TlogProof(
                index: entry.position,
                hashes: ledger.tree.proveInclusion(of: entry.position, size: ledger.tree.size),
                checkpoint: try ledger.checkpoint())
            verdict.compare(report: first, entry: entry.entry.leaf, proof: proof.encoded)
            return verdict
        }
        #expect(try judge(try retract(by: reviewer)).exitCode == 3)
        let entry = try retract(by: FixedKeys.ledger)
        let verdict = try judge(entry)
        #expect(verdict.exitCode == 5 && verdict.conclusion.hasPrefix("RETRACTED"), "\(verdict.lines)")
    }

    @Test("A retraction under the ledger's key makes every later report of the claim contested")
    func retraction() throws {
        let report = try ChallengedReport(first, verdict: Verification.verify(first, trust: story.trust)).report
        try ledger.append([
            Draft(
                .retraction, subjects: [report.statement.name],
                body: [
                    "report": .string(report.statement.name.description),
                    "claim": .string(claim.statement.name.description), "challenge": nil, "cause": "evidence",
                ])
        ])
        #expect(try later().exitCode == 5)
    }
}

@Suite("A fork, from what two people were shown")
struct ForkTests {
    private func bundle(_ report: [UInt8]) throws -> Bundle {
        try Bundle(encoded: try ReportFile(encoded: report).bundle)
    }

    @Test("is proven by two reports of one ledger that have another entry in one place, and by no honest two")
    func reports() throws {
        let (one, other) = (try Story(), try Story())
        let claim = try one.identify()
        let first = try one.compose(claim)
        let second = try one.compose(claim)
        let otherwise = try other.compose(try other.identify(about: "thing"))
        #expect(ForkProof(comparing: try bundle(first), try bundle(second)) == nil)
        let elsewhere = try Story(seed: "another")
        let theirs = try elsewhere.compose(try elsewhere.identify())
        #expect(ForkProof(comparing: try bundle(first), try bundle(theirs)) == nil)
        for report in [first, second] {
            let proof = try #require(ForkProof(comparing: try bundle(report), try bundle(otherwise)))
            #expect(try ForkProof(encoded: proof.encoded).encoded == proof.encoded)
            let verdict = Verification.verify(proof.encoded, trust: one.trust)
            #expect(verdict.exitCode == 2 && verdict.conclusion.hasPrefix("PROVEN"), "\(verdict.lines)")
        }
    }

    @Test("is not proven by what its own file does not carry")
    func forged() throws {
        let good = try SampleLedger.fork()
        #expect(Verification.verify(good.encoded, trust: TrustPolicy(ledgers: [])).exitCode == 2)
        let (one, two) = (good.sides[0], good.sides[1])
        let stranger = try SignedNote(
            signing: two.checkpoint.text, with: FixedKeys.stranger,
            name: try Checkpoint(text: two.checkpoint.text).origin)
        let cases = [
            ForkProof(one, one), ForkProof(one, .init(checkpoint: stranger, entries: two.entries)),
            ForkProof(one, .init(checkpoint: two.checkpoint, entries: one.entries)),
            ForkProof(one, .init(checkpoint: two.checkpoint, entries: Array(two.entries.dropFirst()))),
            ForkProof(one, .init(checkpoint: one.checkpoint, entries: two.entries)),
        ]
        for proof in cases {
            let verdict = Verification.verify(proof.encoded, trust: TrustPolicy(ledgers: []))
            #expect(verdict.exitCode == 1, "\(verdict.lines)")
        }
    }
}
