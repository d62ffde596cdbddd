import ExhibitCore

/// One run of copy detection over one recorded picture.
///
/// `run.opened` is durable before anything is computed; steps and `run.closed` follow together, whatever happened.
public struct CopyDetection {
    public struct Request {
        public var evidence: PlacedEntry
        /// A picture that steps made of the evidence, to be read in its place; nil for the evidence's own file.
        public var picture: TypedName?
        /// The bytes of what is read, whose sealed name was checked when they were fetched.
        public var bytes: [UInt8]
        public var model: TypedName
        public var gallery: ReferenceSet
        /// "picture", "thing" or "person".
        public var about: String
        /// How many ranked candidates to keep.
        public var depth: Int
        /// Longest side of the copies that people are shown, in pixels.
        public var displaySide: Int

        public init(
            evidence: PlacedEntry, picture: TypedName? = nil, bytes: [UInt8], model: TypedName, gallery: ReferenceSet,
            about: String, depth: Int, displaySide: Int = 480
        ) {
            self.evidence = evidence
            self.picture = picture
            self.bytes = bytes
            self.model = model
            self.gallery = gallery
            self.about = about
            self.depth = depth
            self.displaySide = displaySide
        }
    }

    public struct Outcome: Sendable {
        public let opened: PlacedEntry
        public let steps: [PlacedEntry]
        public let closed: PlacedEntry
        /// Nil where the run ended before its search.
        public let candidates: CandidateList?
        /// What people should know and no entry says: references that could not be shown.
        public let remarks: [String]
    }

    let request: Request
    let surroundings: RunSurroundings
    let ledger: any LedgerAppending
    let store: any ArtifactKeeping
    /// The bytes of a reference picture by ordinal, or why there are none.
    let reference: (Int) throws -> [UInt8]

    public init(
        _ request: Request, surroundings: RunSurroundings, ledger: any LedgerAppending, store: any ArtifactKeeping,
        reference: @escaping (Int) throws -> [UInt8]
    ) {
        self.request = request
        self.surroundings = surroundings
        self.ledger = ledger
        self.store = store
        self.reference = reference
    }

    public func run() throws -> Outcome {
        let opened = try ledger.append([opening()])[0]
        var recorder = StepRecorder(run: opened.statement.name, now: surroundings.now)
        var work = Work()
        var failure: String?
        do {
            try compute(&recorder, &work)
        } catch let error as NotDecoded {
            failure = error.reason
        }
        let count = recorder.drafts.count
        // Steps are named by the closing, so they are recorded before it.
        var placed: [PlacedEntry] = []
        if count > 0 { placed = try ledger.append(recorder.drafts) }
        let closed = try ledger.append([
            statements.closing(
                opened, placed, hasFailed: failure != nil, remarks: [failure].compactMap { $0 } + work.remarks,
                answer: work.candidates)
        ])[0]
        return Outcome(
            opened: opened, steps: placed, closed: closed, candidates: work.list, remarks: work.remarks)
    }

    var pictures: PictureSteps { PictureSteps(store: store, surroundings: surroundings) }

    struct Work {
        var list: CandidateList?
        var candidates: TypedName?
        var remarks: [String] = []
    }

    var statements: RunStatements {
        RunStatements(evidence: request.evidence, picture: request.picture, surroundings: surroundings)
    }

    private func opening() -> Draft {
        statements.opening(
            model: request.model, galleries: [request.gallery.statement], about: request.about,
            parameters: [
                ("depth", String(request.depth)), ("maximum distance", String(CopyDetectionModel.threshold)),
                ("minimum quality", String(PDQ.minimumQuality)),
                ("maximum unstable bits", String(PDQ.maximumUnstableBits)),
            ])
    }
}
