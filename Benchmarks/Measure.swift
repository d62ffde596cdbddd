import Foundation

/// Seconds of the same work, round by round.
struct Timing {
    let seconds: [Double]

    var median: Double { Self.median(seconds) }

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    /// "4458 /s (4210–4520)": of the median, the slowest and the fastest round.
    func rate(of count: Int) -> String {
        func text(_ seconds: Double) -> String {
            let rate = Double(count) / seconds
            return rate >= 100 ? "\(Int(rate))" : String(format: "%.2f", rate)
        }
        return "\(text(median)) /s (\(text(seconds.max() ?? 0))–\(text(seconds.min() ?? 0)))"
    }

    /// "12.1 ms (11.8–13.0)"
    var milliseconds: String {
        func text(_ seconds: Double) -> String { String(format: "%.2f", seconds * 1_000) }
        return "\(text(median)) ms (\(text(seconds.min() ?? 0))–\(text(seconds.max() ?? 0)))"
    }

    func scaled(by factor: Double) -> Timing { Timing(seconds: seconds.map { $0 * factor }) }
}

enum Measure {
    static let cores = ProcessInfo.processInfo.activeProcessorCount

    /// Seconds of one call.
    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        let elapsed = (ContinuousClock.now - start).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    }

    /// Each work once in every round, in turn, so that whatever else the machine does falls on all of them. A work
    /// gives the seconds that count, so that what it needs before and after is not among them.
    static func inTurn(rounds: Int = 5, _ works: [() throws -> Double]) throws -> [Timing] {
        var times = works.map { _ in [Double]() }
        for _ in 0..<rounds {
            for (number, work) in works.enumerated() { times[number].append(try work()) }
        }
        return times.map { Timing(seconds: $0) }
    }

    static func sideBySide(
        rounds: Int = 5, _ ours: @escaping () throws -> Void, _ theirs: @escaping () throws -> Void
    ) throws -> (ours: Timing, theirs: Timing) {
        let times = try inTurn(rounds: rounds, [{ try seconds(ours) }, { try seconds(theirs) }])
        return (times[0], times[1])
    }
}
