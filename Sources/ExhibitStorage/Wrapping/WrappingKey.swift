import Crypto
import ExhibitCore

/// What the secrets in the private database are encrypted under: salts and keys of artifacts, values of slots, paths.
///
/// It keeps nothing from whoever has the case's folder. It is there for erasing: a disk may hold copies of rows that were
/// deleted (in free space of pages, in an old log, in blocks of a journal), and without this key they are noise. 32 bytes
/// are overwritten more surely than everywhere that a database ever wrote.
struct WrappingKey: Sendable, Equatable {
    static let size = 32
    /// H("exhibit/wrapping-id/v1\0" ‖ key): says which key the rows are under, and nothing about it.
    let id: [UInt8]
    let bytes: [UInt8]
    private let encryption: SymmetricKey
    private let lookup: SymmetricKey

    /// - Parameter bytes: 32 random ones.
    init(_ bytes: [UInt8]) {
        precondition(bytes.count == Self.size)
        self.bytes = bytes
        func derived(_ domain: String) -> [UInt8] { ContentHash(of: Array(domain.utf8), bytes).bytes }
        id = derived("exhibit/wrapping-id/v1\0")
        encryption = SymmetricKey(data: derived("exhibit/wrapping-encryption/v1\0"))
        lookup = SymmetricKey(data: derived("exhibit/wrapping-lookup/v1\0"))
    }

    /// Nonce, ciphertext and tag of ChaCha20-Poly1305.
    ///
    /// - Parameter row: which row it stands in; moved to another one it does not open.
    func wrap(_ clear: [UInt8], row: [UInt8]) -> [UInt8] {
        do {
            // Random nonces of 96 bits: two are equal among 2^32 rows with a chance of 2^-33.
            return Array(try ChaChaPoly.seal(clear, using: encryption, authenticating: row).combined)
        } catch {
            preconditionFailure("ChaCha20-Poly1305: \(error)")
        }
    }

    /// Nil where it was wrapped under another key or for another row, or was changed.
    func unwrap(_ wrapped: [UInt8], row: [UInt8]) -> [UInt8]? {
        guard let box = try? ChaChaPoly.SealedBox(combined: wrapped),
            let clear = try? ChaChaPoly.open(box, using: encryption, authenticating: row)
        else { return nil }
        return Array(clear)
    }

    /// Finds a digest again without holding it: HMAC-SHA-256.
    func tag(of digest: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: digest, using: lookup))
    }

    static func == (left: WrappingKey, right: WrappingKey) -> Bool { left.bytes == right.bytes }
}
