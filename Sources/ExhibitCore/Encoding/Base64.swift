/// RFC 4648 section 4 with padding, and one encoding per value: pad bits are zero, nothing is skipped.
///
/// A lenient decoder reads several texts as the same bytes, so a signed text could be changed without notice.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// By place in a group of four, and by digit: its bits where they belong; the high ones where it is no digit.
    private static let groups: [UInt32] = {
        var table = [UInt32](repeating: 0xFF00_0000, count: 4 * 256)
        for (value, character) in alphabet.enumerated() {
            for place in 0..<4 { table[place * 256 + Int(character)] = UInt32(value) << UInt32(18 - place * 6) }
        }
        return table
    }()

    public static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodeToBytes(bytes), as: UTF8.self)
    }

    /// As `encode`, for writers that append to a buffer of ASCII.
    public static func encodeToBytes(_ bytes: [UInt8]) -> [UInt8] {
        let length = (bytes.count + 2) / 3 * 4
        return [UInt8](unsafeUninitializedCapacity: length) { text, count in
            count = length
            alphabet.withUnsafeBufferPointer { alphabet in
                bytes.withUnsafeBufferPointer { bytes in
                    func digit(_ group: UInt32, _ shift: UInt32) -> UInt8 { alphabet[Int(group >> shift & 63)] }
                    var (index, place) = (0, 0)
                    while index + 2 < bytes.count {
                        let group =
                            UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                        text[place] = digit(group, 18)
                        text[place + 1] = digit(group, 12)
                        text[place + 2] = digit(group, 6)
                        text[place + 3] = digit(group, 0)
                        index += 3
                        place += 4
                    }
                    guard index < bytes.count else { return }
                    let isOne = index + 1 == bytes.count
                    let group = UInt32(bytes[index]) << 16 | (isOne ? 0 : UInt32(bytes[index + 1]) << 8)
                    text[place] = digit(group, 18)
                    text[place + 1] = digit(group, 12)
                    text[place + 2] = isOne ? 0x3D : digit(group, 6)
                    text[place + 3] = 0x3D
                }
            }
        }
    }

    public static func decode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8 { decode(bytes: $0) }
    }

    /// The bytes, or nil where the text is not exactly what `encode` writes for them.
    public static func decode(_ text: some RandomAccessCollection<UInt8>) -> [UInt8]? {
        if let decoded = text.withContiguousStorageIfAvailable({ decode(bytes: $0) }) { return decoded }
        return Array(text).withUnsafeBufferPointer { decode(bytes: $0) }
    }

    private static func decode(bytes text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard let last = text.last else { return [] }
        let padding = last != 0x3D ? 0 : text[text.count - 2] == 0x3D ? 2 : 1
        let whole = (text.count - (padding == 0 ? 0 : 4)) / 4
        var isValid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { bytes, count in
            groups.withUnsafeBufferPointer { groups in
                func group(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> UInt32 {
                    groups[Int(first)] | groups[256 + Int(second)] | groups[512 + Int(third)]
                        | groups[768 + Int(fourth)]
                }
                var all: UInt32 = 0
                var (start, place) = (0, 0)
                while place < whole * 3 {
                    let group = group(text[start], text[start + 1], text[start + 2], text[start + 3])
                    all |= group
                    bytes[place] = UInt8(truncatingIfNeeded: group >> 16)
                    bytes[place + 1] = UInt8(truncatingIfNeeded: group >> 8)
                    bytes[place + 2] = UInt8(truncatingIfNeeded: group)
                    start += 4
                    place += 3
                }
                count = place
                isValid = all <= 0xFF_FFFF
                guard padding > 0 else { return }
                let zero = UInt8(ascii: "A")
                let group = group(text[start], text[start + 1], padding == 1 ? text[start + 2] : zero, zero)
                // The bits that no byte takes must be zero.
                if group > 0xFF_FFFF || group & (padding == 1 ? 0xFF : 0xFFFF) != 0 { isValid = false }
                bytes[count] = UInt8(truncatingIfNeeded: group >> 16)
                if padding == 1 { bytes[count + 1] = UInt8(truncatingIfNeeded: group >> 8) }
                count += 3 - padding
            }
        }
        return isValid ? bytes : nil
    }
}
