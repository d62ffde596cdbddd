import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import Testing

@Suite("The source of verify.html")
struct VerifierSourceTests {
    private let page = VerifierPage.html()

    @Test("opens no network, and makes nothing of data but text")
    func harmless() {
        for word in [
            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "import(", "fetch(",
            "XMLHttpRequest", "WebSocket", "sendBeacon", "localStorage", "cookie", "setTimeout('", "http://",
            " src=", "@import", "url(",
        ] {
            #expect(!page.contains(word), "\(word)")
        }
        // The one address is the name of a format, which is compared and never opened.
        #expect(page.replacing("https://in-toto.io/Statement/v1", with: "").contains("https://") == false)
        #expect(page.contains("default-src 'none'; script-src 'sha256-"))
        #expect(page.contains("form-action 'none'; base-uri 'none'"))
        #expect(!page.contains("unsafe-"))
    }

    @Test("is one file of less than 80,000 bytes with one script, the same each time")
    func size() {
        #expect(page.utf8.count < 80_000)
        #expect(page.split(separator: "<script>").count == 2 && page.split(separator: "</script>").count == 2)
        #expect(VerifierPage.html() == page)
    }

    @Test("has colours that can be told apart, by day and by night")
    func contrast() throws {
        // Scripts/minify-verifier leaves one letter of each name.
        let names = [
            "bg", "ink", "soft", "line", "edge", "tint", "link", "good", "good-bg", "open", "open-bg", "bad", "bad-bg",
        ]
        let letters = Dictionary(zip("abcdefghijklm".map { String($0) }, names)) { first, _ in first }
        let themes = page.split(separator: "--a:#").dropFirst().prefix(2).map { "--a:#" + $0.prefix { $0 != "}" } }
        try #require(themes.count == 2)
        for theme in themes {
            var colours: [String: String] = [:]
            for part in theme.split(separator: ";") {
                let pair = part.split(separator: ":").map(String.init)
                guard pair.count == 2, let name = letters[String(pair[0].dropFirst(2))] else { continue }
                colours[name] = String(pair[1].dropFirst())
            }
            func ratio(_ one: String, _ other: String) throws -> Double {
                let lights = try [one, other].map { try luminance(try #require(colours[$0])) }.sorted()
                return (lights[1] + 0.05) / (lights[0] + 0.05)
            }
            // WCAG 2.2, 1.4.3 for text and 1.4.11 for the edges of fields.
            for (text, ground) in [
                ("ink", "bg"), ("ink", "tint"), ("soft", "bg"), ("soft", "tint"), ("link", "bg"), ("bg", "link"),
                ("good", "bg"), ("open", "bg"), ("bad", "bg"), ("good", "good-bg"), ("open", "open-bg"),
                ("bad", "bad-bg"), ("ink", "good-bg"), ("ink", "open-bg"), ("ink", "bad-bg"),
            ] {
                let found = try ratio(text, ground)
                #expect(found >= 4.5, "\(text) on \(ground): \(found)")
            }
            #expect(try ratio("edge", "bg") >= 3)
        }
    }

    /// Relative luminance of six hexadecimal digits, WCAG 2.2.
    private func luminance(_ digits: String) throws -> Double {
        let channels = try #require(Hex.decode(digits)).map { byte in
            let value = Double(byte) / 255
            return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    /// x to the power of 2.4, by Newton's method for the fifth root of x to the twelfth.
    private func power(_ x: Double) -> Double {
        let target = (1...12).reduce(1.0) { product, _ in product * x }
        var root = x
        for _ in 0..<60 { root -= (root * root * root * root * root - target) / (5 * root * root * root * root) }
        return root
    }
}
