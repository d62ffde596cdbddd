import ExhibitCore
import Foundation
import Testing

@testable import ExhibitPipeline

@Suite("What is observed of a program")
struct ObservationTests {
    private let workshop: Workshop
    private let folder: URL

    init() throws {
        workshop = try Workshop()
        folder = URL(filePath: try #require(Posix.resolved(workshop.folder)))
    }

    private func script(_ text: String, _ name: String = "program") throws -> String {
        let path = folder.appending(path: name).path
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    private func run(
        _ command: [String], isCancelled: () -> Bool = { false },
        passOn: (UnsafeRawBufferPointer) -> Void = { _ in }
    ) -> ObservedProcess {
        ObservedProcess(command, folder: folder.path, isCancelled: isCancelled, passOn: passOn)
    }

    private let name = TypedName(.sealed, .zero)

    private func observation(_ end: Observation.End?) -> Observation {
        Observation(
            arguments: ["edit", "two words", "line\nfeed"], folder: "/home/ann",
            programs: [.init(role: .program, path: "/usr/bin/edit", digest: .zero)],
            pictures: [.init(artifact: name, path: "a.jpg", before: .zero)],
            outputs: [.init(path: "b.jpg", before: nil)],
            result: end.map {
                .init(
                    end: $0, output: .init(artifact: name, bytes: 70_000), errors: .init(artifact: nil, bytes: 0),
                    started: 1, ended: 2)
            })
    }

    @Test("before the program starts has no result, and says what was there")
    func intent() throws {
        let zeros = String(repeating: "0", count: 64)
        #expect(
            String(decoding: observation(nil).json.encoded, as: UTF8.self)
                == #"{"arguments":["edit","two words","line\nfeed"],"folder":"/home/ann","outputs":[{"after":null,"artifact":null,"before":null,"path":"b.jpg"}],"pictures":[{"after":null,"artifact":"sealed:\#(zeros)","before":"\#(zeros)","path":"a.jpg"}],"programs":[{"path":"/usr/bin/edit","role":"program","sha256":"\#(zeros)"}],"result":null,"schema":"exhibit-observation-v1"}"#
        )
    }

    @Test(
        "says how it ended",
        arguments: [
            (.exited(0), #"{"kind":"exited","number":0,"reason":null}"#, "exit status 0"),
            (.exited(3), #"{"kind":"exited","number":3,"reason":null}"#, "another exit status"),
            (.signalled(9), #"{"kind":"signalled","number":9,"reason":null}"#, "ended by a signal"),
            (.notStarted("no"), #"{"kind":"not_started","number":null,"reason":"no"}"#, "not started"),
            (.interrupted, #"{"kind":"interrupted","number":null,"reason":null}"#, "interrupted"),
        ] as [(Observation.End, String, String)])
    func ends(end: Observation.End, json: String, word: String) throws {
        let bytes = observation(end).json.encoded
        let read = try JSONParser.parse(bytes, as: "observation", limits: .payload)
        #expect(read["result"]?["end"].map { String(decoding: $0.encoded, as: UTF8.self) } == json)
        #expect(read["result"]?["stdout"]?["bytes"] == 70_000 && end.word == word)
    }

    @Test("is the script and what interprets it, found along PATH where env looks for it")
    func programs() throws {
        let shell = try #require(Posix.resolved("/bin/sh"))
        let plain = ObservedProgram(try script("#!/bin/sh -e\ntrue\n"))
        #expect(plain.files.map(\.role) == [.program, .interpreter])
        #expect(plain.files[1].path == shell)
        #expect(plain.files[0].digest == ContentHash(of: Array("#!/bin/sh -e\ntrue\n".utf8)))
        let through = ObservedProgram(try script("#!/usr/bin/env -S A=b sh\ntrue\n"))
        #expect(through.files.map(\.path).suffix(1) == [shell] && through.files.count == 3)
        #expect(ObservedProgram("sh").files.map(\.path) == [shell])
        #expect(ObservedProgram("no-such-program").path == nil && ObservedProgram("./none").path == nil)
        // It names itself: the kernel refuses it, and reading it must end.
        let circle = folder.appending(path: "circle").path
        #expect(ObservedProgram(try script("#!\(circle)\n", "circle")).files.count == 5)
    }

    @Test("is its end, its streams, and nothing on its standard input")
    func streams() throws {
        var passed: [UInt8] = []
        let process = run(
            [try script("#!/bin/sh\ncat; echo out; echo err >&2; pwd; exit 3\n")], passOn: { passed += $0 })
        #expect(process.end == .exited(3) && !process.leftProcesses)
        #expect(String(decoding: process.output.kept, as: UTF8.self) == "out\n\(folder.path)\n")
        #expect(String(decoding: process.errors.kept, as: UTF8.self) == "err\n")
        #expect(passed.count == process.output.bytes + process.errors.bytes)
    }

    @Test("is the beginning of a long stream and how long it was, all of it passed on")
    func longStream() throws {
        var passed = 0
        let process = run(
            [try script("#!/bin/sh\nhead -c 5000000 /dev/zero\n")], passOn: { passed += $0.count })
        #expect(process.end == .exited(0) && process.output.bytes == 5_000_000 && passed == 5_000_000)
        #expect(process.output.kept == [UInt8](repeating: 0, count: 65_536))
    }

    @Test("is a signal, or that it was never started")
    func badEnds() throws {
        #expect(run([try script("#!/bin/sh\nkill -TERM $$\n")]).end == .signalled(15))
        guard case .notStarted(let reason) = run([try script("no program")]).end else {
            Issue.record("text was executed")
            return
        }
        #expect(reason.contains("could not be started"))
    }

    @Test("is ended with all that it started, when its user has enough of it")
    func interrupted() throws {
        let start = Date()
        let process = run(
            [try script("#!/bin/sh\nsleep 60 & echo $! >child; sleep 60\n")],
            isCancelled: { Date().timeIntervalSince(start) > 0.5 })
        #expect(process.end == .interrupted && Date().timeIntervalSince(start) < 30)
        let text = try String(contentsOf: folder.appending(path: "child"), encoding: .utf8)
        let child = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        // Gone, or a zombie that nobody has waited for yet.
        let state = Posix.contents("/proc/\(child)/stat", limit: 256).map { String(decoding: $0, as: UTF8.self) }
        #expect(state == nil || state?.contains(") Z ") == true, "\(state ?? "")")
    }

    @Test("is nothing where its user had enough of it before it started")
    func neverStarted() throws {
        let process = run([try script("#!/bin/sh\ntouch made\n")], isCancelled: { true })
        #expect(process.end == .interrupted && process.output.bytes == 0)
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "made").path))
    }

    @Test("is no file of more bytes than may be kept, and none that is no file")
    func largeFiles() throws {
        let file = try script("12345")
        #expect(try ObservedFiles.bytes(file, limit: 5) == Array("12345".utf8))
        #expect(throws: SandboxError.self) { try ObservedFiles.bytes(file, limit: 4) }
        for path in [folder.path, "/dev/zero", file + "x"] {
            #expect(throws: SandboxError.self) { try ObservedFiles.bytes(path, limit: 1 << 20) }
            #expect(ObservedFiles.digest(path) == nil)
        }
    }

    @Test("ends what it left behind, and says so")
    func leftBehind() throws {
        let process = run([try script("#!/bin/sh\nsleep 60 &\n")])
        #expect(process.end == .exited(0) && process.leftProcesses)
    }
}
