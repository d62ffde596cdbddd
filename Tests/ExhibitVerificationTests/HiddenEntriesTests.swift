import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A publisher who hides entries")
struct HiddenEntriesTests {
    /// Two runs on the same evidence; the first one is to disappear.
    private func hiding() throws -> (story: Story, hidden: Set<UInt64>, claim: PlacedEntry) {
        let story = try Story()
        let outcome = try story.run()
        let first = try story.publisher.append([try story.claimDraft(outcome)])[0]
        let hidden = Set(([outcome.opened, outcome.closed, first] + outcome.steps).map(\.position))
        return (story, hidden, try story.identify())
    }

    private func artifact(_ story: Story) throws -> TypedName {
        try #require(story.evidence.statement.name("artifact"))
    }

    @Test("from the lists of one report is rejected, because the signed index commits to them")
    func lists() throws {
        let (story, hidden, claim) = try hiding()
        let honest = try story.compose(claim)
        let changed = try Forge.edit(honest) { parts in
            parts.entries.removeAll { hidden.contains($0.position) }
            parts.lists = parts.lists.map { list in
                .init(name: list.name, positions: list.positions.filter { !hidden.contains($0) }, proof: list.proof)
            }
        }
        judge(changed, of: story, exitCode: 2, "the list of \(try artifact(story))", "left out or added")
    }

    /// The report alone cannot show it, and says so; the ledger, or one hidden entry, can.
    @Test("from lists and index alike passes a report's check, and an audit names each wrong root")
    func consistently() throws {
        let (story, hidden, claim) = try hiding()
        var forge = Forge()
        forge.omits = { _, position in hidden.contains(position) }
        let report = try forge.report(story, of: claim)
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0)
        #expect(verdict.notChecked.contains { $0.contains("whether the index was computed rightly") })

        let audit = try story.audit()
        #expect(audit.exitCode == 2)
        let indexes = story.publisher.ledger.entries.filter { $0.statement.isKind(.index) }
        #expect(indexes.count == 2)
        for index in indexes {
            #expect(
                audit.findings.contains { $0.object == index.title && $0.message.contains("its root is not that of") })
        }
    }

    @Test("is refuted by one hidden entry and its inclusion proof")
    func refuted() throws {
        let (story, hidden, claim) = try hiding()
        var forge = Forge()
        forge.omits = { _, position in hidden.contains(position) }
        let report = try forge.report(story, of: claim)
        let ledger = story.publisher.ledger
        let position = try #require(hidden.min())
        let entry = ledger.entries[Int(position)]
        let proof = ledger.tree.proveInclusion(of: position, size: ledger.tree.size)
        let bundle = try Bundle(encoded: ReportFile(encoded: report).bundle)
        let head = try Checkpoint(text: bundle.checkpoint.text)
        #expect(
            TreeProofs.checkInclusion(proof, leaf: entry.entry.id, position: position, size: head.size, root: head.root)
        )
        let list = try #require(bundle.lists.first { $0.name == (try? artifact(story)) })
        #expect(entry.statement.references.contains(list.name) && !list.positions.contains(position))

        let added = try Forge.edit(report) { parts in
            parts.entries.append(.init(position: position, leaf: entry.entry.leaf, proof: proof))
        }
        judge(
            added, of: story, exitCode: 2, "the list of \(list.name)",
            "entry \(position) refers to it and is not on the list")
    }

    /// A second operator, whose key was revoked before it signed the claim.
    private func revoked() throws -> (story: Story, claim: PlacedEntry, revocation: UInt64) {
        let story = try Story()
        let ledger = story.publisher.ledger
        try ledger.grant(.operator, to: FixedKeys.stranger)
        let draft = try story.claimDraft(try story.run())
        let revocation = try ledger.revoke(.operator, of: FixedKeys.stranger)
        return (story, try ledger.append(draft, by: FixedKeys.stranger), revocation.position)
    }

    @Test("cannot use a revoked key")
    func revokedKey() throws {
        let (story, claim, _) = try revoked()
        judge(
            try Forge().report(story, of: claim), of: story, exitCode: 2, claim.title, "does not hold the role operator"
        )
    }

    @Test("cannot leave the revocation out of the key's list, nor the list out of the report")
    func missingRevocation() throws {
        let (story, claim, revocation) = try revoked()
        let name = "the list of \(FixedKeys.stranger.name)"
        let honest = try Forge().report(story, of: claim)
        let shortened = try Forge.edit(honest) { parts in
            parts.entries.removeAll { $0.position == revocation }
            parts.lists = parts.lists.map { list in
                .init(name: list.name, positions: list.positions.filter { $0 != revocation }, proof: list.proof)
            }
        }
        judge(shortened, of: story, exitCode: 2, name, "left out or added")
        let without = try Forge.edit(honest) { parts in
            parts.entries.removeAll { $0.position == revocation }
            parts.lists.removeAll { $0.name == FixedKeys.stranger.name }
        }
        judge(without, of: story, exitCode: 2, name, "required and was left out")
    }

    @Test("can hide a revocation from a report with a false index, and not from an audit")
    func hiddenRevocation() throws {
        let (story, claim, revocation) = try revoked()
        var forge = Forge()
        forge.omits = { _, position in position == revocation }
        #expect(ReportVerifier.verify(try forge.report(story, of: claim), trust: story.trust).exitCode == 0)
        let audit = try story.audit()
        #expect(audit.exitCode == 2)
        #expect(audit.findings.contains { $0.object == claim.title && $0.message.contains("void") })
        #expect(audit.findings.contains { $0.message.contains("its root is not that of") })
    }
}
