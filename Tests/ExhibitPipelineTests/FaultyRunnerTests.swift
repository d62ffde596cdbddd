import ExhibitCore
import ExhibitPipeline
import Foundation
import Testing

/// The programs of Tests/Runners, each with one fault, as whole runs in the sandbox.
@Suite("Runners that go wrong")
struct FaultyRunnerTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    private static let folder = tests.appending(path: "Runners")

    private func run(
        _ name: String, model: String = "model", _ parameters: [String: String] = [:],
        _ limit: (inout SandboxLimits) -> Void = { _ in }
    ) throws -> RunnerSession.Outcome<RunnerSession.Completion> {
        let labels = try [UInt8](Data(contentsOf: Self.folder.appending(path: "\(model)/labels.txt")))
        let (model, files) = (try workshop.newFolder(), try workshop.newFolder())
        var job = RunnerJob(
            model: try SealedCopy(of: [("labels.txt", .bytes(labels))], in: model + "/model"),
            files: try SealedCopy(of: [("0", .bytes(Array("evidence".utf8)))], in: files + "/files"),
            inputs: [.init(role: "evidence", path: "0", mediaType: "image/png")])
        job.labels = try LabelList(encoded: labels).labels
        job.parameters = parameters
        var sandbox = Sandbox(
            command: ["/usr/bin/python3", "/run/exhibit/program/\(name).py"],
            readOnly: [.init(host: Self.folder.path, inside: "/run/exhibit/program")],
            output: try workshop.newFolder(), temporary: try workshop.newFolder())
        limit(&sandbox.limits)
        return RunnerSession(sandbox).run(job)
    }

    private static func said<Value>(_ outcome: RunnerSession.Outcome<Value>) -> Comment {
        "\(outcome) \(String(decoding: outcome.record.log.prefix(2_000), as: UTF8.self))"
    }

    @Test(
        "fail, for the reason that the protocol has for it",
        arguments: [
            ("crash", Stop.Kind.ended), ("dirties-stdout-after-result", .outOfOrder), ("endless-output", .oversized),
            ("exit-nonzero-after-result", .ended), ("extra-member", .malformed), ("hard-link", .outputs),
            ("huge-line", .oversized), ("link-escape", .outputs), ("missing-output", .outputs),
            ("name-escape", .malformed), ("not-canonical", .malformed), ("not-json", .malformed),
            ("out-of-range", .untrue), ("out-of-rank", .untrue), ("pipe", .outputs), ("refuses", .error),
            ("stays", .late), ("too-many-files", .malformed), ("two-results", .outOfOrder),
            ("unknown-label", .untrue), ("unlisted-output", .outputs), ("wrong-digest", .outputs),
            ("wrong-id", .outOfOrder), ("wrong-level", .untrue), ("wrong-seed", .untrue),
        ])
    func failed(name: String, kind: Stop.Kind) throws {
        let outcome = try run(name)
        guard case .failed(let stop, _) = outcome else {
            Issue.record(Self.said(outcome))
            return
        }
        #expect(stop.kind == kind, Self.said(outcome))
    }

    @Test("have no words on record that they chose: neither an error's, nor the name of a file")
    func words() throws {
        for (name, said) in [("refuses", "reads no such picture"), ("wrong-digest", ".txt")] {
            guard case .failed(let stop, let record) = try run(name) else {
                Issue.record("\(name) did not fail")
                continue
            }
            #expect(stop.description.contains(said), "\(stop)")
            #expect(!stop.words.contains(said) && !stop.words.isEmpty, "\(stop.words)")
            #expect(String(decoding: record.received, as: UTF8.self).contains(said), "\(name)")
        }
    }

    @Test("may make 60 files, and not one more")
    func files() throws {
        guard case .completed(let completion, _) = try run("too-many-files", ["files": "60"]) else {
            Issue.record("60 files were refused")
            return
        }
        #expect(completion.outputs.count == 60)
        guard case .failed(let stop, _) = try run("too-many-files", ["files": "61"]) else {
            Issue.record("61 files were taken")
            return
        }
        #expect(stop.kind == .malformed)
    }

    @Test("are ended when their time is up", arguments: ["cpu-spin", "late", "silent"])
    func late(name: String) throws {
        let outcome = try run(name) { $0.wallSeconds = 2 }
        guard case .failed(let stop, _) = outcome else {
            Issue.record(Self.said(outcome))
            return
        }
        #expect(stop.kind == .late, Self.said(outcome))
    }

    @Test("cannot give a control character that a terminal or a page would take for an order")
    func controlCharacters() throws {
        let outcome = try run("markup-in-labels", model: "model-markup", ["kind": "control"])
        guard case .failed(let stop, _) = outcome else {
            Issue.record(Self.said(outcome))
            return
        }
        #expect(stop.kind == .malformed, Self.said(outcome))
    }

    @Test("give a result where what is odd about them is permitted", arguments: ["endless-log", "good", "nan-score"])
    func permitted(name: String) throws {
        let outcome = try run(name)
        guard case .completed(_, let record) = outcome else {
            Issue.record(Self.said(outcome))
            return
        }
        #expect(record.log.count <= 65_536)
    }

    @Test("give markup only as the labels that the model has, unchanged")
    func markup() throws {
        let outcome = try run("markup-in-labels", model: "model-markup")
        guard case .completed(let completion, _) = outcome else {
            Issue.record(Self.said(outcome))
            return
        }
        #expect(completion.result.candidates.first?.subject == .label("<script>alert(1)</script>"))
        #expect(completion.result.warnings == ["<script>alert(2)</script>"])
    }

    @Test("get at nothing outside", arguments: ["network", "reads-home", "sees-others", "writes-model"])
    func confined(name: String) throws {
        let outcome = try run(name)
        guard case .completed(let completion, _) = outcome else {
            Issue.record(Self.said(outcome))
            return
        }
        #expect(completion.result.candidates.first?.subject == .label("confined"), Self.said(outcome))
    }

    @Test("change no output behind their result", arguments: 0..<3)
    func changed(_: Int) throws {
        let outcome = try run("changes-output")
        switch outcome {
        case .completed(let completion, _): #expect(completion.outputs.map(\.bytes) == [Array("as listed".utf8)])
        case .failed(let stop, _): #expect(stop.kind == .outputs, Self.said(outcome))
        }
    }

    /// One at a time: each takes as much of the machine as it gets.
    @Test("take no more of the machine than they were given", .serialized, arguments: takers)
    func greedy(name: String, parameters: [String: String], kinds: Set<Stop.Kind>) throws {
        let outcome = try run(name, parameters) { limits in
            limits.processes = 64
            limits.memory = 256 << 20
            limits.fileBytes = 16 << 20
            limits.outputBytes = 32 << 20
            limits.temporaryBytes = 32 << 20
        }
        switch outcome {
        case .completed(let completion, _):
            #expect(completion.result.candidates.first?.subject == .label("confined"), Self.said(outcome))
        case .failed(let stop, _): #expect(kinds.contains(stop.kind), Self.said(outcome))
        }
    }

    private static let takers: [(String, [String: String], Set<Stop.Kind>)] = [
        ("fills-disk", [:], [.limit]), ("fork-bomb", [:], [.limit, .ended]), ("huge-file", [:], [.outputs]),
        ("huge-file", ["how": "written"], [.outputs, .limit]), ("memory-hog", [:], [.limit]),
    ]

    /// A program that no test starts looks like coverage, and is none.
    @Test("are started by a test, every one")
    func started() throws {
        var sources = ""
        let files = try #require(FileManager.default.enumerator(at: Self.tests, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            sources += try String(contentsOf: file, encoding: .utf8)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".py") && !["speak.py", "greys.py"].contains($0) }.map { String($0.dropLast(3)) }
        #expect(names.count >= 40)
        let forgotten = names.filter { !sources.contains("\"\($0)\"") && !sources.contains("\($0).py") }
        #expect(forgotten.sorted() == [])
    }
}
