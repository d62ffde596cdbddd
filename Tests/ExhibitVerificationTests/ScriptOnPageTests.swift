import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("The script that stands on a page")
struct ScriptOnPageTests {
    private func report(_ page: @escaping ([UInt8]) -> [UInt8]) throws -> (Story, [UInt8]) {
        let story = try Story()
        var forge = Forge()
        forge.edition = .checking
        forge.page = page
        return (story, try forge.report(story, of: try story.identify()))
    }

    @Test("is ours, and then the page is the one that the chain supports")
    func own() throws {
        let (story, report) = try report { $0 }
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(PageScript(of: try ReportFile(encoded: report).page)?.isReleased == true)
    }

    @Test("and is another one leaves what it shows unchecked, though its publisher signed it")
    func another() throws {
        let (story, report) = try report { Forge.page($0, withScript: "document.title = 'An identification'") }
        judge(
            report, of: story, exitCode: 3, "the script on this page", "not one of ours: what it shows was not checked")
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.findings.count == 1, "\(verdict.lines)")
        let (other, words) = try self.report {
            Forge.page($0, withScript: "0") + Array("<p>More</p>".utf8)
        }
        judge(words, of: other, exitCode: 2, "page", "it says something else than the chain supports")
    }

    @Test("runs by the page's own policy, which names it and no other")
    func policy() throws {
        let (story, report) = try report { Forge.page($0, withScript: "0", policy: "'unsafe-inline'") }
        judge(report, of: story, exitCode: 2, "page", "it says something else than the chain supports")
    }

    @Test("cannot be left out, nor changed after the page was signed")
    func changed() throws {
        let (story, report) = try report { page in
            let html = String(decoding: page, as: UTF8.self)
            let start = html.firstRange(of: #"<script id="exhibit-verifier">"#)?.lowerBound ?? html.endIndex
            return Array(html[..<start].utf8)
        }
        judge(report, of: story, exitCode: 2, "page", "it says something else than the chain supports")
        let (honest, signed) = try self.report { $0 }
        let file = try ReportFile(encoded: signed)
        let forged = try ReportFile(page: Forge.page(file.page, withScript: "0"), bundle: file.bundle)
        judge(forged.encoded, of: honest, exitCode: 2, "page", "it is not the page that")
    }

    @Test("did not stand on pages of earlier versions, which are known as they were")
    func still() throws {
        let story = try Story()
        let forge = Forge()
        let report = try forge.report(story, of: try story.identify())
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0 && verdict.lines.contains { $0.contains("template exhibit-report-v1)") })
        #expect(PageScript(of: try ReportFile(encoded: report).page) == nil)
        var added = forge
        added.page = { $0 + Array(#"<script id="exhibit-verifier">0</script>"#.utf8) }
        let other = try added.report(story, of: try story.identify())
        judge(other, of: story, exitCode: 2, "page", "it says something else than the chain supports")
    }
}
