import ExhibitCore

/// What a runner found. Shapes and bounds: `Schemas/runner-v1.md`, "Result".
public struct RunnerResult: Sendable, Hashable {
    public struct Candidate: Sendable, Hashable {
        public enum Subject: Sendable, Hashable {
            /// A line of the model's `labels.txt`.
            case label(String)
            /// A number from the request's references.
            case reference(Int)
        }

        /// From 1.
        public let rank: Int
        public let subject: Subject
        public let score: MeasuredScore
    }

    /// A file in the output folder, as the runner lists it.
    public struct Output: Sendable, Hashable {
        public let role: String
        public let file: String
        public let hash: ContentHash
        public let mediaType: String
        /// Whether it shows what no input shows.
        public let isGenerated: Bool
    }

    public struct Execution: Sendable, Hashable {
        public let engine: RunnerDescription.Engine
        public let optimisationLevel: String
        public let threads: Int
        public let seed: Int64
    }

    public let candidates: [Candidate]
    public let outputs: [Output]
    public let warnings: [String]
    public let execution: Execution

    public static let mostCandidates = 1_000
    /// A step has at most 64, and these stand beside four of its own.
    public static let mostOutputs = 60

    init(_ answer: AnswerReader) throws(Stop) {
        candidates = try answer.elements("candidates", most: Self.mostCandidates, Candidate.init)
        outputs = try answer.elements("outputs", most: Self.mostOutputs, Output.init)
        warnings = try answer.texts("warnings", most: 32)
        let execution = try answer.object("execution", ["engine", "optimisation_level", "seed", "threads"])
        self.execution = Execution(
            engine: try RunnerDescription.Engine(execution.object("engine", ["build", "name", "version"])),
            optimisationLevel: try execution.text("optimisation_level"),
            threads: Int(try execution.number("threads", in: 1...256)),
            seed: try execution.number("seed", in: 0...AnswerReader.largest))
    }
}

extension RunnerResult.Candidate {
    fileprivate init(_ value: JSON, _ place: String) throws(Stop) {
        let isLabelled = value["label"] != nil
        let candidate = try AnswerReader(value, place, [isLabelled ? "label" : "reference", "rank", "score"])
        rank = Int(try candidate.number("rank", in: 1...Int64(RunnerResult.mostCandidates)))
        subject =
            isLabelled
            ? .label(try candidate.text("label", longest: 256))
            : .reference(Int(try candidate.number("reference", in: 0...1_999)))
        guard let score = MeasuredScore(try candidate.text("score")) else {
            throw candidate.refused("score", "not f32: and 8, or f64: and 16 lower-case hexadecimal digits")
        }
        self.score = score
    }
}

extension RunnerResult.Output {
    fileprivate init(_ value: JSON, _ place: String) throws(Stop) {
        let output = try AnswerReader(value, place, ["file", "generated", "media_type", "role", "sha256"])
        role = try output.text("role", longest: 64)
        guard RunnerNames.isRole(role) else { throw output.refused("role", "no permitted role") }
        file = try output.text("file")
        guard RunnerNames.isFile(file) else { throw output.refused("file", "no permitted name of a file") }
        guard let hash = ContentHash(hex: try output.text("sha256")) else {
            throw output.refused("sha256", "not 64 lower-case hexadecimal digits")
        }
        self.hash = hash
        mediaType = try output.text("media_type", longest: 64)
        guard RunnerNames.isMediaType(mediaType) else { throw output.refused("media_type", "no permitted media type") }
        isGenerated = try output.flag("generated")
    }
}
