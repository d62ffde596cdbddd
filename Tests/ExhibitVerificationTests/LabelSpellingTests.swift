import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("An answer with a label")
struct LabelSpellingTests {
    private static let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")

    private func verdict(labels: String, answers: [String]) throws -> Verdict {
        let story = try ModelStory(labels: labels)
        story.answers = zip(answers, ["f32:3f733333", "f32:3d4ccccd"]).map { (label: $0, score: $1) }
        let claim = try story.record(try story.run())
        return ReportVerifier.verify(try Forge().report(story.story, of: claim), trust: story.story.trust)
    }

    @Test("is one of the model's, byte for byte")
    func spelling() throws {
        for label in [Self.composed, Self.decomposed] {
            #expect(try verdict(labels: label + "\n", answers: [label]).exitCode == 0)
        }
        for (label, answer) in [(Self.composed, Self.decomposed), (Self.decomposed, Self.composed)] {
            let verdict = try verdict(labels: label + "\n", answers: [answer])
            #expect(verdict.exitCode == 2, "\(verdict.lines)")
            #expect(verdict.findings.contains { $0.message == "an answer is none of the model's labels" })
        }
    }

    @Test("may be one of two that look the same")
    func both() throws {
        let labels = "\(Self.composed)\n\(Self.decomposed)\n"
        #expect(try verdict(labels: labels, answers: [Self.decomposed, Self.composed]).exitCode == 0)
    }

    @Test("of a list that is none is none of the model's", arguments: ["one", "one\n\none\n", "one\nno\u{1B}[2J\n"])
    func malformed(labels: String) throws {
        let verdict = try verdict(labels: labels, answers: ["one"])
        #expect(verdict.exitCode == 2, "\(verdict.lines)")
    }
}
