import ExhibitCore
import Testing

@testable import ExhibitReport

@Suite("The page of a weighed answer of a model")
struct ScoredPageTests {
    @Test("Speaks of scores and answers, and of no distance and no search")
    func words() {
        let view = Sample.scoredView()
        let html = PageText(view).html
        #expect(view.template(.still).name == "exhibit-report-v4" && html.contains("template exhibit-report-v4"))
        for words in ["bits that differ", "distance", "this search", "nearest other picture"] {
            #expect(!html.contains(words), "\(words)")
        }
        for words in [
            "What this is worth", "neither is the score", "this answer: 0.95", "counts: 0.9",
            "330 independent ones, 0 of these", "At most <b>0.0542212</b> wrong answers", "answers to choose from",
        ] {
            #expect(html.contains(words), "\(words)")
        }
        for banned in ["match", "99 %", "certain", "confidence", "accuracy", "nil", "optional("] {
            #expect(!html.lowercased().contains(banned), "\(banned)")
        }
    }

    @Test("Has five figures that can be read by those who do not see them, and nothing that runs")
    func figures() {
        let page = PageText(Sample.scoredView())
        let figures = page.html.matches(of: /(?s)<figure><svg.*?<\/figure>/).map { String($0.output) }
        #expect(figures.count == 5)
        for figure in figures { #expect(figure.contains("<title id=") && figure.contains("<details>")) }
        let identifiers = page.html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(identifiers).count == identifiers.count)
        for link in page.html.matches(of: /(?:href="|url\()#([^")]*)/).map({ String($0.output.1) }) {
            #expect(identifiers.contains(link), "\(link)")
        }
        for forbidden in ["<script", "http://", "https://", "@import", " onload", " style=\""] {
            #expect(!page.html.contains(forbidden), "\(forbidden)")
        }
        // A bar of the last part ends where the axis does, and the line of the score stands at 95 of 100.
        #expect(figures[0].contains("M369.3 40V214"), "\(figures[0])")
    }

    @Test("Has one more member than that of a search, and shows no weight where it is refused")
    func view() {
        var view = Sample.scoredView()
        #expect(view.json["weight"]?["scale"]?["score_place"] == "95.000")
        view.weight?.scale = nil
        #expect(view.json["weight"]?["scale"] == nil)
        #expect(!PageText(Sample.scoredView(.refused)).html.contains("What this is worth"))
    }
}
