import ExhibitReport
import Foundation
import Testing

@Suite("The page of a sample is the recorded one, byte for byte")
struct GoldenTests {
    @Test("A lead and a refusal", arguments: [ReportView.Status.lead, .refused])
    func golden(_ status: ReportView.Status) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/report-\(status.rawValue.lowercased()).html")
        let page = Page.render(Sample.view(status)) + Array(Self.tail.utf8)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(page).write(to: file)
            Issue.record("recorded \(file.lastPathComponent): read the difference, then run again without RECORD")
        }
        #expect(try Data(contentsOf: file) == Data(page))
    }

    /// What the format appends, around an empty bundle.
    private static let tail =
        "<script type=\"application/json\" id=\"exhibit-bundle\">e30=</script>\n</body>\n</html>\n"
}
