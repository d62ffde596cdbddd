import ExhibitCore

/// What a runner says of itself, whatever the model. Shapes and bounds: `Schemas/runner-v1.md`, "Describe".
public struct RunnerDescription: Sendable, Hashable {
    public struct Score: Sendable, Hashable {
        public let name: String
        public let isHigherBetter: Bool
        /// Whole numbers.
        public let minimum: Int64
        public let maximum: Int64

        public init(name: String, isHigherBetter: Bool, minimum: Int64, maximum: Int64) {
            self.name = name
            self.isHigherBetter = isHigherBetter
            self.minimum = minimum
            self.maximum = maximum
        }
    }

    public struct Engine: Sendable, Hashable {
        public let name: String
        public let version: String
        /// What tells two builds of one version apart.
        public let build: String

        public init(name: String, version: String, build: String) {
            self.name = name
            self.version = version
            self.build = build
        }
    }

    /// What scores depend on beside the model: program and engine, by their own words.
    public struct Identity: Sendable, Hashable {
        public let name: String
        public let version: String
        public let engine: Engine

        public init(name: String, version: String, engine: Engine) {
            self.name = name
            self.version = version
            self.engine = engine
        }
    }

    public var identity: Identity { Identity(name: name, version: version, engine: engine) }

    public let name: String
    public let version: String
    public let score: Score
    public let generatesPixels: Bool
    /// Empty: the same bits under the same everything.
    public let nondeterminism: [String]
    public let engine: Engine
    /// Unless a parameter says otherwise.
    public let optimisationLevel: String
    /// The most that it can be asked for.
    public let threads: Int

    init(_ answer: AnswerReader) throws(Stop) {
        let engine = try answer.object("engine", ["build", "name", "optimisation_level", "version"])
        let score = try answer.object("score", ["better", "maximum", "minimum", "name"])
        name = try answer.text("name")
        version = try answer.text("version")
        let better = try score.text("better")
        guard better == "higher" || better == "lower" else { throw score.refused("better", "no permitted word") }
        self.score = Score(
            name: try score.text("name"), isHigherBetter: better == "higher", minimum: try score.whole("minimum"),
            maximum: try score.whole("maximum"))
        generatesPixels = try answer.flag("generates_pixels")
        nondeterminism = try answer.texts("nondeterminism", most: 16)
        self.engine = try Engine(engine)
        optimisationLevel = try engine.text("optimisation_level")
        threads = Int(try answer.number("threads", in: 1...256))
        guard self.score.minimum <= self.score.maximum else {
            throw Stop(.untrue, "its smallest score is larger than its largest")
        }
    }
}

extension RunnerDescription.Engine {
    init(_ engine: AnswerReader) throws(Stop) {
        name = try engine.text("name")
        version = try engine.text("version")
        build = try engine.text("build", longest: 256)
    }
}
