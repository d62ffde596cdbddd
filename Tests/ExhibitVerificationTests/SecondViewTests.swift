import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("A page of the newest template")
struct SecondViewTests {
    private static let note = "own words, which no record supports."

    private func page(_ report: [UInt8]) throws -> String {
        String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
    }

    private func older(_ story: Story, _ claim: PlacedEntry) throws -> String {
        var forge = Forge()
        forge.edition = .checking
        return try page(try forge.report(story, of: claim))
    }

    @Test(
        "flags what no record supports wherever the publisher writes, in any spelling",
        arguments: ["Match confirmed: my own camera", "m a t c h confirmed", "ｍａｔｃｈ confirmed"])
    func origin(_ words: String) throws {
        let story = try Story(origin: words)
        let claim = try story.identify()
        let shown = try page(try story.compose(claim))
        // The origin itself, and the same among the private values.
        #expect(shown.ranges(of: Self.note).count == 2)
        #expect(!(try older(story, claim)).contains(Self.note))
        #expect(!(try page(try story.compose(claim, withhold: ["origin_basis"]))).contains(Self.note))
    }

    /// What the page says of objections.
    private func section(of page: String) -> Substring {
        let rest = page.firstRange(of: "id=\"objections\"").map { page[$0.upperBound...] } ?? ""
        return rest.firstRange(of: "</section>").map { rest[..<$0.lowerBound] } ?? rest
    }

    @Test("flags them in the words of an objection and of who decides on it, too")
    func objections() throws {
        let story = try Story()
        let claim = try story.identify()
        let first = try story.compose(claim)
        let placed = try story.record(try story.object(to: first, [.numbers, .subject]))
        #expect(try page(try story.compose(claim)).ranges(of: "<b>not decided</b>").count == 2)
        let reviewer = FixedKeys.key("reviewer")
        try story.publisher.ledger.grant(.reviewer, to: reviewer)
        let challenge = try Challenge(placed.statement)
        try story.publisher.ledger.append(
            Ruling.draft(
                on: challenge, answers: [(.numbers, false, "The search was counted."), (.subject, false, "Unmasked.")],
                slots: [:]), by: reviewer)
        let shown = try page(try story.compose(claim))
        #expect(shown.contains("<b>REJECTED</b> · entry \(placed.position)"))
        #expect(section(of: shown).ranges(of: "<b>rejected</b>").count == 2)
        #expect(shown.contains("<bdi>The search was counted.</bdi>") && shown.contains("<bdi>Unmasked. [Its writer"))
        let silent = try page(try story.compose(claim, withhold: ["reasons"]))
        #expect(silent.ranges(of: "the reason is not disclosed in this report").count == 2)
        #expect(!silent.contains("Unmasked") && silent.contains("<b>REJECTED</b>"))
    }

    @Test("gives the answers of the ruling that counts, and none of one that does not")
    func rulings() throws {
        let story = try Story()
        let claim = try story.identify()
        let placed = try story.record(try story.object(to: try story.compose(claim)))
        let challenge = try Challenge(placed.statement)
        let ledger = story.publisher.ledger
        func rule(_ isUpheld: Bool, _ reason: String, by key: SigningKey) throws {
            try ledger.append(
                Ruling.draft(on: challenge, answers: [(.subject, isUpheld, reason)], slots: [:]), by: key)
        }
        try ledger.grant(.reviewer, to: FixedKeys.operator)
        try rule(false, "Mine is right.", by: FixedKeys.operator)
        #expect(try page(try story.compose(claim)).contains("<b>not decided</b>"))
        let reviewer = FixedKeys.key("reviewer")
        try ledger.grant(.reviewer, to: reviewer)
        try rule(false, "No.", by: reviewer)
        try rule(true, "Yes, after all.", by: reviewer)
        try rule(false, "No again.", by: reviewer)
        var forge = Forge()
        forge.edition = .disclosing
        forge.disclosures = { disclosures in
            for entry in ledger.entries where entry.statement.isKind(.ruling) {
                for slot in (try? story.publisher.values(of: entry.statement)) ?? [] where slot.path == "body.reasons" {
                    disclosures.append(.init(statement: entry.statement.id, slot: slot))
                }
            }
        }
        let shown = try page(try forge.report(story, of: claim))
        let section = section(of: shown)
        #expect(section.contains("<b>UPHELD</b>") && section.contains("<b>upheld</b>"))
        #expect(section.contains("<bdi>Yes, after all.</bdi>") && !section.contains("<b>rejected</b>"))
    }

    @Test("says on its first screen which report it takes the place of")
    func supersedes() throws {
        let story = try Story()
        let claim = try story.identify()
        let first = try story.compose(claim)
        #expect(!(try page(first)).contains("Takes the place of"))
        let earlier = try ChallengedReport(first, verdict: ReportVerifier.verify(first, trust: story.trust)).report
        let ledger = story.publisher.ledger
        let composer = ReportComposer(
            story.publisher, now: { ledger.now }, supersedes: earlier.statement.name)
        let report = try composer.compose(of: claim).file.encoded
        let shown = try page(report)
        #expect(shown.contains("an earlier report, entry \(earlier.position), <code>\(earlier.statement.name)</code>"))
        #expect(ReportVerifier.verify(report, trust: story.trust).exitCode == 0)
    }

    @Test("marks a question that nobody stated")
    func question() throws {
        let mark = "nobody stated a question"
        let story = try Story.calibrated()
        #expect(try page(try story.compose(try story.weigh())).contains(mark))
        var stated = ClaimQuestion()
        stated.question = "Is it a copy of one of ours?"
        let claim = try story.weigh(stated: stated)
        #expect(!(try page(try story.compose(claim))).contains(mark))
        let withheld = try page(try story.compose(claim, withhold: ["question"]))
        #expect(!withheld.contains(mark) && withheld.contains("<dt>Question</dt><dd><span class=\"s\">withheld</span>"))
        let plain = try Story()
        #expect(try page(try plain.compose(try plain.identify())).contains(mark))
    }
}
