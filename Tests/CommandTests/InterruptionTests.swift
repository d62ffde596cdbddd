import Foundation
import Testing

@Suite("Work that is cut short leaves a whole ledger and can go on", .serialized)
struct InterruptionTests {
    private static let count = 480

    private func bench() throws -> Bench {
        let bench = try Bench()
        try bench.makePictures(Self.count, in: "many")
        try #require(try bench.run("exhibit init mycase --no-passphrase --publisher P --contact C").code == 0)
        return bench
    }

    /// Runs an ingest and sends it a signal once so many files are recorded.
    private func ingest(_ bench: Bench, sending signal: Int32, after lines: Int) throws -> Bench.Result {
        let running = try bench.start("exec exhibit ingest many --case mycase --json")
        let end = Date().addingTimeInterval(60)
        while running.process.isRunning, Date() < end {
            let recorded = bench.outputSoFar(running).components(separatedBy: "\"recorded\"").count - 1
            if recorded >= lines { break }
            usleep(2_000)
        }
        kill(running.process.processIdentifier, signal)
        return try bench.finish(running)
    }

    @Test("Ctrl-C ends an ingest with 130, and the same command finishes it")
    func interrupt() throws {
        let bench = try bench()
        let result = try ingest(bench, sending: SIGINT, after: 10)
        #expect(result.code == 130)
        #expect(result.error.contains("run the same command again"))
        let before = try bench.evidenceCount()
        #expect(before >= 10 && before < Self.count, "it was not interrupted in the middle: \(before)")
        #expect(try bench.run("exhibit audit --case mycase").code == 0)
        let again = try bench.run("exhibit ingest many --case mycase")
        #expect(again.code == 0)
        #expect(again.output.contains("\(before) known already"))
        #expect(try bench.evidenceCount() == Self.count)
    }

    @Test("A killed ingest loses nothing that was said to be recorded")
    func killed() throws {
        let bench = try bench()
        for lines in [1, 20, 40] {
            let result = try ingest(bench, sending: SIGKILL, after: lines)
            // What stands behind the last line feed was cut off in the middle.
            let said = Set(
                result.output.components(separatedBy: "\n").dropLast().compactMap { line -> String? in
                    line.contains("\"result\":\"recorded\"") ? line : nil
                })
            let audit = try bench.run("exhibit audit --case mycase")
            #expect(audit.code == 0, "\(audit.output)")
            let log = try bench.run("exhibit log --case mycase --kind evidence --csv").output
            #expect(said.count >= 1)
            for line in said {
                let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                let statement = try #require(json?["statement"] as? String)
                #expect(log.contains(statement.prefix(12)), "said to be recorded, and is not: \(line)")
            }
        }
        let before = try bench.evidenceCount()
        #expect(before < Self.count, "it was never killed in the middle")
        #expect(try bench.run("exhibit ingest many --case mycase").code == 0)
        #expect(try bench.evidenceCount() == Self.count)
        #expect(try bench.run("exhibit audit --case mycase").code == 0)
    }

    @Test("A killed init leaves no case, and init works afterwards")
    func killedInit() throws {
        let bench = try Bench()
        try "correct horse".write(toFile: bench.work + "/pass", atomically: false, encoding: .utf8)
        for delay in [20_000, 100_000, 200_000] as [UInt32] {
            let running = try bench.start(
                "exec exhibit init mycase --publisher P --contact C --passphrase-file pass")
            usleep(delay)
            kill(running.process.processIdentifier, SIGKILL)
            _ = try bench.finish(running)
            if FileManager.default.fileExists(atPath: bench.work + "/mycase") {
                #expect(try bench.run("exhibit audit --case mycase").code == 0, "half a case")
                try FileManager.default.removeItem(atPath: bench.work + "/mycase")
            }
        }
        #expect(try bench.run("exhibit init mycase --publisher P --contact C --passphrase-file pass").code == 0)
        #expect(try bench.run("exhibit audit --case mycase").code == 0)
    }

    @Test("Two commands at once record everything, each file once")
    func twoAtOnce() throws {
        let bench = try bench()
        let first = try bench.start("exhibit ingest many --case mycase --quiet")
        let second = try bench.start("exhibit ingest many --case mycase --quiet")
        let results = [try bench.finish(first), try bench.finish(second)]
        for result in results { #expect(result.code == 0, "\(result.error)") }
        #expect(try bench.run("exhibit audit --case mycase").code == 0)
        #expect(try bench.evidenceCount() == Self.count)
    }
}
