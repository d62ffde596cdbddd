import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite(
    "What a reader sees of verify.html", .serialized,
    .enabled(if: Browser.isThere, Comment(rawValue: Browser.missing)))
struct VerifierLooksTests {
    /// Puts a file into the page as a reader does, and waits for what it says.
    ///
    /// The clock is that of stories: by the real one their standings are over.
    static let hands = """
        Date.now = () => 1767225600000 + 7200000;
        const shown = async (state) => {
          for (let i = 0; i < 1000 && (document.body.dataset.state === 'checking' || document.body.dataset.state === state); i++) {
            await new Promise((done) => setTimeout(done, 20));
          }
        };
        const choose = async (file, fingerprint, others = []) => {
          await shown();
          const given = new DataTransfer();
          for (const [name, bytes] of others) given.items.add(new File([bytes], name));
          given.items.add(new File([file], 'report.html'));
          const input = document.getElementById('report');
          document.getElementById('trusted').value = fingerprint;
          input.files = given.files;
          input.dispatchEvent(new Event('change'));
          await shown();
        };
        const result = () => [document.body.dataset.code, document.body.dataset.state, document.getElementById('verdict').textContent].join('|');

        """

    private func lines(_ body: String, arguments: [String] = []) throws -> [String] {
        try VerifierDriver.results(Self.hands + body, arguments: arguments)
    }

    private func literal(_ bytes: [UInt8]) -> String { "bytes(\"\(Base64.encode(bytes))\")" }

    @Test("is ready under its own policy, which the script and the style fulfil")
    func policy() throws {
        let document = try Browser.document(of: VerifierPage.html())
        #expect(document.contains(#"data-state="ready""#))
        #expect(document.contains(#"http-equiv="Content-Security-Policy""#))
        let other = VerifierPage.html().replacing(#""use strict";"#, with: #""use strict"; "#)
        #expect(try !Browser.document(of: other).contains(#"data-state="ready""#))
    }

    @Test("is one plain sentence for each kind of answer")
    func answers() throws {
        let story = try Story()
        let report = try story.compose(try story.identify())
        let id = story.publisher.trusted.hex
        var changed = report
        changed[700] ^= 0x01
        let said = try lines(
            """
            const lines = [];
            for (const [file, fingerprint] of [[bytes("eA=="), ''], [\(literal(report)), '\(id)'], [\(literal(report)), ''],
              [\(literal(report)), '\(String(id.reversed()))'], [\(literal(report)), 'nonsense'],
              [\(literal(changed)), '\(id)'], [\(literal(report)).slice(0, -1), '\(id)']]) {
              await choose(file, fingerprint);
              lines.push(result());
            }
            await choose(\(literal(report)), '');
            lines.push(document.getElementById('compare').hidden, document.getElementById('fingerprint').textContent);
            document.getElementById('fingerprint-given').value = ' \(id.uppercased()) ';
            document.getElementById('compare-now').click();
            await shown('open');
            lines.push(result(), document.activeElement.id, document.getElementById('progress').textContent);
            return lines;
            """)
        #expect(
            said == [
                "1|unknown|This is no Exhibit report",
                "3|open|Complete and unchanged. Whether its claim follows was not checked here",
                "3|open|Complete and unchanged. It is still open who signed it",
                "3|bad|Not from the publisher whose fingerprint you gave",
                "3|open|Complete and unchanged. It is still open who signed it",
                "2|bad|Do not rely on this file: it does not hold",
                "2|bad|Do not rely on this file: its form is not that of a report", "false", id,
                "3|open|Complete and unchanged. Whether its claim follows was not checked here", "verdict",
                "Result: Complete and unchanged. Whether its claim follows was not checked here.",
            ])
    }

