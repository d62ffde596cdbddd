import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

@testable import ExhibitPipeline

@Suite("A replay of a model")
struct ModelReplayTests {
    private let workshop: Workshop
    private let publisher: MemoryCase
    private let labels = Array("one\ntwo\nthree\nalpha\nbeta\n".utf8)

    init() throws {
        workshop = try Workshop()
        publisher = try MemoryCase(seed: "replay")
    }

    /// The example that answers by the digest of its picture, in a folder of its own.
    private func command(_ name: String = "good.py") throws -> [String] {
        let examples = Pictures.here.appending(path: "../Runners").standardizedFileURL
        let folder = try workshop.newFolder()
        for file in ["speak.py", name] {
            try Data(contentsOf: examples.appending(path: file)).write(to: URL(filePath: "\(folder)/\(file)"))
        }
        return ["/usr/bin/python3", "\(folder)/\(name)"]
    }

    /// A model, and one run of it.
    private func run(_ command: [String], about: String = "thing") throws -> RecordedRun {
        let file = ModelExecution.ModelFile(path: "labels.txt", content: .bytes(labels), expected: nil)
        func execution() throws -> ModelExecution {
            ModelExecution(
                command: command, files: [file], confinement: .bubblewrap, scratch: try workshop.newFolder())
        }
        guard case .completed(let said, _) = try execution().describe() else { throw CocoaError(.fileReadUnknown) }
        let name = try publisher.keepOpen(labels)
        let manifest = try publisher.keepOpen(
            Manifest([Manifest.Line(hash: name.hash, path: "labels.txt")]).encoded)
        let model = try publisher.append([
            Draft(
                .modelWithRunner, subjects: [manifest],
                body: [
                    "name": "test", "version": "1", "manifest": .string(manifest.description),
                    "files": [
                        [
                            "path": "labels.txt", "role": "labels", "size": .integer(Int64(labels.count)),
                            "artifact": .string(name.description),
                        ]
                    ], "runner": "exhibit-runner-v1",
                    "program": ["name": .string(said.name), "version": .string(said.version)],
                    "generates_pixels": .bool(said.generatesPixels),
                    "nondeterminism": .array(said.nondeterminism.map { .string($0) }),
                    "score": [
                        "name": .string(said.score.name), "better": said.score.isHigherBetter ? "higher" : "lower",
                        "minimum": .string(String(said.score.minimum)), "maximum": .string(String(said.score.maximum)),
                    ], "match": .null, "conditions": "none",
                ])
        ])[0]
        let evidence = try Story.record(Story.evidencePicture, in: publisher)
        let question = ModelExecution.Question(
            depth: 3, seed: 0, threads: 1, declared: ModelExecution.Question.declared(by: model.statement))
        let execute = try execution()
        let ledger = publisher.ledger
        let outcome = try ModelRun(
            ModelRun.Request(
                evidence: evidence, bytes: Story.evidencePicture, model: model, about: about, depth: 3, seed: 0,
                threads: 1, confinement: .bubblewrap),
            surroundings: RunSurroundings(
                program: ("exhibit", "1"), environment: [], randomness: publisher.randomness, now: { ledger.now }),
            ledger: publisher, store: publisher
        ) { execute.answer(to: question, picture: $0) }.run()
        try #require(outcome.failure == nil, "\(outcome.failure ?? "")")
        return RecordedRun(opened: outcome.opened.statement, lookup: publisher)
    }

