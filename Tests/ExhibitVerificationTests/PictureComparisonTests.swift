import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A picture held against a report")
struct PictureComparisonTests {
    private func compared(_ picture: [UInt8], pixels: [UInt8]? = nil, withhold: Set<String> = []) throws -> Verdict {
        let story = try Story()
        let report = try story.compose(try story.identify(), withhold: withhold)
        var verdict = ReportVerifier.verify(report, trust: story.trust)
        verdict.compare(report: report, picture: .init(bytes: picture, coefficients: nil, pixels: pixels))
        return verdict
    }

    @Test("is its evidence, byte for byte, or is not", arguments: [Set<String>(), ["sha256"]])
    func same(withheld: Set<String>) throws {
        let same = try compared(Story.evidencePicture, withhold: withheld)
        #expect(same.exitCode == 0)
        #expect(same.checks.last?.detail == "the same file, byte for byte")
        let other = try compared(Story.picture(9), withhold: withheld)
        #expect(other.exitCode == 2)
        #expect(other.findings.map(\.object) == ["picture"])
    }

    @Test("whose disclosed SHA-256 is that of another picture")
    func falseDigest() throws {
        let other = Story.picture(9)
        let story = try Story { publisher in
            publisher.rewriting = { draft in
                guard draft.kind.name == Kind.evidence.name else { return draft }
                var slots = draft.slots
                slots["sha256"] = .string(ContentHash(of: other).hex)
                return Draft(draft.kind, subjects: draft.subjects, body: draft.body, slots: slots)
            }
        }
        let report = try story.compose(try story.identify())
        for picture in [other, story.picture] {
            var verdict = ReportVerifier.verify(report, trust: story.trust)
            verdict.compare(report: report, picture: .init(bytes: picture, coefficients: nil, pixels: nil))
            #expect(verdict.exitCode == 2)
            #expect(verdict.findings.contains { $0.object == story.evidence.title && $0.message.contains("SHA-256") })
        }
    }
}
