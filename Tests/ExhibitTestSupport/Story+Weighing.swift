import ExhibitCore
import ExhibitPipeline
import ExhibitWeight

/// A set of so many tiny pictures that a calibration on it can carry a claim.
extension Story {
    public static let calibratedSize = 620

    /// The evidence's near copy, then other pictures.
    /// All of them with a usable hash.
    public static let manyMembers: [(path: String, bytes: [UInt8])] = {
        var pictures = [Story.near(Story.evidenceSeed)]
        var seed: UInt64 = 1_000
        while pictures.count < calibratedSize {
            seed += 1
            let picture = Story.picture(seed)
            if let image = ImageDecoder.decode(picture).image, PDQ(of: image).isUsable { pictures.append(picture) }
        }
        return pictures.enumerated().map { number, picture in
            let digits = String(number)
            return ("references/" + String(repeating: "0", count: 4 - digits.count) + digits + ".png", picture)
        }
    }()

    public static func calibrated(seed: String = "story", prepare: (MemoryCase) -> Void = { _ in }) throws -> Story {
        let story = try Story(members: manyMembers, seed: seed, prepare: prepare)
        _ = try story.calibrate()
        return story
    }

    /// Scores as a good method gives them: copies near, other pictures far, with a few of each between.
    ///
    /// - Parameter found: searches that find a wrong picture.
    public func scores(sources: Int = Story.calibratedSize, found: Int = 0) -> CalibrationScores {
        let pictures = (0..<sources).map {
            CalibrationScores.Picture(line: $0, quality: 100, unstable: 0, width: 24, height: 24)
        }
        let copied = min(sources, CopyProtocol.mostCopied)
        let same = (0..<copied).flatMap { source in
            CalibrationScores.transforms.indices.map { transform in
                // A crop, say, of which some are missed.
                let distance = transform == 7 ? 40 + 2 * (source % 40) : 2 * ((source + transform) % 12)
                return CalibrationScores.Same(transform: transform, source: source, score: distance, quality: 100)
            }
        }
        func distance(_ first: Int, _ second: Int) -> Int {
            if first / 2 == second / 2, first / 2 < found / 2 { return 20 }
            return 100 + 2 * ((first * 7 + second * 7) % 25)
        }
        return CalibrationScores(pictures: pictures, leftOut: [], same: same, atEach: {}, distance: distance)
    }

    public func calibrate(
        _ scores: CalibrationScores? = nil, with lie: [String: JSON] = [:],
        findings change: (JSON) -> JSON = { $0 }
    ) throws -> PlacedEntry {
        let scores = scores ?? self.scores()
        let findings = try CalibrationFindings(scores)
        func keep(_ bytes: [UInt8]) throws -> JSON {
            let sealing = Sealing(bytes, randomness: publisher.randomness)
            return .string(
                try publisher.keep(sealing, bytes: bytes, media: "application/json", stable: false).description)
        }
        let (model, set) = (self.model.statement.name, gallery.statement.name)
        let topic = try publisher.keepOpen(CalibrationTopic.document(model: model))
        let body: [String: JSON] = [
            "model": .string(model.description), "topic": .string(topic.description),
            "protocol": .string(try publisher.keepOpen(CopyProtocol.bytes).description),
            "galleries": [.string(set.description)],
            "scores": try keep(scores.encoded), "findings": try keep(change(findings.json).encoded),
            "program": ["name": "exhibit", "version": "1.0.0"], "environment": .array([]),
        ]
        let draft = Draft(
            .calibration, subjects: [model, set],
            body: body.merging(Calibration.Measured.copies(scores, findings).counts) { first, _ in first }.merging(lie)
            { _, lie in lie
            },
            slots: ["conditions": "drawn rectangles", "recorded": .integer(publisher.ledger.now)])
        return try publisher.append([draft])[0]
    }

    /// Sets a stricter policy than the standard one.
    @discardableResult
    public func tighten(_ threshold: Threshold = .runs, to words: String = "3") throws -> PlacedEntry {
        let policy = try publisher.keepOpen(WeighingPolicy.standard.setting(threshold, to: words).bytes)
        let topic = try publisher.keepOpen(PolicyTopic.bytes)
        let body: [String: JSON] = [
            "policy": .string(policy.description), "topic": .string(topic.description), "replaces": .null,
        ]
        return try publisher.append([
            Draft(.policy, subjects: [policy], body: body, slots: ["recorded": .integer(publisher.ledger.now)])
        ])[0]
    }

    /// The claim that follows from a run and what the ledger held when it was opened.
    public func weighedDraft(
        _ outcome: CopyDetection.Outcome, stated question: ClaimQuestion = ClaimQuestion(),
        change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> Draft {
        let base = CopyClaim(
            evidence: evidence.statement, opened: outcome.opened.statement, steps: outcome.steps.map(\.statement),
            closed: outcome.closed.statement, candidates: outcome.candidates,
            history: PictureHistory(of: outcome.opened, lookup: publisher))
        let ground = try WeighingGround(
            of: outcome.opened, claim: UInt64(publisher.ledger.entries.count), rules: .ofThings,
            lookup: publisher
        ) { try? publisher.bytes(of: $0) }
        let claim = try WeighedClaim(
            base: base, evidence: evidence.statement, closed: outcome.closed.statement,
            candidates: outcome.candidates, ground: ground, stated: question.stated)
        _ = try publisher.keepOpen(ground.policy.bytes)
        var body = claim.body.merging(question.body) { first, _ in first }
        body["run"] = .string(outcome.opened.statement.name.description)
        body["closed"] = .string(outcome.closed.statement.name.description)
        body["evidence"] = .string(evidence.statement.name.description)
        var kind = Kind.claimWeighed
        if question.subject != .thing {
            kind = .claimOfSubject
            body["subject_class"] = .string(question.subject.rawValue)
        }
        change(&body)
        return Draft(kind, subjects: [outcome.opened.statement.name], body: body, slots: question.slots)
    }

    /// A run and its weighed claim.
    public func weigh(
        stated question: ClaimQuestion = ClaimQuestion(), change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> PlacedEntry {
        try publisher.append([try weighedDraft(try run(), stated: question, change: change)])[0]
    }
}
