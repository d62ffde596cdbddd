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

    @Test("so are those that stand for programs which were only observed")
    func observed() throws {
        let bodies = try [BuiltInModel.observedProgram, .observedGenerator].map {
            ContentHash(of: JSON.object(try $0.draft(keepingIn: MemoryCase(), recorded: 0).body).encoded)
        }
        #expect(Set(bodies) == Set(KnownModel.observed.values), "\(bodies.map(\.hex))")
    }

    @Test("so are the operations that make pictures of pictures")
    func operations() throws {
        let publisher = try MemoryCase()
        let draft = try BuiltInModel.imageOperations.draft(keepingIn: publisher, recorded: 0)
        #expect(KnownModel.isImageOperations(try publisher.append([draft])[0].statement))
        let manifest = ContentHash(of: try BuiltInModel.imageOperations.manifest().encoded)
        #expect(KnownModel.imageOperations[manifest] != nil)
    }

    @Test("so are those that are asked about plates", arguments: BuiltInModel.asked.map(\.name))
    func asked(name: String) throws {
        let model = try #require(BuiltInModel.asked.first { $0.name == name })
        let publisher = try MemoryCase()
        let statement = try publisher.append([model.draft(keepingIn: publisher, recorded: 0)])[0].statement
        let manifest = ContentHash(of: try model.manifest().encoded)
        #expect(KnownModel.asked[manifest]?.hex == KnownModel.digest(ofAsked: statement).hex, "\(manifest.hex)")
        #expect(KnownModel.asked.count == BuiltInModel.asked.count)
    }
}
