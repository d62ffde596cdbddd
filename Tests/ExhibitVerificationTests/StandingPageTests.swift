import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite(
    "How a report stands, on verify.html", .serialized,
    .enabled(if: Browser.isThere, Comment(rawValue: Browser.missing)))
struct StandingPageTests {
    private struct Given {
        let name: String
        var file: [UInt8]?
        var report: [UInt8]?
        var day: Int64 = 0
    }

    @Test("is what the programs say, by the report alone and by a standing file, at every time")
    func states() throws {
        let told = try StandingStory()
        var cases: [Given] = []
        for day in [0, 30, 31, -1, -2] as [Int64] { cases.append(Given(name: "alone, day \(day)", day: day)) }
        let early = try Forge().report(told.story, of: told.claim)
        cases.append(Given(name: "of an earlier version", report: early, day: 900))
        let first = try told.standing(day: 20)
        for day in [20, 50, 51] as [Int64] { cases.append(Given(name: "given, day \(day)", file: first, day: day)) }
        let second = try told.story.compose(told.claim)
        cases.append(Given(name: "of another report", file: try told.standing(second, day: 21), day: 21))
        cases.append(Given(name: "of another ledger", file: try StandingStory(seed: "another").standing(), day: 20))
        let twin = try told.story.twin()
        let outcome = try told.story.run(on: twin)
        let claim = try told.story.publisher.append([try told.story.claimDraft(outcome, evidence: twin.entry)])[0]
        let other = try told.object(to: try told.story.compose(claim))
        cases.append(Given(name: "contested about a twin", file: try told.standing(day: 21), day: 21))
        try told.story.answer(other, .withdraw, by: Story.challenger)
        let objected = try told.object()
        let contested = try told.standing(day: 22)
        for day in [22, 23, 25, 52, 53] as [Int64] {
            cases.append(Given(name: "contested, day \(day)", file: contested, day: day))
        }
        cases += try forged(contested, told)
        try told.rule(objected, [true])
        cases.append(Given(name: "upheld", file: try told.standing(day: 24), day: 24))
        try told.retract()
        cases.append(Given(name: "retracted", file: try told.standing(day: 25), day: 25))
        let answers = try VerifierDriver.judge(
            cases.map { given in
                VerifierDriver.Case(
                    given.report ?? told.report, with: [given.file].compactMap { $0 },
                    trusted: [told.story.publisher.trusted.hex], now: told.made + given.day * StandingStory.day)
            })
        try #require(answers.count == cases.count)
        for (given, answer) in zip(cases, answers) {
            let verdict = told.judge(given.file, day: given.day, report: given.report)
            let shared = PageVectors.sharedCode(of: verdict)
            // Whether the claim follows is always open.
            let due = shared == 0 ? 3 : shared
            #expect(answer.code == due, "\(given.name): \(answer.findings) \(verdict.lines)")
            let state = verdict.standingState?.rawValue ?? "none"
            #expect(answer.state == state, "\(given.name): \(answer.state)")
        }
    }

    private func forged(_ bytes: [UInt8], _ told: StandingStory) throws -> [Given] {
        let good = try StandingFile(encoded: bytes)
        func edited(_ entries: [Bundle.ProvenEntry], _ lists: [Bundle.ReferenceList]) -> [UInt8] {
            StandingFile(
                report: good.report, older: good.older, newer: good.newer, consistency: good.consistency,
                entries: entries, lists: lists
            ).encoded
        }
        var forged = [
            Given(name: "cut short", file: bytes.dropLast(), day: 22),
            Given(
                name: "without its proof",
                file: StandingFile(
                    report: good.report, older: good.older, newer: good.newer, consistency: [], entries: good.entries,
                    lists: good.lists
                ).encoded, day: 22),
        ]
        for place in good.entries.indices {
            let others = good.entries.enumerated().filter { $0.offset != place }.map(\.element)
            forged.append(Given(name: "without entry \(place)", file: edited(others, good.lists), day: 22))
        }
        for (place, list) in good.lists.enumerated() {
            let others = good.lists.enumerated().filter { $0.offset != place }.map(\.element)
            forged.append(Given(name: "without the list of \(list.name)", file: edited(good.entries, others), day: 22))
        }
        return forged
    }
}
