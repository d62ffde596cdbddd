import ExhibitCore

/// Executes a model through its runner: everything that the program gets is made ready in a fresh folder, and what came of
/// it is a value, also where the program misbehaved.
public struct ModelExecution {
    /// A file of the model: where it is kept, and what it must be.
    public struct ModelFile: Sendable {
        public let path: String
        public let content: SealedCopy.Content
        /// Nil before there is a record of it.
        public let expected: ContentHash?

        public init(path: String, content: SealedCopy.Content, expected: ContentHash?) {
            self.path = path
            self.content = content
            self.expected = expected
        }
    }

    public var command: [String]
    public var files: [ModelFile]
    public var confinement: Sandbox.Confinement
    /// What the picture is compared with; nil where it is looked at alone.
    public var references: ReferencePictures?
    /// An existing, empty folder, whose contents go afterwards.
    public var scratch: String
    public var isCancelled: () -> Bool = { false }

    public init(command: [String], files: [ModelFile], confinement: Sandbox.Confinement, scratch: String) {
        self.command = command
        self.files = files
        self.confinement = confinement
        self.scratch = scratch
    }

    /// What one question to the model needs besides its picture.
    public struct Question {
        public var depth: Int
        public var seed: Int64
        public var threads: Int
        /// What the `model` statement says.
        public var declared: (score: RunnerDescription.Score, generatesPixels: Bool)?
        /// What the run's tolerance was measured with.
        public var measured: RunnerDescription.Identity?
        public var parameters: [String: String] = [:]

        public init(
            depth: Int, seed: Int64, threads: Int, declared: (score: RunnerDescription.Score, generatesPixels: Bool)?
        ) {
            self.depth = depth
            self.seed = seed
            self.threads = threads
            self.declared = declared
        }
    }

    private func program() throws(SandboxError) -> RunnerProgram {
        try RunnerProgram(command: command, scratch: scratch, confinement: confinement, isCancelled: isCancelled)
    }

    private func sandbox(_ program: RunnerProgram) throws(SandboxError) -> Sandbox {
        for name in ["output", "temporary"] { try ScratchFolder.make("\(scratch)/\(name)") }
        return Sandbox(
            command: program.command, readOnly: program.binds, output: "\(scratch)/output",
            temporary: "\(scratch)/temporary", confinement: confinement)
    }

    /// What the program says of itself.
    public func describe() throws(SandboxError) -> RunnerSession.Outcome<RunnerDescription> {
        RunnerSession(try sandbox(program())).describe(isCancelled: isCancelled)
    }

    /// The files of the model as the program will see them; throws naming the one that is not what was recorded.
    public func sealedModel() throws(SandboxError) -> SealedCopy {
        let copy = try SealedCopy(
            of: files.map { ($0.path, $0.content) }, in: "\(scratch)/model", isCancelled: isCancelled)
        for (file, copied) in zip(files, copy.files) {
            guard let expected = file.expected, expected != copied.hash else { continue }
            throw SandboxError(
                "the model's file \(file.path) is not the one that was recorded: sha256:\(expected.hex) is, and it is sha256:\(copied.hash.hex)"
            )
        }
        return copy
    }

    /// - Parameter picture: a PNG file.
    public func answer(to question: Question, picture: [UInt8]) -> ModelRun.Answer {
        var answer = ModelRun.Answer()
        answer.environment = EnvironmentFacts.machine().map { ($0.name, $0.value) }
        do {
            let program = try self.program()
            answer.environment += program.facts.map { ($0.name, $0.value) }
            let model = try sealedModel()
            answer.environment += model.files.map { ("model file \($0.path)", "sha256:\($0.hash.hex)") }
            let inputs = try SealedCopy(of: [("picture.png", .bytes(picture))], in: "\(scratch)/files")
            var job = RunnerJob(
                model: model, files: inputs,
                inputs: [.init(role: "evidence", path: "picture.png", mediaType: "image/png")])
            job.labels = try Self.labels(of: model)
            job.references = references?.files
            (job.depth, job.seed, job.threads) = (question.depth, question.seed, question.threads)
            (job.declared, job.measured, job.parameters) = (question.declared, question.measured, question.parameters)
            take(RunnerSession(try sandbox(program)).run(job, isCancelled: isCancelled), job, &answer)
        } catch {
            answer.failure = RunFailure(error)
        }
        if let references { answer.parameters.append((ReferencePictures.parameter, String(references.names.count))) }
        return answer
    }

    private static func labels(of model: SealedCopy) throws -> [String] {
        guard model.files.contains(where: { $0.path == "labels.txt" }) else { return [] }
        // More than the longest list of labels: a file that is cut off here is refused as one.
        guard let bytes = Posix.contents("\(model.folder)/labels.txt", limit: 4 << 20) else {
            throw SandboxError("the model's labels.txt could not be read")
        }
        return try LabelList(encoded: bytes).labels
    }

    private func take(
        _ outcome: RunnerSession.Outcome<RunnerSession.Completion>, _ job: RunnerJob, _ answer: inout ModelRun.Answer
    ) {
        let record = outcome.record
        answer.environment += record.enforced.map { ("enforced: \($0.name)", $0.value) }
        answer.environment.append(("exit", record.exit.map { "\($0)" } ?? "never started"))
        answer.transcript = record.sent + record.received
        answer.log = record.log
        let confinement = record.enforced.first { $0.name == "confinement" }?.value ?? "never started"
        answer.parameters = [
            ("depth", String(job.depth)), ("seed", String(job.seed)), ("threads", String(job.threads)),
            ("confinement", confinement),
        ]
        switch outcome {
        case .failed(let stop, _):
            answer.stop = stop.kind
            answer.failure = RunFailure(stop)
        case .completed(let completion, _):
            let (description, execution) = (completion.description, completion.result.execution)
            answer.parameters += [
                ("runner", "\(description.name) \(description.version)"),
                ("engine", "\(execution.engine.name) \(execution.engine.version)"),
                ("engine build", execution.engine.build), ("optimisation level", execution.optimisationLevel),
                ("threads used", String(execution.threads)),
                (
                    "declared nondeterminism",
                    description.nondeterminism.isEmpty
                        ? "none" : EnvironmentFacts.clean(description.nondeterminism.joined(separator: "; "))
                ),
            ]
            answer.warnings = completion.result.warnings
            let names = references?.names ?? []
            answer.answers = completion.result.candidates.compactMap { candidate in
                switch candidate.subject {
                case .label(let label): (.label(label), candidate.score)
                case .reference(let number):
                    names.indices.contains(number) ? (.reference(names[number]), candidate.score) : nil
                }
            }
            answer.outputs = completion.outputs.map { ($0.listed.role, $0.listed.mediaType, $0.bytes) }
        }
    }
}
