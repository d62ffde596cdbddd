import ExhibitCore

/// One run of a program that speaks no protocol: what went in, what came out, and nothing between.
///
/// `run.opened`, which names the sealed intent (program, arguments, files before), is durable before the program starts;
/// a step and `run.closed` follow, whatever happened. Nothing is claimed from the run; a claim on a picture that it made has
/// the class of its step at least.
public struct ObservedRun {
    public struct Picture {
        public let path: String
        public let artifact: TypedName
        /// Of its bytes.
        public let digest: ContentHash
        /// The evidence that it is, or comes from: at least one.
        public let evidence: [TypedName]
        /// Whether it is the file of that evidence.
        public let isReceived: Bool
        /// The class of the steps that made it; "T0" where none did.
        public let taint: String

        public init(
            path: String, artifact: TypedName, digest: ContentHash, evidence: [TypedName], isReceived: Bool,
            taint: String
        ) {
            self.path = path
            self.artifact = artifact
            self.digest = digest
            self.evidence = evidence
            self.isReceived = isReceived
            self.taint = taint
        }
    }

    public struct Request {
        public var pictures: [Picture]
        public var outputs: [String]
        /// The program as its operator names it, and its arguments.
        public var command: [String]
        /// Where it starts, absolute.
        public var folder: String
        /// The statement of ``BuiltInModel/observedProgram`` or ``BuiltInModel/observedGenerator``.
        public var model: TypedName
        public var generatesPixels: Bool
        public var about: String

        public init(
            pictures: [Picture], outputs: [String], command: [String], folder: String, model: TypedName,
            generatesPixels: Bool, about: String
        ) {
            self.pictures = pictures
            self.outputs = outputs
            self.command = command
            self.folder = folder
            self.model = model
            self.generatesPixels = generatesPixels
            self.about = about
        }
    }

    /// Without paths: reports disclose it.
    public struct Failure: Sendable {
        public let words: String
        /// Of the file that it is about.
        public let path: String?
    }

    public struct Made: Sendable {
        public let path: String
        public let artifact: TypedName
        public let mediaType: String
        /// Nil where it is no picture that decodes.
        public let size: (width: Int, height: Int)?
        /// What evidence or which picture of the run it is, byte for byte.
        public let received: String?
    }

    public struct Outcome: Sendable {
        public let opened: PlacedEntry
        public let step: PlacedEntry
        public let closed: PlacedEntry
        public let observation: Observation
        public let made: [Made]
        public let remarks: [String]
        public let failure: Failure?
    }

    public static let confinement = "not confined; observed"
    /// Bytes of all outputs together.
    public static let outputLimit = 1 << 30
    public static let mostPictures = 16
    public static let mostOutputs = 16

    let request: Request
    let surroundings: RunSurroundings
    let ledger: any LedgerAppending
    let store: any ArtifactKeeping
    /// Where the ledger has a file of that name as received evidence, the words for it.
    let received: (TypedName) throws -> String?
    /// Whether a file, through links, is one that a case keeps.
    let belongsToACase: (_ path: String) -> Bool
    let isCancelled: () -> Bool
    /// Called when the opening is durable, before the program starts.
    let hasOpened: (PlacedEntry) -> Void
    /// Gets all that the program prints.
    let passOn: (UnsafeRawBufferPointer) -> Void

    public init(
        _ request: Request, surroundings: RunSurroundings, ledger: any LedgerAppending, store: any ArtifactKeeping,
        received: @escaping (TypedName) throws -> String?,
        belongsToACase: @escaping (_ path: String) -> Bool = { _ in false },
        isCancelled: @escaping () -> Bool = { false }, hasOpened: @escaping (PlacedEntry) -> Void = { _ in },
        passOn: @escaping (UnsafeRawBufferPointer) -> Void = { _ in }
    ) {
        self.request = request
        self.surroundings = surroundings
        self.ledger = ledger
        self.store = store
        self.received = received
        self.belongsToACase = belongsToACase
        self.isCancelled = isCancelled
        self.hasOpened = hasOpened
        self.passOn = passOn
    }

    var pictures: PictureSteps { PictureSteps(store: store, surroundings: surroundings) }
    private var statements: RunStatements { RunStatements(pictures: request.pictures, surroundings: surroundings) }

    public func run() throws -> Outcome {
        let program = ObservedProgram(request.command.first ?? "")
        var observation = Observation(
            arguments: request.command, folder: request.folder, programs: program.files,
            pictures: request.pictures.map { .init(artifact: $0.artifact, path: $0.path, before: $0.digest) },
            outputs: request.outputs.map { .init(path: $0, before: ObservedFiles.digest($0)) })
        let before = request.outputs.map(ObservedFiles.state)
        let intent = try pictures.keep(observation.json.encoded, "application/json")
        let opened = try ledger.append([opening(intent)])[0]
        hasOpened(opened)

        let started = surroundings.now()
        let process = program.path.map {
            ObservedProcess(
                [$0] + request.command.dropFirst(), folder: request.folder, isCancelled: isCancelled, passOn: passOn)
        }
        let end = process?.end ?? .notStarted("there is no such program")
        var work = Work(end: end, recorder: StepRecorder(run: opened.statement.name, now: surroundings.now))
        for index in observation.pictures.indices {
            observation.pictures[index].after = ObservedFiles.digest(observation.pictures[index].path)
        }
        work.check(observation, programs: ObservedProgram(request.command.first ?? "").files)
        var outputs: [(String, TypedName)] = []
        for (index, output) in request.outputs.enumerated() {
            let isWritten = before[index] == nil || before[index] != ObservedFiles.state(output)
            outputs += try keep(index, isWritten: isWritten, &observation.outputs[index], &work)
        }
        outputs += try finish(&observation, process, started: started, &work)
        record(outputs, started: started, &work)
        let step = try ledger.append(work.recorder.drafts)
        let closed = try ledger.append([
            statements.closing(
                opened, step, hasFailed: work.failure != nil, remarks: [work.failure?.words].compactMap { $0 })
        ])[0]
        return Outcome(
            opened: opened, step: step[0], closed: closed, observation: observation, made: work.made,
            remarks: work.remarks, failure: work.failure)
    }

    private func opening(_ intent: TypedName) -> Draft {
        statements.opening(
            model: request.model, about: request.about,
            parameters: [
                ("observation", "from outside, not stepwise"), ("confinement", Self.confinement),
                ("outputs", String(request.outputs.count)), (Observation.intentParameter, intent.description),
            ])
    }
}

extension RunStatements {
    /// Of several pictures, which need not be evidence themselves.
    init(pictures: [ObservedRun.Picture], surroundings: RunSurroundings) {
        inputs = pictures.flatMap { picture in
            picture.evidence.map { (picture.isReceived ? "evidence" : "picture", picture.artifact, $0) }
        }
        self.surroundings = surroundings
    }
}
