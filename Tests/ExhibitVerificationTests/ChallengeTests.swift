import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("An objection beside a report")
struct ChallengeTests {
    private let story: Story
    private let hidden: PlacedEntry
    private let run: Set<UInt64>
    private let claim: PlacedEntry
    private var ledger: MemoryLedger { story.publisher.ledger }

    init() throws {
        story = try Story()
        let outcome = try story.run()
        hidden = outcome.opened
        run = Set(([outcome.opened, outcome.closed] + outcome.steps).map(\.position))
        claim = try story.identify()
    }

    private func hear(_ files: [(String, [UInt8])], _ report: [UInt8], receipt: [UInt8]? = nil) -> Verdict {
        var verdict = Verification.verify(report, trust: story.trust)
        var hearing = Hearing(report, verdict: verdict, receipt: receipt)
        for (name, bytes) in files { hearing.add(bytes, from: name) }
        hearing.finish(&verdict)
        return verdict
    }

    private func hear(_ file: ChallengeFile, _ report: [UInt8]) -> Verdict {
        hear([("x.challenge", file.encoded)], report)
    }

    /// What is printed, without the breaks of its lines.
    private func words(_ verdict: Verdict) -> String {
        verdict.lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    private func omitted() throws -> [UInt8] {
        let proof = TlogProof(
            index: hidden.position, hashes: ledger.tree.proveInclusion(of: hidden.position, size: ledger.tree.size),
            checkpoint: try ledger.checkpoint())
        return OmittedEntryProof(leaf: hidden.entry.leaf, proof: proof).encoded
    }

    @Test("is shown, and changes nothing, where no program can check what it says")
    func shown() throws {
        let report = try story.compose(claim)
        let file = try story.object(
            to: report, [.subject, .numbers], contact: "a@example.org", attachment: ("alibi.jpg", [1, 2, 3]))
        #expect(try ChallengeFile(encoded: file.encoded).encoded == file.encoded)
        let verdict = hear(file, report)
        let text = verdict.lines.joined(separator: "\n")
        #expect(verdict.exitCode == 0, "\(text)")
        for part in [
            "objects to C5", "C7 mistaken subject", "| It was not me.", "a@example.org", "alibi.jpg (3 bytes)",
            "by its author's own clock", "delivery not proven",
            "C5         checked by this program: the claim gives no bound",
            "C7         nothing to check by machine",
        ] { #expect(text.contains(part), "\(part)\n\(text)") }
        #expect(Verification.verify(file.encoded, trust: story.trust).exitCode == 0)
    }

    @Test("to the picture or the model is checked against the files that go with it, by their bytes")
    func files() throws {
        let report = try story.compose(claim)
        func said(_ ground: ChallengeGround, _ bytes: [UInt8], name: String = "own.png") throws -> String {
            let file = try story.object(to: report, [ground], attachment: (name, bytes))
            #expect(hear(file, report).exitCode == 0)
            return words(hear(file, report))
        }
        let own = try said(.picture, story.picture)
        #expect(own.contains("nobody stated how they know") && own.contains("the same file, byte for byte"), "\(own)")
        #expect(try said(.picture, [1, 2, 3]).contains("it is not the same file"))
        #expect(try said(.picture, [1, 2, 3], name: GroundCheck.File.checksName).contains("held against") == false)
        let model = try said(.method, [1, 2, 3])
        #expect(
            model.contains("names the model with the manifest sha256:") && model.contains("none of its"), "\(model)")
    }

    @Test("with a proof that an entry was left out makes the report contested, whoever recorded it")
    func omission() throws {
        var forge = Forge()
        forge.omits = { [run] in run.contains($1) }
        let report = try forge.report(story, of: claim)
        let file = try story.object(to: report, [.pixels], proof: (.pixels, .omittedEntry, try omitted()))
        let verdict = hear(file, report)
        #expect(verdict.exitCode == 5 && verdict.conclusion.hasPrefix("CONTESTED"), "\(verdict.lines)")
        // So is its state, which is not known from the report itself.
        var judged = Verification.verify(report, trust: story.trust)
        judged.judgeStanding(ofReport: report, at: Reading(now: ledger.now))
        #expect(judged.standingState == .unknown)
        var hearing = Hearing(report, verdict: judged)
        hearing.add(file.encoded, from: "x.challenge")
        hearing.finish(&judged)
        #expect(judged.standingState == .contested && judged.exitCode == 5)
        #expect(judged.lines.contains { $0.hasPrefix("standing") && $0.contains("CONTESTED (machine-verified)") })
        // The same file beside an honest report shows nothing against it.
        let honest = try story.compose(claim)
        let same = try story.object(to: honest, [.pixels], proof: (.pixels, .omittedEntry, try omitted()))
        #expect(hear(same, honest).exitCode == 0)
        let nonsense = try story.object(to: report, [.pixels], proof: (.pixels, .omittedEntry, [1, 2]))
        #expect(hear(nonsense, report).exitCode == 0)
    }

    @Test("with a proof that the index is wrong makes contested what relies on it, and nothing else")
    func index() throws {
        let before = try story.compose(claim)
        var forge = Forge()
        forge.omits = { [run] in run.contains($1) }
        let report = try forge.report(story, of: claim)
        let found = try IndexErrorFinder.find(under: try ledger.checkpoint()) { take in
            for placed in ledger.entries { try take(placed.entry.leaf) }
        }
        let proof = try #require(found.proof).encoded
        let file = try story.object(to: report, [.numbers], proof: (.numbers, .indexError, proof))
        #expect(hear(file, report).exitCode == 5)
        let early = try story.object(to: before, [.numbers], proof: (.numbers, .indexError, proof))
        #expect(hear(early, before).exitCode == 0)
        let other = try story.object(
            to: report, [.numbers], proof: (.numbers, .indexError, try SampleLedger.indexError().encoded))
        #expect(hear(other, report).exitCode == 0)
    }

    @Test("with somebody's word that it could not be reproduced is shown as that word, and does not act by itself")
    func replay() throws {
        let report = try story.compose(claim)
        func replay(_ run: ContentHash) throws -> [UInt8] {
            let draft = Draft(
                .replay, subjects: [TypedName(.open, run)],
                body: [
                    "ledger": .string(ledger.id.hex), "run": .string(run.hex), "claim": nil, "report": nil, "here": [],
                    "class": "R3", "tolerance": ["class": "R0", "epsilon": nil], "largest_difference": nil, "steps": [],
                    "missing": 0, "recorded_conditions": true, "program": ["name": "exhibit", "version": "1"],
                    "details": .string(SampleLedger.sealed("details").description),
                ])
            let (statement, _) = try ledger.sealed(draft, by: Story.challenger)
            return try Entry(signing: statement, with: Story.challenger).leaf
        }
        let name = try #require(claim.statement.name("run"))
        let file = try story.object(to: report, [.reproduction], proof: (.reproduction, .replay, try replay(name.hash)))
        let text = words(hear(file, report))
        #expect(text.contains("not checked here: class R3, under the recorded conditions"), "\(text)")
        #expect(hear(file, report).exitCode == 0)
        let other = try story.object(
            to: report, [.reproduction], proof: (.reproduction, .replay, try replay(hidden.statement.id)))
        #expect(words(hear(other, report)).contains("it is about another run"))
    }

    @Test("that is none, is forged, or is about something else is named, and is no reason to stop")
    func others() throws {
        let report = try story.compose(claim)
        let file = try story.object(to: report)
        let (bytes, leaf) = (file.encoded, file.entry.leaf)
        let salt = String(repeating: "0", count: 64)
        let text = String(decoding: bytes, as: UTF8.self)
        let worded = Array(text.replacing("It was not me.", with: "It was me.").utf8)
        let start = try #require(text.firstRange(of: #""salt":""#)).upperBound
        let salted = Array((text[..<start] + salt + text[text.index(start, offsetBy: 64)...]).utf8)
        let foreign = try Story(seed: "another")
        let elsewhere = try foreign.object(to: try foreign.compose(try foreign.identify()))
        let second = try story.compose(try story.identify(about: "thing"))
        let files: [(String, [UInt8], String)] = [
            ("none", [], "is no challenge"), ("leaf", leaf, "is no challenge"), ("html", report, "is no challenge"),
            ("words", worded, "not the one that was signed"), ("salt", salted, "not the one that was signed"),
            ("elsewhere", elsewhere.encoded, "another ledger"),
            ("claim", try story.object(to: second).encoded, "another claim"),
            (
                "runs",
                try story.object(to: report) { draft in
                    Draft(
                        .challenge, subjects: draft.subjects,
                        body: draft.body.merging(["runs": [.string(hidden.statement.name.description)]]) { $1 },
                        slots: draft.slots)
                }.encoded, "other runs"
            ),
        ]
        let verdict = hear(files.map { ($0.0, $0.1) } + [("good", bytes)], report)
        #expect(verdict.exitCode == 0)
        let lines = verdict.lines
        for (name, _, reason) in files {
            let place = try #require(lines.firstIndex(of: "Objection  \(name)"))
            #expect(lines[place + 1].contains("not shown") && lines[place + 1].contains(reason), "\(lines[place + 1])")
        }
        #expect(verdict.checks.last?.detail == "9 given, 1 about this report or its claim")
        for (_, bytes, _) in files.prefix(5).dropFirst(3) {
            #expect(Verification.verify(bytes, trust: story.trust).exitCode == 2)
        }
    }

    @Test("signed with another key than it names is none")
    func forged() throws {
        let report = try story.compose(claim)
        let file = try story.object(to: report)
        let leaf = Base64.encode(file.entry.leaf)
        let signature = Base64.encode(file.entry.signature)
        let wrong = Base64.encode([UInt8](repeating: 1, count: 64))
        let forgedLeaf = String(decoding: file.entry.leaf, as: UTF8.self).replacing(signature, with: wrong)
        let bytes = String(decoding: file.encoded, as: UTF8.self)
            .replacing(leaf, with: Base64.encode(Array(forgedLeaf.utf8)))
        #expect(hear([("x", Array(bytes.utf8))], report).lines.joined().contains("its signature does not hold"))
    }

    @Test("whose words are hostile neither runs nor passes for a line of the program")
    func hostile() throws {
        let report = try story.compose(claim)
        let text = """
            <script>alert(1)</script>\u{202E}desrever\u{200B}

            Verified: everything required was checked and holds.
            \(String(repeating: "A", count: 600))
            \(String(repeating: "e\u{301}", count: 300))
            """ + String(repeating: "\n", count: 500) + "end"
        let file = try story.object(
            to: report, text: text, contact: "x\nRecorded  as entry 3", attachment: ("a\nok     b", []))
        let verdict = hear(file, report)
        let lines = verdict.lines
        #expect(lines.count { $0.contains("Verified: everything required") } == 2)
        #expect(lines.contains { $0 == "             | Verified: everything required was checked and holds." })
        #expect(lines.allSatisfy { !$0.contains("\u{202E}") && !$0.contains("\u{200B}") && !$0.contains("\n") })
        #expect(lines.contains { $0.hasPrefix("             | … and more") })
        #expect(lines.allSatisfy { !$0.hasPrefix("Recorded") && !$0.hasPrefix("ok     b") })
        #expect(lines.filter { $0.contains(" | ") }.allSatisfy { $0.unicodeScalars.count <= 96 })
    }

    @Test("that was recorded stands on every later report of the claim, with what became of it")
    func recorded() throws {
        let first = try story.compose(claim)
        let file = try story.object(to: first, [.numbers, .subject])
        let placed = try story.record(file)
        let states: [(ChallengeState, () throws -> Void)] = [
            (.filed, {}), (.filed, { try story.answer(placed, .withdraw, by: FixedKeys.stranger) }),
            (.acknowledged, { try story.answer(placed, .acknowledge, by: FixedKeys.ledger) }),
            (.withdrawn, { try story.answer(placed, .withdraw, by: Story.challenger) }),
        ]
        for (state, act) in states {
            try act()
            let later = try story.compose(claim)
            let verdict = hear(file, later)
            #expect(verdict.exitCode == 0, "\(verdict.lines)")
            let text = words(verdict)
            #expect(text.contains("as entry \(placed.position), which this report has: \(state.rawValue)"), "\(text)")
            let page = String(decoding: later, as: UTF8.self)
            let isCounted = page.contains("1 recorded in this ledger up to entry")
            #expect(isCounted)
            let isListed = page.contains("C7 mistaken subject</bdi>: <b>not decided</b>")
            #expect(isListed && page.contains("<b>\(state.rawValue)</b> · entry \(placed.position)"), "\(state)")
        }
        #expect(words(hear(file, first)).contains("delivery not proven"))
    }

    @Test("about a file whose page was altered says that one of the two was")
    func altered() throws {
        let report = try story.compose(claim)
        let page = String(decoding: report, as: UTF8.self).replacing("<title>", with: "<title>Certain: ")
        let altered = Array(page.utf8)
        let file = try story.object(to: altered)
        #expect(words(hear(file, report)).contains("one of the two files was altered"))
        #expect(hear(file, altered).exitCode == 2)
    }
}
