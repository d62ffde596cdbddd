import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Testing

/// No entry says what a report discloses: its page does.
@Suite("A report out of which somebody took what it discloses")
struct StrippedReportTests {
    private let story: Story
    private let claim: PlacedEntry
    private let report: [UInt8]
    private static let words = "the file does not disclose what its page says"

    init() throws {
        story = try Story(origin: "my own camera")
        claim = try story.identify()
        report = try story.compose(claim)
    }

    private func judge(_ changed: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        ExhibitVerificationTests.judge(
            changed, of: story, exitCode: 2, "disclosed", Self.words, sourceLocation: sourceLocation)
    }

    @Test("is rejected, whichever value or file it was, and also where all of them are gone")
    func each() throws {
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        #expect(bundle.disclosures.count > 3 && bundle.artifacts.count > 3)
        for place in bundle.disclosures.indices { judge(try Forge.edit(report) { $0.disclosures.remove(at: place) }) }
        for place in bundle.artifacts.indices { judge(try Forge.edit(report) { $0.artifacts.remove(at: place) }) }
        judge(
            try Forge.edit(report) { parts in
                parts.disclosures = []
                parts.artifacts = []
            })
    }

    @Test("is rejected where only the bytes of a file are gone, and where something true was put in")
    func changed() throws {
        judge(
            try Forge.edit(report) { parts in
                let place = try #require(parts.artifacts.firstIndex { $0.bytes != nil && $0.salt != nil })
                let one = parts.artifacts[place]
                parts.artifacts[place] = .init(name: one.name, salt: one.salt, bytes: nil)
            })
        let statement = story.evidence.statement
        let name = try #require(try story.publisher.values(of: statement).first { $0.path == "body.file_name" })
        judge(try Forge.edit(report) { $0.disclosures.append(.init(statement: statement.id, slot: name)) })
    }

    @Test("by its own publisher, whose page says another digest or none, is rejected all the same")
    func dishonest() throws {
        var forge = Forge()
        forge.edition = .disclosing
        let honest = ReportVerifier.verify(try forge.report(story, of: claim), trust: story.trust)
        #expect(honest.exitCode == 0 && honest.lines.contains { $0.contains("exhibit-report-v6") }, "\(honest.lines)")
        var lying = forge
        lying.view = { $0.further?.disclosed = ContentHash.zero.hex }
        judge(try lying.report(story, of: claim))
        var silent = forge
        silent.page = { page in
            let html = String(decoding: page, as: UTF8.self)
            return Array(html.replacing(/<meta name="exhibit-disclosed"[^>]*>\n/, with: "").utf8)
        }
        ExhibitVerificationTests.judge(
            try silent.report(story, of: claim), of: story, exitCode: 2, "page",
            "it says something else than the chain supports")
    }
}
