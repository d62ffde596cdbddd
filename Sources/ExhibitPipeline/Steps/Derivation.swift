import ExhibitCore

/// One run of built-in operations over one recorded picture: the derived picture, and every step that led to it.
///
/// `run.opened` with all operations is durable before anything is computed; steps and `run.closed` follow, whatever
/// happened. No claim follows from it.
public struct Derivation {
    public struct Request {
        public var evidence: PlacedEntry
        /// A picture that steps made of the evidence, to be read in its place; nil for the evidence's own file.
        public var picture: TypedName?
        /// The bytes of what is read, whose sealed name was checked when they were fetched.
        public var bytes: [UInt8]
        /// The statement of ``BuiltInModel/imageOperations``.
        public var model: TypedName
        /// In the order in which they are applied, at most ``Derivation/mostOperations``.
        public var operations: [ImageOperation]

        public init(
            evidence: PlacedEntry, picture: TypedName? = nil, bytes: [UInt8], model: TypedName,
            operations: [ImageOperation]
        ) {
            self.evidence = evidence
            self.picture = picture
            self.bytes = bytes
            self.model = model
            self.operations = operations
        }
    }

    public struct Outcome: Sendable {
        public let opened: PlacedEntry
        public let steps: [PlacedEntry]
        public let closed: PlacedEntry
        /// A PNG file; nil where the run failed.
        public let picture: Picture?
        /// What the steps warn of, for people.
        public let remarks: [String]
        /// Why it failed, for people; nil where it did not.
        public let failure: String?
    }

    public struct Picture: Sendable {
        public let name: TypedName
        public let bytes: [UInt8]
        public let width: Int
        public let height: Int
    }

    /// What the step list of one run leaves room for, and a bound on time.
    public static let mostOperations = 64

    let request: Request
    let surroundings: RunSurroundings
    let ledger: any LedgerAppending
    let store: any ArtifactKeeping
    /// Where the ledger has a file of that name as received evidence, the words for it. A step that says that it made
    /// such a file would take the ground from every claim on it.
    let received: (TypedName) throws -> String?

    public init(
        _ request: Request, surroundings: RunSurroundings, ledger: any LedgerAppending, store: any ArtifactKeeping,
        received: @escaping (TypedName) throws -> String?
    ) {
        self.request = request
        self.surroundings = surroundings
        self.ledger = ledger
        self.store = store
        self.received = received
    }

    public func run() throws -> Outcome {
        guard request.operations.count <= Self.mostOperations else {
            throw NotApplied(.tooLarge, "more than \(Self.mostOperations) operations in one run")
        }
        let opened = try ledger.append([opening()])[0]
        var recorder = StepRecorder(run: opened.statement.name, now: surroundings.now)
        var work = Work()
        do {
            try compute(&recorder, &work)
        } catch let error as NotDecoded {
            work.failure = error.reason
        } catch let error as NotApplied {
            work.failure = error.reason
        }
        var placed: [PlacedEntry] = []
        if !recorder.drafts.isEmpty { placed = try ledger.append(recorder.drafts) }
        let closed = try ledger.append([
            statements.closing(
                opened, placed, hasFailed: work.failure != nil, remarks: [work.failure].compactMap { $0 })
        ])[0]
        return Outcome(
            opened: opened, steps: placed, closed: closed, picture: work.picture, remarks: work.remarks,
            failure: work.failure)
    }

    private struct Work {
        var picture: Picture?
        var remarks: [String] = []
        var failure: String?
    }

    private var statements: RunStatements {
        RunStatements(evidence: request.evidence, picture: request.picture, surroundings: surroundings)
    }

    private func compute(_ recorder: inout StepRecorder, _ work: inout Work) throws {
        let pictures = PictureSteps(store: store, surroundings: surroundings)
        try statements.checkWhole(request.bytes)
        var decoded = try pictures.decode(request.bytes, statements.file, role: "evidence", &recorder)
        for (index, operation) in request.operations.enumerated() {
            do {
                decoded = try apply(operation, to: decoded, pictures, &recorder, &work)
            } catch let error as NotApplied {
                throw NotApplied(error.kind, "operation \(index + 1), \(operation.name): \(error.reason)")
            }
        }
        let started = surroundings.now()
        let image = decoded.image
        let bytes = try ImageEncoder.png(image)
        let name = try pictures.keep(bytes, "image/png", stable: true)
        if let words = try received(name) {
            throw NotApplied(.parameters, "the result is \(words), byte for byte")
        }
        if name == statements.file { throw NotApplied(.parameters, "the result is the picture itself, byte for byte") }
        let warnings = Self.warnings(writing: image)
        recorder.add(
            .encodePNG, inputs: [("pixels", decoded.pixels)], outputs: [("picture", name)],
            parameters: [("encoder", ImageEncoder.png), ("orientation", String(image.orientation))],
            warnings: warnings, started: started)
        work.remarks += warnings
        work.picture = Picture(name: name, bytes: bytes, width: image.width, height: image.height)
    }

    private func apply(
        _ operation: ImageOperation, to decoded: PictureSteps.Decoded, _ pictures: PictureSteps,
        _ recorder: inout StepRecorder, _ work: inout Work
    ) throws -> PictureSteps.Decoded {
        let started = surroundings.now()
        let (source, applied) = (decoded.image, try operation.apply(to: decoded.image))
        let image = applied.image
        let pixels = try pictures.pixels(image)
        let warnings = Self.warnings(of: applied, operation)
        recorder.add(
            operation.recorded, inputs: [("pixels", decoded.pixels)],
            outputs: [("pixels", pixels)], parameters: applied.operation.parameters.map { ($0.name, $0.value) },
            warnings: warnings,
            geometry: PictureSteps.geometry(
                applied.geometry, (image.width, image.height), of: (source.width, source.height)), started: started)
        work.remarks += warnings
        return PictureSteps.Decoded(image: image, pixels: pixels)
    }

    static func warnings(writing image: DecodedImage) -> [String] {
        guard image.orientation != 1 else { return [] }
        return ["the file's orientation tag \(image.orientation) was neither applied (--upright) nor written"]
    }

    static func warnings(of applied: AppliedOperation, _ operation: ImageOperation) -> [String] {
        guard applied.clippedSamples > 0 else { return [] }
        return [
            "\(operation.name) cut \(applied.clippedSamples) of \(applied.image.samples.count * 8 / applied.image.bits) samples to "
                + "the darkest or brightest value: their detail is gone"
        ]
    }

    private func opening() -> Draft {
        statements.opening(
            model: request.model, about: "picture",
            parameters: request.operations.enumerated().map { ("operation \($0 + 1)", $1.summary) })
    }
}

extension ImageOperation {
    /// The operation under which steps record it.
    var recorded: Operation {
        switch identity {
        case .crop: .crop
        case .rotate: .rotate
        case .flip: .flip
        case .upright: .upright
        case .resize: .resize
        case .grey: .grey
        case .exposure: .exposure
        case .mask: .mask
        }
    }

    /// In one line: "image.crop x=10 y=20 width=300 height=200".
    public var summary: String {
        ([name] + parameters.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }
}
