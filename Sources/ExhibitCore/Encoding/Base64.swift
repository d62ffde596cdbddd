/// RFC 4648 section 4 with padding, and one encoding per value: pad bits are zero, nothing is skipped.
///
/// A lenient decoder reads several texts as the same bytes, so a signed text could be changed without notice.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    public static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodeToBytes(bytes), as: UTF8.self)
    }

    /// As `encode`, for writers that append to a buffer of ASCII.
    public static func encodeToBytes(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index + 2 < bytes.count {
            let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(alphabet[Int(group >> 6 & 63)])
            text.append(alphabet[Int(group & 63)])
            index += 3
        }
        switch bytes.count - index {
        case 1:
            let group = UInt32(bytes[index]) << 16
            text += [alphabet[Int(group >> 18)], alphabet[Int(group >> 12 & 63)], 0x3D, 0x3D]
        case 2:
            let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8
            text += [alphabet[Int(group >> 18)], alphabet[Int(group >> 12 & 63)], alphabet[Int(group >> 6 & 63)], 0x3D]
        default: break
        }
        return text
    }

    public static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)) }

    /// The bytes, or nil where the text is not exactly what `encode` writes for them.
    public static func decode(_ text: some RandomAccessCollection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        if text.isEmpty { return [] }
        let last = text.index(before: text.endIndex)
        let padding = text[last] != 0x3D ? 0 : text[text.index(before: last)] == 0x3D ? 2 : 1
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var filled = 0
        for character in text.dropLast(padding) {
            let value = values[Int(character)]
            guard value != 255 else { return nil }
            group = group << 6 | UInt32(value)
            filled += 1
            if filled == 4 {
                bytes.append(UInt8(group >> 16))
                bytes.append(UInt8(group >> 8 & 255))
                bytes.append(UInt8(group & 255))
                group = 0
                filled = 0
            }
        }
        switch (padding, filled) {
        case (0, 0): break
        case (1, 3):
            guard group & 3 == 0 else { return nil }
            bytes += [UInt8(group >> 10), UInt8(group >> 2 & 255)]
        case (2, 2):
            guard group & 15 == 0 else { return nil }
            bytes.append(UInt8(group >> 4))
        default: return nil
        }
        return bytes
    }
}
