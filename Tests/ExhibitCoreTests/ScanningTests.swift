import ExhibitTestSupport
import Testing

@testable import ExhibitCore

/// The scanner stands in for the parser where it can: it may accept less, and never more or with another result.
@Suite("Payloads that are scanned") struct ScanningTests {
    @Test("are those of every kind", arguments: Kind.all.map(\.name))
    func everyKind(name: String) throws {
        let statement = try #require(try SampleLedger().byKind[name]).statement
        let facts = try #require(PayloadScanner.scan(statement.payload))
        Self.compare(facts, try Statement(parsing: statement.payload))
    }

    @Test("say what the parser says, and are refused where it refuses", arguments: [WireFormat.payload, .entry])
    func mutations(format: WireFormat) throws {
        let samples = try Samples.valid(format)
        let mutations = Mutations(of: samples, seed: "scanned \(format.rawValue)")
        var accepted = 0
        for number in 0..<12_000 {
            let bytes = number < samples.count ? samples[number] : mutations.next()
            let payload = format == .entry ? (try? Entry(leaf: bytes).statement.payload) ?? bytes : bytes
            guard let facts = PayloadScanner.scan(payload) else { continue }
            accepted += 1
            Self.compare(facts, try Statement(parsing: payload))
        }
        #expect(accepted > samples.count / 2)
    }

    @Test("may have escapes, and every refusal of a text is the parser's")
    func texts() throws {
        let claim = try #require(try SampleLedger().byKind["evidence"]).statement.payload
        let text = String(decoding: claim, as: UTF8.self)
        func scan(_ warning: String) -> PayloadScanner.Facts? {
            PayloadScanner.scan(
                Array(text.replacing("2 bytes after the end of the image", with: warning).utf8))
        }
        let name = "sha256:" + String(repeating: "0a", count: 32)
        #expect(scan(#"a \"quoted\" text\nof \\ two lines"#) != nil)
        #expect(scan(name)?.references.contains(TypedName(name)!) == true)
        #expect(scan("commit" + name.dropFirst(6))?.references.count == scan("")?.references.count)
        #expect(scan("Größe: 256 × 256 📷") != nil)
        for refused in [#"\t"#, #"\/"#, #"\u0041"#, "\u{7F}", "\t", "\u{85}", String(repeating: "a", count: 257)] {
            #expect(scan(refused) == nil, "\(refused)")
        }
    }

    private static func compare(_ facts: PayloadScanner.Facts, _ parsed: Statement) {
        #expect(facts.kind.predicateType == parsed.predicateType)
        #expect(facts.head == parsed.head)
        #expect(facts.subjects == parsed.subjects)
        #expect(facts.references == parsed.references)
    }
}
