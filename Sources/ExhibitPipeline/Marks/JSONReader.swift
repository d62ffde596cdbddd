/// One JSON text (RFC 8259) as other programs write it. `JSONParser` of the core reads only the canonical form that
/// this project signs, and refuses a stranger's white space and fractions.
struct JSONReader {
    private let bytes: ArraySlice<UInt8>
    private var at: Int
    private var budget: ReadingBudget

    static func read(_ bytes: ArraySlice<UInt8>, _ budget: inout ReadingBudget) throws(Unreadable) -> MarkValue {
        var reader = JSONReader(bytes: bytes, at: bytes.startIndex, budget: budget)
        defer { budget = reader.budget }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.at == bytes.endIndex else { throw Unreadable("JSON with bytes behind its end") }
        return value
    }

    private mutating func skipSpace() {
        while at < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }

    private mutating func next() throws(Unreadable) -> UInt8 {
        guard at < bytes.endIndex else { throw Unreadable("JSON that ends too early") }
        at += 1
        return bytes[at - 1]
    }

    private mutating func takes(_ byte: Character) -> Bool {
        skipSpace()
        guard at < bytes.endIndex, bytes[at] == byte.asciiValue else { return false }
        at += 1
        return true
    }

    private mutating func value(depth: Int) throws(Unreadable) -> MarkValue {
        guard depth < MarkValue.depthLimit else { throw Unreadable("JSON nested too deeply") }
        try budget.takeItem()
        if takes("\"") { return .text(try string()) }
        if takes("[") { return .list(try list(depth)) }
        if takes("{") { return .map(try map(depth)) }
        // Numbers and literals mark nothing: any word of their letters will do.
        let start = at
        while at < bytes.endIndex, Self.isWord(bytes[at]) { at += 1 }
        guard at > start else { throw Unreadable("JSON with an unexpected byte") }
        return .other
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }

    private mutating func list(_ depth: Int) throws(Unreadable) -> [MarkValue] {
        var items: [MarkValue] = []
        if takes("]") { return items }
        repeat { items.append(try value(depth: depth + 1)) } while takes(",")
        guard takes("]") else { throw Unreadable("JSON with an array that does not end") }
        return items
    }

    private mutating func map(_ depth: Int) throws(Unreadable) -> [(key: String, value: MarkValue)] {
        var pairs: [(key: String, value: MarkValue)] = []
        if takes("}") { return pairs }
        repeat {
            guard takes("\"") else { throw Unreadable("JSON with a key that is not text") }
            let key = try string()
            guard takes(":") else { throw Unreadable("JSON with a key without a value") }
            pairs.append((key, try value(depth: depth + 1)))
        } while takes(",")
        guard takes("}") else { throw Unreadable("JSON with an object that does not end") }
        return pairs
    }

    /// Behind the opening quotation mark.
    private mutating func string() throws(Unreadable) -> String {
        var text: [UInt8] = []
        while true {
            let byte = try next()
            switch byte {
            case 0x22:
                guard let result = String(validating: text, as: UTF8.self) else {
                    throw Unreadable("JSON with text that is not UTF-8")
                }
                return result
            case 0x5C: text += try escape()
            case 0x00..<0x20: throw Unreadable("JSON with a control character")
            default: text.append(byte)
            }
        }
    }

    private mutating func escape() throws(Unreadable) -> [UInt8] {
        switch try next() {
        case 0x22: return [0x22]
        case 0x5C: return [0x5C]
        case 0x2F: return [0x2F]
        case 0x62: return [0x08]
        case 0x66: return [0x0C]
        case 0x6E: return [0x0A]
        case 0x72: return [0x0D]
        case 0x74: return [0x09]
        case 0x75:
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code) {
                guard try next() == 0x5C, try next() == 0x75 else { throw Unreadable("JSON with half a character") }
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw Unreadable("JSON with half a character") }
                code = 0x1_0000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw Unreadable("JSON with half a character") }
            return Array(String(scalar).utf8)
        default: throw Unreadable("JSON with an unknown escape")
        }
    }

    private mutating func hexadecimal() throws(Unreadable) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try next())).hexDigitValue else {
                throw Unreadable("JSON with an unknown escape")
            }
            code = code << 4 | UInt32(digit)
        }
        return code
    }
}
