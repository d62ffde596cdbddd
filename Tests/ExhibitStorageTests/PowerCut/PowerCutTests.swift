import ExhibitCore
import ExhibitTestSupport
import Foundation
import Synchronization
import Testing

@testable import ExhibitStorage

@Suite("A power cut at any moment", .serialized)
struct PowerCutTests {
    /// Asked of the code itself: a debug build may be optimised.
    private static let isOptimised: Bool = {
        var isOptimised = true
        assert(
            {
                isOptimised = false
                return true
            }())
        return isOptimised
    }()

    private static let step = LongRun.isOn ? 1 : isOptimised ? 3 : 67

    @Test("loses nothing that was acknowledged, and leaves a ledger that goes on")
    func everySync() async throws {
        let life = try RecordedLife.shared.get()
        let step = Self.step
        let (complaints, tally) = try await Self.judge(life, step: step)
        print(
            "power cuts: \(tally.points) moments, \(tally.states) states, \(tally.distinct) of them different "
                + "(\(tally.torn) with a torn page of a database), "
                + (step == 1 ? "all" : "every \(step)th loss (EXHIBIT_LONG=1 tries all)"))
        #expect(complaints == [])
        #expect(tally.points > 100)
        #expect(tally.torn > 10)
        #expect(tally.distinct > (Self.isOptimised ? 1_500 : 200))
    }

    /// The test can fail: with syncs left out, as `synchronous = NORMAL` does, it must find what that loses.
    @Test(
        "is found to lose what was promised where a file's syncs do nothing",
        arguments: [
            ("ledger.sqlite-wal", "acknowledged entries are lost"), ("ledger.sqlite", "ledger.sqlite"),
            ("private.sqlite-wal", "lacks private values"),
        ])
    func ignoredSyncs(file: String, complaint: String) async throws {
        let judge = CrashJudge(try RecordedLife.shared.get())
        let folder = try QuickFolder()
        struct Found: Error {}
        #expect(throws: Found.self) {
            let life = try RecordedLife.shared.get()
            _ = try CrashStates.forEach(life.events, ignoringSyncsOf: [file], step: 997) { state in
                if judge.complaint(about: state, in: folder)?.contains(complaint) == true { throw Found() }
            }
        }
    }

    /// What the judge says of all states, on all cores.
    private static func judge(
        _ life: RecordedLife, step: Int
    ) async throws -> ([String], CrashStates.Tally) {
        let judge = CrashJudge(life)
        let workers = ProcessInfo.processInfo.activeProcessorCount
        return try await withThrowingTaskGroup(of: ([String], CrashStates.Tally).self) { group in
            for worker in 0..<workers {
                group.addTask {
                    // Each worker makes all states and judges its share: making them is the smaller part.
                    let folder = try QuickFolder()
                    var (number, complaints): (Int, [String]) = (0, [])
                    let tally = CrashStates.forEach(life.events, step: step) { state in
                        number += 1
                        guard number % workers == worker else { return }
                        if let complaint = judge.complaint(about: state, in: folder) { complaints.append(complaint) }
                    }
                    return (complaints, tally)
                }
            }
            var result: ([String], CrashStates.Tally) = ([], .init())
            for try await (complaints, tally) in group { result = (result.0 + complaints, tally) }
            return result
        }
    }
}
