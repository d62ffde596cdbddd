import ExhibitCore
import Testing

@testable import ExhibitWeight

@Suite("The taint of what a program made that was only observed")
struct ObservedTaintTests {
    private func step(stated: String) throws -> Statement {
        var run = RunOfStatements()
        run.steps = [.init("observe", [("evidence", "file")], [("output.1", "made"), ("observation", "observation")])]
        run.stated = stated
        return try run.stepStatements()[0]
    }

    @Test("is learned or unknown at least, whatever it states", arguments: ["T0", "T1", "T2", "T3"])
    func floor(stated: String) throws {
        #expect(Operation.observe.taint == .learnedOrUnknown)
        let step = try step(stated: stated)
        #expect(StepTaint.own(step) == .learnedOrUnknown)
        #expect(StepTaint.due([step]) == [1: .learnedOrUnknown])
    }

    @Test("is more where it states more: its inputs may come from other runs", arguments: ["T4", "T5"])
    func upwards(stated: String) throws {
        #expect(try StepTaint.due([step(stated: stated)])[1]?.rawValue == stated)
    }

    @Test("is generated where its operator said that it generates pixels")
    func generates() throws {
        #expect(try StepTaint.due([step(stated: "T3")], generates: true) == [1: .generated])
        #expect(try StepTaint.due([step(stated: "T5")], generates: true) == [1: .authored])
    }

    @Test("is that of the whole picture: a geometry that it states is not believed")
    func geometry() throws {
        let map: JSON = [
            "map": [1, 0, 0, 1, 0, 1, 0, 1], "width": 8, "height": 8, "source_width": 8, "source_height": 8,
        ]
        let read = TaintStep(try step(stated: "T3"), generates: false, geometry: map)
        #expect(read.size == nil && read.inputs.map(\.influence) == [.whole])
    }

    @Test("counts runs on one picture as variants of each other")
    func variants() throws {
        let (first, second) = (try step(stated: "T4"), try step(stated: "T4"))
        let steps = [first, second].map { TaintStep($0, generates: true, geometry: nil) }
        #expect(steps[0].operation == steps[1].operation && steps[0].inputs == steps[1].inputs)
    }
}
