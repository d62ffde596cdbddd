import ExhibitCore
import Foundation
import Testing

@testable import ExhibitReport

@Suite("The page that checks its own bundle")
struct CheckingPageTests {
    static let statuses = ReportView.Status.allCases

    private static func views(_ status: ReportView.Status) -> [ReportView] {
        [Sample.view(status), Sample.weighedView(status), Sample.scoredView(status)]
    }

    @Test(
        "is the recorded one, byte for byte: a lead, a refusal, a lead that was weighed and one of a model",
        arguments: [
            ("lead", Sample.view(.lead)), ("refused", Sample.view(.refused)), ("weighed", Sample.weighedView()),
            ("scored", Sample.scoredView()),
        ])
    func golden(_ name: String, _ view: ReportView) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/report-v5-\(name).html")
        let page = PageText(view, .checking).bytes + Array(GoldenTests.tail.utf8)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(page).write(to: file)
            Issue.record("recorded \(file.lastPathComponent): read the difference, then run again without RECORD")
        }
        #expect(try Data(contentsOf: file) == Data(page))
    }

    @Test("keeps the bytes of its templates, or those pages could not be rendered again")
    func templates() {
        let names = [Template.searchChecking, .answersChecking].map { TypedName.open(Array($0.text.utf8)).description }
        #expect(
            names == [
                "sha256:1b105472bff7c18e5892a867a83b7a1568081c7e3cff4dcc049c21b55dab3067",
                "sha256:a6f41c577820959ca8af748c8810340d5b4b7c2e64cfa6a5d17c5eeb07d3bbd8",
            ])
    }

    @Test("has the script of this version, which is the last one in the list of those that were released")
    func script() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/ExhibitReport/Embedded/scripts.txt")
        if ProcessInfo.processInfo.environment["RECORD"] == "1", PageScript.released.last != PageScript.current.name.hex
        {
            let next = PageScript(text: VerifierPage.script(after: PageScript.released))
            let lines = PageScript.released + [next.name.hex]
            try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
            Issue.record(
                "added a script to \(file.lastPathComponent): take out those that no release had, and build again")
        }
        #expect(PageScript.released.last == PageScript.current.name.hex)
        #expect(Set(PageScript.released).count == PageScript.released.count)
        #expect(PageScript.current.isReleased)
        #expect(!PageScript(text: PageScript.current.text + " ").isReleased)
    }

    @Test("lets that script run and no other, and loads nothing", arguments: statuses)
    func policy(_ status: ReportView.Status) throws {
        for view in Self.views(status) {
            let page = Page(view, .checking)
            let html = String(decoding: page.bytes, as: UTF8.self)
            let hash = Base64.encode(ContentHash(of: Array(PageScript.current.text.utf8)).bytes)
            let policy =
                "default-src 'none'; script-src 'sha256-\(hash)'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
            #expect(html.contains(#"<meta http-equiv="Content-Security-Policy" content="\#(policy)">"#))
            let parts = html.split(separator: "<script", omittingEmptySubsequences: false)
            #expect(parts.count == 2 && html.hasSuffix("</script>"))
            #expect(!html.contains("id=\"exhibit-bundle\"") && !html.contains("<!--"))
            #expect(page.bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
            #expect(PageScript(of: page.bytes)?.text == PageScript.current.text)
            let words = parts[0]
            for forbidden in ["javascript:", "http://", "https://", "url(\"", "@import", " onload", " style=\""] {
                #expect(!words.contains(forbidden), "\(forbidden)")
            }
        }
    }

    @Test("has each element closed, each identifier once, and a target for every link", arguments: statuses)
    func structure(_ status: ReportView.Status) {
        for view in Self.views(status) {
            let page = PageText(view, .checking)
            for element in [
                "main", "footer", "section", "div", "ul", "ol", "dl", "table", "figure", "svg", "nav", "style",
                "details",
                "script", "h2", "h3",
            ] {
                let opened = page.occurrences(of: "<\(element)>") + page.occurrences(of: "<\(element) ")
                #expect(opened == page.occurrences(of: "</\(element)>"), "\(element)")
            }
            let identifiers = page.html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
            #expect(Set(identifiers).count == identifiers.count)
            for link in page.html.matches(of: /href="([^"]*)"/).map({ String($0.output.1) }) {
                #expect(link.hasPrefix("#") && identifiers.contains(String(link.dropFirst())), "\(link)")
            }
            // Every place that the script fills.
            for place in ["progress", "result", "box", "verdict", "meaning", "checks", "unchecked-part", "objection"] {
                #expect(identifiers.contains(place), "\(place)")
            }
        }
    }

    @Test("says all that the page without a script says, but for what is not so any more", arguments: statuses)
    func words(_ status: ReportView.Status) {
        for view in Self.views(status) {
            let earlier = PageText(view).words.split(separator: ".").map { $0.trimmingPrefix(" ") }
            let now = PageText(view, .checking).words
            let missing = earlier.filter { !now.contains($0) }
            #expect(missing.count <= 8, "\(missing)")
        }
    }

    @Test("takes nothing that a value says for its own", arguments: EscapingTests.hostile.filter { !$0.isEmpty })
    func escaping(_ value: String) {
        for ofSearch in [true, false] {
            let plain = PageText(Hostile.view(saying: "plain", .lead, ofSearch: ofSearch), .checking)
            let page = PageText(Hostile.view(saying: value, .lead, ofSearch: ofSearch), .checking)
            #expect(page.occurrences(of: "<") == plain.occurrences(of: "<"))
            #expect(page.occurrences(of: "<script") == 1 && page.occurrences(of: "id=\"exhibit-bundle\"") == 0)
        }
    }
}
