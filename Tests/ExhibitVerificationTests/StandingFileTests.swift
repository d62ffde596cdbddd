import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A standing file")
struct StandingFileTests {
    private let told: StandingStory
    private var ledger: MemoryLedger { told.ledger }

    init() throws { told = try StandingStory() }

    @Test("verifies by itself, and says until when it holds")
    func alone() throws {
        let bytes = try told.standing()
        #expect(try StandingFile(encoded: bytes).encoded == bytes)
        let verdict = Verification.verify(bytes, trust: told.story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.lines.contains("holds until  2026-01-31T00:00:00Z"), "\(verdict.lines)")
        #expect(Verification.verify(bytes, trust: TrustPolicy(ledgers: [])).exitCode == 3)
        try told.retract()
        #expect(Verification.verify(try told.standing(), trust: told.story.trust).exitCode == 5)
    }

    @Test("of another report or another ledger shows nothing, and says nothing against the report")
    func foreign() throws {
        let second = try told.story.compose(told.claim)
        let other = try StandingStory(seed: "another")
        for file in [try told.standing(second), try other.standing()] {
            let verdict = told.judge(file)
            expect(verdict, .current, 3)
            #expect(verdict.findings.map(\.object) == ["the standing file"])
        }
        #expect(throws: Bridge.Failure.self) { try other.standing(told.report) }
        #expect(told.judge(try told.standing(second), report: second).exitCode == 0)
    }

    @Test("in which something was left out or put in is refused, and the report stands as it would without it")
    func forged() throws {
        _ = try told.object()
        let good = try StandingFile(encoded: try told.standing())
        func edited(
            older: SignedNote? = nil, newer: SignedNote? = nil, consistency: [ContentHash]? = nil,
            entries: [Bundle.ProvenEntry]? = nil, lists: [Bundle.ReferenceList]? = nil, report: ContentHash? = nil
        ) -> [UInt8] {
            StandingFile(
                report: report ?? good.report, older: older ?? good.older, newer: newer ?? good.newer,
                consistency: consistency ?? good.consistency, entries: entries ?? good.entries,
                lists: lists ?? good.lists
            ).encoded
        }
        let size = try Checkpoint(text: good.newer.text).size
        var forged = [
            edited(newer: try ledger.checkpoint(size: size, key: FixedKeys.stranger)),
            edited(newer: try ledger.checkpoint(size: size - 1)), edited(consistency: good.consistency.dropLast()),
            edited(consistency: good.consistency.reversed()), edited(report: told.claim.statement.id),
            edited(older: try ledger.checkpoint(size: size - 2, key: FixedKeys.stranger)),
        ]
        for place in good.entries.indices {
            forged.append(edited(entries: good.entries.enumerated().filter { $0.offset != place }.map(\.element)))
        }
        for (place, list) in good.lists.enumerated() where list.name.kind != .open {
            let others = good.lists.enumerated().filter { $0.offset != place }.map(\.element)
            let short = Bundle.ReferenceList(name: list.name, positions: list.positions.dropLast(), proof: list.proof)
            forged += [edited(lists: others)] + (list.positions.isEmpty ? [] : [edited(lists: others + [short])])
        }
        for (number, bytes) in forged.enumerated() {
            let verdict = told.judge(bytes)
            #expect(verdict.exitCode == 2, "\(number): \(verdict.lines.joined(separator: "\n"))")
            #expect(verdict.conclusion.hasPrefix("THE STANDING FILE DOES NOT HOLD"))
            #expect(verdict.standingState == .current)
        }
    }

    @Test("signed by a key that has not the role is refused, and so is one whose entry is of another report")
    func otherKeys() throws {
        let second = try ChallengedReport(try told.story.compose(told.claim), verdict: told.judge()).report.statement
        func other(_ draft: Draft) -> Draft {
            Draft(
                .standing, subjects: [second.name],
                body: draft.body.merging(["report": .string(second.name.description)]) { $1 })
        }
        func mixed(_ draft: Draft) -> Draft { draft.with(["report": .string(second.name.description)]) }
        for (key, change) in [
            (FixedKeys.operator, { $0 }), (FixedKeys.ledger, { $0 }), (FixedKeys.stranger, { $0 }),
        ] as [(SigningKey, (Draft) -> Draft)] {
            let told = try StandingStory()
            #expect(throws: (any Error).self) { try told.standing(changing: change, by: key) }
        }
        // The report's own first standing is among the entries: that one holds, and no other.
        for change in [other, mixed] {
            let verdict = told.judge(try told.standing(day: 60, changing: change), day: 60)
            expect(verdict, .stale, 3, "its standing ended on 2026-01-31")
        }
    }

