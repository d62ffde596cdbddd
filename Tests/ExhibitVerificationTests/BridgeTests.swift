import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A bridge from a report to the ledger after a change of keys", .serialized)
struct BridgeTests {
    let story: Story
    let before: [UInt8]
    private let next = FixedKeys.key("next checkpoint")

    init() throws {
        story = try Story()
        before = try story.compose(try story.identify())
    }

    private var ledger: MemoryLedger { story.publisher.ledger }

    /// Replaces the checkpoint key, and says that it may have been in other hands since before the report was made.
    private func rotate(_ story: Story, to key: SigningKey, since: UInt64 = 3) throws {
        let ledger = story.publisher.ledger
        try ledger.grant(.checkpoint, to: key)
        try ledger.append(ledger.doubtDraft(.checkpoint, FixedKeys.checkpoint, since: since), by: FixedKeys.ledger)
        story.publisher.checkpointKey = key
    }

    private func bridge(_ report: [UInt8], in story: Story) throws -> Bridge {
        let covers = try story.publisher.appendIndex().position
        let ledger = story.publisher.ledger
        return try Bridge(
            from: report, in: story.publisher, history: ledger.history, tree: ledger.tree, covers: covers)
    }

    private func naming(_ keys: SigningKey...) throws -> TrustPolicy {
        TrustPolicy(
            naming: try keys.map { try VerifierKey(name: ledger.origin, key: $0.publicKey).description })
    }

    private func verify(_ bridge: [UInt8]?, _ trust: TrustPolicy? = nil, report: [UInt8]? = nil) -> Verdict {
        Verification.verify(report ?? before, trust: trust ?? story.trust, bridge: bridge)
    }

    @Test("shows that today's tree begins with the report's, also to whoever knows today's key alone")
    func good() throws {
        try rotate(story, to: next)
        let bytes = try bridge(before, in: story).encoded
        #expect(try Bridge(encoded: bytes).encoded == bytes)
        for trust in [story.trust, try naming(next), try naming(FixedKeys.checkpoint, next)] {
            let verdict = verify(bytes, trust)
            #expect(verdict.exitCode == 0, "\(verdict.lines.joined(separator: "\n"))")
            #expect(verdict.checks.contains { $0.id == "bridge" })
            #expect(Verification.verify(bytes, trust: trust).exitCode == 0)
        }
        #expect(Verification.verify(bytes, trust: TrustPolicy(ledgers: [])).exitCode == 3)
        // Without it the report does not know today's key; by the ledger's id alone it still verifies, and says what it
        // cannot show.
        #expect(verify(nil, try naming(next)).exitCode == 3)
        #expect(verify(nil, try naming(FixedKeys.checkpoint)).exitCode == 0)
        #expect(verify(nil).exitCode == 0)
        #expect(verify(nil).notChecked.contains { $0.contains("revoked after entry") })
        #expect(verify(bytes).notChecked.allSatisfy { !$0.contains("revoked after entry") })
    }

    @Test("leads over two changes of keys, and to the report's own end")
    func twice() throws {
        let same = try Bridge(
            from: before, in: story.publisher, history: ledger.history, tree: ledger.tree,
            covers: ledger.tree.size - 1)
        #expect(same.consistency == [] && verify(same.encoded).exitCode == 0)
        try rotate(story, to: next)
        let last = FixedKeys.key("last checkpoint")
        try ledger.grant(.checkpoint, to: last)
        try ledger.revoke(.checkpoint, of: next)
        story.publisher.checkpointKey = last
        let bytes = try bridge(before, in: story).encoded
        for trust in [try naming(last), try naming(next), try naming(FixedKeys.checkpoint)] {
            #expect(verify(bytes, trust).exitCode == 0)
        }
    }

    @Test("says which entries a key signed after it may have been stolen")
    func doubted() throws {
        let ledgerKey = FixedKeys.key("next operator")
        try ledger.grant(.operator, to: ledgerKey)
        let since: UInt64 = 5
        try ledger.append(ledger.doubtDraft(.operator, FixedKeys.operator, since: since), by: FixedKeys.ledger)
        let verdict = verify(try bridge(before, in: story).encoded)
        #expect(verdict.exitCode == 3)
        let doubted = Set(verdict.checks.first { $0.id == "keys" }?.findings.map(\.object) ?? [])
        let written = ledger.entries.filter {
            since <= $0.position && $0.statement.head.author == FixedKeys.operator.publicKey
        }
        #expect(doubted == Set(written.map(\.title)) && !doubted.isEmpty)
        // A report that is made afterwards says so by itself.
        let claim = try #require(ledger.entries.first { $0.statement.isClaim })
        let after = try story.compose(claim)
        #expect(verify(nil, report: after).exitCode == 3)
        #expect(verify(nil).exitCode == 0)
    }

