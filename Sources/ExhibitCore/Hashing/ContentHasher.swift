import Crypto

/// SHA-256 of bytes that come in pieces: of files too large to be held.
public struct ContentHasher {
    private var hasher = SHA256()

    public init() {}

    public mutating func update(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }

    public consuming func finish() -> ContentHash { ContentHash(bytes: Array(hasher.finalize()))! }
}
