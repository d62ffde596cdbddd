import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A report edited by somebody without keys")
struct EditedBundleTests {
    let story: Story
    let claim: PlacedEntry
    let report: [UInt8]

    init() throws {
        story = try Story()
        claim = try story.identify()
        report = try story.compose(claim)
    }

    private func edited(_ change: (inout Forge.BundleParts) throws -> Void) throws -> [UInt8] {
        try Forge.edit(report, change)
    }

    private var artifact: TypedName { story.evidence.statement.name("artifact")! }

    @Test("verifies where nothing was edited")
    func unedited() throws {
        #expect(try edited { _ in } == report)
        #expect(ReportVerifier.verify(report, trust: story.trust).exitCode == 0)
    }

    @Test("is rejected where a list was shortened and the entry stands in the bundle")
    func shortenedList() throws {
        let changed = try edited { parts in
            let place = try #require(parts.lists.firstIndex { $0.name == artifact })
            let list = parts.lists[place]
            parts.lists[place] = .init(name: artifact, positions: list.positions.dropLast(), proof: list.proof)
        }
        judge(changed, of: story, exitCode: 2, "the list of \(artifact)", "left out or added")
    }

    @Test("is rejected where a list and its last entry were taken out")
    func shortenedListAndEntry() throws {
        let changed = try edited { parts in
            let place = try #require(parts.lists.firstIndex { $0.name == artifact })
            let list = parts.lists[place]
            parts.lists[place] = .init(name: artifact, positions: list.positions.dropLast(), proof: list.proof)
            parts.entries.removeAll { $0.position == list.positions.last }
        }
        judge(changed, of: story, exitCode: 2, "the list of \(artifact)")
    }

    @Test("is rejected or incomplete where a whole list was left out, whichever it is")
    func missingList() throws {
        let names = try Bundle(encoded: ReportFile(encoded: report).bundle).lists.map(\.name)
        #expect(names.count > 8)
        // Reports of earlier versions lack these two.
        let measures = [PolicyTopic.name, CalibrationTopic.name(model: story.model.statement.name)]
        #expect(Set(names).isSuperset(of: measures))
        for name in names {
            let changed = try edited { $0.lists.removeAll { $0.name == name } }
            let isMeasure = measures.contains(name)
            judge(
                changed, of: story, exitCode: isMeasure ? 3 : 2, "the list of \(name)",
                isMeasure ? "it would show what was measured" : "required and was left out")
        }
        let older = try edited { $0.lists.removeAll { measures.contains($0.name) } }
        let verdict = ReportVerifier.verify(older, trust: story.trust)
        #expect(verdict.exitCode == 0)
        #expect(verdict.notChecked.contains { $0.hasPrefix("whether the publisher had measured") })
    }

    @Test("is rejected where an entry was left out, whichever it is")
    func missingEntry() throws {
        for entry in try Bundle(encoded: ReportFile(encoded: report).bundle).entries {
            let changed = try edited { $0.entries.removeAll { $0.position == entry.position } }
            #expect(ReportVerifier.verify(changed, trust: story.trust).exitCode == 2, "entry \(entry.position)")
        }
    }

    @Test("is rejected where an entry comes twice or out of order")
    func order() throws {
        judge(try edited { $0.entries.append($0.entries[3]) }, of: story, exitCode: 2, "bundle", "position comes twice")
        let file = try ReportFile(encoded: report)
        let text = String(decoding: file.bundle, as: UTF8.self)
        let json = try JSONParser.parse(file.bundle, as: "bundle", limits: .init(bytes: 1 << 20, stringBytes: 1 << 20))
        var entries = try #require(json["entries"]?.elements)
        entries.swapAt(2, 3)
        guard case .object(var members) = json else { return }
        members["entries"] = .array(entries)
        let swapped = JSON.object(members).encoded
        #expect(swapped.count == text.utf8.count)
        let changed = try ReportFile(page: file.page, bundle: swapped).encoded
        judge(changed, of: story, exitCode: 2, "bundle", "canonical")
    }

