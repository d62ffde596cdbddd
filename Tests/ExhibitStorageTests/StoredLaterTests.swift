import ExhibitCore
import ExhibitTestSupport
import Testing

@testable import ExhibitStorage

@Suite("Bytes that are stored after they got their name")
struct StoredLaterTests {
    @Test("are stored over what a killed program left under that name, to which nobody has the key")
    func leftover() throws {
        let folder = try Folder()
        let made = try newCase(in: folder)
        let bytes = Array("a picture of the reference set".utf8)
        let sealing = Sealing(bytes, randomness: made.randomness)
        let name = try made.keep(sealing, bytes: nil, media: "image/png", stable: true)
        try made.flush()
        // Killed between the file and the row with its key.
        try made.artifacts.storeSealed(
            bytes, secrets: ArtifactSecrets(salt: sealing.salt, key: ArtifactSecrets.random().key))
        let again = try made.keep(
            Sealing(bytes, randomness: made.randomness), bytes: bytes, media: "image/png", stable: true)
        try made.flush()
        #expect(again == name)
        #expect(try made.bytes(of: name) == bytes)
        try made.close()
    }
}
