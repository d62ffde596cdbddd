import ExhibitCore
import ExhibitPipeline
import ExhibitReport
import ExhibitVerification
import ExhibitWeight

/// Keys that nobody should take, later keys, and what stands over a record.
extension PageVectors {
    mutating func keys() throws {
        let story = try Story()
        let ledger = story.publisher.ledger
        try ledger.grant(.operator, to: FixedKeys.stranger)
        let draft = try story.claimDraft(try story.run())
        let revocation = try ledger.revoke(.operator, of: FixedKeys.stranger).position
        let claim = try ledger.append(draft, by: FixedKeys.stranger)
        let report = try Forge().report(story, of: claim)
        add("a revoked key", report, of: story, code: 2, "roles")
        let hidden = try Forge.edit(report) { parts in
            parts.entries.removeAll { $0.position == revocation }
            parts.lists.removeAll { $0.name == FixedKeys.stranger.name }
        }
        add("a revocation left out with its list", hidden, of: story, code: 2, "completeness")

        let doubted = try Story()
        let before = try doubted.identify()
        let own = doubted.publisher.ledger
        try own.append(own.doubtDraft(.operator, FixedKeys.operator, since: 3), by: FixedKeys.ledger)
        add("a key in doubt", try Forge().report(doubted, of: before), of: doubted, code: 3, "keys")

        let rotated = try Story()
        let earlier = try rotated.identify()
        let grant = try rotated.publisher.ledger.grant(.checkpoint, to: FixedKeys.stranger)
        var forge = Forge()
        forge.checkpointKey = FixedKeys.stranger
        forge.extra = [grant.position]
        let made = try forge.report(rotated, of: earlier)
        add("a checkpoint key without its list", made, of: rotated, code: 2, "completeness")
    }

    mutating func bridges() throws {
        let story = try Story()
        let report = try story.compose(try story.identify())
        let ledger = story.publisher.ledger
        let next = FixedKeys.key("next checkpoint")
        try ledger.grant(.checkpoint, to: next)
        try ledger.append(ledger.doubtDraft(.checkpoint, FixedKeys.checkpoint, since: 3), by: FixedKeys.ledger)
        story.publisher.checkpointKey = next
        let covers = try story.publisher.appendIndex().position
        let bridge = try Bridge(
            from: report, in: story.publisher, history: ledger.history, tree: ledger.tree, covers: covers)
        add("a bridge", report, of: story, bridge: bridge.encoded, code: 3)
        let today = TrustPolicy(naming: [try VerifierKey(name: ledger.origin, key: next.publicKey).description])
        all.append(
            PageVector(
                name: "today's key, with a bridge", file: report, bridge: bridge.encoded, trust: today, code: 3))
        all.append(
            PageVector(
                name: "today's key, without a bridge", file: report, trust: today, code: 3, check: "verifier key"))
        var without = bridge.lists
        without.removeAll { $0.name == FixedKeys.checkpoint.name }
        let forged = Bridge(
            older: bridge.older, newer: bridge.newer, consistency: bridge.consistency, entries: bridge.entries,
            lists: without)
        add("a bridge without a list", report, of: story, bridge: forged.encoded, code: 2, "bridge")
        let cut = Bridge(
            older: bridge.older, newer: bridge.newer, consistency: Array(bridge.consistency.dropLast()),
            entries: bridge.entries, lists: bridge.lists)
        add("a bridge whose proof is cut", report, of: story, bridge: cut.encoded, code: 2, "bridge")
        let other = try Story(seed: "another")
        let foreign = try other.compose(try other.identify())
        add("a bridge of another ledger", foreign, of: other, bridge: bridge.encoded, code: 1, "bridge")
    }
}

extension PageVectors {
    mutating func anchored() throws {
        let story = try Story()
        let claim = try story.identify()
        let ledger = story.publisher.ledger
        let note = try ledger.checkpoint()
        let stamped = try story.publisher.keepOpen(note.encoded)
        /// The entry that states this token, whatever it stamps.
        func anchor(_ token: [UInt8]) throws -> PlacedEntry {
            let name = try story.publisher.keepOpen(token)
            let draft = Anchor.draft(
                of: try Checkpoint(text: note.text), note: note,
                token: try TimestampToken(encoded: TimestampBytes.token(of: stamped)), authority: "CN=Test",
                tree: ledger.tree)
            return try ledger.append([draft.with(["token": .string(name.description)])])[0]
        }
        let entry = try anchor(TimestampBytes.token(of: stamped))
        let report = try story.compose(claim)
        add("a timestamp", report, of: story, code: 3)
        for member in ["note", "token"] {
            let name = entry.statement.name(member)
            let edited = try Forge.edit(report) { $0.artifacts.removeAll { $0.name == name } }
            add("a timestamp without its \(member)", edited, of: story, code: 2, "page")
        }
        let genuine = TimestampBytes.token(of: stamped)
        let others = [TimestampBytes.token(of: .open([0x78])), genuine + [0x00], [0x30, 0x80]]
        for token in others {
            let lie = try anchor(token)
            var forge = Forge()
            forge.extra = [lie.position]
            forge.artifacts = { artifacts in
                for name in lie.statement.references {
                    artifacts.append(.init(name: name, salt: nil, bytes: try? story.publisher.bytes(of: name)))
                }
            }
            add("a timestamp of something else", try forge.report(story, of: claim), of: story, code: 2, "anchors")
        }
    }
}
