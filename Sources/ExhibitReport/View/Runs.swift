extension ReportView {
    /// How the model's program was held.
    public enum Confinement: String, Hashable, Sendable, CaseIterable {
        case builtIn = "built-in"
        case confined
        /// Run without a sandbox: said on the first screen.
        case unconfined
    }

    public struct Model: Hashable, Sendable {
        public var name: String
        public var version: String
        /// Digest of the manifest, 64 hex digits: the model's identity.
        public var manifest: String
        /// For example "lower is more alike".
        public var scoreDirection: String
        /// For example "0 to 256, integers".
        public var scoreRange: String
        public var generatesPixels: Bool
        /// The conditions it was validated for, in words.
        public var conditions: String
        public var runner: String
        public var confinement: Confinement
        /// What a replay may differ by, declared before the run.
        public var tolerance: String
        public var parameters: [Field]

        public init(
            name: String, version: String, manifest: String, scoreDirection: String, scoreRange: String,
            generatesPixels: Bool, conditions: String, runner: String, confinement: Confinement, tolerance: String,
            parameters: [Field]
        ) {
            self.name = name
            self.version = version
            self.manifest = manifest
            self.scoreDirection = scoreDirection
            self.scoreRange = scoreRange
            self.generatesPixels = generatesPixels
            self.conditions = conditions
            self.runner = runner
            self.confinement = confinement
            self.tolerance = tolerance
            self.parameters = parameters
        }
    }

    /// What was searched.
    public struct Gallery: Hashable, Sendable {
        public var members: Int
        /// Members that the model could compare.
        public var usable: Int
        /// Sealed name of the manifest.
        public var manifest: String
        /// 64 hex digits.
        public var statement: String

        public init(members: Int, usable: Int, manifest: String, statement: String) {
            self.members = members
            self.usable = usable
            self.manifest = manifest
            self.statement = statement
        }
    }

    /// The reference set that a model was given.
    public struct ComparedSet: Hashable, Sendable {
        public var members: Int
        /// Members that it was given: those that could be decoded, each once.
        public var given: Int
        /// Sealed name of the manifest.
        public var manifest: String
        /// 64 hex digits.
        public var statement: String

        public init(members: Int, given: Int, manifest: String, statement: String) {
            self.members = members
            self.given = given
            self.manifest = manifest
            self.statement = statement
        }
    }

    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case completed
        case failed
        /// Opened and never closed.
        case unfinished = "started, no result"
    }

    public struct Run: Hashable, Sendable {
        /// Of the entry that opened it, before the model started.
        public var position: Int
        /// 64 hex digits.
        public var statement: String
        /// Hour, `YYYY-MM-DDThh:00:00Z`.
        public var opened: String
        public var model: String
        public var outcome: Outcome
        /// Of its claim; nil if none was made from it.
        public var status: Status?
        public var isOfThisReport: Bool

        public init(
            position: Int, statement: String, opened: String, model: String, outcome: Outcome, status: Status?,
            isOfThisReport: Bool
        ) {
            self.position = position
            self.statement = statement
            self.opened = opened
            self.model = model
            self.outcome = outcome
            self.status = status
            self.isOfThisReport = isOfThisReport
        }
    }

    /// Something that a step read or made.
    public struct Use: Hashable, Sendable {
        public var role: String
        /// Typed name in full. Equal names join the steps of the graph.
        public var name: String

        public init(role: String, name: String) {
            self.role = role
            self.name = name
        }
    }

    public struct Step: Hashable, Sendable {
        /// From 1, in order of execution.
        public var number: Int
        public var operation: String
        public var version: String
        public var inputs: [Use]
        public var outputs: [Use]
        public var taint: TaintClass
        public var parameters: [Field]
        /// Program, libraries, system and processor in one line; the page says it once while it stays the same.
        public var environment: String

        public init(
            number: Int, operation: String, version: String, inputs: [Use], outputs: [Use], taint: TaintClass,
            parameters: [Field], environment: String
        ) {
            self.number = number
            self.operation = operation
            self.version = version
            self.inputs = inputs
            self.outputs = outputs
            self.taint = taint
            self.parameters = parameters
            self.environment = environment
        }
    }
    /// A run that made the picture which another one compared.
    public struct Making: Hashable, Sendable {
        public var position: Int
        public var model: String
        public var steps: [Step]

        public init(position: Int, model: String, steps: [Step]) {
            self.position = position
            self.model = model
            self.steps = steps
        }
    }
}
