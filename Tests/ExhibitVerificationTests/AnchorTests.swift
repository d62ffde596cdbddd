import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

/// Timestamps in reports and in audits. Nobody signed these tokens: that is not for the pure verifier to see.
@Suite("A timestamp over a checkpoint")
struct AnchorTests {
    private typealias Bytes = TimestampBytes
    private static let authority = "CN=Test timestamping"

    /// Keeps note and token, and appends their entry as the program does, but for a change of its draft.
    @discardableResult
    private func anchor(
        _ story: Story, size: UInt64? = nil, at time: String = "20260102030405Z", note given: SignedNote? = nil,
        token lie: ((TypedName) -> [UInt8])? = nil, draft change: (Draft) -> Draft = { $0 }
    ) throws -> PlacedEntry {
        let ledger = story.publisher.ledger
        let note = try given ?? ledger.checkpoint(size: size)
        let stamped = TypedName.open(note.encoded)
        var info = Bytes.Info(of: stamped)
        info.time = Bytes.element(0x18, Array(time.utf8))
        let token = try TimestampToken(encoded: Bytes.token(info.encoded))
        let bytes = lie?(stamped) ?? token.encoded
        _ = try story.publisher.keepOpen(note.encoded)
        let name = try story.publisher.keepOpen(bytes)
        let draft = Anchor.draft(
            of: try Checkpoint(text: note.text), note: note, token: token, authority: Self.authority, tree: ledger.tree)
        return try ledger.append([change(draft.with(["token": .string(name.description)]))])[0]
    }

    private func check(_ verdict: Verdict) -> Verdict.Check? { verdict.checks.first { $0.id == "anchors" } }

    @Test("is carried by a report of an earlier claim, with what it says and how to check its token")
    func carried() throws {
        let story = try Story()
        let claim = try story.identify()
        let size = story.publisher.ledger.tree.size
        let anchored = try anchor(story)
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        let words =
            "entries up to #\(size - 1) existed by 2026-01-02T03:04:05Z according to \(Self.authority); later ones are"
        #expect(try #require(check(verdict)).detail.hasPrefix(words))
        let remark = try #require(verdict.notChecked.first { $0.contains("openssl") })
        #expect(remark.contains("openssl ts -verify -token_in -in DIR/anchor-\(anchored.position).token"))
        #expect(remark.contains("-attime 1767323045"))
        let files = try ReportVerifier.timestampFiles(report)
        #expect(files.map(\.name) == ["anchor-\(anchored.position).note", "anchor-\(anchored.position).token"])
        #expect(files[0].bytes == (try story.publisher.ledger.checkpoint(size: size).encoded))
    }

    @Test("is not in a report of a later claim, nor is there any word of one where there is none")
    func tooEarly() throws {
        let story = try Story()
        try anchor(story)
        let verdict = ReportVerifier.verify(try story.compose(try story.identify()), trust: story.trust)
        #expect(verdict.exitCode == 0)
        #expect(check(verdict) == nil)
        #expect(!verdict.lines.contains { $0.contains("timestamp") })
    }

    @Test("is one of two: the earliest over the claim, and the one over most entries; those between are left out")
    func several() throws {
        let story = try Story()
        let claim = try story.identify()
        let first = try anchor(story, at: "20260102000000Z").position
        let between = try anchor(story, at: "20260103000000Z").position
        let last = try anchor(story, at: "20260104000000Z").position
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        let names = Set(try ReportVerifier.timestampFiles(report).map(\.name))
        #expect(names.contains("anchor-\(first).token") && names.contains("anchor-\(last).token"))
        #expect(!names.contains("anchor-\(between).token"))
        let detail = try #require(check(verdict)).detail
        #expect(detail.contains("2026-01-02T00:00:00Z") && detail.contains("2026-01-04T00:00:00Z"))
    }