    @Test("from which the ledger's own index leaves out an objection is refuted by the receipt")
    func omitting() throws {
        let placed = try told.object()
        let covers = try told.story.publisher.appendIndex().position
        let receipt = try Receipt(of: placed, in: told.story.publisher, history: ledger.history, covers: covers).encoded
        let lie = try told.lyingStanding(without: placed.position)
        let honest = try told.standing()
        for (file, code) in [(honest, Int32(5)), (lie, 2)] {
            var verdict = told.judge(file)
            #expect(verdict.exitCode == (code == 2 ? 0 : 5), "\(verdict.lines.joined(separator: "\n"))")
            verdict.compare(report: told.report, receipt: receipt)
            verdict.compare(standing: file, receipt: receipt)
            #expect(verdict.exitCode == code, "\(verdict.lines.joined(separator: "\n"))")
            #expect(verdict.conclusion.hasPrefix("PROVEN") == (code == 2))
        }
    }

    @Test("of a copy of the ledger that went another way is a fork where the two files prove it, or a memory does")
    func fork() throws {
        let twin = try StandingStory()
        #expect(twin.report == told.report)
        _ = try told.object()
        _ = try told.story.compose(told.claim)
        let ours = try told.standing()
        expect(told.judge(ours), .contested, 5)
        let seen = try #require(told.noted(ours))
        expect(told.judge(try twin.standing(), seen: seen), .rollback, 2)
        let equal = try twin.padded(to: seen.size)
        expect(told.judge(equal), .current, 0)
        expect(told.judge(equal, seen: seen), .fork, 2, "another root")
        #expect(told.noted(equal, seen: seen) == nil)

        let verdict = told.judge(try told.rewrittenStanding())
        expect(verdict, .fork, 2, "of two histories")
        #expect(verdict.conclusion.hasPrefix("FORK"))
    }

    @Test("that is older than one this machine has seen is a roll-back, and without any the report is stale")
    func rollback() throws {
        let old = try told.standing()
        try told.retract()
        let new = try told.standing()
        let seen = try #require(told.noted(new))
        expect(told.judge(new, seen: seen), .retracted, 5)
        let verdict = told.judge(old, seen: seen)
        expect(verdict, .rollback, 2, "give that, or a newer one")
        #expect(verdict.conclusion.hasPrefix("ROLLBACK"))
        expect(told.judge(seen: seen), .stale, 3, "give that, or a newer one")
        // Another report of the ledger is read later than this one: that says nothing of this one's standing.
        let other = try told.story.compose(try told.story.identify(about: "thing"))
        let since = try #require(told.noted(nil, report: other))
        expect(told.judge(old, seen: since), .current, 0)
    }

    @Test("shows that a key was in doubt when it signed the report, as a bridge does")
    func doubted() throws {
        try ledger.append(ledger.doubtDraft(.standing, FixedKeys.standing, since: 2), by: FixedKeys.ledger)
        try ledger.grant(.standing, to: FixedKeys.key("next standing"))
        let verdict = told.judge(try told.standing(by: FixedKeys.key("next standing")))
        expect(verdict, .current, 3, "its key may have been in other hands from entry 2 on")
    }

    @Test("of which one byte was changed is refused")
    func everyByte() async throws {
        let (bytes, report, trust) = (try told.standing(), told.report, told.story.trust)
        let verdict = Verification.verify(report, trust: trust)
        let tampering = Tampering(bytes)
        let step = Tampering.step(unoptimised: 997)
        let outcome = await tampering.run(step: step) { changed, _, _ in
            var judged = verdict
            judged.judgeStanding(ofReport: report, file: changed, at: Reading(now: 1_767_225_600_000))
            return judged.exitCode == 2 ? nil : "exit code \(judged.exitCode)"
        }
        tampering.say("a standing file", outcome, step: step)
        #expect(outcome.accepted == [])
    }
}

extension StandingStory {
    /// What a reader keeps after reading.
    func noted(
        _ file: [UInt8]?, report: [UInt8]? = nil, trust: TrustPolicy? = nil, seen: SeenLedger? = nil
    ) -> SeenLedger? {
        let report = report ?? self.report
        var verdict = Verification.verify(report, trust: trust ?? story.trust)
        return verdict.judgeStanding(ofReport: report, file: file, at: Reading(now: made)) { _ in seen }?.seen
    }

    /// With entries that are about nothing, so that its tree has this many.
    func padded(to size: UInt64) throws -> [UInt8] {
        while ledger.tree.size + 2 < size { try ledger.grant(.reviewer, to: FixedKeys.key("\(ledger.tree.size)")) }
        return try standing()
    }

    /// With the publisher's real keys, and an index that leaves one entry out everywhere.
    func lyingStanding(without position: UInt64) throws -> [UInt8] {
        try ledger.append([try StandingFile.draft(of: report, in: story.publisher, now: ledger.now).draft])
        try ledger.appendIndex { $1 == position }
        return try Lie(entries: ledger.entries, omits: { $1 == position }).file(of: report, claim: claim)
    }

