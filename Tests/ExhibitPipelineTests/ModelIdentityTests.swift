import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import Testing

/// What these models are stands in lists and constants of the program. Where one of those changes, the model's version must
/// change with it: else ledgers hold two models of one name and version.
@Suite("The statement of a model that answers no question")
struct ModelIdentityTests {
    @Test(
        "is the one that its version has had from the beginning",
        arguments: [
            (
                BuiltInModel.imageOperations, "image-operations 1",
                "17611a1455928af635873cd298fc4ac69b8feffdd71b22031f6e10c270efd803"
            ),
            (
                .observedProgram, "observed-program 1",
                "9dfb87d5beb0e0f7bca3b4e08eb02354ac7196e83b1e27ff27a0b4688498810f"
            ),
            (
                .observedGenerator, "observed-generator 1",
                "0821846c47d6872535cafef93845adf8947abdaff5cfbbd2544d323f6bf1ea1a"
            ),
        ])
    func pinned(model: BuiltInModel, name: String, digest: String) throws {
        #expect("\(model.name) \(model.version)" == name)
        // The manifest of its files stands in it.
        let body = try model.draft(keepingIn: MemoryCase(), recorded: 0).body
        #expect(ContentHash(of: JSON.object(body).encoded).hex == digest)
    }
}
