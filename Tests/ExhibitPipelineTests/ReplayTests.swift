import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("A replay of copy detection")
struct ReplayTests {
    private func replay(
        _ story: Story, _ outcome: CopyDetection.Outcome, _ change: (inout MemorySource) -> Void = { _ in }
    ) -> RunReplay {
        var source = MemorySource(story.publisher)
        // The publisher in memory keeps names of reference pictures, as a case keeps the paths of theirs.
        for name in outcome.candidates?.candidates.map(\.artifact) ?? [] {
            guard let salt = source.salt(of: name) else { continue }
            source.changed[name] = story.members.map(\.bytes).first { .sealed($0, salt: salt) == name }
        }
        change(&source)
        let run = RecordedRun(opened: outcome.opened.statement, lookup: story.publisher)
        let model = ModelReplay(command: nil, confinement: .bubblewrap, scratch: "/nonexistent")
        var replay = Replay(run, source: source, model: model)
        return replay.execute { _ in }
    }

    private func steps(_ outcome: CopyDetection.Outcome, _ operation: Operation) -> [Statement] {
        outcome.steps.map(\.statement).filter { Operation.named(in: $0) == operation }
    }

    private func name(_ list: String, _ role: String, of step: Statement?) throws -> TypedName {
        try #require(step?.artifacts(list).first { $0.role == role }?.name)
    }

    @Test("Every step gives the same bits, and the answer is the recorded one")
    func same() throws {
        let story = try Story()
        let outcome = try story.run()
        let replay = replay(story, outcome)
        #expect(replay.steps.count == outcome.steps.count && replay.steps.count > 4)
        #expect(replay.steps.allSatisfy { $0.outcome == .same && $0.changes.isEmpty && $0.notes.isEmpty })
        #expect(replay.answer == outcome.candidates?.encoded)
        #expect(replay.reproductionClass(sameStatus: true) == .bitExact)
    }

    @Test("Where the evidence is lost, what reads it is named as missing and the rest still runs")
    func lost() throws {
        let story = try Story()
        let outcome = try story.run()
        let evidence = try name("inputs", "evidence", of: steps(outcome, .decodePNG).first)
        let replay = replay(story, outcome) { $0.lost.insert(evidence) }
        guard case .notAttempted(let missing) = replay.steps[0].outcome else {
            Issue.record("attempted: \(replay.steps[0])")
            return
        }
        #expect(missing.count == 1 && missing[0].contains(evidence.description))
        #expect(replay.steps.first { $0.operation == "hamming.search" }?.outcome == .same)
        #expect(replay.reproductionClass(sameStatus: true) == .notAttempted)
    }

    @Test("An artifact between two steps is made again, and its loss is said")
    func between() throws {
        let story = try Story()
        let outcome = try story.run()
        let luminance = try name("outputs", "luminance", of: steps(outcome, .luminance).first)
        let replay = replay(story, outcome) { $0.lost.insert(luminance) }
        #expect(replay.steps.allSatisfy { $0.outcome == .same })
        #expect(replay.steps[1].notes.contains { $0.contains(luminance.description) && $0.contains("made again") })
    }

    @Test("Without a salt nothing is called the same")
    func unsalted() throws {
        let story = try Story()
        let outcome = try story.run()
        let hash = try name("outputs", "hash", of: steps(outcome, .hash).first)
        let replay = replay(story, outcome) { $0.unsalted.insert(hash) }
        #expect(replay.steps[2].isIncomplete)
        #expect(replay.reproductionClass(sameStatus: nil) == .notAttempted)
    }

    @Test("A stranger's wrong salt makes nothing differ, and one's own does")
    func wrongSalt() throws {
        let story = try Story()
        let outcome = try story.run()
        let pixels = try name("outputs", "pixels", of: steps(outcome, .decodePNG).first)
        for isOwn in [false, true] {
            let replay = replay(story, outcome) {
                $0.salts[pixels] = [UInt8](repeating: 7, count: 32)
                $0.hasOwnSalts = isOwn
            }
            #expect(replay.steps[0].isIncomplete == !isOwn && replay.steps[0].differs == isOwn)
            #expect(replay.reproductionClass(sameStatus: true) == (isOwn ? .sameStatus : .notAttempted))
        }
    }

