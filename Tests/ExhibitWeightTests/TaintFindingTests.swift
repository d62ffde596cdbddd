import ExhibitWeight
import Testing

@Suite("What is said of tainted pixels")
struct TaintFindingTests {
    private func graph(_ compared: Taint, nominated: Taint = .asReceived) -> TaintGraph<String> {
        TaintGraph(
            steps: [
                TaintStep(id: "1", taint: compared, inputs: [.init("file")], outputs: ["compared"]),
                TaintStep(id: "2", taint: nominated, inputs: [.init("file")], outputs: ["probe"]),
            ], origins: ["file": TaintOrigin(.asReceived)])
    }

    private static let asReceived = "Compared pixels are as received."
    private static let processed =
        "Pixels were processed by listed fixed operations; no detail was added. Information lost: colour."
    private static let learned = "A learned or unknown process touched these pixels. Detail may not be real."
    private static let person =
        "Part of this picture was generated. It does not show what this person looks like. No identification is made."
    private static let generated = "Part of this picture was generated. The generated part is not evidence."
    private static let authored = "Made by hand or from another picture."
    private static let nomination =
        "The candidate was found with a generated/edited picture. The comparison below uses the original only."

    @Test(
        "is the fixed sentence of the highest class, under its ceiling",
        arguments: [
            (.asReceived, .person, true, asReceived, .identification),
            (.exact, .thing, false, asReceived, .identification),
            (.exact, .person, false, asReceived, .identification),
            (.processed, .thing, false, processed, .identification),
            (.processed, .picture, false, processed, .identification),
            (.learnedOrUnknown, .thing, true, learned, .lead),
            (.learnedOrUnknown, .person, true, learned, .lead), (.generated, .person, false, person, .refused),
            (.generated, .person, true, person, .refused), (.generated, .thing, false, generated, .refused),
            (.generated, .thing, true, generated, .lead), (.generated, .picture, false, generated, .refused),
            (.generated, .picture, true, generated, .lead), (.authored, .thing, true, authored, .refused),
            (.authored, .person, false, authored, .refused), (.authored, .picture, true, authored, .refused),
        ] as [(Taint, About, Bool, String, Status)])
    func table(taint: Taint, about: About, isValidated: Bool, sentence: String, ceiling: Status) {
        let finding = graph(taint).finding(
            compared: ["compared": .whole], about: about, isValidated: isValidated, lost: "colour.")
        #expect(finding.comparison == taint)
        #expect(finding.nomination == .asReceived)
        #expect(finding.sentences == [sentence])
        #expect(finding.ceiling == ceiling)
        #expect(!finding.needsFullPopulation)
        #expect(finding.notes.isEmpty)
    }

    @Test(
        "tells a nomination by a generated or edited picture from a comparison of one",
        arguments: [
            (.exact, .generated, [asReceived, nomination], .lead, true),
            (.processed, .authored, [processed, nomination], .lead, true),
            (.learnedOrUnknown, .generated, [learned, nomination], .lead, true),
            // Up to T3 a nomination is a path like another; and beside generated pixels it is no excuse.
            (.exact, .learnedOrUnknown, [learned], .lead, false),
            (.exact, .processed, [processed], .identification, false),
            (.generated, .authored, [authored], .refused, false), (.authored, .generated, [authored], .refused, false),
        ] as [(Taint, Taint, [String], Status, Bool)])
    func nominations(compared: Taint, nominated: Taint, sentences: [String], ceiling: Status, isNominatedOnly: Bool) {
        let finding = graph(compared, nominated: nominated).finding(
            compared: ["compared": .whole], nominators: ["probe"], about: .thing, isValidated: true, lost: "colour.")
        #expect(finding.comparison == compared && finding.nomination == nominated)
        #expect(finding.sentences == sentences)
        #expect(finding.ceiling == ceiling)
        #expect(finding.needsFullPopulation == isNominatedOnly)
        let causes: [TaintPath<String>.Cause] = [.step("1")] + (nominated > compared ? [.step("2")] : [])
        #expect(finding.paths.map(\.cause) == causes)
    }

    @Test("counts the highest of several probes, and of several comparisons")
    func several() {
        let graph = TaintGraph(
            steps: Taint.allCases.map {
                TaintStep(id: $0.rawValue, taint: $0, inputs: [.init("file")], outputs: ["made " + $0.rawValue])
            }, origins: ["file": TaintOrigin(.asReceived)])
        let finding = graph.finding(
            compared: ["made T1": .whole, "made T2": .whole], nominators: ["made T0", "made T4", "made T3"],
            about: .thing)
        #expect(finding.comparison == .processed && finding.nomination == .generated)
        #expect(finding.paths.map(\.cause) == [.step("T2"), .step("T4")])
        #expect(finding.ceiling == .lead)
    }

