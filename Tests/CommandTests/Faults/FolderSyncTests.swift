import Foundation
import Testing

@Suite("A folder that a killed command made")
struct FolderSyncTests {
    /// Its name may not be on the disk: the next command finds the folder and must not take it for durable.
    @Test("is synced before an entry relies on what is in it", .enabled(if: Bench.mayTrace))
    func artifacts() throws {
        let source = try Bench()
        try source.makePictures(3, in: ".")
        let environment = ["SOURCE": source.work]
        let scenario = try #require(FaultScenario.all.first { $0.name == "identify" })
        let calls = try scenario.template(environment).calls(of: scenario.command, environment: environment)
        let isParent = "/work/mycase/artifacts>"
        let sync = try #require(calls.first { $0.name == "fsync" && $0.description.contains(isParent) })

        let bench = try scenario.template(environment)
        let killed = try bench.run(scenario.command, environment: environment, fault: .killed, at: sync)
        #expect(killed?.result.code == 137)
        try #require(FileManager.default.fileExists(atPath: bench.work + "/mycase/artifacts/open"))
        let again = try bench.run(
            "strace -f -y -s 0 -e trace=fsync,pwrite64 -o \"$BENCH/trace\" \(scenario.command)",
            environment: environment)
        #expect(again.code == 0)
        let trace = try String(contentsOfFile: bench.root + "/trace", encoding: .utf8).split(separator: "\n")
        let entry = try #require(trace.firstIndex { $0.contains("ledger.sqlite-wal>") })
        #expect(trace[..<entry].contains { $0.contains(isParent) }, "the first entry is written before that sync")
    }
}
