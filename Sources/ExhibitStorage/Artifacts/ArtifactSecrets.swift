import Crypto
import ExhibitCore

/// What opens a sealed artifact and ties its bytes to its name. Private: whoever has the salt can test a guess at the
/// bytes, whoever has the key can read them.
package struct ArtifactSecrets: Sendable, Equatable {
    /// 32 bytes.
    package let salt: [UInt8]
    /// 32 bytes, for this artifact alone.
    package let key: [UInt8]

    package init(salt: [UInt8], key: [UInt8]) {
        precondition(salt.count == 32 && key.count == 32, "a salt and a key have 32 bytes")
        self.salt = salt
        self.key = key
    }

    package static func random() -> ArtifactSecrets {
        let random = SystemRandomness()
        return ArtifactSecrets(salt: random.bytes(32), key: random.bytes(32))
    }
}

/// The sealed name of bytes that come in pieces: H("exhibit/sealed/v1\0" ‖ salt ‖ bytes).
struct SealedNameHasher {
    private var hasher = SHA256()

    init(salt: [UInt8]) {
        hasher.update(data: Array("exhibit/sealed/v1\0".utf8))
        hasher.update(data: salt)
    }

    mutating func update(_ bytes: [UInt8]) { hasher.update(data: bytes) }

    func finish() -> [UInt8] { Array(hasher.finalize()) }

    static func name(of bytes: [UInt8], salt: [UInt8]) -> [UInt8] {
        var hasher = SealedNameHasher(salt: salt)
        hasher.update(bytes)
        return hasher.finish()
    }
}
