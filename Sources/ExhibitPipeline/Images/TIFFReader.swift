/// Directories of a TIFF structure, with every offset checked against the block. Sizes come from a stranger: they are
/// compared before they are multiplied or added.
struct TIFFReader {
    enum Kind: UInt16 {
        case byte = 1
        case ascii, short, long, rational, signedByte, undefined, signedShort, signedLong, signedRational
        case float, double

        var size: Int {
            switch self {
            case .byte, .ascii, .signedByte, .undefined: 1
            case .short, .signedShort: 2
            case .long, .signedLong, .float: 4
            case .rational, .signedRational, .double: 8
            }
        }
    }

    struct Entry {
        let tag: UInt16
        let type: Kind
        let count: Int
        /// Inside the block: `count * type.size` bytes.
        let range: Range<Int>
    }

    struct Directory {
        let entries: [Entry]
        /// Entries were left out: unknown types, values outside the block, or too many.
        let isCut: Bool
    }

    let firstDirectory: Int
    private let bytes: [UInt8]
    private let isBig: Bool

    /// Nil without a byte-order mark, the number 42, and room for a first directory.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 14 else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0x4D, 0x4D): isBig = true
        case (0x49, 0x49): isBig = false
        default: return nil
        }
        self.bytes = bytes
        var start = 0
        for k in 0..<4 { start |= Int(bytes[4 + k]) << (isBig ? 24 - 8 * k : 8 * k) }
        firstDirectory = start
        guard integer(at: 2, size: 2) == 42, start >= 8 else { return nil }
    }

    /// Nil when the directory does not lie inside the block.
    func directory(at offset: Int) -> Directory? {
        guard offset >= 8, offset <= bytes.count - 2 else { return nil }
        let count = integer(at: offset, size: 2)
        guard count <= (bytes.count - offset - 2) / 12 else { return nil }
        let kept = min(count, ExifFacts.fieldLimit)
        let entries = (0..<kept).compactMap { entry(at: offset + 2 + 12 * $0) }
        return Directory(entries: entries, isCut: entries.count < count)
    }

    private func entry(at offset: Int) -> Entry? {
        guard let type = Kind(rawValue: UInt16(integer(at: offset + 2, size: 2))) else { return nil }
        let count = integer(at: offset + 4, size: 4)
        guard count <= bytes.count / type.size else { return nil }
        let size = count * type.size
        let start = size <= 4 ? offset + 8 : integer(at: offset + 8, size: 4)
        guard start <= bytes.count - size else { return nil }
        let tag = UInt16(integer(at: offset, size: 2))
        return Entry(tag: tag, type: type, count: count, range: start..<(start + size))
    }

    /// The first values of an entry of BYTE, SHORT or LONG type; none for other types.
    func integers(_ entry: Entry, limit: Int) -> [Int] {
        switch entry.type {
        case .byte, .short, .long:
            let size = entry.type.size
            return (0..<min(entry.count, limit)).map { integer(at: entry.range.lowerBound + size * $0, size: size) }
        default: return []
        }
    }

    func text(_ entry: Entry, limit: Int) -> String {
        let start = entry.range.lowerBound
        let size = entry.type.size
        func list(_ value: (Int) -> String) -> String {
            // A number has at most 21 characters with its separator.
            (0..<min(entry.count, limit / 24)).map { value(start + size * $0) }.joined(separator: " ")
        }
        switch entry.type {
        case .ascii: return string(bytes[entry.range].prefix(limit))
        case .short, .long: return list { String(integer(at: $0, size: size)) }
        case .signedShort: return list { String(Int16(truncatingIfNeeded: integer(at: $0, size: 2))) }
        case .signedLong: return list { String(signed(at: $0)) }
        case .rational: return list { "\(integer(at: $0, size: 4))/\(integer(at: $0 + 4, size: 4))" }
        case .signedRational: return list { "\(signed(at: $0))/\(signed(at: $0 + 4))" }
        case .byte, .signedByte, .undefined, .float, .double: return hex(bytes[entry.range].prefix(limit / 2))
        }
    }

    private func signed(at offset: Int) -> Int32 { Int32(truncatingIfNeeded: integer(at: offset, size: 4)) }

    private func integer(at offset: Int, size: Int) -> Int {
        (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << (isBig ? 8 * (size - 1 - $1) : 8 * $1) }
    }

    /// Without the NULs that pad it. Control characters would let a camera's name move a terminal's cursor.
    private func string(_ raw: ArraySlice<UInt8>) -> String {
        var content = raw
        while content.last == 0 { content.removeLast() }
        guard let text = String(validating: content, as: UTF8.self),
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        else { return hex(raw.prefix(ExifFacts.textLimit / 2)) }
        return text
    }

    private func hex(_ raw: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return "hex:" + String(decoding: raw.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
