import ExhibitCore
import Foundation
import Testing

@testable import ExhibitReport

@Suite("The page of a sample is the recorded one, byte for byte")
struct GoldenTests {
    @Test(
        "A lead, a refusal, a lead that was weighed and one of a model",
        arguments: [
            ("lead", Sample.view(.lead)), ("refused", Sample.view(.refused)), ("weighed", Sample.weighedView()),
            ("scored", Sample.scoredView()),
        ])
    func golden(_ name: String, _ view: ReportView) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/report-\(name).html")
        let page = Page(view, .still).bytes + Array(Self.tail.utf8)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(page).write(to: file)
            Issue.record("recorded \(file.lastPathComponent): read the difference, then run again without RECORD")
        }
        #expect(try Data(contentsOf: file) == Data(page))
    }

    @Test("Templates that pages were made with keep their bytes, or those pages could not be rendered again")
    func templates() {
        let templates = [Template.search, .searchOfDerived, .answers, .searchWeighed, .answersWeighed]
        let names = templates.map { TypedName.open(Array($0.text.utf8)).description }
        #expect(
            names == [
                "sha256:e1614aa189b0c0087d3fc1cba7d65e7467b6f2fe594d7fd252041ad54f62950e",
                "sha256:20342b7448a6260b8dfd95e7933304a0644cb69a5abb4848ae8a8f5f76ec8818",
                "sha256:549545c9b92369bb97f67597655ac1bf797cd03b5c5684a54b31003c6f1a5e20",
                "sha256:204a3a1954c16bcb8d3d8031827f9fab56cc76894c8d985874a135dfa20c7fd1",
                "sha256:ee77c454f9bac47bb7f6bf1a1014dc0c13b7068c7e7919cda629f2c58d88d966",
            ])
    }

    /// What the format appends, around an empty bundle.
    static let tail =
        "<script type=\"application/json\" id=\"exhibit-bundle\">e30=</script>\n</body>\n</html>\n"
}
