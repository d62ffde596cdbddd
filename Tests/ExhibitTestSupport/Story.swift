import ExhibitCore
import ExhibitPipeline
import ExhibitReport
import ExhibitVerification
import ExhibitWeight

/// What every honest publisher does, in memory and with the real pipeline: record a picture and a reference set, compare
/// them, claim what follows, and publish it. Tests lie by changing one part of it.
public final class Story {
    public let publisher: MemoryCase
    public private(set) var members: [(path: String, bytes: [UInt8])]
    public private(set) var evidence: PlacedEntry
    public private(set) var model: PlacedEntry
    public private(set) var gallery: PlacedEntry
    public let picture: [UInt8]
    private let set: ReferenceSet
    /// What a run states of the machine.
    public var environment: [(name: String, value: String)] = [("system", "Linux"), ("architecture", "any")]

    /// 24 × 24 pixels, PNG: their decoding is exact in every version of the library.
    public static func picture(_ seed: UInt64) -> [UInt8] {
        PNGWriter(.mondrian(seed: seed, width: 24, height: 24, rectangles: 12)).file
    }

    /// The evidence, and a reference that is close to it and not the same.
    public static let evidencePicture = picture(evidenceSeed)
    static let evidenceSeed: UInt64 = 1

    /// - Parameters:
    ///   - hasMarks: false for evidence as ledgers have it whose program did not look for marks yet.
    ///   - prepare: installs the publisher's lies before anything is recorded.
    public init(
        picture: [UInt8] = Story.evidencePicture, members: [(path: String, bytes: [UInt8])] = Story.members,
        origin: String? = nil, seed: String = "story", hasMarks: Bool = true, prepare: (MemoryCase) -> Void = { _ in }
    ) throws {
        let publisher = try MemoryCase(seed: seed)
        self.publisher = publisher
        prepare(publisher)
        self.picture = picture
        self.members = members
        evidence = try Self.record(picture, in: publisher, origin: origin, hasMarks: hasMarks)
        let randomness = publisher.randomness
        let analysed = try members.map { member in
            let analysis = PictureAnalysis(of: member.bytes, randomness: randomness)
            let name = try analysis.keep(in: publisher, bytes: nil).file
            return ReferenceSet.Member(path: member.path, name: name, pdq: analysis.pdq)
        }
        gallery = try publisher.append([
            try ReferenceSet.draft(
                analysed, label: "references", note: nil, recorded: publisher.ledger.now, randomness: randomness,
                keepingIn: publisher)
        ])[0]
        model = try publisher.append([try CopyDetectionModel.draft(keepingIn: publisher)])[0]
        guard let manifest = gallery.statement.name("manifest"), let hashes = gallery.statement.name("hashes") else {
            throw MemoryCase.Missing(description: "a gallery without manifest")
        }
        set = try ReferenceSet(
            statement: gallery.statement.name, manifestName: manifest, hashesName: hashes,
            manifest: try publisher.bytes(of: manifest), hashes: try publisher.bytes(of: hashes))
    }

    public static func record(
        _ picture: [UInt8], in publisher: MemoryCase, origin: String? = nil, hasMarks: Bool = true
    ) throws -> PlacedEntry {
        let analysis = PictureAnalysis(of: picture, randomness: publisher.randomness)
        let names = try analysis.keep(in: publisher, bytes: picture)
        let provenance = Provenance(fileName: "seized.png", originBasis: origin)
        let draft = analysis.evidence(names, provenance, recorded: publisher.ledger.now)
        return try publisher.append([hasMarks ? draft : draft.withoutMarks])[0]
    }

    /// The bytes of a picture of the set do not come from its store: it has only their names.
    public static let members: [(path: String, bytes: [UInt8])] = [
        ("references/a.png", Story.near(Story.evidenceSeed)), ("references/b.png", Story.picture(evidenceSeed + 7)),
    ]

    /// The same picture with one pixel moved a little: other bytes and pixels, nearly the same hash.
    static func near(_ seed: UInt64) -> [UInt8] {
        var image = SyntheticImage.mondrian(seed: seed, width: 24, height: 24, rectangles: 12)
        image.fill(3..<4, 3..<4, (90, 120, 30))
        return PNGWriter(image).file
    }
}

extension Draft {
    /// Of evidence, in its first version.
    public var withoutMarks: Draft {
        Draft(
            .evidence, subjects: subjects, body: body.filter { $0.key != "marked" },
            slots: slots.filter { $0.key != "marks" })
    }
}

extension Story {
    /// One run of copy detection on the evidence, or on another recorded picture.
    ///
    /// - Parameter made: the name of a picture that a run made of the evidence; its bytes are then those of `other`.
    public func run(
        on other: (entry: PlacedEntry, bytes: [UInt8])? = nil, made: TypedName? = nil, about: String = "picture"
    ) throws -> CopyDetection.Outcome {
        let request = CopyDetection.Request(
            evidence: other?.entry ?? evidence, picture: made, bytes: other?.bytes ?? picture,
            model: model.statement.name, gallery: set, about: about, depth: 2, displaySide: 16)
        let members = members.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        let ledger = publisher.ledger
        let surroundings = RunSurroundings(
            program: ("exhibit", "1.0.0"), environment: environment,
            randomness: publisher.randomness, now: { ledger.now })
        return try CopyDetection(request, surroundings: surroundings, ledger: publisher, store: publisher) { ordinal in
            members[ordinal].bytes
        }.run()
    }

    /// The claim that follows from a run.
    public func claimDraft(
        _ outcome: CopyDetection.Outcome, evidence other: PlacedEntry? = nil, candidates: CandidateList? = nil
    ) throws -> Draft {
        let evidence = other ?? evidence
        let claim = CopyClaim(
            evidence: evidence.statement, opened: outcome.opened.statement, steps: outcome.steps.map(\.statement),
            closed: outcome.closed.statement, candidates: candidates ?? outcome.candidates,
            history: PictureHistory(of: outcome.opened, lookup: publisher))
        _ = try publisher.keepOpen(Policy.current.bytes)
        let body = claim.body.merging([
            "run": .string(outcome.opened.statement.name.description),
            "closed": .string(outcome.closed.statement.name.description),
            "evidence": .string(evidence.statement.name.description),
        ]) { first, _ in first }
        return Draft(.claim, subjects: [outcome.opened.statement.name], body: body)
    }

    /// A run and its claim.
    @discardableResult
    public func identify(about: String = "picture") throws -> PlacedEntry {
        try publisher.append([try claimDraft(try run(about: about))])[0]
    }

    /// The report that the program makes; it fails where it would not verify.
    public func compose(_ claim: PlacedEntry, disclose: Set<String> = [], withhold: Set<String> = []) throws
        -> [UInt8]
    {
        let ledger = publisher.ledger
        let composer = ReportComposer(publisher, now: { ledger.now }, disclose: disclose, withhold: withhold)
        return try composer.compose(of: claim).file.encoded
    }

    public var trust: TrustPolicy { TrustPolicy(ledgers: [publisher.trusted]) }
}
