import ExhibitTestSupport
import Foundation
import Testing

@Suite("Commands print what their transcripts say")
struct TranscriptTests {
    static let names: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Place.transcripts)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted()
    }()

    @Test("There are transcripts to run")
    func someExist() {
        #expect(Self.names.count >= 10)
    }

    @Test("Every command gives these words and this exit code", arguments: names)
    func transcript(_ name: String) throws {
        let path = "\(Place.transcripts)/\(name)"
        var transcript = Transcript(try String(contentsOfFile: path, encoding: .utf8))
        let bench = try Bench()
        let results = bench.root + "/results"
        try FileManager.default.createDirectory(atPath: results, withIntermediateDirectories: false)
        try bench.run(transcript.script(results: results), limit: 240)
        for index in transcript.steps.indices {
            let step = transcript.steps[index]
            let place = SourceLocation(fileID: "CommandTests/\(name)", filePath: path, line: step.line, column: 1)
            guard let code = Int(Self.read("\(results)/\(index).code").trimmingCharacters(in: .newlines)) else {
                Issue.record("`\(step.command[0])` never ended", sourceLocation: place)
                return
            }
            let actual = Transcript.lines(
                output: Self.read("\(results)/\(index).out"), error: Self.read("\(results)/\(index).err"), code: code)
            guard let wrong = Placeholders.mismatch(step.expected, actual) else { continue }
            if Recording.isOn {
                transcript.steps[index].expected = actual.map(Placeholders.generalised)
            } else {
                let seen = actual.enumerated().map { "  \($0 == wrong ? "→" : " ") \($1)" }.joined(separator: "\n")
                Issue.record("`\(step.command[0])` printed:\n\(seen)", sourceLocation: place)
            }
        }
        if Recording.isOn,
            let difference = try Recording.difference(Array(transcript.text.utf8), from: URL(fileURLWithPath: path))
        {
            Issue.record("\(difference): read what changed")
        }
    }

    private static func read(_ path: String) -> String {
        String(decoding: (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data(), as: UTF8.self)
    }

    @Test("A transcript that expects something else is seen to differ")
    func differs() {
        #expect(Placeholders.mismatch(["#<n>  recorded  a.jpg"], ["#12  recorded  a.jpg"]) == nil)
        #expect(Placeholders.mismatch(["#<n>  recorded  a.jpg"], ["#x  recorded  a.jpg"]) == 0)
        #expect(Placeholders.mismatch(["a", "<...>", "c"], ["a", "b", "b", "c"]) == nil)
        #expect(Placeholders.mismatch(["a", "<...>", "c"], ["a", "b", "b", "d"]) == 1)
        #expect(Placeholders.mismatch(["a"], ["a", "! b"]) == 1)
        #expect(Placeholders.mismatch(["a", "[exit 1]"], ["a"]) == 1)
        #expect(Placeholders.mismatch(["(.*)"], ["anything"]) == 0)
        let text = "# a remark\n$ one\n> two\nout\n! err\n[exit 2]\n\n$ three\n"
        #expect(Transcript(text).text == text)
    }
}
