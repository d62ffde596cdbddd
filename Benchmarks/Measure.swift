import Foundation

/// One row of the table: a piece of work, what stands beside it, and how they compare.
struct Row {
    let work: String
    let beside: String
    /// Medians, with the unit in the text.
    let ours: String
    let theirs: String
    let ratio: Double
    let target: String
    let isMet: Bool
}

enum Measure {
    static let rounds = 5

    /// Seconds of one call.
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        let elapsed = (ContinuousClock.now - start).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    }

    /// Medians of both, measured in turn, so that whatever else the machine does falls on both.
    static func sideBySide(
        rounds: Int = rounds, _ ours: () throws -> Void, _ theirs: () throws -> Void
    ) rethrows -> (ours: Double, theirs: Double) {
        var times: (ours: [Double], theirs: [Double]) = ([], [])
        for _ in 0..<rounds {
            times.ours.append(try seconds(ours))
            times.theirs.append(try seconds(theirs))
        }
        return (median(times.ours), median(times.theirs))
    }

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    static func rate(_ count: Int, _ seconds: Double) -> String {
        let rate = Double(count) / seconds
        return rate >= 100 ? "\(Int(rate)) /s" : String(format: "%.1f /s", rate)
    }

    static func milliseconds(_ seconds: Double) -> String { String(format: "%.2f ms", seconds * 1_000) }
}
