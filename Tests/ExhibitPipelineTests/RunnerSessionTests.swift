import ExhibitCore
import ExhibitPipeline
import Foundation
import Testing

@Suite("Runners")
struct RunnerSessionTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    /// Correct, unless the statements in CHANGE make it something else: they see `run`, `result` and `write`.
    private static let runner = """
        import hashlib, json, os, sys
        ENGINE = {"build": "none", "name": "test", "version": "1"}
        def write(value):
            sys.stdout.write(json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\\n")
            sys.stdout.flush()
        def answer(request, word, **members):
            return {"answer": word, "id": request["id"], "protocol": "exhibit-runner-v1"} | members
        def output(name, data, **members):
            open(run["output"] + "/" + name, "wb").write(data)
            return {"file": name, "generated": False, "media_type": "text/plain", "role": "digest",
                    "sha256": hashlib.sha256(data).hexdigest()} | members
        describe = json.loads(sys.stdin.readline())
        write(answer(describe, "description", engine=ENGINE | {"optimisation_level": "none"}, generates_pixels=False,
                     name="test", nondeterminism=[], threads=2, version="1",
                     score={"better": "higher", "maximum": "1", "minimum": "0", "name": "test score"}))
        line = sys.stdin.readline()
        if not line: sys.exit(0)
        run = json.loads(line)
        write(answer(run, "progress", done=1, total=2))
        data = open(run["inputs"][0]["path"], "rb").read()
        assert hashlib.sha256(data).hexdigest() == run["inputs"][0]["sha256"]
        labels = open(run["model"] + "/labels.txt").read().split("\\n")
        result = answer(run, "result", warnings=[], outputs=[output("copy.txt", data)],
                        candidates=[{"label": labels[0], "rank": 1, "score": "f32:3f000000"},
                                    {"label": labels[1], "rank": 2, "score": "f32:3e800000"}],
                        execution={"engine": ENGINE, "optimisation_level": "none", "seed": run["seed"], "threads": 1})
        place = run["output"] + "/copy.txt"
        CHANGE
        write(result)
        sys.stdin.read()
        """

    private func job() throws -> RunnerJob {
        let labels = Array("one\ntwo\n".utf8)
        let model = try SealedCopy(of: [("labels.txt", .bytes(labels))], in: workshop.folder + "/model")
        let files = try SealedCopy(of: [("0", .bytes(Array("evidence".utf8)))], in: workshop.folder + "/files")
        var job = RunnerJob(
            model: model, files: files, inputs: [.init(role: "evidence", path: "0", mediaType: "image/png")])
        job.labels = try LabelList(encoded: labels).labels
        job.parameters = ["level": "all"]
        return job
    }

    private func session(
        _ change: String, _ confinement: Sandbox.Confinement = .bubblewrap
    ) throws -> RunnerSession {
        let program = Self.runner.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line == "CHANGE" ? change.split(separator: "\n") : [line]
        }
        return RunnerSession(
            try workshop.sandbox(python: program.joined(separator: "\n"), confinement: confinement))
    }

    @Test("A correct runner completes, confined or not", arguments: [Sandbox.Confinement.bubblewrap, .unconfined])
    func completed(confinement: Sandbox.Confinement) throws {
        let outcome = try session("", confinement).run(try job())
        guard case .completed(let completion, let record) = outcome else {
            Issue.record("\(outcome) \(String(decoding: outcome.record.log, as: UTF8.self))")
            return
        }
        #expect(completion.description.engine.name == "test" && completion.description.threads == 2)
        #expect(completion.result.candidates.map(\.subject) == [.label("one"), .label("two")])
        #expect(completion.result.candidates.map(\.score.value) == [0.5, 0.25])
        #expect(completion.outputs.map(\.bytes) == [Array("evidence".utf8)])
        #expect(record.exit == .code(0) && !record.enforced.isEmpty)
        #expect(record.sent.split(separator: 0x0A).count == 2 && record.received.split(separator: 0x0A).count == 3)
    }

    @Test(
        "A runner that breaks a rule fails, with the reason and what was received",
        arguments: [
            ("result['extra'] = 1", Stop.Kind.malformed), ("del result['warnings']", .malformed),
            ("result['candidates'][0]['rank'] = 1.5", .malformed), ("sys.stdout.write('{ }\\n')", .malformed),
            ("result['candidates'][0]['score'] = '0.5'", .malformed), ("result['answer'] = 'other'", .malformed),
            ("result['warnings'] = ['\\u009b2J']", .malformed), ("result['warnings'] = ['']", .malformed),
            ("result['warnings'] = ['x'] * 33", .malformed),
            ("sys.stdout.write('{\"answer\":\"error\",\"answer\":\"error\"}\\n')", .malformed),
            ("result['outputs'] = [result['outputs'][0] | {'file': '../copy.txt'}]", .malformed),
            ("result['id'] = 1", .outOfOrder), ("result['protocol'] = 'exhibit-runner-v2'", .outOfOrder),
            ("write(result)", .outOfOrder), ("write(answer(run, 'progress', done=0, total=2))", .untrue),
            ("result['execution']['seed'] = 7", .untrue), ("result['execution']['threads'] = 2", .untrue),
            ("result['execution']['engine'] = ENGINE | {'version': '2'}", .untrue),
            ("result['candidates'][0]['label'] = 'three'", .untrue), ("result['candidates'].reverse()", .untrue),
            ("result['candidates'][0]['score'] = 'f32:40000000'", .untrue),
            ("result['candidates'][0]['score'] = 'f32:3e000000'", .untrue),
            ("result['candidates'][1]['label'] = 'one'", .untrue),
            ("result['candidates'][0] = {'rank': 1, 'reference': 0, 'score': 'f32:3f000000'}", .untrue),
            ("result['outputs'][0]['generated'] = True", .untrue), ("result['outputs'] *= 2", .untrue),
            ("open(place, 'a').write('x')", .outputs), ("os.unlink(place)", .outputs),
            ("os.unlink(place); os.symlink('/run/exhibit/files/0', place)", .outputs),
            ("os.unlink(place); os.mkfifo(place)", .outputs), ("os.link(place, place + '2')", .outputs),
            ("os.mkdir(run['output'] + '/folder')", .outputs),
            ("result = answer(run, 'error', reason='no such picture')", .error), ("sys.exit(0)", .ended),
            ("os.kill(os.getpid(), 11)", .ended), ("write(result); sys.exit(3)", .ended),
            ("sys.stdout.write('x' * (1 << 20))", .oversized),
        ] as [(String, Stop.Kind)])
    func failed(change: String, kind: Stop.Kind) throws {
        let outcome = try session(change).run(try job())
        guard case .failed(let stop, let record) = outcome else {
            Issue.record("completed after: \(change)")
            return
        }
        #expect(stop.kind == kind, "\(change): \(stop) \(String(decoding: record.log, as: UTF8.self))")
        #expect(record.received.starts(with: "{\"answer\":\"description\"".utf8))
        #expect(!record.enforced.isEmpty)
    }

    @Test("What ends a run is recorded in the words that the protocol's page explains")
    func words() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Schemas/runner-v1.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix("What ends a run") })
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
        let words = rows.map { $0.split(separator: "|")[0].trimmingCharacters(in: .whitespaces) }
        #expect(words.sorted() == Stop.Kind.allCases.map(\.rawValue).sorted())
    }

    @Test("A runner is asked what it is, and no more")
    func describe() throws {
        let outcome = try session("").describe()
        guard case .completed(let description, let record) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(description.name == "test" && description.score.isHigherBetter && !description.generatesPixels)
        #expect(description.score.minimum == 0 && description.score.maximum == 1)
        #expect(record.exit == .code(0))
    }

    @Test("A runner that describes another score than its model's statement does is not run")
    func declared() throws {
        var job = try job()
        job.declared = (.init(name: "test score", isHigherBetter: false, minimum: 0, maximum: 1), false)
        guard case .failed(let stop, let record) = try session("").run(job) else {
            Issue.record("it was run")
            return
        }
        #expect(stop.kind == .untrue)
        #expect(record.sent.split(separator: 0x0A).count == 1)
    }

    @Test("A request that the protocol does not permit starts nothing")
    func requests() throws {
        var job = try job()
        job.parameters = ["not a name": ""]
        guard case .failed(let stop, let record) = try session("").run(job) else {
            Issue.record("it was run")
            return
        }
        #expect(stop.kind == .notStarted && record.exit == nil)
    }

    @Test("Scores are read bit for bit, and in one spelling")
    func scores() throws {
        #expect(MeasuredScore("f32:3f800000")?.value == 1)
        #expect(MeasuredScore("f64:bff0000000000000")?.value == -1)
        #expect(MeasuredScore("f32:7fc00000")?.value.isNaN == true)
        for wrong in ["f32:3F800000", "f32:3f80000", "f64:3f800000", "f32:+f800000", "1.0", "f16:3c00", ""] {
            #expect(MeasuredScore(wrong) == nil)
        }
    }
}
