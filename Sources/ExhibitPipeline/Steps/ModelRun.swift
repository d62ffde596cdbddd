import ExhibitCore

/// One run of a model that a program executes, or that is part of this one, over one recorded picture.
///
/// `run.opened` is durable before the program starts; steps and `run.closed` follow, whatever happened. The picture is
/// decoded here and written without metadata: no model sees a file name, a place or a time.
public struct ModelRun {
    /// The recorded reference set that a model compares the picture with.
    public struct Gallery {
        /// Of kind `gallery`.
        public var statement: Statement
        /// The bytes of a file of it, compared with their sealed name and kept from now on.
        public var reference: (TypedName) throws(ReferenceUnavailable) -> [UInt8]

        public init(statement: Statement, reference: @escaping (TypedName) throws(ReferenceUnavailable) -> [UInt8]) {
            self.statement = statement
            self.reference = reference
        }
    }

    public struct Request {
        public var evidence: PlacedEntry
        /// A picture that steps made of the evidence, to be read in its place; nil for the evidence's own file.
        public var picture: TypedName?
        /// The bytes of what is read, whose sealed name was checked when they were fetched.
        public var bytes: [UInt8]
        public var model: PlacedEntry
        /// "picture", "thing" or "person".
        public var about: String
        /// How many ranked answers to keep.
        public var depth: Int
        public var seed: Int64
        public var threads: Int
        /// Longest side of the copies that people are shown, in pixels.
        public var displaySide = 480
        /// Nil for a built-in model, which has no program of its own.
        public var confinement: Sandbox.Confinement?
        /// Nil where the picture is looked at alone.
        public var gallery: Gallery?
        /// Nil for a built-in model, whose bits are the same everywhere.
        public var tolerance: Tolerance?

        public init(
            evidence: PlacedEntry, picture: TypedName? = nil, bytes: [UInt8], model: PlacedEntry, about: String,
            depth: Int, seed: Int64, threads: Int, confinement: Sandbox.Confinement?, tolerance: Tolerance? = nil
        ) {
            self.evidence = evidence
            self.picture = picture
            self.bytes = bytes
            self.model = model
            self.about = about
            self.depth = depth
            self.seed = seed
            self.threads = threads
            self.confinement = confinement
            self.tolerance = tolerance
        }
    }

    public struct Outcome: Sendable {
        public let opened: PlacedEntry
        public let steps: [PlacedEntry]
        public let closed: PlacedEntry
        /// Nil where the model gave no answer.
        public let scores: ScoreList?
        /// Why it failed, for people; nil where it did not. Of a question about a person without what the program said.
        public let failure: String?
        /// What people should know and no entry says: references that could not be shown.
        public let remarks: [String]
    }

    /// What the program answered, and what is kept of it.
    public struct Answer {
        public var answers: [(answer: ScoreList.Answer, score: MeasuredScore)] = []
        /// Files that it made: role, media type, bytes.
        public var outputs: [(role: String, media: String, bytes: [UInt8])] = []
        /// Of the step: engine, threads, what was enforced.
        public var parameters: [(name: String, value: String)] = []
        /// Program, libraries and machine, line by line.
        public var environment: [(name: String, value: String)] = []
        /// What was said on both sides, and its standard error.
        public var transcript: [UInt8] = []
        public var log: [UInt8] = []
        public var warnings: [String] = []
        /// Why it failed; nil where it did not.
        public var failure: RunFailure?
        /// What kind of failure it was, where the program ran.
        public var stop: Stop.Kind?

        public init() {}

        /// As they are recorded.
        public var scores: ScoreList {
            ScoreList(
                candidates: answers.enumerated().map { index, item in
                    .init(rank: Int64(index + 1), answer: item.answer, score: item.score)
                })
        }

        /// Of an output in its step. A program chooses its own word after it saw the picture, so that stands in the
        /// transcript only: in the chain a name would stand for ever.
        static func role(_ index: Int, _ own: String, of model: Statement) -> String {
            model.isBuiltInModel ? "output.\(own)" : "output.\(index + 1)"
        }

