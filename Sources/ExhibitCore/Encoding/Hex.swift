/// Lower-case hexadecimal, the only form in which this suite writes a digest.
public enum Hex {
    private static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }

    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.underestimatedCount * 2)
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// 16 digits for each word, the most significant first.
    static func encode(_ words: (UInt64, UInt64, UInt64, UInt64)) -> String {
        String(unsafeUninitializedCapacity: 64) { buffer in
            func write(_ word: UInt64, at start: Int) {
                for index in 0..<16 {
                    buffer[start + index] = digit(UInt8(truncatingIfNeeded: word &>> UInt64(60 - index * 4)) & 15)
                }
            }
            write(words.0, at: 0)
            write(words.1, at: 16)
            write(words.2, at: 32)
            write(words.3, at: 48)
            return 64
        }
    }

    /// The bytes, or nil where the text has an odd length, an upper-case digit or anything else.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var text = Substring(text)
        return text.withUTF8 { source in
            guard source.count % 2 == 0 else { return nil }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(source.count / 2)
            for pair in stride(from: 0, to: source.count, by: 2) {
                guard let high = nibble(source[pair]), let low = nibble(source[pair + 1]) else { return nil }
                bytes.append(high << 4 | low)
            }
            return bytes
        }
    }

    /// The value of 16 digits, the most significant first; nil where one of them is no lower-case digit.
    static func word(_ digits: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard digits.count == 16 else { return nil }
        // All at once: a payload is mostly digests.
        let text = UnsafeRawPointer(digits.baseAddress!).loadUnaligned(as: SIMD16<UInt8>.self)
        let (numbers, letters) = (text &- 0x30, text &- 0x61)
        let isLetter = letters .< 6
        guard all(numbers .< 10 .| isLetter) else { return nil }
        let values = numbers.replacing(with: letters &+ 10, where: isLetter)
        return UInt64(bigEndian: unsafeBitCast(values.evenHalf &<< 4 | values.oddHalf, to: UInt64.self))
    }

    /// Whether these are the 64 lower-case digits of a SHA-256 value.
    public static func isDigest(_ text: some Collection<UInt8>) -> Bool {
        text.count == 64 && text.allSatisfy { nibble($0) != nil }
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit &- 0x30
        case 0x61...0x66: digit &- 0x57
        default: nil
        }
    }
}
