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
            let buffer = UnsafeMutableRawBufferPointer(buffer)
            func write(_ word: UInt64, at start: Int) {
                buffer.storeBytes(of: digits(UInt32(word >> 32)).bigEndian, toByteOffset: start, as: UInt64.self)
                buffer.storeBytes(
                    of: digits(UInt32(truncatingIfNeeded: word)).bigEndian, toByteOffset: start + 8, as: UInt64.self)
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

    // A payload is mostly digests, so digits are handled eight at a time, one in each byte of a word.
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Eight digits for a number, the most significant in the highest byte.
    private static func digits(_ number: UInt32) -> UInt64 {
        var nibbles = UInt64(number)
        nibbles = (nibbles | nibbles << 16) & 0x0000_FFFF_0000_FFFF
        nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles << 4) & 0x0F0F_0F0F_0F0F_0F0F
        let letters = (nibbles &+ ones &* 6) >> 4 & ones
        return nibbles &+ ones &* 0x30 &+ letters &* 0x27
    }

    /// The value of eight digits, the first in the highest byte; nil where one of them is no lower-case digit.
    private static func value(_ digits: UInt64) -> UInt32? {
        // A letter has bit 6: 0x61 to 0x66, beside 0x30 to 0x39.
        let letters = digits >> 6 & ones
        var nibbles = (digits & (ones &* 0x0F)) &+ letters &* 9
        let tooHigh = (nibbles &+ ones &* 0x76 &- letters &* 6) & (ones &* 0x80)
        let highEnough = (nibbles &+ ones &* 0x80 &- letters &* 10) & (ones &* 0x80)
        guard digits & (ones &* 0xF0) == ones &* 0x30 &+ letters &* 0x30, tooHigh == 0, highEnough == ones &* 0x80
        else { return nil }
        nibbles = (nibbles | nibbles >> 4) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: nibbles | nibbles >> 16)
    }

    /// The value of 16 digits, the most significant first; nil where one of them is no lower-case digit.
    static func word(_ digits: UnsafeRawPointer) -> UInt64? {
        guard let high = value(UInt64(bigEndian: digits.loadUnaligned(as: UInt64.self))),
            let low = value(UInt64(bigEndian: digits.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        else { return nil }
        return UInt64(high) << 32 | UInt64(low)
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
