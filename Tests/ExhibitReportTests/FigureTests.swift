import Testing

@testable import ExhibitReport

@Suite("Every figure can be read by those who do not see it, and drawn from anything")
struct FigureTests {
    @Test("Each has a title, a description, a caption and its numbers")
    func parts() {
        let html = PageText(Sample.weighedView()).html
        let figures = html.matches(of: /(?s)<figure><svg.*?<\/figure>/).map { String($0.output) }
        #expect(figures.count == 6)
        for (index, figure) in figures.enumerated() {
            let names = "aria-labelledby=\"w\(index + 1)t w\(index + 1)d\""
            #expect(figure.contains("role=\"img\" \(names)"))
            for part in [
                "<title id=\"w\(index + 1)t\">", "<desc id=\"w\(index + 1)d\">", "<figcaption><b>", "<details>",
                "<summary>", "<th scope=\"row\">",
            ] {
                #expect(figure.contains(part), "\(part) of figure \(index + 1)")
            }
        }
    }

    @Test("Nothing in it runs, loads or has an identifier twice, and what is opened is closed")
    func structure() {
        let page = PageText(Sample.weighedView())
        for forbidden in ["<script", "http://", "https://", "@import", " onload", " style=\"", "url(\"", "<image"] {
            #expect(!page.html.contains(forbidden), "\(forbidden)")
        }
        let identifiers = page.html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(identifiers).count == identifiers.count)
        for link in page.html.matches(of: /(?:href="|url\()#([^")]*)/).map({ String($0.output.1) }) {
            #expect(identifiers.contains(link), "\(link)")
        }
        Self.expectBalanced(page)
        #expect(Page(Sample.weighedView(), .still).bytes == page.bytes)
        #expect(page.bytes.count < 64 * 1024)
    }

    @Test("A hostile text adds no tag and no attribute", arguments: EscapingTests.hostile)
    func escaping(_ value: String) {
        let plain = PageText(Hostile.weighedView(saying: "plain", .lead))
        let page = PageText(Hostile.weighedView(saying: value, .lead))
        #expect(page.occurrences(of: "id=\"exhibit-bundle\"") == 0)
        for character in ["<", ">", "=\""] where !value.isEmpty {
            #expect(page.occurrences(of: character) == plain.occurrences(of: character), "\(character)")
        }
    }

    @Test(
        "No number, however large or odd, breaks a drawing",
        arguments: ["0", "1", "-1", "0.5", "999999999999999999", "-999999999999999999.9", "1e400", "0.0000000000001"],
        [Int.min, -1, 0, 1, 31, 256, 257, Int.max])
    func extremes(_ text: String, _ count: Int) {
        var view = Sample.weighedView()
        view.weight = Hostile.weight(saying: text, count: count)
        let page = PageText(view)
        Self.expectBalanced(page)
        let section = page.html.matches(of: /(?s)<section id="worth">.*?<\/section>/).map { String($0.output) }.joined()
        let places = section.matches(of: /\s(?:x|y)="([^"]*)"| d="M([^"]*)"/).map {
            String($0.output.1 ?? $0.output.2 ?? "")
        }
        let known = Set("0123456789.- MHVLvhlmazq")
        #expect(places.isEmpty == (text == "1e400" && count <= 0))
        #expect(places.allSatisfy { !$0.isEmpty && $0.allSatisfy(known.contains) })
        let texts = section.matches(of: /\s[xy]="(-?[0-9]+)/).compactMap { Int($0.output.1) }
        #expect(texts.allSatisfy { (0...400).contains($0) })
    }

    @Test("Without numbers it says that there is no drawing, and draws none")
    func empty() {
        var view = Sample.weighedView()
        view.weight = Hostile.weight(saying: "plain", count: 0)
        view.weight?.tippett = []
        view.weight?.crossEntropy = []
        view.weight?.reliability = []
        let page = PageText(view)
        #expect(page.occurrences(of: "the record holds no numbers from which it can be drawn") == 6)
        #expect(page.occurrences(of: "aria-labelledby=\"w") == 0)
    }

    @Test("A single point and a bin of fewer than ten draw no line of their own")
    func single() {
        var view = Sample.weighedView()
        view.weight?.crossEntropy.removeSubrange(1...)
        view.weight?.reliability = [.init(count: 9, stated: "0.5", observed: "0.5", lower: "0.1", upper: "0.9")]
        view.weight?.tippett.removeSubrange(1...)
        let page = PageText(view)
        #expect(page.occurrences(of: "the record holds no numbers from which it can be drawn") == 2)
        #expect(page.html.contains("<tr><th scope=\"row\">0 to 0.1<td>9<td>0.5<td>0.5<td>0.1<td>0.9</tr>"))
        Self.expectBalanced(page)
    }

    private static func expectBalanced(_ page: PageText) {
        for element in ["figure", "svg", "title", "desc", "details", "table", "section", "text", "div", "defs"] {
            let opened = page.occurrences(of: "<\(element)>") + page.occurrences(of: "<\(element) ")
            #expect(opened == page.occurrences(of: "</\(element)>"), "\(element)")
        }
    }
}
