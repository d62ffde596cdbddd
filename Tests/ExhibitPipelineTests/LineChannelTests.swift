import ExhibitPipeline
import Testing

@Suite("Lines to and from a program")
struct LineChannelTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    @Test("Lines come back as they were sent, the longest ones too")
    func echo() throws {
        let lines = [Array("{}".utf8), [UInt8](repeating: 0x61, count: (1 << 20) - 1), []]
        let sandbox = try workshop.sandbox(python: "import sys\nfor line in sys.stdin: print(line, end='', flush=True)")
        let run = sandbox.run { channel throws(Stop) in
            var back: [[UInt8]] = []
            for line in lines {
                try channel.send(line)
                if let line = try channel.line(within: 30) { back.append(line) }
            }
            return (back, try channel.finish(within: 30))
        }
        // Compared apart: what an expectation prints of a megabyte takes it minutes.
        let (isSame, isKept) = (run.value?.0 == lines, run.received == lines.flatMap { $0 + [0x0A] })
        #expect(isSame && isKept)
        #expect(run.value?.1 == .code(0))
    }

    @Test("A program that does not read blocks nobody")
    func doesNotRead() throws {
        let run = try workshop.sandbox(python: "import time\ntime.sleep(600)").run { channel throws(Stop) in
            try channel.send([UInt8](repeating: 0x61, count: 1_000_000))
            return try channel.line(within: 1)
        }
        #expect(run.stop?.kind == .late)
    }

    @Test("A program that closes its input may still answer, and no signal ends us")
    func closesInput() throws {
        let program = "import os, time\nos.close(0)\ntime.sleep(0.2)\nprint('answer')"
        let run = try workshop.sandbox(python: program).run { channel throws(Stop) in
            try channel.send([UInt8](repeating: 0x61, count: 1_000_000))
            return try channel.line(within: 30)
        }
        #expect(run.value == Array("answer".utf8))
    }

    @Test("A last line without its end is no line")
    func cut() throws {
        let run = try workshop.sandbox(python: "print('whole')\nprint('cut', end='')").lines()
        #expect(run.stop?.kind == .malformed)
        #expect(run.received == Array("whole\ncut".utf8))
    }

    @Test("A request that is too long, or more than a line, is not sent")
    func requests() throws {
        for line in [[UInt8](repeating: 0x61, count: 1 << 20), Array("a\nb".utf8)] {
            let run = try workshop.sandbox(python: "pass").run { channel throws(Stop) in try channel.send(line) }
            #expect(run.stop?.kind == .oversized)
        }
    }

    @Test("How a program ended is told: its status, or the signal")
    func ends() throws {
        #expect(try workshop.sandbox(python: "exit(3)").lines().exit == .code(3))
        let signalled = try workshop.sandbox(
            python: "import os\nos.kill(os.getpid(), 11)", confinement: .unconfined)
        #expect(signalled.lines().exit == .signal(11))
    }
}