    @Test("notes what was generated outside the region that was compared, and is not stopped by it")
    func outside() {
        let size = PixelSize(width: 10, height: 10)!
        let keep = PixelGeometry(map: [2, 0, 1, 2, 0, 2, 1, 2], size: size, source: size)!
        let corner = Region(PixelRect(left: 0, top: 0, right: 3, bottom: 3)!)
        let rest = Region(PixelRect(left: 3, top: 0, right: 10, bottom: 10)!)
        for (taint, word) in [(Taint.generated, "generated"), (.authored, "made by hand or from another picture")] {
            let graph = TaintGraph(
                steps: [
                    TaintStep(
                        id: "1", taint: taint, inputs: [.init("file", .mapped(keep))], outputs: ["out"], size: size,
                        drawn: corner)
                ], origins: ["file": TaintOrigin(.asReceived)])
            let clean = graph.finding(compared: ["out": rest], about: .person)
            #expect(clean.ceiling == .identification)
            #expect(clean.notes == [.outside(taint)])
            #expect(
                clean.notes.first?.sentence
                    == "Part of a picture in this chain was \(word), outside the region that was compared.")
            let touched = graph.finding(compared: ["out": Region(joining: [rest, corner])], about: .person)
            #expect(touched.ceiling == .refused && touched.notes.isEmpty)
        }
    }

    @Test("notes what nothing explains and what is made from itself")
    func notes() {
        let graph = TaintGraph(
            steps: [
                TaintStep(id: "1", taint: .exact, inputs: [.init("nowhere")], outputs: ["a"]),
                TaintStep(id: "2", taint: .exact, inputs: [.init("a")], outputs: ["a"]),
                TaintStep(id: "3", taint: .exact, inputs: [.init("elsewhere")], outputs: ["b"]),
            ], origins: [:])
        let finding = graph.finding(compared: ["a": .whole], about: .picture)
        #expect(finding.notes == [.unexplained(["nowhere"]), .recurring(["a"])])
        #expect(finding.ceiling == .lead)
        #expect(Set(finding.notes.map(\.sentence)).count == 2)
        let unknown = graph.finding(compared: ["never heard of": .whole], about: .picture)
        #expect(unknown.notes == [.unexplained(["never heard of"])])
    }

    @Test("of nothing compared is T3")
    func nothing() {
        #expect(graph(.exact).finding(compared: [:], about: .thing).comparison == .learnedOrUnknown)
    }
}

@Suite("Variants of a generated picture")
struct TaintVariantsTests {
    private func faces(_ steps: [(seed: String?, variants: Int?)], kept: [Int], taint: Taint = .generated)
        -> [TaintVariants]
    {
        let made = steps.enumerated().map { index, step in
            TaintStep(
                id: "face \(index)", operation: "restore 1", taint: taint, inputs: [.init("file")],
                outputs: ["face \(index)"], seed: step.seed, variants: step.variants)
        }
        let compare = TaintStep(
            id: "compare", taint: .processed, inputs: kept.map { .init("face \($0)") }, outputs: ["score"])
        let graph = TaintGraph(steps: made + [compare], origins: ["file": TaintOrigin(.asReceived)])
        return graph.finding(compared: ["score": .whole], about: .thing).variants
    }

    @Test("are counted: how many were made, how many are recorded, how many were used")
    func counted() throws {
        let seven = try #require(faces((0..<7).map { ("\($0)", 7) }, kept: [3]).first)
        #expect(seven.made == 7 && seven.recorded == 7 && seven.kept == 1)
        #expect(seven.seeds == ["0", "1", "2", "3", "4", "5", "6"] && seven.hasComparableSeeds)
        #expect(seven.sentence == "7 variants were generated and 1 used (seeds recorded: 0, 1, 2, 3, 4, 5, 6).")
        let hidden = try #require(faces([("1", 40), ("2", 40)], kept: [0, 1]).first)
        #expect(hidden.made == 40 && hidden.recorded == 2 && hidden.kept == 2 && !hidden.hasComparableSeeds)
        let understated = try #require(faces([("1", 1), ("2", 1), ("3", 1)], kept: [0]).first)
        #expect(understated.made == 3)
    }

    @Test("are an unknown number where nobody says")
    func unknown() throws {
        let unsaid = try #require(faces([(nil, nil)], kept: [0]).first)
        #expect(unsaid.made == nil && unsaid.recorded == 1)
        #expect(unsaid.sentence == "An unknown number of variants was generated and 1 used (no seed is recorded).")
        #expect(faces([("1", 2), ("2", nil)], kept: [0]).first?.made == nil)
        #expect(faces([("1", 1)], kept: [0]).first?.sentence.hasPrefix("One variant was generated and 1 used") == true)
    }

    @Test("are those of one generating operation on the same inputs, where the result descends from one of them")
    func grouped() {
        #expect(faces([("1", 2), ("2", 2)], kept: []).isEmpty)
        #expect(faces([("1", 2), ("2", 2)], kept: [0], taint: .processed).isEmpty)
        let graph = TaintGraph(
            steps: [
                TaintStep(id: "1", operation: "a", taint: .generated, inputs: [.init("file")], outputs: ["x"]),
                TaintStep(id: "2", operation: "b", taint: .generated, inputs: [.init("file")], outputs: ["y"]),
                TaintStep(id: "3", operation: "a", taint: .generated, inputs: [.init("other")], outputs: ["z"]),
                TaintStep(id: "4", operation: "a", taint: .generated, inputs: [.init("file")], outputs: ["w"]),
            ], origins: ["file": TaintOrigin(.asReceived), "other": TaintOrigin(.asReceived)])
        let variants = graph.finding(compared: ["x": .whole], nominators: ["z"], about: .thing).variants
        #expect(variants.map(\.operation) == ["a", "a"])
        #expect(variants.map(\.recorded) == [2, 1] && variants.map(\.kept) == [1, 1])
    }
}
