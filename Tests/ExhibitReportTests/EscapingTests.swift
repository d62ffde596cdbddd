import Testing

@testable import ExhibitReport

@Suite("No value can leave the place it stands in")
struct EscapingTests {
    static let hostile = [
        "</script><script>alert(1)</script>", "id=\"exhibit-bundle\"", "\" id=\"exhibit-bundle\" x=\"",
        "exhibit-bundle", "exhibit-bundle\"", "id=", "id=\"", "' onerror='alert(1)", "</style></title></svg>-->",
        "<script type=\"application/json\" id=\"exhibit-bundle\">e30=</script>", "{{main}}", "== page\n", "&#34;&quot;",
        "\u{202E}live\u{2066}\u{200B}", "a\u{0}b\u{1F}c\td\re\u{7F}\u{85}", "\u{FEFF}\u{E0041}\u{2028}", "",
    ]

    @Test("The marker of the bundle cannot occur, whatever every text says", arguments: hostile)
    func marker(_ value: String) {
        for (status, ofSearch) in ReportView.Status.allCases.flatMap({ [($0, true), ($0, false)] }) {
            let page = PageText(Hostile.view(saying: value, status, ofSearch: ofSearch))
            #expect(page.occurrences(of: "id=\"exhibit-bundle\"") == 0)
            #expect(page.bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        }
    }

    @Test("A hostile text adds no tag and no attribute", arguments: hostile, [true, false])
    func tags(_ value: String, ofSearch: Bool) {
        let plain = PageText(Hostile.view(saying: "plain", .lead, ofSearch: ofSearch))
        let page = PageText(Hostile.view(saying: value, .lead, ofSearch: ofSearch))
        let isEmpty = value.isEmpty
        for character in ["<", ">", "=\""] where !isEmpty {
            #expect(page.occurrences(of: character) == plain.occurrences(of: character), "\(character)")
        }
    }

    @Test("No hole stands right after an id, and none is unquoted in a tag", arguments: [true, false])
    func holes(weighed: Bool) {
        let text = weighed ? Template.searchWeighed.text : Template.answers.text
        #expect(!text.contains("id=\"{{"))
        #expect(text.matches(of: /=\{\{/).isEmpty)
        #expect(!text.contains("exhibit-bundle\""))
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
    }

    @Test(
        "Special characters are escaped",
        arguments: [
            ("&<>\"'=", "&amp;&lt;&gt;&quot;&#39;&#61;"), ("a\nb", "a\nb"), ("naïve 日本 🚢", "naïve 日本 🚢"),
            ("e\u{301}", "e\u{301}"), ("a\r\nb", "a[U+000D]\nb"), ("\u{0}\t", "[U+0000][U+0009]"),
        ])
    func escapes(_ value: String, _ expected: String) {
        #expect(Array(Markup(value).html.utf8) == Array(expected.utf8))
    }

    @Test("Text cannot be reordered or hidden: what would do so is shown")
    func invisible() {
        let values: [UInt32] =
            Array(0x202A...0x202E) + Array(0x2066...0x2069) + Array(0x200B...0x200F)
            + [0x61C, 0xAD, 0x2060, 0xFEFF, 0x2028, 0x3164, 0xFE0F, 0xE0041, 0xFFFF, 0x1_FFFE, 0xE000]
        for value in values {
            let scalar = Unicode.Scalar(value)!
            let hex = String(value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - hex.count)) + hex
            #expect(Markup("a\(scalar)b").html == "a[U+\(padded)]b")
        }
    }
}
