import ExhibitTestSupport
import Foundation
import Testing

@Suite("A command of which one system call fails", .serialized)
struct FaultTests {
    /// Of the hits that are possible, every how many-th is tried; 1 in a long run.
    private static let step = LongRun.isOn ? 1 : 37

    private static let attempts = 6

    private static let canInject: Bool = {
        if !Bench.mayTrace { print("SKIPPED: faults in system calls, because strace is missing or not permitted here") }
        return Bench.mayTrace
    }()

    @Test("leaves a whole case that goes on", .enabled(if: canInject), arguments: FaultScenario.all)
    func hit(_ scenario: FaultScenario) async throws {
        let source = try Bench()
        try source.makePictures(3, in: ".")
        let environment = ["SOURCE": source.work]
        let template = try scenario.template(environment)
        let sample = try scenario.template(environment)
        let calls = try sample.calls(of: scenario.command, environment: environment)
        #expect(calls.count > 50)

        // An injected error stops the call: a file that is not closed keeps its locks, which no real system does.
        let all = calls.flatMap { call in Fault.allCases.map { (call, $0) } }.filter { call, fault in
            call.name != "close" || fault == .killed
        }
        // The few that give names are always tried: before and after them the files say different things.
        let tried = all.enumerated().filter {
            $0.offset % Self.step == 0 || ($0.element.1 != .full && $0.element.0.givesName)
        }.map(\.element)
        let place = template.root
        let workers = ProcessInfo.processInfo.activeProcessorCount
        let (missed, complaints) = try await withThrowingTaskGroup(of: (Int, [String]).self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var (missed, complaints): (Int, [String]) = (0, [])
                    for (call, fault) in stride(from: worker, to: tried.count, by: workers).map({ tried[$0] }) {
                        func attempt() throws -> [String]? {
                            try scenario.complaints(after: fault, at: call, template: place, environment: environment)
                        }
                        // Threads share their calls otherwise each time, the more so on a busy machine: a call that did
                        // not come in one run comes in another.
                        var found: [String]?
                        for _ in 0..<Self.attempts where found == nil { found = try attempt() }
                        if found == nil { missed += 1 }
                        complaints += (found ?? []).map { "\(fault.rawValue) at \(call): \($0)" }
                    }
                    return (missed, complaints)
                }
            }
            return try await group.reduce(into: (0, [])) { $0 = ($0.0 + $1.0, $0.1 + $1.1) }
        }
        withExtendedLifetime((template, source)) {}
        let extent = Self.step == 1 ? "all" : "every \(Self.step)th (EXHIBIT_LONG=1 tries all)"
        print("faults in \(scenario.name): \(tried.count - missed) hits in \(calls.count) calls, \(extent)")
        #expect(complaints == [])
        #expect(missed * 4 < tried.count)
    }
}
