import ExhibitCore

/// Asks a recorded model once more: its files compared with their recorded digests, its program in the sandbox.
public struct ModelReplay {
    /// How its program is started here; nil where nobody said.
    public var command: [String]?
    public var confinement: Sandbox.Confinement
    /// An existing, empty folder, whose contents go afterwards.
    public var scratch: String
    /// Instead of as many as were recorded.
    public var threads: Int?
    public var isCancelled: () -> Bool = { false }

    public init(command: [String]?, confinement: Sandbox.Confinement, scratch: String) {
        self.command = command
        self.confinement = confinement
        self.scratch = scratch
    }

    func answer(
        to question: ModelExecution.Question, of model: Statement, picture: [UInt8],
        comparedWith manifest: Manifest? = nil, source: some ReplaySource
    ) throws(ReplayNotAttempted) -> ModelRun.Answer {
        var missing: [String] = []
        let files = try Self.files(of: model, source, &missing)
        if let builtIn = try Self.builtIn(model) {
            guard missing.isEmpty else { throw ReplayNotAttempted(missing) }
            return builtIn.answer(to: picture, depth: question.depth)
        }
        if command == nil {
            missing.append("the model's program: how it is started here is not known")
        }
        if confinement == .bubblewrap, case .unavailable(let reason) = Sandbox.availability { missing.append(reason) }
        missing += manifest.map { Self.missing(of: $0, source) } ?? []
        guard missing.isEmpty, let command else { throw ReplayNotAttempted(missing) }
        var execution = ModelExecution(command: command, files: files, confinement: confinement, scratch: scratch)
        execution.isCancelled = isCancelled
        execution.references = try manifest.map { (manifest) throws(ReplayNotAttempted) in
            try references(of: manifest, source)
        }
        let answer = execution.answer(to: question, picture: picture)
        let exit = answer.environment.last { $0.name == "exit" }?.value
        if let failure = answer.failure, exit == nil || exit == "never started" {
            throw ReplayNotAttempted(failure.description)
        }
        return answer
    }

    /// The model of this program with exactly these files; nil for one with a program of its own.
    private static func builtIn(_ model: Statement) throws(ReplayNotAttempted) -> BuiltInModel? {
        guard model.text("runner") == Kind.builtInRunner else { return nil }
        let known = BuiltInModel.asked.first { builtIn in
            (try? builtIn.manifest().encoded).map { .open($0) == model.name("manifest") } ?? false
        }
        guard let known else {
            throw ReplayNotAttempted("this version has no built-in \(model.text("name")) with the recorded rules")
        }
        return known
    }

    /// Every file that is not the recorded one is named, not the first alone.
    private static func files(
        of model: Statement, _ source: some ReplaySource, _ missing: inout [String]
    ) throws(ReplayNotAttempted) -> [ModelExecution.ModelFile] {
        var files: [ModelExecution.ModelFile] = []
        var lines: [Manifest.Line] = []
        for item in model.body["files"]?.elements ?? [] {
            guard let path = item["path"]?.text, let name = item["artifact"]?.text.flatMap({ TypedName($0) }) else {
                throw ReplayNotAttempted("the model's statement has a file without path or digest")
            }
            lines.append(Manifest.Line(hash: name.hash, path: path))
            do throws(ReplayMissing) {
                let content = try source.file(of: name)
                files.append(ModelExecution.ModelFile(path: path, content: content, expected: name.hash))
                if let reason = reasonChanged(content, name.hash) { missing.append("model file \(path): \(reason)") }
            } catch {
                missing.append("model file \(path): \(name) \(error.reason)")
            }
        }
        // Steps name the manifest alone: a statement whose files are others would replay another model.
        guard let manifest = try? Manifest(lines).encoded, model.name("manifest") == .open(manifest) else {
            throw ReplayNotAttempted("the model's list of files is not the one that its manifest's digest stands for")
        }
        return files
    }

    private static func reasonChanged(_ content: SealedCopy.Content, _ recorded: ContentHash) -> String? {
        let now: ContentHash
        switch content {
        case .bytes(let bytes): now = ContentHash(of: bytes)
        case .file(let path):
            do { now = try EnvironmentFacts.digest(of: path) } catch { return "\(error)" }
        }
        return now == recorded
            ? nil : "is not the recorded one: sha256:\(recorded.hex) is, and it is sha256:\(now.hex)"
    }
}

extension ModelExecution.Question {
    /// What a `model` statement says of its scores and of what it draws.
    public static func declared(
        by model: Statement
    ) -> (score: RunnerDescription.Score, generatesPixels: Bool)? {
        guard let score = model.body["score"], let name = score["name"]?.text,
            let minimum = score["minimum"]?.text.flatMap({ Int64($0) }),
            let maximum = score["maximum"]?.text.flatMap({ Int64($0) })
        else { return nil }
        return (
            RunnerDescription.Score(
                name: name, isHigherBetter: score["better"]?.text == "higher", minimum: minimum, maximum: maximum),
            model.generatesPixels
        )
    }
}