    private func replay(
        _ run: RecordedRun, _ command: [String]?, _ change: (inout MemorySource) -> Void = { _ in }
    ) throws -> (all: RunReplay, model: StepReplay) {
        var source = MemorySource(publisher)
        change(&source)
        let model = ModelReplay(command: command, confinement: .bubblewrap, scratch: try workshop.newFolder())
        var replay = Replay(run, source: source, model: model)
        let result = replay.execute { _ in }
        return (result, try #require(result.steps.first { $0.operation == "model.run" }))
    }

    @Test("The same program and files give the same bits, and nothing has changed")
    func same() throws {
        let command = try command()
        let (all, model) = try replay(try run(command), command)
        #expect(model.outcome == .same && model.same.contains("candidates"))
        #expect(model.changes.isEmpty, "\(model.changes)")
        #expect(all.reproductionClass(sameStatus: true) == .bitExact)
    }

    @Test("What the program warns of is recorded with its surroundings, and the same warning is no change")
    func warned() throws {
        let command = try command("warns.py")
        let recorded = try run(command)
        let step = try #require(recorded.steps.first { Operation.named(in: $0) == .runModel })
        #expect(step.body["warnings"]?.elements?.isEmpty == true)
        let (all, model) = try replay(recorded, command)
        #expect(model.outcome == .same && model.changes.isEmpty && model.notes.isEmpty, "\(model)")
        #expect(all.reproductionClass(sameStatus: true) == .bitExact)
    }

    @Test("Another warning is named, and excuses no difference")
    func otherWarning() throws {
        let name = ModelRun.Answer.warningOfTheProgram
        let changes = EnvironmentChange.between([(name, "one")], [(name, "two")])
        #expect(changes.count == 1 && !changes[0].mayMatter)
        let step = StepReplay(
            number: 1, operation: "model.run", outcome: .differs(["candidates"]), same: [], changes: changes, notes: [],
            follows: false)
        #expect(RunReplay(steps: [step], missing: [], answer: nil).differsUnderRecordedConditions)
    }

    @Test("Of a question about a person no warning stands in a step, and a replay shows none")
    func person() throws {
        let plate = try PlatePicture(seed: 42, seen: DigitVisibility(.top, pixels: 12), scale: 2)
        let story = try Story(picture: plate.file)
        let warned = try story.ask(.digitReader).run
        let silent = try story.ask(.digitReader, about: "person").run
        func warnings(_ outcome: ModelRun.Outcome) -> Int {
            outcome.steps.map { $0.statement.body["warnings"]?.elements?.count ?? 0 }.reduce(0, +)
        }
        #expect(warnings(warned) > 0 && warnings(silent) == 0)
        for outcome in [warned, silent] {
            let run = RecordedRun(opened: outcome.opened.statement, lookup: story.publisher)
            let model = ModelReplay(command: nil, confinement: .bubblewrap, scratch: "/nonexistent")
            var replay = Replay(run, source: MemorySource(story.publisher), model: model)
            let result = replay.execute { _ in }
            #expect(result.steps.allSatisfy { $0.outcome == .same && $0.notes.isEmpty }, "\(result)")
        }
    }

    @Test("A reason is kept up to what a slot holds, with its lines; where more was said, a mark says so")
    func reasons() {
        #expect(RunStatements.reason(["a\nb\u{1B}", "c"]) == "a\nb; c")
        let whole = String(repeating: "é", count: 2_048)
        #expect(RunStatements.reason([whole]) == whole)
        #expect(RunStatements.reason([whole + "x"]) == String(repeating: "é", count: 2_046) + "…")
        #expect(RunStatements.reason(["x" + whole]).utf8.count == 4_096)
    }

    @Test("A file of the model with one bit flipped is named, and the program is not started")
    func flipped() throws {
        let command = try command()
        let recorded = try run(command)
        var other = labels
        other[0] ^= 1
        let (all, model) = try replay(recorded, command) { $0.changed[.open(labels)] = other }
        guard case .notAttempted(let missing) = model.outcome else {
            Issue.record("attempted: \(model)")
            return
        }
        #expect(missing.count == 1 && missing[0].hasPrefix("model file labels.txt: is not the recorded one"))
        #expect(all.reproductionClass(sameStatus: nil) == .notAttempted)
    }

    @Test("A program that answers otherwise differs: rank, answer and both scores, and the file that changed")
    func differs() throws {
        let command = try command()
        let recorded = try run(command)
        let program = command[1]
        let text = try String(contentsOfFile: program, encoding: .utf8)
        let changed = text.replacingOccurrences(of: "probe[number % 32] / 256", with: "probe[number % 32] / 512")
        try #require(changed != text)
        try changed.write(toFile: program, atomically: false, encoding: .utf8)
        let (all, model) = try replay(recorded, command)
        guard case .differs(let differences) = model.outcome else {
            Issue.record("no difference: \(model)")
            return
        }
        #expect(differences.count == 1)
        #expect(differences[0].contains(/^candidates: rank 1: recorded "\w+" f32:[0-9a-f]{8} .*, now "\w+" f32:/))
        #expect(model.changes.map(\.name) == ["runner file good.py"])
        #expect(!all.differsUnderRecordedConditions)
        #expect(all.reproductionClass(sameStatus: false) == .notReproduced)
    }

    @Test("Of a question about a person it is said that the answers differ, and not which they are")
    func differsOfAPerson() throws {
        let command = try command()
        let recorded = try run(command, about: "person")
        let text = try String(contentsOfFile: command[1], encoding: .utf8)
        let changed = text.replacingOccurrences(of: "probe[number % 32] / 256", with: "probe[number % 32] / 512")
        try #require(changed != text)
        try changed.write(toFile: command[1], atomically: false, encoding: .utf8)
        let (_, model) = try replay(recorded, command)
        #expect(model.outcome == .differs(["candidates: other answers than recorded"]))
        let (_, refusing) = try replay(recorded, try self.command("refuses.py"))
        guard case .notAttempted(let missing) = refusing.outcome else {
            Issue.record("attempted: \(refusing)")
            return
        }
        #expect(missing == ["the runner was stopped (error): it answered with an error"])
    }

    @Test("Without a known program, and with one that gives no answer, it is said what is missing")
    func missing() throws {
        let recorded = try run(try command())
        let (_, unknown) = try replay(recorded, nil)
        #expect(
            unknown.outcome
                == .notAttempted(["the model's program: how it is started here is not known"]))
        let (all, crashed) = try replay(recorded, try command("crash.py"))
        #expect(crashed.isIncomplete)
        #expect(crashed.changes.contains { $0.name.hasPrefix("runner file ") })
        #expect(all.reproductionClass(sameStatus: nil) == .notAttempted)
    }
}
