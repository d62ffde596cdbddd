/// Bytes named under a salt, together with their plain digest, by which the private half finds them again.
///
/// Pure, so that large pictures are hashed on all cores before anything is recorded.
public struct Sealing: Sendable {
    public let name: TypedName
    /// 32 bytes.
    public let salt: [UInt8]
    /// Private: the plain digest of a picture confirms who has it.
    public let plain: ContentHash
    public let size: Int

    public init(_ bytes: [UInt8], randomness: any Randomness) { self.init(bytes, salt: randomness.bytes(32)) }

    public init(_ bytes: [UInt8], salt: [UInt8]) {
        self.salt = salt
        name = .sealed(bytes, salt: salt)
        plain = ContentHash(of: bytes)
        size = bytes.count
    }
}
