import ExhibitTestSupport
import ExhibitWeight
import Foundation
import Testing

@Suite("Reliability diagram")
struct ReliabilityTests {
    private let probabilities = [
        0.05, 0.15, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 0.95, 0.98, 0.99, 0.62, 0.08,
    ]
    private let outcomes = [0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 0, 0].map { $0 == 1 }

    @Test func `The printed errors come out to the last digit`() throws {
        let diagram = try ReliabilityDiagram(probabilities: probabilities, outcomes: outcomes)
        #expect(isPrinted(diagram.expectedError, as: "0.254375"))
        #expect(isPrinted(diagram.largestError, as: "0.55"))
        #expect(isPrinted(diagram.brier, as: "0.19383125"))
        #expect(isPrinted(diagram.logLoss, as: "0.648938879566"))
        #expect(diagram.bins.map(\.count) == [2, 2, 1, 1, 1, 1, 2, 1, 1, 4])
        #expect(diagram.bins.allSatisfy { !$0.isDrawn })
    }

    @Test func `A bin is drawn from ten on, with its interval`() throws {
        for count in [9, 10, 30] {
            let bin = try ReliabilityDiagram(
                probabilities: .init(repeating: 0.25, count: count), outcomes: (0..<count).map { $0 < 2 }
            ).bins[2]
            #expect(bin.isDrawn == (count >= 10))
            #expect(bin.stated == 0.25 && bin.observed == 2 / Double(count))
        }
        let ten = try ReliabilityDiagram(
            probabilities: .init(repeating: 0.25, count: 10), outcomes: (0..<10).map { $0 < 2 })
        let interval = try #require(ten.bins[2].interval)
        #expect(isPrinted(interval.lowerBound, as: "0.0252107263268"))
        #expect(isPrinted(interval.upperBound, as: "0.556095462308"))
        #expect(ten.bins[0].stated == nil && ten.bins[0].observed == nil)
    }

    @Test func `An edge belongs to the bin above, one to the last, and what is just below stays below`() throws {
        for tenth in 0...9 {
            let edge = Double(tenth) / 10
            let atEdge = try ReliabilityDiagram(probabilities: [edge], outcomes: [true])
            #expect(atEdge.bins.firstIndex { $0.count == 1 } == tenth)
            guard tenth > 0 else { continue }
            let below = try ReliabilityDiagram(probabilities: [edge.nextDown], outcomes: [true])
            #expect(below.bins.firstIndex { $0.count == 1 } == tenth - 1)
        }
        #expect(try ReliabilityDiagram(probabilities: [1], outcomes: [true]).bins[9].count == 1)
    }

    @Test func `Being certain and wrong costs without limit, being certain and right nothing`() throws {
        let wrong = try ReliabilityDiagram(probabilities: [0, 1], outcomes: [true, false])
        #expect(wrong.logLoss == .infinity && wrong.brier == 1)
        let right = try ReliabilityDiagram(probabilities: [0, 1], outcomes: [false, true])
        #expect(right.logLoss == 0 && right.brier == 0 && right.expectedError == 0)
    }

    @Test func `The order of the input changes nothing`() throws {
        let random = FixedRandomness("reliability")
        let stated = (0..<1_000).map { _ in random.fraction() }
        let came = stated.map { $0 > random.fraction() }
        let one = try ReliabilityDiagram(probabilities: stated, outcomes: came)
        #expect(one == (try ReliabilityDiagram(probabilities: stated.reversed(), outcomes: came.reversed())))
        #expect(one.expectedError <= one.largestError && one.bins.map(\.count).reduce(0, +) == 1_000)
    }

    @Test func `What is no probability is refused in words`() throws {
        #expect(throws: BoundsError.empty("the stated probabilities")) {
            try ReliabilityDiagram(probabilities: [], outcomes: [])
        }
        #expect(throws: BoundsError.differentLengths("probabilities", "outcomes")) {
            try ReliabilityDiagram(probabilities: [0.5], outcomes: [])
        }
        for value in [.nan, -0.1, 1.0.nextUp, .infinity] as [Double] {
            #expect(throws: BoundsError.notAProbability("A stated probability")) {
                try ReliabilityDiagram(probabilities: [value], outcomes: [true])
            }
        }
    }
}