    @Test("is rejected where an entry was moved to another position")
    func moved() throws {
        let changed = try edited { parts in
            let (a, b) = (parts.entries[5], parts.entries[6])
            parts.entries[5] = .init(position: a.position, leaf: b.leaf, proof: b.proof)
            parts.entries[6] = .init(position: b.position, leaf: a.leaf, proof: a.proof)
        }
        judge(changed, of: story, exitCode: 2, "entry 5", "inclusion proof")
    }

    @Test("is rejected where a disclosed value was replaced")
    func disclosure() throws {
        let statement = story.evidence.statement
        let changed = try edited { parts in
            let place = try #require(
                parts.disclosures.firstIndex { $0.statement == statement.id && $0.slot.path == "body.size" })
            let slot = parts.disclosures[place].slot
            parts.disclosures[place] = .init(
                statement: statement.id, slot: .init(path: slot.path, salt: slot.salt, value: 7))
        }
        judge(
            changed, of: story, exitCode: 2, "body.size of statement:\(statement.id)",
            "not the one that was committed to")
    }

    @Test("is rejected where a reduced picture was replaced")
    func picture() throws {
        let copies = Set(
            story.publisher.ledger.entries.filter { Operation.named(in: $0.statement) == .reduce }
                .flatMap { $0.statement.artifacts("outputs").map(\.name) })
        var replaced: TypedName?
        let changed = try edited { parts in
            let places = parts.artifacts.indices.filter { copies.contains(parts.artifacts[$0].name) }
            let (a, b) = (parts.artifacts[try #require(places.first)], parts.artifacts[try #require(places.last)])
            #expect(a.name != b.name)
            parts.artifacts[places[0]] = .init(name: a.name, salt: a.salt, bytes: b.bytes)
            replaced = a.name
        }
        judge(changed, of: story, exitCode: 2, try #require(replaced).description, "not the ones that it names")
    }

    @Test("is intact and incomplete where the candidate list was withheld")
    func withheldCandidates() throws {
        let closed = try #require(claim.statement.name("closed").flatMap { story.publisher.entry(statement: $0.hash) })
        let candidates = try #require(closed.statement.name("candidates"))
        var forge = Forge()
        forge.artifacts = { $0.removeAll { $0.name == candidates } }
        let made = try forge.report(story, of: claim)
        judge(made, of: story, exitCode: 3, candidates.description, "withheld")
    }

    @Test("is rejected where another ledger's checkpoint or entry was put in")
    func otherLedger() throws {
        let other = try Story(seed: "another")
        let otherReport = try other.compose(try other.identify())
        let parts = try Bundle(encoded: ReportFile(encoded: otherReport).bundle)
        judge(
            try edited { $0.checkpoint = parts.checkpoint }, of: story, exitCode: 2, "checkpoint",
            story.publisher.trusted.hex)
        let changed = try edited { mine in
            mine.entries[2] = .init(position: 2, leaf: parts.entries[2].leaf, proof: mine.entries[2].proof)
        }
        judge(changed, of: story, exitCode: 2, "entry 2", "written for another ledger")
    }

    @Test("is rejected where it points to another report of the same ledger")
    func otherReport() throws {
        let later = try story.compose(claim)
        let first = try Bundle(encoded: ReportFile(encoded: report).bundle).report
        let changed = try Forge.edit(later) { $0.report = first }
        judge(changed, of: story, exitCode: 2, "page", "it is not the page that")
    }

    @Test("is rejected where its page is that of another report")
    func otherPage() throws {
        let later = try ReportFile(encoded: try story.compose(claim))
        let changed = try ReportFile(page: ReportFile(encoded: report).page, bundle: later.bundle).encoded
        judge(changed, of: story, exitCode: 2, "page", "it is not the page that")
    }
}