    /// With the publisher's real keys, and another second entry than the report's tree has.
    func rewrittenStanding() throws -> [UInt8] {
        try ledger.append([try StandingFile.draft(of: report, in: story.publisher, now: ledger.now).draft])
        var entries = ledger.entries
        func placed(_ draft: Draft, _ position: UInt64) throws -> PlacedEntry {
            let statement = try ledger.sealed(draft, by: FixedKeys.ledger).statement
            return PlacedEntry(position: position, entry: try Entry(signing: statement, with: FixedKeys.ledger))
        }
        entries[1] = try placed(ledger.keyDraft("grant", .operator, FixedKeys.operator), 1)
        let covers = UInt64(entries.count)
        let trie = Lie(entries: entries, omits: { _, _ in false }).trie(below: covers)
        let index = Draft(
            .index, subjects: [TypedName(.statement, ledger.id)],
            body: [
                "covers": .integer(Int64(covers)), "keys": .integer(Int64(trie.count)), "root": .string(trie.root.hex),
                "previous": nil,
            ])
        entries.append(try placed(index, covers))
        return try Lie(entries: entries, omits: { _, _ in false }).file(of: report, claim: claim)
    }
}

/// A standing file over any entries, the last of which is an index.
private struct Lie: EntryLookup {
    let entries: [PlacedEntry]
    let omits: (TypedName, UInt64) -> Bool

    func entry(statement: ContentHash) -> PlacedEntry? { entries.first { $0.statement.id == statement } }

    func entries(referringTo name: TypedName) -> [PlacedEntry]? {
        entries.dropLast().filter { $0.statement.references.contains(name) && !omits(name, $0.position) }
    }

    func trie(below covers: UInt64) -> IndexTrie {
        var leaves: [TypedName: IndexLeaf] = [:]
        for placed in entries.prefix(Int(covers)) {
            for name in placed.statement.references where !omits(name, placed.position) {
                guard let key = IndexLeaf.key(of: name) else { continue }
                leaves[name, default: IndexLeaf(key: key)].add(position: placed.position, entry: placed.entry.id)
            }
        }
        return IndexTrie(leaves.values)
    }

    func file(of report: [UInt8], claim: PlacedEntry) throws -> [UInt8] {
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        let (older, size) = (try Checkpoint(text: bundle.checkpoint.text), UInt64(entries.count))
        let tree = MerkleTree(entries.map(\.entry.id))
        let published = try #require(entry(statement: bundle.report))
        let scope = ReportScope(
            claim: claim, roots: [entries[0], published, entries[entries.count - 1]],
            keys: bundle.lists.map(\.name).filter { $0.kind == .key }, lookup: self)
        let trie = trie(below: size - 1)
        let text = Checkpoint(origin: older.origin, size: size, root: tree.root(size: size)).text
        return StandingFile(
            report: bundle.report, older: bundle.checkpoint,
            newer: try SignedNote(signing: text, with: FixedKeys.checkpoint, name: older.origin),
            consistency: tree.proveConsistency(from: older.size, to: size),
            entries: Set(scope.entries.keys).union([0, size - 1]).map { position in
                Bundle.ProvenEntry(
                    position: position, leaf: entries[Int(position)].entry.leaf,
                    proof: tree.proveInclusion(of: position, size: size))
            },
            lists: scope.names.compactMap { name in
                IndexLeaf.key(of: name).map { key in
                    Bundle.ReferenceList(
                        name: name, positions: (entries(referringTo: name) ?? []).map(\.position),
                        proof: trie.prove(key).encoded)
                }
            }
        ).encoded
    }
}

@Suite("What a reader remembers of a ledger")
struct SeenLedgerTests {
    private func head(_ size: UInt64) -> Checkpoint {
        Checkpoint(origin: "o", size: size, root: ContentHash(of: Array("\(size)".utf8)))
    }

    @Test("comes out of its file as it went in, and anything else is nothing")
    func file() throws {
        let told = try StandingStory()
        let noted = try #require(told.noted(try told.standing()))
        #expect(SeenLedger(encoded: noted.encoded) == noted)
        #expect(SeenLedger(encoded: SeenLedger(head(7)).encoded) == SeenLedger(head(7)))
        for change in [[], [0x0A], noted.encoded + [0x0A], noted.encoded.dropLast(), [0x2B] + noted.encoded]
            as [[UInt8]]
        {
            #expect(SeenLedger(encoded: change) == nil)
        }
    }

    @Test("is the largest of everything, whichever program wrote last, and a damaged file is replaced")
    func merged() throws {
        let told = try StandingStory()
        let early = try #require(told.noted(nil))
        let late = try #require(told.noted(try told.standing()))
        for (one, other) in [(early, late), (late, early)] {
            #expect(SeenLedger.merging(one.encoded, with: other) == late.encoded)
        }
        #expect(SeenLedger.merging([0x78], with: early) == early.encoded)
    }

    @Test("is nothing where the ledger is not trusted, or something does not hold")
    func untrusted() throws {
        let told = try StandingStory()
        let good = try told.standing()
        #expect(told.noted(good, trust: TrustPolicy(ledgers: [])) == nil)
        #expect(told.noted(Array(good.dropLast())) == nil)
        var broken = told.report
        broken[700] ^= 1
        #expect(told.noted(nil, report: broken) == nil)
    }
}
