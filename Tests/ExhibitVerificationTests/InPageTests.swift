import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Testing

@Suite(
    "A report in a browser, which checks itself", .serialized,
    .enabled(if: Browser.isThere, Comment(rawValue: Browser.missing)))
struct InPageTests {
    private let story: Story
    private let report: [UInt8]

    init() throws {
        story = try Story()
        // A browser has no other clock than the real one, by which a standing of long ago would be over.
        story.publisher.ledger.now = Int64(Date().timeIntervalSince1970 * 1000)
        report = try story.compose(try story.identify())
    }

    private func document(_ report: [UInt8], arguments: [String] = []) throws -> String {
        try Browser.document(of: String(decoding: report, as: UTF8.self), arguments: arguments)
    }

    /// What stands in the element of an identifier, without tags.
    private func text(_ id: String, in document: String) -> String {
        guard let start = document.firstRange(of: "id=\"\(id)\"")?.upperBound else { return "" }
        let rest = document[start...].drop { $0 != ">" }.dropFirst()
        let end = ["</h3>", "</p>", "</dd>", "</div>"].compactMap { rest.firstRange(of: $0)?.lowerBound }.min()
        return String(rest[..<(end ?? rest.endIndex)]).replacing(/<[^>]*>/, with: "")
    }

    @Test("says first that it cannot vouch for itself, and never that its words hold")
    func honest() throws {
        let shown = try document(report)
        #expect(shown.contains(#"data-state="checked" data-code="3""#))
        let verdict = text("verdict", in: shown)
        #expect(verdict == "The record in this file is whole. Whether this page tells what it holds was not checked")
        let warning = try #require(shown.firstRange(of: "A page cannot vouch for itself"))
        let answer = try #require(shown.firstRange(of: verdict))
        #expect(warning.lowerBound < answer.lowerBound)
        #expect(shown.contains("no page can read its own file"))
        #expect(!shown.contains("holds</span>the page is the one"))
        #expect(text("progress", in: shown) == "Checked on this device:")
    }

    @Test("shows how it stands in place of the sentence that stands there without a script")
    func standing() throws {
        let fixed = String(decoding: report, as: UTF8.self)
        #expect(text("standing", in: fixed).contains("stands in no word of this page"))
        #expect(text("progress", in: fixed).contains("JavaScript is off"))
        let whole = try document(report)
        let shown = text("standing", in: whole)
        #expect(shown.contains("by this device’s clock") && shown.hasPrefix("What this page found in itself: "))
        #expect(whole.contains(#"A page cannot vouch for itself. <span id="standing">"#))
    }

    @Test("finds that its bundle was changed")
    func changed() throws {
        var parts = try ReportFile(encoded: report)
        let bundle = try Bundle(encoded: parts.bundle)
        var entries = bundle.entries
        entries.removeLast()
        let cut = Bundle(
            checkpoint: bundle.checkpoint, entries: entries, lists: bundle.lists, disclosures: bundle.disclosures,
            artifacts: bundle.artifacts, report: bundle.report)
        parts = try ReportFile(page: parts.page, bundle: cut.encoded)
        let shown = try document(parts.encoded)
        #expect(shown.contains(#"data-code="2""#))
        #expect(text("verdict", in: shown) == "Do not rely on this file: it does not hold")
        #expect(text("standing", in: shown).contains("stands in no word of this page"))
    }

    @Test("runs no other script than the one that its policy names")
    func policy() throws {
        let html = String(decoding: report, as: UTF8.self)
        let other = html.replacing(#"id="exhibit-verifier">"#, with: #"id="exhibit-verifier">;"#)
        #expect(try !Browser.document(of: other).contains("data-state"))
        let added = html.replacing("<main>", with: "<main><script>document.body.dataset.state = 'evil'</script>")
        #expect(try !Browser.document(of: added).contains("evil\""))
    }

    @Test("has a label for each field, headings in order, and no width to scroll on a phone")
    func structure() throws {
        let said = try VerifierDriver.results(
            """
            const all = (selector) => [...document.querySelectorAll(selector)];
            const fields = all('input, select, textarea');
            const levels = all('h1, h2, h3').map((heading) => Number(heading.tagName[1]));
            const ids = all('[id]').map((each) => each.id);
            return [
              `fields ${fields.length}`, `unlabelled ${fields.filter((field) => field.labels.length !== 1 || field.labels[0].textContent.trim() === '').length}`,
              `h1 ${levels.filter((level) => level === 1).length}`, `skipped ${levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1).length}`,
              `repeated ${ids.length - new Set(ids).size}`, `ordered ${all('[tabindex]').filter((each) => each.tabIndex > 0).length}`,
              `buttons ${all('button').filter((button) => button.textContent.trim() === '' || button.type === '').length}`,
              `legends ${all('fieldset').filter((each) => !each.querySelector('legend')).length}`,
              `live ${document.getElementById('progress').getAttribute('aria-live')}`, `lang ${document.documentElement.lang}`,
              `wide ${document.documentElement.scrollWidth > document.documentElement.clientWidth}`,
            ];
            """, inside: report, arguments: ["--window-size=500,900"])
        #expect(
            said == [
                "fields 17", "unlabelled 0", "h1 1", "skipped 0", "repeated 0", "ordered 0", "buttons 0", "legends 0",
                "live polite", "lang en", "wide false",
            ])
    }

    @Test("writes an objection that the programs read, about the page that was signed")
    func objection() throws {
        let said = try VerifierDriver.results(
            """
            document.getElementById('ground-C7').checked = true;
            document.getElementById('relation').value = 'author';
            document.getElementById('objection-text').value = 'Not me.';
            document.querySelector('form').requestSubmit();
            const links = () => [...document.querySelectorAll('a[download]')];
            for (let i = 0; i < 500 && links().length < 2; i++) await new Promise((done) => setTimeout(done, 20));
            const file = new Uint8Array(await (await fetch(links()[0].href)).arrayBuffer());
            return [btoa(String.fromCharCode(...file))];
            """, inside: report)
        let written = try #require(said.first)
        let file = try ChallengeFile(encoded: try #require(Base64.decode(written)))
        #expect(ChallengeVerification.reasonRefused(file) == nil)
        #expect(file.text == "Not me." && file.value("relation") == "author")
        #expect(file.challenge.page == (try ReportFile(encoded: report).pageName))
        var verdict = Verification.verify(report, trust: story.trust)
        var hearing = Hearing(report, verdict: verdict)
        hearing.add(file.encoded, from: "x.challenge")
        hearing.finish(&verdict)
        #expect(verdict.exitCode == 0 && verdict.challenges.first?.json["shown"] == .bool(true))
    }
}
