/// What the reference index keeps for one typed name: how many entries refer to it, and the running hash of them.
public struct IndexLeaf: Hashable, Sendable {
    public let key: ContentHash
    public private(set) var count: UInt64
    public private(set) var value: ContentHash

    /// No entry refers to the name yet: count 0, v0 = 32 zero bytes.
    public init(key: ContentHash) { self.init(key: key, count: 0, value: .zero) }

    public init(key: ContentHash, count: UInt64, value: ContentHash) {
        self.key = key
        self.count = count
        self.value = value
    }

    /// key(t, d) = H("exhibit/index-key/v1\0" ‖ t ‖ d). Nil for a commitment, which is not indexed.
    public static func key(of name: TypedName) -> ContentHash? {
        name.indexType.map { ContentHash(of: Domain.indexKey, [$0], name.hash.bytes) }
    }

    /// v = H(12 ‖ v ‖ position ‖ entry id). Positions must come in ascending order.
    public mutating func add(position: UInt64, entry: ContentHash) {
        value = ContentHash(Domain.indexValue, value, position, entry)
        count += 1
    }

    /// L(k) = H(10 ‖ k ‖ count ‖ v).
    var hash: ContentHash { ContentHash(Domain.indexLeaf, key, count, value) }
}