    @Test("does not lead from a thief's ledger, whatever old keys they have")
    func thief() throws {
        // The same ledger, continued by somebody who has every key of then.
        let thief = try Story()
        let forged = try thief.compose(try thief.identify(about: "thing"))
        #expect(verify(nil, report: forged).exitCode == 0)
        try rotate(story, to: next)
        let covers = try story.publisher.appendIndex().position
        #expect {
            try Bridge(
                from: forged, in: story.publisher, history: ledger.history, tree: ledger.tree, covers: covers)
        } throws: { ($0 as? Bridge.Failure)?.contradicts == true }
        // Nor does a change of keys of their own lead to the key that the reader has from the publisher.
        try rotate(thief, to: FixedKeys.stranger)
        let theirs = try bridge(forged, in: thief).encoded
        #expect(verify(theirs, report: forged).exitCode == 0)
        #expect(verify(theirs, try naming(next), report: forged).exitCode == 3)
        // Nor their bridge from the true report, which is not a beginning of their tree.
        #expect(verify(theirs).exitCode == 1)
    }

    @Test("of another ledger, or for another report, shows nothing, and says nothing against the report")
    func foreign() throws {
        let other = try Story(seed: "another story")
        let theirs = try bridge(try other.compose(try other.identify()), in: other).encoded
        let second = try story.compose(try #require(ledger.entries.first { $0.statement.isClaim }))
        let later = try bridge(second, in: story).encoded
        for bytes in [theirs, later] {
            let verdict = verify(bytes)
            #expect(verdict.exitCode == 1)
            #expect(verdict.findings.map(\.object) == ["the bridge"])
        }
        #expect(throws: Bridge.Failure.self) { try bridge(before, in: other) }
        // From the later checkpoint back to the earlier one.
        let good = try bridge(before, in: story)
        let back = Bridge(
            older: good.newer, newer: good.older, consistency: good.consistency, entries: good.entries,
            lists: good.lists)
        #expect(Verification.verify(back.encoded, trust: story.trust).exitCode == 2)
    }

    @Test("in which something was left out or put in is refused, and the report stands as it would without it")
    func forged() throws {
        try rotate(story, to: next)
        let good = try bridge(before, in: story)
        func edited(
            older: SignedNote? = nil, newer: SignedNote? = nil, consistency: [ContentHash]? = nil,
            entries: [Bundle.ProvenEntry]? = nil, lists: [Bundle.ReferenceList]? = nil
        ) -> [UInt8] {
            Bridge(
                older: older ?? good.older, newer: newer ?? good.newer, consistency: consistency ?? good.consistency,
                entries: entries ?? good.entries, lists: lists ?? good.lists
            ).encoded
        }
        let size = try Checkpoint(text: good.newer.text).size
        var forged = [
            edited(newer: try ledger.checkpoint(size: size, key: FixedKeys.checkpoint)),
            edited(newer: try ledger.checkpoint(size: size, key: FixedKeys.stranger)),
            edited(newer: try ledger.checkpoint(size: size - 1, key: next)),
            edited(consistency: good.consistency.dropLast()), edited(consistency: good.consistency.reversed()),
        ]
        for place in good.entries.indices {
            forged.append(edited(entries: good.entries.enumerated().filter { $0.offset != place }.map(\.element)))
        }
        for (place, list) in good.lists.enumerated() {
            let others = good.lists.enumerated().filter { $0.offset != place }.map(\.element)
            let short = Bundle.ReferenceList(
                name: list.name, positions: list.positions.dropLast(), proof: list.proof)
            forged += [edited(lists: others), edited(lists: others + [short])]
        }
        for (number, bytes) in forged.enumerated() {
            let verdict = verify(bytes)
            #expect(verdict.exitCode == 2, "\(number): \(verdict.lines.joined(separator: "\n"))")
            #expect(verdict.conclusion.hasPrefix("THE BRIDGE DOES NOT HOLD"))
            #expect(verdict.checks.filter { !$0.findings.isEmpty }.map(\.id) == ["bridge"])
        }
    }

    @Test("of which one byte was changed is refused")
    func everyByte() async throws {
        try rotate(story, to: next)
        let bytes = try bridge(before, in: story).encoded
        let trust = story.trust
        let tampering = Tampering(bytes)
        let step = Tampering.step(unoptimised: 211)
        let start = #"{"bridge":""#.utf8.count
        let outcome = await tampering.run(step: step) { changed, place, _ in
            // Without its first words it is not recognised.
            let code = Verification.verify(changed, trust: trust).exitCode
            return code == (place < start ? 1 : 2) ? nil : "exit code \(code)"
        }
        tampering.say("a bridge", outcome, step: step)
        #expect(outcome.accepted == [])
    }
}
