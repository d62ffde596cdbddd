import ExhibitCore

/// One run of copy detection over one recorded picture.
///
/// `run.opened` is durable before anything is computed; steps and `run.closed` follow together, whatever happened.
public struct CopyDetection {
    public struct Request {
        public var evidence: PlacedEntry
        /// The bytes of the evidence, whose sealed name was checked when they were fetched.
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
            evidence: PlacedEntry, bytes: [UInt8], model: TypedName, gallery: ReferenceSet, about: String, depth: Int,
            displaySide: Int = 480
        ) {
            self.evidence = evidence
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
        let closed = try ledger.append([closing(opened, placed, work, failure)])[0]
        return Outcome(
            opened: opened, steps: placed, closed: closed, candidates: work.list, remarks: work.remarks)
    }

    var pictures: PictureSteps { PictureSteps(store: store, surroundings: surroundings) }

    struct Work {
        var list: CandidateList?
        var candidates: TypedName?
        var remarks: [String] = []
    }

    private var evidenceName: TypedName {
        request.evidence.statement.name("artifact") ?? TypedName(.sealed, .zero)
    }

    private func opening() -> Draft {
        Draft(
            .runOpened, subjects: [evidenceName],
            body: [
                "model": .string(request.model.description),
                "galleries": [.string(request.gallery.statement.description)],
                "inputs": [
                    [
                        "role": "evidence", "artifact": .string(evidenceName.description),
                        "evidence": .string(request.evidence.statement.name.description),
                    ]
                ],
                "about": .string(request.about),
                "parameters": [
                    ["name": "depth", "value": .string(String(request.depth))],
                    ["name": "maximum distance", "value": .string(String(CopyDetectionModel.threshold))],
                    ["name": "minimum quality", "value": .string(String(PDQ.minimumQuality))],
                    ["name": "maximum unstable bits", "value": .string(String(PDQ.maximumUnstableBits))],
                ],
                "tolerance": "R0",
                "program": [
                    "name": .string(surroundings.program.name), "version": .string(surroundings.program.version),
                ],
                "environment": .array(
                    surroundings.environment.map { ["name": .string($0.name), "value": .string($0.value)] }),
            ], slots: ["started": .integer(surroundings.now())])
    }

    private func closing(_ opened: PlacedEntry, _ steps: [PlacedEntry], _ work: Work, _ failure: String?) -> Draft {
        var remarks = work.remarks
        if let failure { remarks.insert(failure, at: 0) }
        return Draft(
            .runClosed, subjects: [evidenceName],
            body: [
                "run": .string(opened.statement.name.description),
                "steps": .array(steps.map { .string($0.statement.name.description) }),
                "outcome": failure == nil ? "completed" : "failed",
                "candidates": work.candidates.map { .string($0.description) } ?? .null,
            ],
            slots: [
                "reason": remarks.isEmpty
                    ? .null : .string(PictureAnalysis.bounded([remarks.joined(separator: "; ")])[0]),
                "ended": .integer(surroundings.now()),
            ])
    }
}
