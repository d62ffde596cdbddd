import Testing

@testable import ExhibitReport

@Suite("The page has the structure that the format fixes")
struct StructureTests {
    static let statuses = ReportView.Status.allCases

    @Test("Rendering twice gives the same bytes", arguments: statuses)
    func determinism(_ status: ReportView.Status) {
        #expect(PageText(Sample.view(status)).bytes == PageText(Sample.view(status)).bytes)
    }

    @Test("It begins as the format says, and charset and salt stand in its first 512 bytes", arguments: statuses)
    func beginning(_ status: ReportView.Status) {
        let page = PageText(Sample.view(status))
        #expect(page.bytes.starts(with: Array("<!DOCTYPE html>\n<html lang=\"en\"".utf8)))
        let start = String(decoding: page.bytes.prefix(512), as: UTF8.self)
        #expect(start.contains("<meta charset=\"utf-8\">"))
        #expect(start.contains("<meta name=\"exhibit-salt\" content=\"\(Sample.hex(1))\">"))
    }

    @Test("It holds no byte below 0x20 but the line feed, and is UTF-8", arguments: statuses)
    func controlBytes(_ status: ReportView.Status) {
        let page = PageText(Sample.view(status))
        #expect(page.bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        #expect(Array(page.html.utf8) == page.bytes)
    }

    @Test("It stays open where the bundle follows", arguments: statuses)
    func ending(_ status: ReportView.Status) {
        let page = PageText(Sample.view(status))
        for element in ["main", "footer", "section", "div", "ul", "ol", "dl", "table", "figure", "svg", "nav", "style"]
        {
            let opened = page.occurrences(of: "<\(element)>") + page.occurrences(of: "<\(element) ")
            #expect(opened == page.occurrences(of: "</\(element)>"), "\(element)")
        }
        #expect(page.occurrences(of: "<body>") == 1)
        #expect(page.occurrences(of: "</body>") == 0)
        #expect(page.occurrences(of: "</html>") == 0)
        #expect(page.occurrences(of: "exhibit-bundle\"") == 0)
    }

    @Test("Nothing in it runs or loads", arguments: statuses)
    func nothingRuns(_ status: ReportView.Status) {
        let page = PageText(Sample.view(status))
        let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        #expect(page.html.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">"))
        for forbidden in ["<script", "javascript:", "http://", "https://", "url(\"", "@import", " onload", " style=\""]
        {
            #expect(!page.html.contains(forbidden), "\(forbidden)")
        }
    }

    @Test("No identifier occurs twice, and every link within the page has its target", arguments: statuses)
    func identifiers(_ status: ReportView.Status) {
        let html = PageText(Sample.view(status)).html
        let identifiers = html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(identifiers).count == identifiers.count)
        for link in html.matches(of: /href="([^"]*)"/).map({ String($0.output.1) }) {
            #expect(link.hasPrefix("#") && identifiers.contains(String(link.dropFirst())), "\(link)")
        }
    }

    @Test("A view with nothing in it is rendered too", arguments: statuses, ReportView.TaintClass.allCases)
    func emptyView(_ status: ReportView.Status, _ taint: ReportView.TaintClass) {
        var view = Sample.view(status)
        view.claim.question = .withheld
        view.claim.claimed = ""
        view.claim.facts = []
        view.claim.reasons = []
        view.claim.origin = .stated(.withheld)
        view.claim.taint = .init(comparison: taint, nomination: .authored, informationLost: "")
        view.header.publisher = ""
        view.header.contact = ""
        view.evidence.jpeg = .withheld
        view.references = []
        view.candidates = []
        view.runs = []
        view.steps = []
        view.entries = []
        view.slots = []
        view.completeness.lists = []
        let words = PageText(view).words
        #expect(words.contains("Published by a publisher who gives no name · contact none given"))
        #expect(words.contains("Origin of the file Stated by the operator and open to challenge: withheld"))
    }

    @Test("What every page carries besides its values stays small, so that a small report stays below 64 KB")
    func size() {
        var view = Hostile.view(saying: "", .lead)
        view.runs = []
        view.steps = []
        view.entries = []
        view.candidates = []
        view.slots = []
        view.references = []
        view.objections = []
        #expect(PageText(view).bytes.count < 14 * 1024)
        #expect(PageText(Sample.view()).bytes.count < 32 * 1024)
    }
}
