import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import ExhibitWeight
import Testing

@Suite("An honest report")
struct HonestReportTests {
    @Test("of a close copy is a lead, and everything required of it verifies")
    func lead() throws {
        let story = try Story()
        let claim = try story.identify()
        #expect(claim.statement.text("status") == "LEAD")
        #expect(claim.statement.names("named").count == 1)
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.findings.isEmpty, "\(verdict.lines)")
        #expect(verdict.exitCode == 0)
    }

    @Test("about a person or a thing verifies too", arguments: [(About.person, "REFUSED"), (.thing, "LEAD")])
    func others(about: About, status: String) throws {
        let story = try Story()
        let claim = try story.identify(about: about.rawValue)
        #expect(claim.statement.text("status") == status)
        #expect(ReportVerifier.verify(try story.compose(claim), trust: story.trust).exitCode == 0)
    }

    @Test("about a person holds no candidate, and its refusal verifies with the list as without it")
    func person() throws {
        let story = try Story()
        let outcome = try story.run(about: "person")
        let claim = try story.publisher.append([try story.claimDraft(outcome)])[0]
        let list = try #require(outcome.closed.statement.name("candidates"))
        let report = try story.compose(claim)
        #expect(!(try Bundle(encoded: try ReportFile(encoded: report).bundle)).artifacts.contains { $0.name == list })
        let verdict = ReportVerifier.verify(report, trust: story.trust)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.notChecked.contains { $0.hasPrefix("what the model answered") })
        var forge = Forge()
        let (salt, bytes) = (try story.publisher.salt(of: list), try story.publisher.bytes(of: list))
        forge.artifacts = { artifacts in
            artifacts.removeAll { $0.name == list }
            artifacts.append(.init(name: list, salt: salt, bytes: bytes))
        }
        let complete = ReportVerifier.verify(try forge.report(story, of: claim), trust: story.trust)
        #expect(complete.exitCode == 0, "\(complete.lines)")
        #expect(!complete.notChecked.contains { $0.hasPrefix("what the model answered") })
    }

    @Test("may withhold its values and its pictures")
    func withheld() throws {
        let story = try Story()
        let report = try story.compose(try story.identify(), withhold: ["pictures", "sha256", "size", "geometry"])
        #expect(ReportVerifier.verify(report, trust: story.trust).exitCode == 0)
    }

    @Test("of a ledger that nobody named is intact, and its 64 digits are printed")
    func unknownSigner() throws {
        let story = try Story()
        let verdict = ReportVerifier.verify(try story.compose(try story.identify()), trust: TrustPolicy(ledgers: []))
        #expect(verdict.exitCode == 3)
        #expect(verdict.findings.map(\.object) == ["ledger \(story.publisher.trusted.hex)"])
        #expect(verdict.lines.contains { $0.contains(story.publisher.trusted.hex) && $0.contains("unknown to you") })
    }

    @Test("of the second claim on the same evidence lists both runs")
    func secondRun() throws {
        let story = try Story()
        _ = try story.compose(try story.identify())
        let verdict = ReportVerifier.verify(try story.compose(try story.identify()), trust: story.trust)
        #expect(verdict.findings.isEmpty, "\(verdict.lines)")
    }

    @Test("states as facts which references are the same file, or have the same pixels")
    func facts() throws {
        let picture = Story.evidencePicture
        let text = PNGWriter.chunk("tEXt", Array("Comment\0a copy".utf8))
        let copy = Array(picture.prefix(33) + text + picture.dropFirst(33))
        let story = try Story(members: [("a.png", picture), ("b.png", copy)])
        let claim = try story.identify()
        let facts = try #require(claim.statement.body["facts"]?.elements).compactMap { $0["relation"]?.text }
        #expect(facts == ["same_file", "same_pixels", "same_pixels"])
        let verdict = ReportVerifier.verify(try story.compose(claim), trust: story.trust)
        #expect(verdict.findings.isEmpty, "\(verdict.lines)")
    }
}
