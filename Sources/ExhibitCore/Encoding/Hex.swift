/// Lower-case hexadecimal, the only form in which this suite writes a digest.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes, or nil where the text has an odd length, an upper-case digit or anything else.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let source = ContiguousArray(text.utf8)
        guard source.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count / 2)
        for pair in stride(from: 0, to: source.count, by: 2) {
            guard let high = nibble(source[pair]), let low = nibble(source[pair + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Whether these are the 64 lower-case digits of a SHA-256 value.
    public static func isDigest(_ text: some Collection<UInt8>) -> Bool {
        text.count == 64 && text.allSatisfy { nibble($0) != nil }
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
