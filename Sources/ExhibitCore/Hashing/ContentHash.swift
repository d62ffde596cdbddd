import Crypto

/// A SHA-256 value: 32 bytes, compared and sorted as bytes.
public struct ContentHash: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    public static let zero = ContentHash(bytes: [UInt8](repeating: 0, count: 32))!

    /// Nil unless there are exactly 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        if let loaded = bytes.withContiguousStorageIfAvailable({ Self.load(UnsafeRawBufferPointer($0)) }) {
            self.init(words: loaded)
        } else {
            self.init(words: Array(bytes).withUnsafeBytes(Self.load))
        }
    }

    /// Nil unless the text is 64 lower-case hexadecimal digits.
    public init?(hex: some StringProtocol) {
        var hex = Substring(hex)
        guard let hash = hex.withUTF8({ ContentHash(digits: $0) }) else { return nil }
        self = hash
    }

    /// Nil unless there are 64 lower-case hexadecimal digits.
    init?(digits: UnsafeBufferPointer<UInt8>) {
        guard digits.count == 64, let start = digits.baseAddress.map({ UnsafeRawPointer($0) }),
            let first = Hex.word(start), let second = Hex.word(start + 16), let third = Hex.word(start + 32),
            let fourth = Hex.word(start + 48)
        else { return nil }
        self.init(words: (first, second, third, fourth))
    }

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    private static func load(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        return (word(0), word(1), word(2), word(3))
    }

    /// SHA-256 of the concatenation of the parts.
    public init(of parts: [UInt8]...) {
        var hasher = SHA256()
        for part in parts { part.withUnsafeBytes { hasher.update(bufferPointer: $0) } }
        self.init(words: hasher.finalize().withUnsafeBytes(Self.load))
    }

    /// SHA-256 of a prefix and what follows it, of fixed width: most hashes of a ledger, so without an array for each.
    init(_ prefix: UInt8, _ first: ContentHash, _ second: ContentHash) { self.init(prefix, first, nil, second) }

    /// The same with a number between the two, as eight bytes.
    init(_ prefix: UInt8, _ first: ContentHash, _ number: UInt64?, _ second: ContentHash) {
        let loaded = withUnsafeTemporaryAllocation(byteCount: 73, alignment: 8) { buffer in
            buffer[0] = prefix
            first.store(in: buffer, at: 1)
            var count = 33
            if let number {
                buffer.storeBytes(of: number.bigEndian, toByteOffset: count, as: UInt64.self)
                count += 8
            }
            second.store(in: buffer, at: count)
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<(count + 32)]))
            return hasher.finalize().withUnsafeBytes(Self.load)
        }
        self.init(words: loaded)
    }

    func store(in buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        buffer.storeBytes(of: words.0.bigEndian, toByteOffset: offset, as: UInt64.self)
        buffer.storeBytes(of: words.1.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
        buffer.storeBytes(of: words.2.bigEndian, toByteOffset: offset + 16, as: UInt64.self)
        buffer.storeBytes(of: words.3.bigEndian, toByteOffset: offset + 24, as: UInt64.self)
    }

    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            store(in: UnsafeMutableRawBufferPointer(buffer), at: 0)
            count = 32
        }
    }

    public var hex: String { Hex.encode(words) }
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
