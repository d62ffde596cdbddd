/// The path of one key through the reference index, from the root down to where it ends.
public struct IndexProof: Hashable, Sendable {
    /// One per level, root first; 32 zero bytes where the sibling is the empty subtree.
    let siblings: [ContentHash]
    /// The leaf at the end, which may be another key's; nil for the empty subtree.
    let end: IndexLeaf?

    public enum Outcome: Hashable, Sendable {
        case present(count: UInt64, value: ContentHash)
        case absent
    }

    init(siblings: [ContentHash], end: IndexLeaf?) {
        self.siblings = siblings
        self.end = end
    }

    /// u16 d ‖ bitmap of non-empty siblings ‖ those siblings ‖ 00, or 01 ‖ key ‖ count ‖ value.
    public var encoded: [UInt8] {
        var bitmap = [UInt8](repeating: 0, count: (siblings.count + 7) / 8)
        for (level, sibling) in siblings.enumerated() where sibling != .zero {
            bitmap[level / 8] |= 0x80 >> UInt8(level % 8)
        }
        let listed = siblings.filter { $0 != .zero }.flatMap(\.bytes)
        let tail = end.map { [0x01] + $0.key.bytes + $0.count.bigEndianBytes + $0.value.bytes } ?? [0x00]
        return UInt16(siblings.count).bigEndianBytes + bitmap + listed + tail
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("index proof", reason) }
        guard let depth = UInt16(bigEndianBytes: bytes.prefix(2)), depth <= 256 else {
            throw failure("no depth, or one above 256")
        }
        let bitmapEnd = 2 + (Int(depth) + 7) / 8
        guard bytes.count > bitmapEnd else { throw failure("ends too early") }
        var siblings: [ContentHash] = []
        var position = bitmapEnd
        for level in 0..<Int(depth) {
            guard bytes[2 + level / 8] & (0x80 >> UInt8(level % 8)) != 0 else {
                siblings.append(.zero)
                continue
            }
            guard let sibling = ContentHash(bytes: bytes[position..<min(position + 32, bytes.count)]) else {
                throw failure("ends too early")
            }
            guard sibling != .zero else { throw failure("an empty sibling is listed") }
            siblings.append(sibling)
            position += 32
        }
        let tail = Array(bytes[position...])
        if tail == [0x00] {
            end = nil
        } else {
            guard tail.count == 73, tail[0] == 0x01, let key = ContentHash(bytes: tail[1..<33]),
                let count = UInt64(bigEndianBytes: tail[33..<41]), let value = ContentHash(bytes: tail[41...])
            else { throw failure("its end is neither empty nor one leaf") }
            // No ledger has so many entries; and whoever adds to the count must not overflow.
            guard (1...(1 << 53)).contains(count) else { throw failure("a leaf without a reference, or with too many") }
            end = IndexLeaf(key: key, count: count, value: value)
        }
        self.siblings = siblings
        guard siblings.last != .zero else { throw failure("the last sibling is empty") }
        guard encoded == bytes else { throw failure("not in canonical form") }
    }

    /// What the proof shows about `key` under `root`; nil where it shows nothing.
    public func check(_ key: ContentHash, root: ContentHash) -> Outcome? {
        if let end {
            guard (0..<siblings.count).allSatisfy({ end.key.bit($0) == key.bit($0) }) else { return nil }
        }
        var hash = end?.hash ?? .zero
        for level in siblings.indices.reversed() {
            hash = key.bit(level) ? IndexTrie.node(siblings[level], hash) : IndexTrie.node(hash, siblings[level])
        }
        guard hash == root else { return nil }
        guard let end, end.key == key else { return .absent }
        return .present(count: end.count, value: end.value)
    }
}
