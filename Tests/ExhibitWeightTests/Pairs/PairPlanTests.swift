import ExhibitCore
import ExhibitWeight
import Testing

@Suite("A plan of pairs")
struct PairPlanTests {
    private static let sourced = "picture,candidate,truth,picture_source,candidate_source\n"

    /// Files are their paths up to a colon: "a:1" and "a:2" are the same bytes.
    private func plan(_ text: String, labels: Set<String>? = nil, header: String = "picture,candidate,truth\n") throws
        -> PairPlan
    {
        try PairPlan(
            PairList(csv: Array((header + text).utf8)),
            isLabel: labels.map { labels in { labels.map { Array($0.utf8) }.contains($0) } }
        ) { path in
            path.hasPrefix("no")
                ? .unread(Array(path.utf8)) : .read(ContentHash(of: Array(path.prefix { $0 != ":" }.utf8)))
        }
    }

    private func problems(_ text: String, labels: Set<String>? = nil, header: String = "picture,candidate,truth\n")
        throws
        -> [String]
    {
        do {
            _ = try plan(text, labels: labels, header: header)
            return []
        } catch let problems as PairList.Problems {
            return problems.list.map { "\($0.line): \($0.reason)" }
        }
    }

    @Test("asks about each file once, whatever it is called, and counts a pair once")
    func once() throws {
        let made = try plan("b,7,same\na:1,7,same\na:2,7,same\na:1,8,different\n", labels: ["7", "8"])
        #expect(made.pictures.map(\.path) == ["b", "a:1"] && made.pictures.map(\.source) == [0, 1])
        #expect(made.candidates.count == 2 && made.candidates.allSatisfy { $0.source == nil })
        #expect(made.pairs.map(\.picture) == [0, 1, 1] && made.pairs.map(\.isSame) == [true, true, false])
        #expect(made.repeated == 1)
    }

    @Test("makes one source of what is the same, across lines")
    func joined() throws {
        let made = try plan("a,b,same\nc,b,same\na,d,different\nc,no,different\n")
        #expect(made.pictures.map(\.source) == [0, 0])
        #expect(made.candidates.map(\.source) == [0, 1, 2])
    }

    @Test("takes sources from their words")
    func words() throws {
        let made = try plan("a,b,same,x,x\nc,d,different,x,y\n", header: Self.sourced)
        #expect(made.pictures.map(\.source) == [0, 0] && made.candidates.map(\.source) == [0, 1])
        let labelled = try plan("a,7,same,x,\nb,7,different,x,\n", labels: ["7"], header: Self.sourced)
        #expect(labelled.pictures.map(\.source) == [0, 0])
    }

    @Test(
        "names lines that contradict each other",
        arguments: [
            ("a,b,same\na,b,different\n", ["3: line 2 states the other truth"]),
            (
                "a,b,same\nb,a,different\n",
                ["3: it is stated to be different, and by this or other lines of one source"]
            ),
            ("a,b,same\nb,c,same\nc,a,different\n", ["4: it is stated to be different"]),
            ("a:1,a:2,same\n", ["2: it compares a file with itself"]),
        ])
    func contradictions(text: String, due: [String]) throws {
        let found = try problems(text)
        #expect(!found.isEmpty && zip(found, due).allSatisfy { $0.hasPrefix($1) }, "\(found)")
    }

    @Test(
        "names lines with sources that contradict them",
        arguments: [
            ("a,b,same,x,y\n", "2: it is stated to be the same, and to be of two sources"),
            ("a,b,different,x,x\n", "2: it is stated to be different"),
            ("a,b,different,x,y\na,c,different,z,y\n", "3: it names another source of a file"),
            ("a,b,different,x,\n", "2: it names no source of the candidate"),
        ])
    func sources(text: String, due: String) throws {
        let found = try problems(text, header: Self.sourced)
        #expect(found.first?.hasPrefix(due) == true, "\(found)")
    }

    @Test("names candidates that are no labels, labels with both truths, and sources of labels")
    func labels() throws {
        #expect(try problems("a,9,same\n", labels: ["7"]) == ["2: its candidate is nothing that the model can answer"])
        #expect(
            try problems("a,7,same\na,7,different\n", labels: ["7"]).first?.hasPrefix("3: line 2 states") == true)
        #expect(
            try problems("a,7,same,x,y\n", labels: ["7"], header: Self.sourced)
                == ["2: it names a source of a label, which has none"])
        // "é" in two spellings is one String and two labels.
        #expect(try problems("a,e\u{301},same\n", labels: ["\u{E9}"]).count == 1)
    }

    @Test("names the first candidate of a picture that no run can compare")
    func many() throws {
        let lines = (0...PairProtocol.mostReferences).map { "a,b\($0),different\n" }.joined()
        let found = try problems(lines)
        #expect(found.count == 1 && found[0].hasPrefix("2002: more than 2000 candidates"), "\(found)")
    }
}
