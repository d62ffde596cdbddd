/// RFC 4648 section 4 with padding, and one encoding per value: pad bits are zero, nothing is skipped.
///
/// A lenient decoder reads several texts as the same bytes, so a signed text could be changed without notice.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// 255 for what is no digit.
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
            values.withUnsafeBufferPointer { values in
                /// The 24 bits of four digits; the wrong ones are told by the bits above.
                func group(_ start: Int, digits: Int) -> UInt32 {
                    var group: UInt32 = 0
                    var wrong: UInt32 = 0
                    for index in 0..<4 {
                        let value = index < digits ? UInt32(values[Int(text[start + index])]) : 0
                        wrong |= value & 0xC0
                        group = group << 6 | value & 63
                    }
                    return group | wrong << 24
                }
                for index in 0..<whole {
                    let group = group(index * 4, digits: 4)
                    if group > 0xFF_FFFF { isValid = false }
                    bytes[index * 3] = UInt8(truncatingIfNeeded: group >> 16)
                    bytes[index * 3 + 1] = UInt8(truncatingIfNeeded: group >> 8)
                    bytes[index * 3 + 2] = UInt8(truncatingIfNeeded: group)
                }
                count = whole * 3
                guard padding > 0 else { return }
                let group = group(whole * 4, digits: 4 - padding)
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