    @Test("of a standing that is over is how long it was known, and no standing stands under another publisher's name")
    func standings() throws {
        let told = try StandingStory()
        let id = told.story.publisher.trusted.hex
        let report = literal(told.report)
        try told.retract()
        let retracted = literal(try told.standing(day: 1))
        let said = try lines(
            """
            const clock = Date.now();
            const standing = () => {
              const row = [...document.querySelectorAll('#summary dt')].find((each) => each.textContent === 'Standing');
              return row ? row.nextSibling.textContent.split(' ')[0] : 'none';
            };
            const lines = [];
            for (const [days, fingerprint, others] of [[0, '\(id)', []], [40, '\(id)', []], [40, '', []],
              [0, '\(String(id.reversed()))', []], [1, '\(id)', [['r.standing', \(retracted)]]]]) {
              Date.now = () => clock + days * 86400000;
              await choose(\(report), fingerprint, others);
              lines.push([standing(), result()].join('|'));
            }
            return lines;
            """)
        let due = [
            "CURRENT|3|open|Complete and unchanged.", "STALE,|3|open|STALE. Integrity verified as of 2026-01-01T",
            "STALE,|3|open|STALE. Integrity verified as of 2026-01-01T", "none|3|bad|Not from the publisher",
            "RETRACTED,|5|bad|Its claim does not stand",
        ]
        try #require(said.count == due.count)
        for (line, beginning) in zip(said, due) { #expect(line.hasPrefix(beginning), "\(line)") }
    }

    @Test("without Ed25519 is that it can judge nothing")
    func noSignatures() throws {
        let said = try lines(
            """
            crypto.subtle.importKey = () => Promise.reject(new Error('unknown'));
            const [code, , checks] = await exhibit.judge(bytes("\(Base64.encode(Array("<!DOCTYPE html>".utf8)))"));
            return [code, ...checks.map(([, finding]) => finding[1])];
            """)
        #expect(said == ["1", "this browser"])
    }

    @Test("of a foreign text neither runs, nor hides, nor has no end")
    func foreignTexts() throws {
        let said = try lines(
            """
            return ['<img src=x onerror=alert(1)>', 'a\\u202eb\\u0007\\u200bc', 'x'.repeat(700), '\\u{1f4f7}'.repeat(601)].map((text) => {
              const shown = exhibit.foreign(text);
              return [shown.tagName, shown.childElementCount, shown.textContent.slice(0, 40), shown.textContent.length].join('|');
            });
            """)
        #expect(
            said == [
                "BDI|0|<img src=x onerror=alert(1)>|28", "BDI|0|a\\u{202e}b\\u{7}\\u{200b}c|24",
                "BDI|0|\(String(repeating: "x", count: 40))|623",
                "BDI|0|\(String(repeating: "\u{1F4F7}", count: 20))|1221",
            ])
    }

