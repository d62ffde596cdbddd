import ExhibitCore
import ExhibitTestSupport
import Testing

/// What a parser accepts it must write again byte for byte: else a signed or hashed text has a second spelling.
@Suite("Malleability") struct MalleabilityTests {
    @Test("Valid samples come out as they went in", arguments: WireFormat.allCases)
    func samples(format: WireFormat) throws {
        for sample in try Samples.valid(format) {
            #expect(try format.reencode(sample) == sample, "\(String(decoding: sample.prefix(400), as: UTF8.self))")
        }
    }

    @Test("Of thousands of damaged samples, each is refused or comes out as it went in", arguments: WireFormat.allCases)
    func mutations(format: WireFormat) throws {
        let samples = try Samples.valid(format)
        let mutations = Mutations(of: samples, seed: "mutations of \(format.rawValue)")
        // Bundles have tens of thousands of bytes, of which nearly every change is refused late.
        for _ in 0..<([.bundle, .report].contains(format) ? 400 : 4_000) {
            let bytes = mutations.next()
            guard let again = try? format.reencode(bytes) else { continue }
            #expect(again == bytes, "base64 \(Base64.encode(bytes))")
        }
    }

    @Test(
        "Every part from the start of a sample is refused, or is itself a whole value", arguments: WireFormat.allCases)
    func truncations(format: WireFormat) throws {
        for sample in try Samples.valid(format).prefix(3) {
            let step = max(1, sample.count / 300)
            for end in stride(from: 0, to: sample.count, by: step) {
                let bytes = Array(sample[..<end])
                guard let again = try? format.reencode(bytes) else { continue }
                #expect(again == bytes)
            }
        }
    }
}
