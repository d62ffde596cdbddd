import ExhibitCore
import ExhibitPipeline
import ExhibitVerification
import ExhibitWeight

/// A publisher who asks a model that a program executes; what the program answers is given by the test.
public final class ModelStory {
    public let story: Story
    public var publisher: MemoryCase { story.publisher }
    public let model: PlacedEntry
    public var answers: [(label: String, score: String)] = [("seven", "f32:3f733333"), ("one", "f32:3d4ccccd")]
    /// In place of labels, pictures of the story's reference set: then the model is given that set.
    public var found: [(name: TypedName, score: String)]?
    /// Pictures that it draws.
    public var drawn: [[UInt8]] = []
    /// Pictures that somebody records as evidence while its program runs.
    public var recordsMeanwhile: [[UInt8]] = []
    public private(set) var hasRecordedMeanwhile = false
    public var failure: String?
    /// What its program said of the failure, for whoever runs it.
    public var failureSaid: String?
    /// Files that the program makes, all of the same bytes, by the roles that it gives them.
    public var outputRoles: [String] = []
    public var confinement = Sandbox.Confinement.bubblewrap
    public var tolerance: Tolerance?

    public init(
        match: JSON = "0.900000", generatesPixels: Bool = false, better: String = "higher",
        labels: String = "one\nseven\ntwo\nthree\nfour\nfive\n", file path: String = "labels.txt",
        seed: String = "model story",
        prepare: (MemoryCase) -> Void = { _ in }
    ) throws {
        let story = try Story(seed: seed, prepare: prepare)
        self.story = story
        let labels = Array(labels.utf8)
        let manifest = try Manifest([Manifest.Line(hash: ContentHash(of: labels), path: path)])
        let name = try story.publisher.keepOpen(manifest.encoded)
        model = try story.publisher.append([
            Draft(
                .modelWithRunner, subjects: [name],
                body: [
                    "name": "digits", "version": .string(String(name.hash.hex.prefix(12))),
                    "manifest": .string(name.description),
                    "files": [
                        [
                            "path": .string(path), "role": "labels", "size": .integer(Int64(labels.count)),
                            "artifact": .string(try story.publisher.keepOpen(labels).description),
                        ]
                    ],
                    "runner": "exhibit-runner-v1", "program": ["name": "runner", "version": "1"],
                    "generates_pixels": .bool(generatesPixels), "nondeterminism": [],
                    "score": ["name": "output", "better": .string(better), "minimum": "0", "maximum": "1"],
                    "match": match, "conditions": "None validated.",
                ], slots: ["command": ["/usr/bin/python3", "runner.py"]])
        ])[0]
    }

    public func run(about: String = "thing") throws -> ModelRun.Outcome {
        let ledger = publisher.ledger
        var request = ModelRun.Request(
            evidence: story.evidence, bytes: story.picture, model: model, about: about, depth: 5, seed: 0, threads: 1,
            confinement: confinement, tolerance: tolerance)
        if found != nil {
            request.displaySide = 16
            request.gallery = ModelRun.Gallery(statement: story.gallery.statement) {
                (name) throws(ReferenceUnavailable) in
                guard let bytes = self.bytes(of: name) else { throw ReferenceUnavailable("it is not there") }
                return bytes
            }
        }
        let surroundings = RunSurroundings(
            program: ("exhibit", "1.0.0"), environment: [("system", "Linux")], randomness: publisher.randomness,
            now: { ledger.now })
        return try ModelRun(
            request, surroundings: surroundings, ledger: publisher, store: publisher, received: story.received
        ) { _ in
            for picture in self.recordsMeanwhile {
                self.hasRecordedMeanwhile = (try? Story.record(picture, in: self.publisher)) != nil
            }
            var answer = ModelRun.Answer()
            answer.answers = self.answers.compactMap { answer in
                MeasuredScore(answer.score).map { (.label(answer.label), $0) }
            }
            answer.parameters = [
                ("depth", "5"), ("seed", "0"), ("threads", "1"),
                ("confinement", self.confinement == .bubblewrap ? "bubblewrap 0.8.0" : "none"), ("runner", "runner 1"),
                ("engine", "any 1"), ("engine build", "1"), ("optimisation level", "all"), ("threads used", "1"),
                ("declared nondeterminism", "none"),
            ]
            if let found = self.found {
                answer.answers = found.compactMap { item in
                    MeasuredScore(item.score).map { (.reference(item.name), $0) }
                }
                answer.parameters.append(("references", String(self.story.members.count)))
            }
            answer.environment = [("operating system", "any")]
            answer.outputs = self.outputRoles.map { ($0, "text/plain", Array("an output".utf8)) }
            answer.transcript = Array("{}\n".utf8)
            answer.outputs += self.drawn.enumerated().map { ("\($0.offset + 1)", "image/png", $0.element) }
            answer.failure = self.failure.map { RunFailure($0, self.failureSaid) }
            return answer
        }.run()
    }

    /// The sealed name of a picture of the story's reference set.
    public func member(_ path: String) throws -> TypedName {
        guard let name = story.gallery.statement.name("manifest"),
            let line = try Manifest(encoded: try publisher.bytes(of: name)).lines.first(where: { $0.path == path })
        else { throw MemoryCase.Missing(description: path) }
        return TypedName(.sealed, line.hash)
    }

    /// Of a picture of the set, or of the evidence.
    private func bytes(of name: TypedName) -> [UInt8]? {
        if name == story.evidence.statement.name("artifact") { return story.picture }
        return story.members.first { (try? member($0.path)) == name }?.bytes
    }

    public func claim(_ outcome: ModelRun.Outcome) -> ModelClaim {
        ModelClaim(
            evidence: story.evidence.statement, opened: outcome.opened.statement,
            steps: outcome.steps.map(\.statement), closed: outcome.closed.statement, model: model.statement,
            scores: outcome.scores)
    }

    /// The claim that follows from a run, recorded.
    public func record(_ outcome: ModelRun.Outcome) throws -> PlacedEntry {
        _ = try publisher.keepOpen(ModelPolicy.bytes)
        let body = claim(outcome).body.merging([
            "run": .string(outcome.opened.statement.name.description),
            "closed": .string(outcome.closed.statement.name.description),
            "evidence": .string(story.evidence.statement.name.description),
        ]) { first, _ in first }
        return try publisher.append([Draft(.claim, subjects: [outcome.opened.statement.name], body: body)])[0]
    }
}
