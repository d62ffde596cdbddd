import ExhibitCore
import ExhibitTestSupport
import Foundation
import Synchronization
import Testing

@testable import ExhibitStorage

@Suite("A power cut at any moment", .serialized)
struct PowerCutTests {
    private static let life = Result { try RecordedLife() }

    @Test("loses nothing that was acknowledged, and leaves a ledger that goes on")
    func everySync() async throws {
        let life = try Self.life.get()
        let step = Tampering.step(optimised: 3, unoptimised: 17)
        let (complaints, tally) = try await Self.judge(life, step: step)
        print(
            "power cuts: \(tally.points) moments, \(tally.states) states, \(tally.distinct) of them different "
                + "(\(tally.torn) with a torn page of a database), "
                + (step == 1 ? "all" : "every \(step)th loss (EXHIBIT_LONG=1 tries all)"))
        #expect(complaints == [])
        #expect(tally.points > 100)
        #expect(tally.torn > 10)
        #expect(tally.distinct > (step == 17 ? 500 : 1_000))
    }

    /// The test can fail: with syncs left out, as `synchronous = NORMAL` does, it must find what that loses.
    @Test(
        "is found to lose what was promised where a file's syncs do nothing",
        arguments: [
            ("ledger.sqlite-wal", "acknowledged entries are lost"), ("ledger.sqlite", "ledger.sqlite"),
            ("private.sqlite-wal", "lacks private values"),
        ])
    func ignoredSyncs(file: String, complaint: String) async throws {
        let (complaints, _) = try await Self.judge(try Self.life.get(), ignoringSyncsOf: [file], step: 997)
        #expect(complaints.contains { $0.contains(complaint) }, "\(complaints.prefix(3))")
    }

    /// What the judge says of all states, on all cores.
    private static func judge(
        _ life: RecordedLife, ignoringSyncsOf ignored: Set<String> = [], step: Int
    ) async throws -> ([String], CrashStates.Tally) {
        let judge = CrashJudge(life)
        let workers = ProcessInfo.processInfo.activeProcessorCount
        return try await withThrowingTaskGroup(of: ([String], CrashStates.Tally).self) { group in
            for worker in 0..<workers {
                group.addTask {
                    // Each worker makes all states and judges its share: making them is the smaller part.
                    let folder = try QuickFolder()
                    var (number, complaints): (Int, [String]) = (0, [])
                    let tally = CrashStates.forEach(life.events, ignoringSyncsOf: ignored, step: step) { state in
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
