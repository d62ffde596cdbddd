import Crypto
import ExhibitCore
import Foundation
import Testing

@testable import ExhibitStorage

private func hex(_ bytes: some Sequence<UInt8>) -> String { Hex.encode(Array(bytes)) }

@Suite("An encrypted artifact's bytes")
struct EncryptedBlobTests {
    static let salt = [UInt8](0..<32)
    static let key = [UInt8](32..<64)
    static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]

    func plain(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 % 251) } }

    func seal(_ bytes: [UInt8]) -> (name: [UInt8], blob: [UInt8]) {
        let name = SealedNameHasher.name(of: bytes, salt: Self.salt)
        return (name, EncryptedBlob.encode(bytes, key: Self.key, name: name))
    }

    /// Made with another implementation (Python's cryptography 48): size, sealed name, size and SHA-256 of the blob.
    @Test(
        "They are the published ones",
        arguments: [
            (
                0, "039fc3e4bccf7d5990ff7f2a5dae0e2990bbed63c85c021e3d8f729d3be3f81f", 32,
                "71cc58bc40e479a4836e957d956a8596e72550b407032216feff933638ff718c"
            ),
            (
                65_536, "03816b09ae7b6e14617498fddfa77d57ea4a57114b0d15c7ca041b954140efd1", 65_568,
                "6bcdb19be625679b1ed8d77425f9549e5652f317f366d35c42278be4c6cc8051"
            ),
            (
                131_077, "02d06534289d677012f640de55f8aff083a73ea13e2bb273bc19eb06f26c02e9", 131_141,
                "d97d36ed49b144591077bbae3db23d72e17520d60a83cf03007f3a41d04a83f6"
            ),
        ])
    func vectors(size: Int, name: String, sealedSize: Int, digest: String) {
        let sealed = seal(plain(size))
        #expect(hex(sealed.name) == name)
        #expect(sealed.blob.count == sealedSize)
        #expect(hex(SHA256.hash(data: sealed.blob)) == digest)
    }

    @Test("The vector of the format's specification, whole")
    func specification() {
        let sealed = seal(Array("evidence-bytes".utf8))
        #expect(hex(sealed.name) == "ffe8e21fa0f916f4084d3b3cd105332f8e977a6831837b2b9691eca9010a070a")
        #expect(
            hex(sealed.blob)
                == "657868696269742f626c6f622f7631003621b3d2736ba46b97628daa49d4aee2a8f8b2619e2f9d88815c5ea2a026")
    }

    @Test("They decode to what was encoded, in pieces of any size", arguments: sizes, [1, 17, 65_536, 1_000_000])
    func pieces(size: Int, piece: Int) throws {
        guard piece > 1 || size <= 1 else { return }
        let bytes = plain(size)
        let (name, blob) = seal(bytes)
        #expect(blob.count == EncryptedBlob.sealedSize(of: size))
        var encoder = EncryptedBlob.Encoder(key: Self.key, name: name)
        var again: [UInt8] = []
        for start in stride(from: 0, to: size, by: piece) {
            again += encoder.update(bytes[start..<min(start + piece, size)])
        }
        again += encoder.finish()
        #expect(again == blob)
        var decoder = EncryptedBlob.Decoder(key: Self.key, name: name)
        var decoded: [UInt8] = []
        for start in stride(from: 0, to: blob.count, by: piece) {
            decoded += try decoder.update(blob[start..<min(start + piece, blob.count)])
        }
        decoded += try decoder.finish()
        #expect(decoded == bytes)
    }

    @Test("A blob cut anywhere is refused", arguments: sizes)
    func truncated(size: Int) {
        let (name, blob) = seal(plain(size))
        var cuts = Set(0..<min(60, blob.count)).union([blob.count - 1, blob.count - 16, blob.count - 17])
        for chunk in 1...4 { cuts.formUnion([-1, 0, 1].map { 16 + chunk * 65_552 + $0 }) }
        for cut in cuts where cut >= 0 && cut < blob.count {
            #expect(throws: EncryptedBlob.Malformed.self) {
                try EncryptedBlob.decode(Array(blob[..<cut]), key: Self.key, name: name)
            }
        }
    }

    @Test("Bytes after the end are refused", arguments: sizes, [1, 16, 65_552])
    func trailing(size: Int, extra: Int) {
        let (name, blob) = seal(plain(size))
        #expect(throws: EncryptedBlob.Malformed.self) {
            try EncryptedBlob.decode(blob + [UInt8](repeating: 0, count: extra), key: Self.key, name: name)
        }
    }

    @Test("A flipped bit anywhere is refused")
    func flipped() {
        let (name, blob) = seal(plain(100))
        for offset in blob.indices {
            var damaged = blob
            damaged[offset] ^= 1
            #expect(throws: EncryptedBlob.Malformed.self) {
                try EncryptedBlob.decode(damaged, key: Self.key, name: name)
            }
        }
    }

    @Test("Chunks that change places, and the blob of another name or key, are refused")
    func misplaced() {
        let (name, blob) = seal(plain(200_000))
        let (first, second) = (blob[16..<(16 + 65_552)], blob[(16 + 65_552)..<(16 + 2 * 65_552)])
        let swapped = Array(blob[..<16]) + second + first + blob[(16 + 2 * 65_552)...]
        let dropped = Array(blob[..<16]) + second + blob[(16 + 2 * 65_552)...]
        for bytes in [swapped, dropped] {
            #expect(throws: EncryptedBlob.Malformed.chunk(0)) {
                try EncryptedBlob.decode(bytes, key: Self.key, name: name)
            }
        }
        #expect(throws: EncryptedBlob.Malformed.chunk(0)) {
            try EncryptedBlob.decode(blob, key: Self.key, name: Self.salt)
        }
        #expect(throws: EncryptedBlob.Malformed.chunk(0)) {
            try EncryptedBlob.decode(blob, key: Self.salt, name: name)
        }
    }

    @Test("An authentic empty chunk after a full one is a second form of the same bytes, and refused")
    func emptyLastChunk() throws {
        let bytes = plain(65_536)
        let name = SealedNameHasher.name(of: bytes, salt: Self.salt)
        let key = SymmetricKey(data: Self.key)
        var blob = EncryptedBlob.header
        for (number, chunk, last) in [(UInt8(0), bytes, UInt8(0)), (1, [], 1)] {
            let nonce = try ChaChaPoly.Nonce(data: [UInt8](repeating: 0, count: 10) + [number, last])
            let box = try ChaChaPoly.seal(chunk, using: key, nonce: nonce, authenticating: name)
            blob += Array(box.ciphertext) + Array(box.tag)
        }
        #expect(throws: EncryptedBlob.Malformed.emptyLastChunk) {
            try EncryptedBlob.decode(blob, key: Self.key, name: name)
        }
    }
}
