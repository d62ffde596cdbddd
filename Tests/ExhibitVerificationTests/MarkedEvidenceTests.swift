import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("Evidence whose file says itself that it was generated")
struct MarkedEvidenceTests {
    /// The story's picture with an XMP packet before its pixels.
    private static func marked(_ type: String) -> [UInt8] {
        let packet = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
            <rdf:Description xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" \
            e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/\(type)"/></rdf:RDF></x:xmpmeta>
            """
        let file = Story.evidencePicture
        let afterHeader = 8 + 25
        let text = Array("XML:com.adobe.xmp\0\0\0\0\0\(packet)".utf8)
        return Array(file[..<afterHeader]) + PNGWriter.chunk("iTXt", text) + Array(file[afterHeader...])
    }

    @Test(
        "has the class of its marks where the question is about what it shows, and never a lower one",
        arguments: [
            ("trainedAlgorithmicMedia", "T4"), ("algorithmicallyEnhanced", "T3"), ("composite", "T5"),
            ("digitalCapture", nil),
        ] as [(String, String?)])
    func classes(type: String, taint: String?) throws {
        for origin in [nil, "my own camera"] {
            let story = try Story(picture: Self.marked(type), origin: origin)
            #expect(story.evidence.statement.body["marked"]?.text == taint)
            let claim = try story.identify(about: "thing")
            #expect(claim.statement.text("taint") == [taint ?? "T2", origin == nil ? "T3" : "T2"].max())
            #expect((claim.statement.text("status") == "REFUSED") == (["T4", "T5"].contains(taint)))
            let report = try story.compose(claim)
            let verdict = ReportVerifier.verify(report, trust: story.trust)
            #expect(verdict.exitCode == 0 && verdict.findings.isEmpty, "\(verdict.lines)")
            let page = String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
            #expect(page.contains("(XMP digital source type: \(type))") == (taint != nil))
        }
    }

    @Test("sets no ceiling where the question is about the picture itself, and is printed")
    func picture() throws {
        let story = try Story(picture: Self.marked("trainedAlgorithmicMedia"))
        let claim = try story.identify()
        #expect(claim.statement.text("taint") == "T2" && claim.statement.text("status") == "LEAD")
        let report = try story.compose(claim)
        #expect(ReportVerifier.verify(report, trust: story.trust).exitCode == 0)
        let page = String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
        #expect(page.contains("The file itself says that a generative model"))
        #expect(!page.contains("Generated – not evidence"))
    }

    @Test("cannot state another class than its marks, nor a claim a lower one")
    func forged() throws {
        for (kind, lie) in [(Kind.evidence.name, ["marked": .null]), (Kind.claim.name, ["taint": "T2"])]
            as [(String, [String: JSON])]
        {
            let story = try Story(picture: Self.marked("trainedAlgorithmicMedia"), origin: "my own camera") {
                publisher in
                publisher.rewriting = { $0.kind.name == kind ? $0.with(lie) : $0 }
            }
            let claim = try story.identify(about: "thing")
            let verdict = ReportVerifier.verify(try Forge().report(story, of: claim), trust: story.trust)
            #expect(verdict.exitCode == 2, "\(kind): \(verdict.lines)")
        }
    }

    @Test("gives its class to a copy without the marks, which has the same pixels, and no claim states a lower one")
    func cutMarks() throws {
        for lie in [false, true] {
            let story = try Story(origin: "my own camera") { publisher in
                _ = try? Story.record(Self.marked("trainedAlgorithmicMedia"), in: publisher, origin: nil)
                guard lie else { return }
                publisher.rewriting = { $0.kind.name == Kind.claim.name ? $0.with(["taint": "T2"]) : $0 }
            }
            #expect(story.evidence.statement.body["marked"] == .null)
            let claim = try story.identify(about: "thing")
            #expect(claim.statement.text("taint") == (lie ? "T2" : "T4") && claim.statement.text("status") == "REFUSED")
            let report = try lie ? Forge().report(story, of: claim) : story.compose(claim)
            let verdict = ReportVerifier.verify(report, trust: story.trust)
            #expect(verdict.exitCode == (lie ? 2 : 0), "\(verdict.lines)")
        }
    }

    @Test("without any mark has no class by marks, and its page has the template of searches")
    func none() throws {
        let story = try Story()
        #expect(story.evidence.statement.isKind(.evidenceWithMarks) && story.evidence.statement.body["marked"] == .null)
        let verdict = ReportVerifier.verify(try story.compose(story.identify()), trust: story.trust)
        #expect(verdict.lines.contains { $0.contains("template exhibit-report-v6") }, "\(verdict.lines)")
    }
}
