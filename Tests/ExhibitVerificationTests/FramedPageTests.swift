import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Testing

@Suite(
    "verify.html as it is given out, under its own policy", .serialized,
    .enabled(if: Browser.isThere, Comment(rawValue: Browser.missing)))
struct FramedPageTests {
    private let story: Story
    private let claim: PlacedEntry
    private let report: [UInt8]

    init() throws {
        story = try Story()
        // The page has no other clock than the real one, by which a standing of long ago would be over.
        story.publisher.ledger.now = Int64(Date().timeIntervalSince1970 * 1000)
        claim = try story.identify()
        report = try story.compose(claim)
    }

    @Test("checks a report, and lets what somebody wrote to it stay until another report is chosen")
    func written() throws {
        let said = try FramedPage.results(
            """
            const lines = [];
            const form = () => [element('objection-text').value, page.querySelectorAll('a[download]').length].join('|');
            await choose('report.html');
            lines.push(said());
            element('ground-C7').checked = true;
            element('objection-text').value = 'Not me.';
            page.querySelector('form').requestSubmit();
            for (let i = 0; i < 500 && page.querySelectorAll('a[download]').length < 2; i++) await pause();
            const made = page.querySelector('a[download]').download;
            element('fingerprint-given').value = '\(story.publisher.trusted.hex)';
            page.body.dataset.state = 'checking';
            element('compare-now').click();
            await rest();
            lines.push(said(), form());
            await choose('notes.txt');
            lines.push(said(), form(), page.querySelector('a[download]').download === made);
            const letter = page.getElementById('letter').textContent;
            lines.push(['report.html', 'LEAD', 'Signature'].every((word) => letter.includes(word)));
            await choose('other.html');
            lines.push(element('progress').textContent.startsWith('Begun anew'), form(), page.getElementById('letter') === null);
            return lines;
            """,
            files: [
                .init("report.html", report), .init("notes.txt", [0x78]),
                .init("other.html", try story.compose(claim)),
            ])
        #expect(
            said == [
                "3|open|Complete and unchanged. It is still open who signed it",
                "3|open|Complete and unchanged. Whether its claim follows was not checked here", "Not me.|2",
                "3|open|Complete and unchanged. Whether its claim follows was not checked here", "Not me.|2", "true",
                "true", "true", "|0", "true",
            ])
    }

    @Test("keeps files that are chosen one after another, in either order, and says of one alone what it goes with")
    func oneAfterAnother() throws {
        let placed = try story.record(try story.object(to: report))
        try story.answer(placed, .acknowledge, by: FixedKeys.ledger)
        let covers = try story.publisher.appendIndex().position
        let ledger = story.publisher.ledger
        let standing = try StandingFile(
            of: report, in: story.publisher, history: ledger.history, tree: ledger.tree, covers: covers)
        let said = try FramedPage.results(
            """
            const lines = [];
            await choose('new.standing');
            lines.push(said());
            await choose('report.html');
            lines.push(said(), element('summary').textContent.includes('With itnew.standing'));
            await choose('other.html', 'notes.txt');
            lines.push(said(), element('progress').textContent.startsWith('Begun anew'));
            await choose('new.standing');
            lines.push(page.body.dataset.code);
            await choose('notes.txt');
            await choose('notes.txt');
            lines.push(element('summary').textContent.split('notes.txt').length);
            return lines;
            """,
            files: [
                .init("report.html", report), .init("new.standing", standing.encoded), .init("notes.txt", [0x78]),
                .init("other.html", report),
            ])
        #expect(
            said == [
                "1|unknown|Choose the report together with it", "5|bad|An objection to it is not decided", "true",
                "3|open|Complete and unchanged. It is still open who signed it", "true", "5", "2",
            ])
    }

    @Test(
        "has no width to scroll on a telephone, by day, by night and on paper", arguments: [360, 320],
        ["", "--blink-settings=preferredColorScheme=0", "print"])
    func widths(_ width: Int, _ look: String) throws {
        let said = try FramedPage.results(
            """
            await choose('report.html', 'mine.challenge');
            element('trusted').closest('details').open = true;
            const root = page.documentElement;
            const beyond = [...page.querySelectorAll('body *')].filter((each) => each.offsetParent
              && each.getBoundingClientRect().right > root.clientWidth + 1);
            return [page.body.dataset.code, root.scrollWidth <= root.clientWidth, beyond.map((each) => each.tagName).join()];
            """,
            files: [
                .init("report.html", report),
                .init("mine.challenge", try story.object(to: report, [.subject, .numbers]).encoded),
            ], width: width, arguments: look.hasPrefix("--") ? [look] : [],
            changing: look == "print" ? { $0.replacing("@media print", with: "@media all") } : nil)
        #expect(said == ["3", "true"] || said == ["3", "true", ""], "\(said)")
    }
}
