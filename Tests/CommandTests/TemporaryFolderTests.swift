import Foundation
import Testing

@Suite("Temporary folders, which hold pictures in clear", .serialized)
struct TemporaryFolderTests {
    private static let runners = Place.tests + "/Runners"

    /// A case with a picture and a model whose program never answers.
    private func bench() throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            mkdir tmp && exhibit init c --no-passphrase -q && cp "$FIXTURES/baseline.jpg" p.jpg && exhibit ingest p.jpg --case c -q &&
            exhibit model add slow '\(Self.runners)/model' --runner "python3 '\(Self.runners)/late.py'" --case c -q
            """, environment: ["TMPDIR": bench.work + "/tmp"])
        try #require(made.code == 0, "\(made.error)")
        return bench
    }

    private func folders(_ bench: Bench) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: bench.work + "/tmp").filter { $0.hasPrefix("exhibit-") }
    }

    /// Starts a run, waits until its program has the picture, and sends a signal.
    private func run(_ bench: Bench, sending signal: Int32) throws -> Bench.Result {
        let running = try bench.start(
            "exec exhibit identify p.jpg --model slow --about thing --case c",
            environment: ["TMPDIR": bench.work + "/tmp"])
        let end = Date().addingTimeInterval(60)
        while running.process.isRunning, Date() < end {
            let found = try bench.run("find tmp -name picture.png | grep -q .")
            if found.code == 0 { break }
            usleep(20_000)
        }
        kill(running.process.processIdentifier, signal)
        return try bench.finish(running)
    }

    @Test(
        "A run that is told to end is closed as failed, and leaves no folder",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func told(signal: Int32) throws {
        let bench = try bench()
        let result = try run(bench, sending: signal)
        #expect(result.code == 130, "\(result.error)")
        #expect(try folders(bench).isEmpty)
        let runs = try bench.run("exhibit runs p.jpg --case c && exhibit audit -q --case c")
        #expect(runs.code == 0 && runs.output.contains("failed"), "\(runs.output)\(runs.error)")
    }

    @Test("What a killed run left is removed by the next one; what is in use, or another's, is not")
    func killed() throws {
        let bench = try bench()
        let result = try run(bench, sending: SIGKILL)
        #expect(result.code == SIGKILL)
        #expect(try folders(bench).count == 1)
        #expect(try bench.run("exhibit runs p.jpg --case c").output.contains("started, no result"))
        let next = try bench.run(
            """
            cd tmp; mkdir -m 700 kept exhibit-run-held00 exhibit-run-toolong exhibit-run-no.dot && mkdir -m 755 exhibit-run-open00 &&
            touch kept/picture exhibit-run-file00 && ln -s kept exhibit-run-link00; cd ..
            flock tmp/exhibit-run-held00 exhibit model add other '\(Self.runners)/model' --runner "python3 '\(Self.runners)/good.py'" --case c
            """, environment: ["TMPDIR": bench.work + "/tmp"])
        #expect(next.code == 0, "\(next.error)")
        let kept = ["file00", "held00", "link00", "no.dot", "open00", "toolong"].map { "exhibit-run-\($0)" }
        #expect(try folders(bench).sorted() == kept)
        #expect(try bench.run("ls tmp/kept").output == "picture\n")
    }

    @Test("Where others may rename what is in a folder, nothing in it is taken for a leftover")
    func shared() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            mkdir -m 700 tmp/exhibit-run-aaaaaa && chmod 0777 tmp
            exhibit model add other '\(Self.runners)/model' --runner "python3 '\(Self.runners)/good.py'" --case c
            ls tmp; chmod 1777 tmp; exhibit reproduce '#0' --case c; ls tmp
            """, environment: ["TMPDIR": bench.work + "/tmp"])
        #expect(
            result.output.components(separatedBy: "exhibit-run-aaaaaa").count == 2, "\(result.output)\(result.error)")
    }

    @Test("A model of more than 2 GiB is refused before anything of it is copied")
    func tooLarge() throws {
        let bench = try bench()
        let before = try bench.run("exhibit log --case c | wc -l").output
        let result = try bench.run(
            """
            mkdir big && truncate -s 1500M big/a big/b
            exhibit model add big big --runner "python3 '\(Self.runners)/good.py'" --case c
            """, environment: ["TMPDIR": bench.work + "/tmp"], limit: 20)
        #expect(result.code == 1 && result.error.contains("more than 2 GiB"), "\(result.error)")
        #expect(try bench.run("exhibit log --case c | wc -l").output == before)
        #expect(try folders(bench).isEmpty)
    }

    @Test("A picture that could not be removed is said to be there", .enabled(if: Bench.mayTrace))
    func stays() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            strace -f -o /dev/null -e trace=rmdir -e inject=rmdir:error=EBUSY exhibit reproduce '#0' --case c; ls -d tmp/exhibit-*
            """, environment: ["TMPDIR": bench.work + "/tmp"])
        let folder = try #require(result.output.split(separator: "\n").first)
        #expect(result.error.contains("\(folder): could not be removed, and a picture may be in it"), "\(result.error)")
    }
}