        /// Of an environment's artifact.
        static let warningOfTheProgram = "warning of the program"

        /// What a run records of its surroundings, and what it was warned of in its step.
        func recorded(
            of model: Statement, about: String
        ) -> (environment: [(name: String, value: String)], warnings: [String]) {
            // A warning of ours stands in every report, and a question about a person is answered in none.
            if model.isBuiltInModel { return (environment, about == "person" ? [] : warnings) }
            // What a program warns of is for whoever looks at the run: in the statement it would stand for ever, names in
            // it too.
            return (environment + warnings.map { (Self.warningOfTheProgram, $0) }, [])
        }
    }

    let request: Request
    let surroundings: RunSurroundings
    let ledger: any LedgerAppending
    let store: any ArtifactKeeping
    /// Where the ledger has a file of that name as received evidence, the words for it.
    let received: (TypedName) throws -> String?
    /// Runs the program on a picture.
    let execute: (_ picture: [UInt8]) -> Answer

    public init(
        _ request: Request, surroundings: RunSurroundings, ledger: any LedgerAppending, store: any ArtifactKeeping,
        received: @escaping (TypedName) throws -> String? = { _ in nil },
        execute: @escaping (_ picture: [UInt8]) -> Answer
    ) {
        self.request = request
        self.surroundings = surroundings
        self.ledger = ledger
        self.store = store
        self.received = received
        self.execute = execute
    }

    public func run() throws -> Outcome {
        let opened = try ledger.append([opening()])[0]
        var recorder = StepRecorder(run: opened.statement.name, now: surroundings.now)
        var work = Work()
        do {
            try compute(&recorder, &work)
        } catch let error as NotDecoded {
            work.failure = RunFailure(error.reason)
        }
        var placed: [PlacedEntry] = []
        do {
            if !recorder.drafts.isEmpty { placed = try ledger.append(recorder.drafts) }
        } catch let error as ExhibitCore.Malformed {
            // A program may answer what no statement holds; that it was asked stays visible all the same.
            work = Work(failure: RunFailure("its answer cannot be recorded: \(error.reason)"))
        }
        let closed = try ledger.append([
            statements.closing(
                opened, placed, hasFailed: work.failure != nil,
                remarks: [work.failure?.words].compactMap { $0 } + work.remarks,
                answer: work.answers)
        ])[0]
        return Outcome(
            opened: opened, steps: placed, closed: closed, scores: work.scores,
            failure: request.about == "person" ? work.failure?.words : work.failure?.description,
            remarks: work.remarks)
    }

    private struct Work {
        var scores: ScoreList?
        var answers: TypedName?
        var failure: RunFailure?
        var remarks: [String] = []
    }

    private var statements: RunStatements {
        RunStatements(evidence: request.evidence, picture: request.picture, surroundings: surroundings)
    }

    private func compute(_ recorder: inout StepRecorder, _ work: inout Work) throws {
        let pictures = PictureSteps(store: store, surroundings: surroundings)
        try statements.checkWhole(request.bytes)
        let decoded = try pictures.decode(request.bytes, statements.file, role: "evidence", &recorder)
        var started = surroundings.now()
        let upright: DecodedImage
        do {
            upright = try ImageOperation.upright(orientation: nil).apply(to: decoded.image).image
        } catch {
            throw NotDecoded(.unsupported, "\(error)")
        }
        let bytes = try ImageEncoder.png(upright)
        let picture = try pictures.keep(bytes, "image/png")
        recorder.add(
            .encodePNG, inputs: [("pixels", decoded.pixels)], outputs: [("picture", picture)],
            parameters: [("encoder", ImageEncoder.png), ("orientation", String(decoded.image.orientation))],
            started: started)
        started = surroundings.now()
        let answer = execute(bytes)
        try record(answer, picture: picture, pictures, started, &recorder, &work)
        guard answer.failure == nil else {
            work.failure = answer.failure
            return
        }
        try pictures.reduce(decoded, statements.file, role: "evidence", side: request.displaySide, &recorder)
        // A refusal shows nobody: what will not be named is not copied either.
        guard let gallery = request.gallery, request.about != "person", !generates else { return }
        // Each takes two steps.
        let mostShown = (Self.mostSteps - recorder.drafts.count) / 2
        for candidate in (work.scores?.matches(of: request.model.statement) ?? []).prefix(mostShown) {
            guard let name = candidate.answer.reference else { continue }
            do {
                let file = try gallery.reference(name)
                guard case .decoded = ImageDecoder.decode(file) else {
                    throw ReferenceUnavailable("its file is damaged")
                }
                let decoded = try pictures.decode(file, name, role: "reference", &recorder)
                try pictures.reduce(decoded, name, role: "reference", side: request.displaySide, &recorder)
            } catch let error as ReferenceUnavailable {
                work.remarks.append("reference \(candidate.rank) is not shown: \(error.reason)")
            } catch let error as NotDecoded {
                work.remarks.append("reference \(candidate.rank) is not shown: \(error.reason)")
            }
        }
    }

