import ExhibitCore
import Foundation
import Testing

@testable import ExhibitReport

@Suite("The page that says what its bundle discloses")
struct DisclosingPageTests {
    static let statuses = ReportView.Status.allCases

    private static func views(_ status: ReportView.Status) -> [ReportView] {
        [Sample.view(status), Sample.weighedView(status), Sample.scoredView(status)].map(\.second)
    }

    @Test(
        "is the recorded one, byte for byte: a lead, a refusal, a lead that was weighed and one of a model",
        arguments: [
            ("lead", Sample.view(.lead)), ("refused", Sample.view(.refused)), ("weighed", Sample.weighedView()),
            ("scored", Sample.scoredView()),
        ])
    func golden(_ name: String, _ view: ReportView) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/report-v6-\(name).html")
        let page = PageText(view.second, .disclosing).bytes + Array(GoldenTests.tail.utf8)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(page).write(to: file)
            Issue.record("recorded \(file.lastPathComponent): read the difference, then run again without RECORD")
        }
        #expect(try Data(contentsOf: file) == Data(page))
    }

    @Test("keeps the bytes of its templates, or those pages could not be rendered again")
    func templates() {
        let names = [Template.searchDisclosing, .answersDisclosing].map {
            TypedName.open(Array($0.text.utf8)).description
        }
        #expect(
            names == [
                "sha256:788cfbf8b20a7fa64fc986f5a08b70de96dfb27acefe5c49c13920b4618ea64f",
                "sha256:9820d9fe88ff4a71a3cd84fa1470b52e0a52984da72d388066cab671667114a1",
            ])
    }

    @Test("has that digest right behind its salt, where a reader finds it in the first 512 bytes", arguments: statuses)
    func head(_ status: ReportView.Status) throws {
        for view in Self.views(status) {
            let page = Page(view)
            #expect(Page.Edition.current == .disclosing)
            #expect(try ReportFile(page: page.bytes, bundle: []).disclosed?.hex == view.further?.disclosed)
            let html = String(decoding: page.bytes, as: UTF8.self)
            let hash = Base64.encode(ContentHash(of: Array(PageScript.current.text.utf8)).bytes)
            #expect(html.contains("default-src 'none'; script-src 'sha256-\(hash)'; style-src 'unsafe-inline'"))
            #expect(html.hasSuffix("</script>") && PageScript(of: page.bytes)?.isReleased == true)
        }
    }

    @Test("is told by its template, as every page of before is")
    func editions() {
        for (view, edition) in [Sample.view(), Sample.weighedView(), Sample.scoredView()].flatMap({ view in
            Page.Edition.allCases.map { (view.second, $0) }
        }) {
            let page = Page(view, edition)
            #expect(Page.edition(ofTemplate: .open(page.templateBytes)) == edition)
        }
        #expect(Page.edition(ofTemplate: .open([0x78])) == nil)
        #expect(Set(Template.known.map(\.name)).count == 9 && Set(Template.known.map(\.text)).count == 9)
    }

    @Test("Views of version 1 are what they were, and version 2 has another name and more members")
    func versions() {
        for view in [Sample.view(), Sample.weighedView(), Sample.scoredView()] {
            #expect(view.json["view"] == "exhibit-view-v1" && view.json.members?.keys.contains("disclosed") == false)
            #expect(view.second.json["view"] == "exhibit-view-v2")
            #expect(view.second.json["disclosed"]?.text == Sample.hex(80))
            #expect(view.second.json["objection_details"]?.elements?.count == 2)
        }
        #expect(Sample.weighedView().json["weight"]?.members?.keys.contains("making") == false)
        #expect(Sample.weighedView().second.json["weight"]?["making"]?["method"]?["models"] == 15)
    }

    @Test("has each element closed, each identifier once, and a target for every link", arguments: statuses)
    func structure(_ status: ReportView.Status) {
        for view in Self.views(status) {
            let page = PageText(view, .disclosing)
            for element in [
                "main", "footer", "section", "div", "ul", "ol", "dl", "table", "figure", "svg", "nav", "style",
                "details", "script", "h2", "h3", "p", "span", "bdi", "b", "code",
            ] {
                let opened = page.occurrences(of: "<\(element)>") + page.occurrences(of: "<\(element) ")
                #expect(opened == page.occurrences(of: "</\(element)>"), "\(element)")
            }
            let identifiers = page.html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
            #expect(Set(identifiers).count == identifiers.count)
            for link in page.html.matches(of: /href="([^"]*)"/).map({ String($0.output.1) }) {
                #expect(link.hasPrefix("#") && identifiers.contains(String(link.dropFirst())), "\(link)")
            }
            for place in [
                "standing", "progress", "result", "box", "verdict", "meaning", "checks", "unchecked-part", "objection",
            ] {
                #expect(identifiers.contains(place), "\(place)")
            }
        }
    }

    @Test("says what it owes its reader")
    func sentences() {
        let words = PageText(Sample.weighedView().second, .disclosing).words
        for sentence in [
            "Standing: A page cannot vouch for itself. What happened after entry 22",
            "Takes the place of an earlier report, entry 17, statement:\(Sample.hex(81))",
            "(nobody stated a question: these are the program’s words)",
            "REJECTED · entry 19, 2026-03-14, 08 h UTC",
            "C5 coincidences: rejected by a reviewer, entry 20, because: All sets were counted",
            "C7 mistaken subject: rejected by a reviewer, entry 20, because: the reason is not disclosed",
            "Asked for: retract, answer", "In the words of who objects: withheld",
            "is 9.81234567891 + (-0.150000000001) × the distance",
            "1200 pairs of the same source, of which 300 count as independent",
            "4000 pairs of different ones, of which 300 do",
            "5 folds by source: 15 models, 14 of them logistic regressions; Cllr 0.029067275, Cllr_min 0.0187100211",
            "log10 of the ratio before any cap: 3.87.",
            "without bound, since only one kind of pair had such distances.",
            "where the method only extrapolates",
            "by more than 0.5: 3.87 by logistic regression, 2.95 by kernel densities",
            "quality (PDQ, 0 to 100) 84: 59 of 600 pictures of the test have no more, p = 0.0998336",
            "0.01 the publisher’s own, declared with the question. Its reason: Of the pictures",
            "No more than 300 of the same source and 300 of different ones are, so the true intervals are wider.",
            "with the template exhibit-report-v6.",
        ] {
            #expect(words.contains(sentence), "\(sentence)")
        }
        let scored = PageText(Sample.scoredView().second, .disclosing).words
        #expect(scored.contains("× the score") && scored.contains("pairs that are the same, of which 300"))
        #expect(scored.contains("with the template exhibit-report-answers-v6."))
    }

    @Test("says of a method that gave no ratio why, whatever word stands for that")
    func withoutMethod() {
        var view = Sample.weighedView().second
        view.weight?.making?.method = nil
        for word in ReportView.Weight.Making.withoutWords + ["<b>", nil] {
            view.weight?.making?.withoutMethod = word
            #expect(PageText(view, .disclosing).words.contains("Method none: "))
        }
        view.weight?.making?.method = .init(
            curve: .isotonic(blocks: 7, misleading: 1), plan: "one source at a time", models: 3, logistic: 0,
            atScore: nil)
        let words = PageText(view, .disclosing).words
        #expect(words.contains("7 blocks, with 1 misleading distance") && !words.contains("At this distance"))
    }

    @Test("A refusal shows none of what others say of it")
    func refusal() {
        let words = PageText(Sample.view(.refused).second, .disclosing).words
        #expect(words.contains("C7 mistaken subject: rejected") && !words.contains("All sets were counted"))
        #expect(words.contains("because: not shown: refused"))
    }

    @Test("takes nothing that a value says for its own", arguments: EscapingTests.hostile.filter { !$0.isEmpty })
    func escaping(_ value: String) {
        for ofSearch in [true, false] {
            func page(_ text: String) -> PageText {
                var view = Hostile.view(saying: text, .lead, ofSearch: ofSearch)
                view.weight = Hostile.weight(saying: text, count: 1)
                view = view.second
                view.further?.supersedes?.statement = text
                view.objections[0].state = text
                view.objections[0].details = .init(
                    remedies: [text], text: .given(text), ruling: 1,
                    answers: [.init(ground: text, outcome: .upheld, reason: .given(text))])
                view.weight?.making = .init(
                    samePairs: 1, differentPairs: 1,
                    method: .init(
                        curve: .logistic(intercept: text, slope: text), plan: text, models: 1, logistic: 1,
                        atScore: .init(byMethod: text, byDensities: text, byIsotonic: text, isOutside: true)),
                    withoutMethod: text,
                    covariate: .init(measure: .side, value: 1, count: 1, atMost: 1, probability: text),
                    priorReason: .given(text))
                return PageText(view, .disclosing)
            }
            let (plain, hostile) = (page("plain"), page(value))
            #expect(hostile.occurrences(of: "<") == plain.occurrences(of: "<"))
            #expect(hostile.occurrences(of: "=\"") == plain.occurrences(of: "=\""))
            #expect(hostile.occurrences(of: "<script") == 1 && hostile.occurrences(of: "id=\"exhibit-bundle\"") == 0)
        }
    }

    @Test("The template has none of the words that promise too much, and no hole where a value could do harm")
    func template() {
        for text in [Template.disclosing, Template.disclosingWorth, Template.disclosingWorthOfScores] {
            for banned in ["match", "certain", "reveal", "unmask", "confiden", "accura", "guarant"] {
                #expect(!text.lowercased().contains(banned), "\(banned)")
            }
            #expect(!text.contains("id=\"{{") && text.matches(of: /=\{\{/).isEmpty)
        }
    }
}