    @Test("has a label for each field, headings in order, and can be reached by keyboard")
    func structure() throws {
        let story = try Story()
        let report = try story.compose(try story.identify())
        let said = try lines(
            """
            await choose(\(literal(report)), '');
            const all = (selector) => [...document.querySelectorAll(selector)];
            const fields = all('input, select, textarea');
            const levels = all('h1, h2, h3').map((heading) => Number(heading.tagName[1]));
            const ids = all('[id]').map((each) => each.id);
            return [
              `fields ${fields.length}`, `unlabelled ${fields.filter((field) => field.labels.length !== 1 || field.labels[0].textContent.trim() === '').length}`,
              `h1 ${levels.filter((level) => level === 1).length}`, `skipped ${levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1).length}`,
              `repeated ${ids.length - new Set(ids).size}`, `ordered ${all('[tabindex]').filter((each) => each.tabIndex > 0).length}`,
              `buttons ${all('button').filter((button) => button.textContent.trim() === '' || button.type === '').length}`,
              `named ${all('section').filter((section) => !document.getElementById(section.getAttribute('aria-labelledby'))).length}`,
              `legends ${all('fieldset').filter((each) => !each.querySelector('legend')).length}`,
              `live ${document.getElementById('progress').getAttribute('aria-live')}`, `lang ${document.documentElement.lang}`,
              `wide ${document.documentElement.scrollWidth > document.documentElement.clientWidth}`,
            ];
            """, arguments: ["--window-size=500,900"])
        #expect(
            said == [
                "fields 20", "unlabelled 0", "h1 1", "skipped 0", "repeated 0", "ordered 0", "buttons 0", "named 0",
                "legends 0", "live polite", "lang en", "wide false",
            ])
    }

    @Test("is an objection that its writer signed, which opens its text, and the key that belongs to it")
    func objection() throws {
        let story = try Story()
        let claim = try story.identify()
        let report = try story.compose(claim)
        let said = try lines(
            """
            await choose(\(literal(report)), '');
            document.getElementById('ground-C7').checked = true;
            document.getElementById('ground-C1').checked = true;
            document.getElementById('remedy-answer').checked = true;
            const text = document.getElementById('objection-text');
            text.value = 'Not me.\\r\\nWrite to ann@example.org';
            text.dispatchEvent(new Event('input'));
            document.querySelector('form').requestSubmit();
            const links = () => [...document.querySelectorAll('a[download]')];
            for (let i = 0; i < 500 && links().length < 2; i++) await new Promise((done) => setTimeout(done, 20));
            const files = await Promise.all(links().map(async (link) => new Uint8Array(await (await fetch(link.href)).arrayBuffer())));
            return [document.getElementById('notice').textContent, ...links().map((link) => link.download),
              ...files.map((file) => btoa(String.fromCharCode(...file)))];
            """)
        try #require(said.count == 5)
        #expect(said[0].contains("an e-mail address"))
        let json = try JSONParser.parse(
            try #require(Base64.decode(said[3])), as: "challenge", limits: .init(bytes: 65_536, stringBytes: 65_536))
        #expect(json["challenge"] == "exhibit-challenge-v1" && json["token"] == .null && json["artifacts"] == [])
        let entry = try Entry(leaf: try #require(json["leaf"]?.text.flatMap { Base64.decode($0) }))
        let body = entry.statement.body
        #expect(entry.isSigned && entry.statement.predicateType == "urn:exhibit:challenge:v1")
        #expect(entry.statement.head.ledger == story.publisher.trusted)
        #expect(body["grounds"] == ["C1", "C7"] && body["remedies"] == ["answer"] && body["appeals"] == nil)
        let bundle = try Bundle(encoded: ReportFile(encoded: report).bundle)
        #expect(entry.statement.name("report")?.hash == bundle.report)
        #expect(entry.statement.name("page") == (try ReportFile(encoded: report).pageName))
        #expect(entry.statement.name("claim") == claim.statement.name)
        #expect(entry.statement.names("runs").first == claim.statement.name("run"))
        let head = try Checkpoint(text: bundle.checkpoint.text)
        #expect(entry.statement.head.seen == .init(root: head.root, size: Int64(head.size)))
        let disclosures = try #require(json["disclosures"]?.elements)
        #expect(disclosures.map { $0["path"]?.text } == ["body.text"])
        #expect(disclosures[0]["value"] == "Not me.\nWrite to ann@example.org")
        let salt = try #require(disclosures[0]["salt"]?.text.flatMap { Hex.decode($0) })
        let slot = SlotValue(path: "body.text", salt: salt, value: disclosures[0]["value"] ?? .null)
        #expect(slot.commitment(nonce: entry.statement.head.nonce) == entry.statement.name("text"))
        let key = String(decoding: try #require(Base64.decode(said[4])), as: UTF8.self).split(separator: "\n")
        #expect(key.first == "-----BEGIN PRIVATE KEY-----" && key.last == "-----END PRIVATE KEY-----")
        let der = try #require(Base64.decode(String(key[1])))
        #expect(try SigningKey(seed: Array(der.suffix(32))).publicKey == entry.statement.head.author)
        #expect(said[2] == said[1] + ".key")
    }
}
