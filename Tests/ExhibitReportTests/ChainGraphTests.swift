import Testing

@testable import ExhibitReport

@Suite("The drawing of the chain shows what was made from what")
struct ChainGraphTests {
    @Test("Sources come before their first use, and every arrow leads forward")
    func order() {
        let graph = ChainGraph(Sample.steps)
        #expect(graph.nodes.count == Sample.steps.count + 4)
        #expect(graph.edges.count == 8)
        #expect(graph.edges.allSatisfy { $0.from < $0.to })
    }

    @Test("Arrows that overlap never share a lane")
    func lanes() {
        let steps = (1...40).map { number in
            ReportView.Step(
                number: number, operation: "x", version: "1",
                inputs: (1..<number).filter { number % $0 < 2 }.map { .init(role: "in", name: "sealed:\($0)") },
                outputs: [.init(role: "out", name: "sealed:\(number)")], taint: .exact, parameters: [],
                environment: "")
        }
        let graph = ChainGraph(steps)
        for first in graph.edges where first.lane != nil {
            for second in graph.edges where second.lane == first.lane && second != first {
                #expect(second.from >= first.to || first.from >= second.to)
            }
        }
    }

    @Test("Names that only look alike do not join steps")
    func bytes() {
        let composed = ReportView.Use(role: "a", name: "sealed:\u{E9}")
        let decomposed = ReportView.Use(role: "a", name: "sealed:e\u{301}")
        let steps = [([], [composed]), ([decomposed], [])].enumerated().map { index, uses in
            ReportView.Step(
                number: index + 1, operation: "x", version: "1", inputs: uses.0, outputs: uses.1, taint: .exact,
                parameters: [], environment: "")
        }
        #expect(ChainGraph(steps).nodes.count == 3)
    }

    @Test("A run without steps has no drawing")
    func none() {
        #expect(ChainGraph([]).markup(.search).html.isEmpty)
    }
}
