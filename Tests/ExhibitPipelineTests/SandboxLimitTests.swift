import ExhibitPipeline
import Foundation
import Testing

/// Programs that go beyond what they were given, one at a time: some use much of the machine until they are ended.
@Suite("Sandbox limits", .serialized)
struct SandboxLimitTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    private static let forkBomb = """
        import os, time
        count = 0
        for _ in range(2000):
            try:
                if os.fork() == 0: time.sleep(30); os._exit(0)
            except OSError: break
            count += 1
        print(count, flush=True)
        """

    @Test("A fork bomb gets no more processes than it was given, also where we are root")
    func forkBomb() throws {
        var sandbox = try workshop.sandbox(python: Self.forkBomb)
        sandbox.limits.processes = 64
        let run = sandbox.lines()
        let count = try #require(run.value?.first.flatMap { Int($0) }, "\(run.said)")
        #expect((1..<64).contains(count))
    }

    @Test("Without a sandbox a fork bomb is ended when it is seen")
    func unconfinedForkBomb() throws {
        var sandbox = try workshop.sandbox(python: Self.forkBomb + "\ntime.sleep(30)", confinement: .unconfined)
        sandbox.limits.processes = 64
        let run = sandbox.lines()
        #expect(run.stop?.kind == .limit)
        #expect(run.exit == .signal(9))
    }

    @Test(
        "Output without end, and a line without end, end the program",
        arguments: ["while True: print('x' * 60)", "import sys\nwhile True: sys.stdout.write('x' * 60)"])
    func endlessOutput(program: String) throws {
        let run = try workshop.sandbox(python: program).lines()
        #expect(run.stop?.kind == .oversized)
        #expect(run.received.count <= 16 << 20)
    }

    @Test("Errors without end are read and dropped until time is up")
    func endlessErrors() throws {
        var sandbox = try workshop.sandbox(python: "import sys\nwhile True: sys.stderr.write('begin' * 1000)")
        sandbox.limits.wallSeconds = 2
        let run = sandbox.lines()
        #expect(run.stop?.kind == .late)
        #expect(run.errors.count == 65_536 && run.errors.starts(with: "begin".utf8))
        #expect(run.errorTail.count <= 4_096)
    }

    @Test("A file cannot grow beyond its limit, and a folder only until somebody looks")
    func files() throws {
        var sandbox = try workshop.sandbox(
            python: """
                import sys
                for number in range(10000):
                    try:
                        with open(f"{sys.argv[1]}/{number}", "wb") as file:
                            while True: file.write(b"1" * 65536)
                    except OSError: print(number, flush=True)
                """)
        sandbox.limits.fileBytes = 1 << 20
        sandbox.limits.outputBytes = 8 << 20
        let run = sandbox.lines()
        #expect(run.stop?.kind == .limit)
        #expect(run.received.starts(with: "0\n".utf8))
        let sizes = try FileManager.default.subpathsOfDirectory(atPath: sandbox.output).map {
            try #require(
                try FileManager.default.attributesOfItem(atPath: "\(sandbox.output)/\($0)")[.size] as? Int)
        }
        #expect(sizes.allSatisfy { $0 <= 1 << 20 })
    }

    @Test("A folder with more entries than it may have ends the program")
    func entries() throws {
        var sandbox = try workshop.sandbox(
            python: "import os\nfor number in range(10**9): open(f'/tmp/{number % 4000}', 'w')")
        sandbox.limits.folderEntries = 1_000
        #expect(sandbox.lines().stop?.kind == .limit)
    }

    @Test("Memory of all processes is limited by looking")
    func memory() throws {
        var sandbox = try workshop.sandbox(python: "held = []\nwhile True: held.append(b'1' * (16 << 20))")
        sandbox.limits.memory = 256 << 20
        #expect(sandbox.lines().stop?.kind == .limit)
    }

    @Test("A program that spins ends with its processor time, and with the wall clock")
    func time() throws {
        let spin =
            "import signal\nfor each in range(1, 30):\n  try: signal.signal(each, signal.SIG_IGN)\n  except OSError: pass\n"
            + "while True: pass"
        var sandbox = try workshop.sandbox(python: spin)
        sandbox.limits.cpuSeconds = 1
        #expect(sandbox.lines().exit == .code(128 + 9))

        sandbox = try workshop.sandbox(python: spin)
        sandbox.limits.wallSeconds = 1
        #expect(sandbox.lines().stop?.kind == .late)
    }

    @Test(
        "What leaves its parent, its session and its terminal ends with the program",
        arguments: [Sandbox.Confinement.bubblewrap, .unconfined])
    func daemon(confinement: Sandbox.Confinement) throws {
        let sandbox = try workshop.sandbox(
            python: """
                import os, signal, sys, time
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() != 0: os._exit(0)
                    for descriptor in (0, 1, 2): os.close(descriptor)
                    while True:
                        with open(sys.argv[1] + "/beat", "a") as file: file.write("x")
                        time.sleep(0.01)
                while not os.path.exists(sys.argv[1] + "/beat"): time.sleep(0.01)
                print("leaves")
                """, confinement: confinement)
        let run = sandbox.lines()
        #expect(run.value == ["leaves"], "\(run.said)")
        let first = try Data(contentsOf: URL(filePath: sandbox.output + "/beat")).count
        Thread.sleep(forTimeInterval: 0.3)
        #expect(try Data(contentsOf: URL(filePath: sandbox.output + "/beat")).count == first)
    }

    @Test("A program that closes its output and stays is ended when time is up")
    func closesOutput() throws {
        var sandbox = try workshop.sandbox(python: "import os, time\nos.close(1)\ntime.sleep(600)")
        sandbox.limits.wallSeconds = 1
        #expect(sandbox.lines().stop?.kind == .late)
    }

    @Test("A run that is cancelled ends at once, however early", arguments: [0, 5, 20, 400])
    func cancelled(milliseconds: Int) throws {
        let start = SuspendingClock.now
        let run = try workshop.sandbox(python: "import time\ntime.sleep(600)").lines {
            SuspendingClock.now - start > .milliseconds(milliseconds)
        }
        #expect(run.stop?.kind == .cancelled)
        #expect(SuspendingClock.now - start < .seconds(30))
    }
}
