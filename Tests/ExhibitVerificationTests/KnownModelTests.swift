import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import Testing

@testable import ExhibitVerification

@Suite("The model that a verifier knows")
struct KnownModelTests {
    @Test("is the one that the pipeline runs")
    func same() throws {
        let body = try CopyDetectionModel.draft(keepingIn: MemoryCase()).body
        #expect(KnownModel.body.hex == ContentHash(of: JSON.object(body).encoded).hex)
        let manifest = ContentHash(of: try CopyDetectionModel.manifest().encoded).hex
        #expect(KnownModel.manifest.hex == manifest)
    }
}
