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

    public init(_ bytes: [UInt8], salt: [UInt8]) { self.init([], bytes, salt: salt) }

    /// Of both together, without joining them: decoded pixels are too large to copy.
    public init(_ header: [UInt8], _ bytes: [UInt8], randomness: any Randomness) {
        self.init(header, bytes, salt: randomness.bytes(32))
    }

    private init(_ header: [UInt8], _ bytes: [UInt8], salt: [UInt8]) {
        precondition(salt.count == 32)
        self.salt = salt
        name = TypedName(.sealed, ContentHash(of: Domain.sealed, salt, header, bytes))
        plain = ContentHash(of: header, bytes)
        size = header.count + bytes.count
    }
}