    @Test("of two authorities over the same checkpoint comes with its note once")
    func sameNote() throws {
        let story = try Story()
        let claim = try story.identify()
        let size = story.publisher.ledger.tree.size
        try anchor(story, size: size, at: "20260103000000Z")
        try anchor(story, size: size, at: "20260102000000Z")
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(try #require(check(verdict)).detail.contains("2026-01-02"))
    }

    @Test("that an earlier checkpoint key signed verifies with the list of that key, and not without")
    func replacedKey() throws {
        let story = try Story()
        let claim = try story.identify()
        let ledger = story.publisher.ledger
        let keys = ["second", "third"].map { FixedKeys.key("\($0) checkpoint") }
        try ledger.grant(.checkpoint, to: keys[0])
        try ledger.revoke(.checkpoint, of: FixedKeys.checkpoint)
        try anchor(story, note: try ledger.checkpoint(key: keys[0]))
        try ledger.grant(.checkpoint, to: keys[1])
        let revocation = try ledger.revoke(.checkpoint, of: keys[0])
        story.publisher.checkpointKey = keys[1]
        let report = try story.compose(claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines.joined(separator: "\n"))")
        #expect(check(verdict)?.findings.isEmpty == true)
        let unlisted = try Forge.edit(report) { parts in
            parts.lists.removeAll { $0.name == keys[0].name }
            parts.entries.removeAll { $0.position == revocation.position }
        }
        #expect(ReportVerifier.verify(unlisted, trust: story.trust).exitCode == 2)
    }

    @Test("whose bytes were lost does not stop a report")
    func lost() throws {
        let story = try Story()
        let claim = try story.identify()
        try anchor(story, draft: { $0.with(["token": .string(TypedName.open([1, 2, 3]).description)]) })
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(check(verdict) == nil)
    }

    @Test("without its note or its token is incomplete")
    func withheld() throws {
        let story = try Story()
        let claim = try story.identify()
        let entry = try anchor(story)
        let report = try story.compose(claim)
        for member in ["note", "token"] {
            let name = try #require(entry.statement.name(member))
            let withheld = try Forge.edit(try forged(story, claim, entry)) {
                $0.artifacts.removeAll { $0.name == name }
            }
            judge(withheld, of: story, exitCode: 3, entry.title, "its signed note or its token is not in the report")
            let edited = try Forge.edit(report) { $0.artifacts.removeAll { $0.name == name } }
            judge(edited, of: story, exitCode: 2, "disclosed", "taken out of it")
        }
    }

    /// A report that carries this anchor whatever it says, made by the publisher's own program.
    private func forged(_ story: Story, _ claim: PlacedEntry, _ entry: PlacedEntry) throws -> [UInt8] {
        var forge = Forge()
        forge.extra = [entry.position]
        forge.artifacts = { artifacts in
            for name in entry.statement.references {
                artifacts.append(.init(name: name, salt: nil, bytes: try? story.publisher.bytes(of: name)))
            }
        }
        return try forge.report(story, of: claim)
    }

    @Test("as the program makes it passes through the forge: what is refused below is refused for its lie")
    func honestForge() throws {
        let story = try Story()
        let claim = try story.identify()
        let report = try forged(story, claim, try anchor(story))
        #expect(ReportVerifier.verify(report, trust: story.trust).exitCode == 0)
    }

    @Test(
        "that lies about its token is refused",
        arguments: [
            ("gen_time", "2025-01-02T03:04:05Z"), ("policy", "1.2.3"), ("serial", "20"),
        ])
    func statedOtherwise(member: String, value: String) throws {
        let story = try Story()
        let claim = try story.identify()
        let entry = try anchor(story, draft: { $0.with([member: .string(value)]) })
        judge(
            try forged(story, claim, entry), of: story, exitCode: 2, entry.title,
            "the entry states another time, policy or serial number than the token")
    }

    @Test("whose token stamps something else, or is none, is refused")
    func otherToken() throws {
        let lies: [(@Sendable (TypedName) -> [UInt8], String)] = [
            ({ _ in Bytes.token(of: .open([1])) }, "it stamps something else"),
            ({ _ in [0x30, 0] }, "another element than expected"),
        ]
        for (lie, message) in lies {
            let story = try Story()
            let claim = try story.identify()
            let entry = try anchor(story, token: lie)
            judge(try forged(story, claim, entry), of: story, exitCode: 2, entry.title, message)
        }
    }

    @Test("over a checkpoint of other entries, or of another ledger, is refused by a report's reader and by the audit")
    func otherTree() throws {
        let story = try Story()
        let claim = try story.identify()
        let ledger = story.publisher.ledger
        // An earlier version of the ledger: the same key, the same size, other entries.
        var tree = MerkleTree()
        for position in 0..<(ledger.tree.size - 1) { tree.append(ledger.tree[position]) }
        tree.append(.zero)
        let text = Checkpoint(origin: ledger.origin, size: tree.size, root: tree.root).text
        let earlier = try SignedNote(signing: text, with: FixedKeys.checkpoint, name: ledger.origin)
        let entry = try anchor(story, note: earlier)
        judge(
            try forged(story, claim, entry), of: story, exitCode: 2, entry.title,
            "the tree does not go on from the checkpoint that was stamped")
        let audit = try story.audit()
        #expect(audit.exitCode == 2)
        #expect(audit.findings.contains { $0.object == entry.title && $0.message.contains("is not of this ledger") })

        let (second, other) = (try Story(), try Story(seed: "another story"))
        let secondClaim = try second.identify()
        let foreign = try anchor(second, note: try other.publisher.ledger.checkpoint(size: 3))
        judge(
            try forged(second, secondClaim, foreign), of: second, exitCode: 2, foreign.title,
            "what was stamped is no checkpoint that this ledger signed")
    }

    @Test("that states another size, root, position or proof than is so, is refused")
    func otherPlace() throws {
        let zero = JSON.string(ContentHash.zero.hex)
        for (member, value, message) in [
            ("checkpoint", ["root": zero, "size": 3], "another size or root than it states"),
            ("position", 4, "the tree does not go on"), ("consistency", [zero], "the tree does not go on"),
        ] as [(String, JSON, String)] {
            let story = try Story()
            let claim = try story.identify()
            let entry = try anchor(story, draft: { $0.with([member: value]) })
            judge(try forged(story, claim, entry), of: story, exitCode: 2, entry.title, message)
            #expect(try story.audit().exitCode == 2)
        }
    }

    @Test("is counted by the audit of a whole ledger")
    func audited() throws {
        let story = try Story()
        _ = try story.identify()
        let size = story.publisher.ledger.tree.size
        try anchor(story)
        let verdict = try story.audit()
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(
            try #require(check(verdict)).detail.contains("entries up to #\(size - 1) existed by 2026-01-02T03:04:05Z"))
    }
}
