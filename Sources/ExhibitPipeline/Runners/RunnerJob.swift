import ExhibitCore

/// What a runner is asked to do.
public struct RunnerJob: Sendable {
    /// An input or a reference: a file of ``files``, whose digest is the one of the copy that the runner reads.
    public struct File: Sendable, Hashable {
        public let role: String
        /// As in ``SealedCopy/files``.
        public let path: String
        public let mediaType: String

        public init(role: String, path: String, mediaType: String) {
            self.role = role
            self.path = path
            self.mediaType = mediaType
        }
    }

    public var model: SealedCopy
    public var files: SealedCopy
    public var inputs: [File]
    /// Numbered from 0: the files of a gallery, in a folder of their own.
    public var references: SealedCopy?
    public var parameters: [String: String] = [:]
    public var seed: Int64 = 0
    public var threads = 1
    /// How many candidates at most.
    public var depth = 10
    /// The lines of the model's `labels.txt`; empty where it has none.
    public var labels: [String] = []
    /// What the `model` statement says, and the runner must say too; nil before there is one.
    public var declared: (score: RunnerDescription.Score, generatesPixels: Bool)?
    /// What its tolerance was measured with; nil where none was.
    public var measured: RunnerDescription.Identity?

    public init(model: SealedCopy, files: SealedCopy, inputs: [File]) {
        self.model = model
        self.files = files
        self.inputs = inputs
    }

    static let modelPlace = "/run/exhibit/model"
    static let filesPlace = "/run/exhibit/files"
    static let referencesPlace = "/run/exhibit/references"

    /// The request's line. Throws where it would not be one of the protocol.
    func request(
        id: Int64, model: String, files: String, references: String?, output: String
    ) throws(Stop) -> [UInt8] {
        func list(_ list: [File], of copy: SealedCopy, in folder: String) throws(Stop) -> JSON {
            let hashes = Dictionary(copy.files.map { (Array($0.path.utf8), $0.hash) }) { first, _ in first }
            var values: [JSON] = []
            for file in list {
                guard let hash = hashes[Array(file.path.utf8)] else {
                    throw Stop(.notStarted, "a file of the request is not among those copied for the runner")
                }
                guard RunnerNames.isRole(file.role), RunnerNames.isMediaType(file.mediaType),
                    RunnerNames.isPath("\(folder)/\(file.path)")
                else {
                    throw Stop(
                        .notStarted, "a file of the request has a role, media type or path that is not permitted")
                }
                values.append([
                    "role": .string(file.role), "path": .string("\(folder)/\(file.path)"), "sha256": .string(hash.hex),
                    "media_type": .string(file.mediaType),
                ])
            }
            return .array(values)
        }
        let given = (self.references?.files ?? []).map {
            File(role: "reference", path: $0.path, mediaType: "image/png")
        }
        guard (1...16).contains(inputs.count), given.count <= ReferencePictures.most, (1...1_000).contains(depth),
            (0...AnswerReader.largest).contains(seed), parameters.count <= 64
        else {
            throw Stop(.notStarted, "the request has more inputs, references or candidates than the protocol permits")
        }
        guard RunnerNames.isPath(model), RunnerNames.isPath(output) else {
            let words = "the runner's folders have a path that the protocol does not permit"
            throw Stop(.notStarted, words, "\(words): \(model), \(output)")
        }
        let line: JSON = [
            "protocol": .string(RunnerAnswer.protocolName), "id": .integer(id), "request": "run",
            "inputs": try list(inputs, of: self.files, in: files),
            "references": try list(given, of: self.references ?? self.files, in: references ?? files),
            "parameters": .object(parameters.mapValues { .string($0) }), "seed": .integer(seed),
            "threads": .integer(Int64(threads)), "depth": .integer(Int64(depth)), "model": .string(model),
            "output": .string(output),
        ]
        // Refused here is refused by every runner: a name of a parameter, a control character.
        let bytes = line.encoded
        do {
            _ = try JSONParser.parse(
                bytes, as: "request", limits: JSONParser.Limits(bytes: (1 << 20) - 1, stringBytes: 512))
        } catch {
            throw Stop(.notStarted, "the request is not permitted: \(error.reason)")
        }
        return bytes
    }
}
