import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite(
    "Files that are dropped on verify.html together with a report", .serialized,
    .enabled(if: Browser.isThere, Comment(rawValue: Browser.missing)))
struct GivenFilesTests {
    private struct Given {
        let name: String
        let report: [UInt8]
        let file: [UInt8]
    }

    /// Objections that hold, that do not, and that are about something else.
    private func objections(_ story: Story) throws -> [Given] {
        let claim = try story.identify()
        let report = try story.compose(claim)
        let good = try story.object(
            to: report, [.subject, .numbers], contact: "a@example.org", attachment: ("alibi.jpg", [1, 2, 3]))
        var all = [Given(name: "an objection", report: report, file: good.encoded)]
        let placed = try story.record(good)
        let later = try Forge().report(story, of: claim)
        all.append(Given(name: "a recorded one", report: later, file: good.encoded))
        try story.answer(placed, .acknowledge, by: FixedKeys.ledger)
        all.append(
            Given(name: "an acknowledged one", report: try Forge().report(story, of: claim), file: good.encoded))
        let other = try story.identify(about: "person")
        let elsewhere = try story.object(to: try story.compose(other))
        all.append(Given(name: "one about another claim", report: report, file: elsewhere.encoded))
        let stranger = try Story(seed: "another")
        let foreign = try stranger.object(to: try stranger.compose(try stranger.identify()))
        all.append(Given(name: "one about another ledger", report: report, file: foreign.encoded))
        for (ground, kind) in [(ChallengeGround.pixels, ChallengeProof.Kind.omittedEntry), (.numbers, .indexError)] {
            let proven = try story.object(to: report, [ground], proof: (ground, kind, [1, 2]))
            all.append(Given(name: "one with a proof of \(kind.rawValue)", report: report, file: proven.encoded))
        }
        let text = String(decoding: good.encoded, as: UTF8.self)
        all.append(Given(name: "one cut short", report: report, file: good.encoded.dropLast()))
        for (old, new) in [
            ("It was not me.", "It was you."), (#""mistaken""#, #""mistaken" "#), ("alibi.jpg", "alibi.png"),
            (#""token":null"#, #""token":"AAAA""#), ("exhibit-challenge-v1", "exhibit-challenge-v2"),
        ] where text.contains(old) {
            all.append(Given(name: "\(old) changed", report: report, file: Array(text.replacing(old, with: new).utf8)))
        }
        return all
    }

    @Test("are judged no more favourably than by the programs, and shown where these show them")
    func objections() throws {
        let story = try Story()
        let cases = try objections(story)
        let trusted = [story.publisher.trusted.hex]
        let answers = try VerifierDriver.judge(
            cases.map { VerifierDriver.Case($0.report, with: [$0.file], trusted: trusted) })
        try #require(answers.count == cases.count)
        for (given, answer) in zip(cases, answers) {
            let verdict = heard(given.file, beside: given.report, of: story)
            // Whether the claim follows is always open.
            let due = verdict.exitCode == 0 ? 3 : verdict.exitCode
            let isProof = given.name.hasPrefix("one with a proof")
            // What it cannot check it does not pass over.
            #expect(answer.code == (isProof ? 1 : due), "\(given.name): \(answer.findings) \(verdict.lines)")
            #expect(answer.checks["challenges"] == (isProof ? 1 : 0), "\(given.name)")
        }
    }

    private func heard(_ file: [UInt8], beside report: [UInt8], of story: Story) -> Verdict {
        var verdict = Verification.verify(report, trust: story.trust)
        var hearing = Hearing(report, verdict: verdict)
        hearing.add(file, from: "x.challenge")
        hearing.finish(&verdict)
        return verdict
    }

    @Test("are shown with whose words they are, and whether they were recorded")
    func shown() throws {
        let story = try Story()
        let cases = try objections(story)
        let literals = cases.map {
            "[bytes(\"\(Base64.encode($0.report))\"), bytes(\"\(Base64.encode($0.file))\")]"
        }
        let said = try VerifierDriver.results(
            VerifierLooksTests.hands + """
                const lines = [];
                for (const [report, file] of [\(literals.joined(separator: ",\n"))]) {
                  await choose(report, '', [['x.challenge', file]]);
                  const part = document.getElementById('heard-part');
                  lines.push(part.hidden ? 'hidden' : document.getElementById('heard').textContent.replaceAll('\\n', ' '));
                }
                return lines;
                """)
        try #require(said.count == cases.count)
        for (given, line) in zip(cases, said) {
            let program = heard(given.file, beside: given.report, of: story).challenges.first
            let isShown = program?.json["shown"] == .bool(true)
            #expect(line.contains("not shown") == !isShown, "\(given.name): \(line)")
            guard isShown, let program else { continue }
            #expect(line.contains(program.json["text"]?.text ?? "?"), "\(given.name): \(line)")
            let recorded = program.json["notes"]?["recorded"]?.text ?? ""
            for word in ["delivery not proven", "FILED", "ACKNOWLEDGED"] {
                #expect(line.contains(word) == recorded.contains(word), "\(given.name): \(line)")
            }
        }
    }
}
