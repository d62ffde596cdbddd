import ExhibitCore

/// What was seen of a program that speaks no protocol: its file and arguments, the files before and after, how it ended.
///
/// Names and paths name people, so it is a sealed artifact of the run's step, and nothing of it stands in the chain.
public struct Observation: Sendable {
    /// Of the artifact among the outputs of a step.
    public static let role = "observation"
    /// Of a run: names what was known before the program started, in the same form.
    public static let intentParameter = "intent"
    public static let schema = "exhibit-observation-v1"
    /// How much of each stream is kept, bytes.
    public static let streamKept = 64 << 10

    /// A file that was executed.
    public struct Program: Sendable, Hashable {
        public enum Role: String, Sendable, Hashable { case program, interpreter }

        public let role: Role
        /// Behind its links.
        public let path: String
        /// Nil where the file may be executed and not be read.
        public let digest: ContentHash?

        public init(role: Role, path: String, digest: ContentHash?) {
            (self.role, self.path, self.digest) = (role, path, digest)
        }
    }

    public struct Picture: Sendable {
        public let artifact: TypedName
        public let path: String
        public let before: ContentHash
        /// Nil before the command, and where there is no such file after it.
        public var after: ContentHash?

        public init(artifact: TypedName, path: String, before: ContentHash, after: ContentHash? = nil) {
            (self.artifact, self.path, self.before, self.after) = (artifact, path, before, after)
        }
    }

    public struct Output: Sendable {
        public let path: String
        /// Nil where there was none.
        public let before: ContentHash?
        public var after: ContentHash?
        public var artifact: TypedName?

        public init(path: String, before: ContentHash?, after: ContentHash? = nil, artifact: TypedName? = nil) {
            (self.path, self.before, self.after, self.artifact) = (path, before, after, artifact)
        }
    }

    public enum End: Sendable, Hashable {
        case exited(Int)
        case signalled(Int)
        /// Why, in the system's words.
        case notStarted(String)
        case interrupted

        /// For the step, in clear: one of five.
        var word: String {
            switch self {
            case .exited(0): "exit status 0"
            case .exited: "another exit status"
            case .signalled: "ended by a signal"
            case .notStarted: "not started"
            case .interrupted: "interrupted"
            }
        }
    }

    public struct Stream: Sendable {
        /// Of its beginning; nil where nothing came.
        public var artifact: TypedName?
        /// All that came.
        public var bytes: Int

        public init(artifact: TypedName?, bytes: Int) { (self.artifact, self.bytes) = (artifact, bytes) }
    }

    public struct Result: Sendable {
        public var end: End
        public var output: Stream
        public var errors: Stream
        /// Milliseconds since 1970.
        public var started: Int64
        public var ended: Int64

        public init(end: End, output: Stream, errors: Stream, started: Int64, ended: Int64) {
            (self.end, self.output, self.errors, self.started, self.ended) = (end, output, errors, started, ended)
        }
    }

    /// As they were given: the program by the name that the operator typed.
    public var arguments: [String]
    public var folder: String
    public var programs: [Program]
    public var pictures: [Picture]
    public var outputs: [Output]
    /// Nil before the command.
    public var result: Result?

    public init(
        arguments: [String], folder: String, programs: [Program], pictures: [Picture], outputs: [Output],
        result: Result? = nil
    ) {
        self.arguments = arguments
        self.folder = folder
        self.programs = programs
        self.pictures = pictures
        self.outputs = outputs
        self.result = result
    }

    public var json: JSON {
        func digest(_ hash: ContentHash?) -> JSON { hash.map { .string($0.hex) } ?? .null }
        func name(_ name: TypedName?) -> JSON { name.map { .string($0.description) } ?? .null }
        return [
            "schema": .string(Self.schema),
            "arguments": .array(arguments.map { .string($0) }),
            "folder": .string(folder),
            "programs": .array(
                programs.map {
                    ["role": .string($0.role.rawValue), "path": .string($0.path), "sha256": digest($0.digest)]
                }),
            "pictures": .array(
                pictures.map {
                    [
                        "artifact": name($0.artifact), "path": .string($0.path), "before": digest($0.before),
                        "after": digest($0.after),
                    ]
                }),
            "outputs": .array(
                outputs.map {
                    [
                        "artifact": name($0.artifact), "path": .string($0.path), "before": digest($0.before),
                        "after": digest($0.after),
                    ]
                }),
            "result": result.map(Self.json) ?? .null,
        ]
    }

    private static func json(_ result: Result) -> JSON {
        func stream(_ stream: Stream) -> JSON {
            [
                "artifact": stream.artifact.map { .string($0.description) } ?? .null,
                "bytes": .integer(Int64(stream.bytes)),
            ]
        }
        return [
            "end": json(result.end), "stdout": stream(result.output), "stderr": stream(result.errors),
            "started": .integer(result.started), "ended": .integer(result.ended),
        ]
    }

    private static func json(_ end: End) -> JSON {
        let (kind, number, reason): (String, Int?, String?) =
            switch end {
            case .exited(let status): ("exited", status, nil)
            case .signalled(let number): ("signalled", number, nil)
            case .notStarted(let reason): ("not_started", nil, reason)
            case .interrupted: ("interrupted", nil, nil)
            }
        return [
            "kind": .string(kind), "number": number.map { .integer(Int64($0)) } ?? .null,
            "reason": reason.map { .string($0) } ?? .null,
        ]
    }
}