    @Test("A list that was not what the search gave differs, by its first rank that does")
    func forgedList() throws {
        let story = try Story { publisher in
            publisher.substituting = { bytes, media in
                guard media == "application/json", let list = try? CandidateList(encoded: bytes) else { return bytes }
                let first = list.candidates[0]
                let nearer = CandidateList.Candidate(
                    rank: 1, artifact: first.artifact, distance: first.distance + 1, quality: first.quality,
                    unstable: first.unstable)
                return CandidateList(
                    probeQuality: list.probeQuality, probeUnstable: list.probeUnstable, members: list.members,
                    compared: list.compared, candidates: [nearer] + list.candidates.dropFirst()
                ).encoded
            }
        }
        let outcome = try story.run()
        let replay = replay(story, outcome)
        let search = try #require(replay.steps.first { $0.operation == "hamming.search" })
        guard case .differs(let differences) = search.outcome else {
            Issue.record("not found: \(search)")
            return
        }
        #expect(differences.count == 1 && differences[0].hasPrefix("candidates: rank 1: recorded sealed:"))
        #expect(replay.reproductionClass(sameStatus: true) == .sameStatus)
        #expect(replay.reproductionClass(sameStatus: false) == .notReproduced)
        #expect(replay.reproductionClass(sameStatus: nil) == .notReproduced)
        #expect(replay.differsUnderRecordedConditions)
    }

    @Test("Another decoder is named, and does not make its bits the recorded ones' fault")
    func otherDecoder() throws {
        let story = try Story { publisher in
            publisher.rewriting = { draft in
                guard draft.kind.name == "step" else { return draft }
                return Draft(
                    draft.kind, subjects: draft.subjects, body: draft.body.mapValues(Self.older), slots: draft.slots)
            }
        }
        let replay = replay(story, try story.run())
        let changes = replay.steps[0].changes
        #expect(changes.map(\.name) == ["decoder"])
        #expect(changes[0].recorded == "libpng 0" && changes[0].now != nil && changes[0].mayMatter)
        #expect(replay.steps[0].outcome == .same)
    }

    private static func older(_ value: JSON) -> JSON {
        guard let items = value.elements else { return value }
        return .array(
            items.map { item in
                item["name"]?.text == "decoder" ? ["name": "decoder", "value": "libpng 0"] : item
            })
    }

    @Test("Luminance that would stop the arithmetic is refused", arguments: [0x7FC0_0000, 0x7F80_0000, 0xBF80_0000])
    func hostileLuminance(bits: UInt32) throws {
        let cells = (0..<4096).flatMap { _ in (0..<4).map { UInt8(truncatingIfNeeded: bits >> (24 - 8 * $0)) } }
        let story = try Story()
        let outcome = try story.run()
        let evidence = try name("inputs", "evidence", of: steps(outcome, .decodePNG).first)
        let luminance = try name("outputs", "luminance", of: steps(outcome, .luminance).first)
        let replay = replay(story, outcome) {
            $0.lost.insert(evidence)
            $0.changed[luminance] = cells
        }
        #expect(replay.steps[2].isIncomplete)
    }

    @Test("A run without a result is no success")
    func unfinished() throws {
        let story = try Story()
        let outcome = try story.run()
        struct Alone: EntryLookup {
            let opened: PlacedEntry
            func entry(statement: ContentHash) -> PlacedEntry? { nil }
            func entries(referringTo name: TypedName) -> [PlacedEntry]? { [opened] }
        }
        let run = RecordedRun(opened: outcome.opened.statement, lookup: Alone(opened: outcome.opened))
        let model = ModelReplay(command: nil, confinement: .bubblewrap, scratch: "/nonexistent")
        var replay = Replay(run, source: MemorySource(story.publisher), model: model)
        let result = replay.execute { _ in }
        #expect(result.steps.isEmpty && result.missing == ["the run was started and has no result"])
        #expect(result.reproductionClass(sameStatus: nil) == .notAttempted)
    }

    @Test("A picture that gave no picture gives none again")
    func failed() throws {
        let broken = Array(Story.evidencePicture.prefix(60))
        let story = try Story(picture: broken)
        let replay = replay(story, try story.run())
        #expect(replay.steps.map(\.outcome) == [.same] && replay.steps[0].notes.count == 1)
        #expect(replay.reproductionClass(sameStatus: nil) == .bitExact)
    }
}

/// A publisher's artifacts, and what became of some of them.
struct MemorySource: ReplaySource {
    let publisher: MemoryCase
    var lost: Set<TypedName> = []
    var unsalted: Set<TypedName> = []
    var changed: [TypedName: [UInt8]] = [:]
    var salts: [TypedName: [UInt8]] = [:]
    var hasOwnSalts = true

    init(_ publisher: MemoryCase) { self.publisher = publisher }

    func bytes(of name: TypedName) throws(ReplayMissing) -> [UInt8] {
        if let bytes = changed[name] { return bytes }
        guard !lost.contains(name), let bytes = try? publisher.bytes(of: name) else {
            throw ReplayMissing("is not here", isLost: lost.contains(name))
        }
        return bytes
    }

    func file(of name: TypedName) throws(ReplayMissing) -> SealedCopy.Content { .bytes(try bytes(of: name)) }

    func salt(of name: TypedName) -> [UInt8]? {
        if let salt = salts[name] { return salt }
        return unsalted.contains(name) ? nil : (try? publisher.salt(of: name)) ?? nil
    }
}