    /// Of one run.
    private static let mostSteps = 128

    private var generates: Bool { request.model.statement.generatesPixels }

    private func record(
        _ answer: Answer, picture: TypedName, _ pictures: PictureSteps, _ started: Int64,
        _ recorder: inout StepRecorder, _ work: inout Work
    ) throws {
        guard let manifest = request.model.statement.name("manifest") else { return }
        var outputs: [(String, TypedName)] = []
        var drawn: [(bytes: [UInt8], name: TypedName, role: String)] = []
        if answer.failure == nil {
            let scores = answer.scores
            let name = try pictures.keep(scores.encoded, "application/json")
            outputs.append(("candidates", name))
            (work.scores, work.answers) = (scores, name)
        }
        for (index, output) in answer.outputs.prefix(RunnerResult.mostOutputs).enumerated() {
            let role = Answer.role(index, output.role, of: request.model.statement)
            // Of a person it can be the answer: which picture the model thought of. Under a name of its own nothing that
            // is recorded later leads to it. What is declared generated keeps its name: it must be known again.
            if request.about == "person", !generates {
                outputs.append((role, try pictures.keep(output.bytes, output.media)))
                continue
            }
            let kept = try pictures.keepMade(output.bytes, output.media) { name in
                try received(name) ?? (name == statements.file ? "the picture itself" : nil)
            }
            if let known = kept.known, request.about != "person" {
                work.remarks.append("output \(index + 1) is \(known), byte for byte")
            }
            drawn.append((output.bytes, kept.name, role))
            outputs.append((role, kept.name))
        }
        let recorded = answer.recorded(of: request.model.statement, about: request.about)
        let environment = JSON.array(
            recorded.environment.map { ["name": .string($0.name), "value": .string($0.value)] })
        outputs.append(("environment", try pictures.keep(environment.encoded, "application/json")))
        if !answer.transcript.isEmpty {
            outputs.append(("transcript", try pictures.keep(answer.transcript, "application/jsonl")))
        }
        if !answer.log.isEmpty { outputs.append(("log", try pictures.keep(answer.log, "text/plain"))) }
        // The references stand through the manifest of their set: a step has at most 64 inputs.
        let gallery = (request.gallery?.statement.name("manifest")).map { [("gallery", $0)] } ?? []
        recorder.add(
            .runModel, generatesPixels: generates,
            inputs: [("picture", picture), ("model", manifest)] + gallery, outputs: outputs,
            parameters: Array(answer.parameters.prefix(64)),
            warnings: recorded.warnings, started: started)
        for output in drawn {
            try pictures.identify(output.bytes, output.name, role: output.role, &recorder)
        }
    }

    private func opening() -> Draft {
        statements.opening(
            model: request.model.statement.name,
            galleries: [request.gallery?.statement.name].compactMap { $0 }, about: request.about,
            parameters: [
                ("depth", String(request.depth)), ("seed", String(request.seed)), ("threads", String(request.threads)),
                ("confinement", request.confinement?.rawValue ?? Kind.builtInRunner),
            ], tolerance: request.tolerance)
    }
}
