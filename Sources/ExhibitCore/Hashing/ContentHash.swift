import Crypto

/// A SHA-256 value: 32 bytes, compared and sorted as bytes.
public struct ContentHash: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    public static let zero = ContentHash(bytes: [UInt8](repeating: 0, count: 32))!

    /// Nil unless there are exactly 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var parts: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() { parts[index / 8] = parts[index / 8] << 8 | UInt64(byte) }
        words = (parts[0], parts[1], parts[2], parts[3])
    }

    /// Nil unless the text is 64 lower-case hexadecimal digits.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == 64, let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// SHA-256 of the concatenation of the parts.
    public init(of parts: [UInt8]...) {
        var hasher = SHA256()
        for part in parts { hasher.update(data: part) }
        self.init(bytes: Array(hasher.finalize()))!
    }

    public var bytes: [UInt8] {
        words.0.bigEndianBytes + words.1.bigEndianBytes + words.2.bigEndianBytes + words.3.bigEndianBytes
    }

    public var hex: String { Hex.encode(bytes) }
    public var description: String { hex }

    /// Bit 0 is the most significant bit of byte 0.
    public func bit(_ index: Int) -> Bool {
        let word =
            switch index / 64 {
            case 0: words.0
            case 1: words.1
            case 2: words.2
            default: words.3
            }
        return word >> (63 - UInt64(index % 64)) & 1 == 1
    }

    public static func == (left: ContentHash, right: ContentHash) -> Bool { left.words == right.words }
    public static func < (left: ContentHash, right: ContentHash) -> Bool { left.words < right.words }
    /// All words: whoever writes a bundle chooses the names in it, and could make a million of them collide in one.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}
