/// Reads exactly the bytes that `JSON.encoded` writes for a permitted value, and nothing else.
///
/// No white space, no optional escapes, members sorted and unique, integers in one spelling: so what parses
/// re-encodes to the same bytes, and no two parsers can disagree about a signed document.
public struct JSONParser {
    /// Bounds, checked before anything is allocated for the part that would exceed them.
    public struct Limits: Sendable {
        public var bytes: Int
        public var depth: Int
        public var stringBytes: Int
        /// Each takes ten times the two bytes that it may be written with. Never fewer than a payload can hold.
        public var values: Int

        public init(bytes: Int, depth: Int = 16, stringBytes: Int = 4_096) {
            self.bytes = bytes
            self.depth = depth
            self.stringBytes = stringBytes
            values = max(65_536, bytes / 16)
        }

        public static let payload = Limits(bytes: 40_960)
    }

    public static func parse(_ bytes: [UInt8], as object: String, limits: Limits) throws(Malformed) -> JSON {
        guard bytes.count <= limits.bytes else { throw Malformed(object, "more than \(limits.bytes) bytes") }
        var parser = JSONParser(bytes: bytes, object: object, limits: limits)
        let value = try parser.value(depth: 0)
        guard parser.position == bytes.count else { throw parser.failure("bytes after the end") }
        guard value.encoded == bytes else { throw parser.failure("not in canonical form") }
        return value
    }

    private let bytes: [UInt8]
    private let object: String
    private let limits: Limits
    private var position = 0
    private var values = 0

    private init(bytes: [UInt8], object: String, limits: Limits) {
        self.bytes = bytes
        self.object = object
        self.limits = limits
    }

    private func failure(_ reason: String) -> Malformed { Malformed(object, "\(reason) at byte \(position)") }

    private func peek() throws(Malformed) -> UInt8 {
        guard position < bytes.count else { throw failure("ends too early") }
        return bytes[position]
    }

    private mutating func expect(_ byte: UInt8) throws(Malformed) {
        guard try peek() == byte else { throw failure("unexpected byte") }
        position += 1
    }

    private mutating func literal(_ text: StaticString, _ value: JSON) throws(Malformed) -> JSON {
        for index in 0..<text.utf8CodeUnitCount { try expect(text.utf8Start[index]) }
        return value
    }

    private mutating func value(depth: Int) throws(Malformed) -> JSON {
        values += 1
        guard values <= limits.values else { throw failure("more than \(limits.values) values") }
        switch try peek() {
        case 0x6E: return try literal("null", .null)
        case 0x74: return try literal("true", .bool(true))
        case 0x66: return try literal("false", .bool(false))
        case 0x22: return .string(try string())
        case 0x5B: return try array(depth: depth + 1)
        case 0x7B: return try objectValue(depth: depth + 1)
        default: return .integer(try integer())
        }
    }

    private mutating func array(depth: Int) throws(Malformed) -> JSON {
        guard depth <= limits.depth else { throw failure("nested deeper than \(limits.depth)") }
        try expect(0x5B)
        var elements: [JSON] = []
        if try peek() != 0x5D {
            elements.append(try value(depth: depth))
            while try peek() == 0x2C {
                position += 1
                elements.append(try value(depth: depth))
            }
        }
        try expect(0x5D)
        return .array(elements)
    }

    private mutating func objectValue(depth: Int) throws(Malformed) -> JSON {
        guard depth <= limits.depth else { throw failure("nested deeper than \(limits.depth)") }
        try expect(0x7B)
        var members: [String: JSON] = [:]
        var previous: String?
        if try peek() != 0x7D {
            repeat {
                if previous != nil { try expect(0x2C) }
                let name = try memberName()
                if let previous, !previous.utf8.lexicographicallyPrecedes(name.utf8) {
                    throw failure("member names out of order or repeated")
                }
                try expect(0x3A)
                members[name] = try value(depth: depth)
                previous = name
            } while try peek() == 0x2C
        }
        try expect(0x7D)
        return .object(members)
    }

    /// `[A-Za-z_][A-Za-z0-9_.-]{0,63}`: fixed by a schema, so data never becomes a name.
    private mutating func memberName() throws(Malformed) -> String {
        let start = position
        let name = try string()
        guard Self.isName(name, longest: 64) else {
            position = start
            throw failure("a member name that no schema has")
        }
        return name
    }

    /// A member name, or names joined by ".": the path of a slot.
    static func isName(_ text: String, longest: Int) -> Bool {
        func letter(_ byte: UInt8) -> Bool {
            (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
        guard (1...longest).contains(text.utf8.count), let first = text.utf8.first, letter(first) else { return false }
        return text.utf8.allSatisfy { letter($0) || (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
    }

    private mutating func integer() throws(Malformed) -> Int64 {
        let start = position
        if try peek() == 0x2D { position += 1 }
        while position < bytes.count, (0x30...0x39).contains(bytes[position]), position - start <= 17 { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let safe: Int64 = 9_007_199_254_740_991
        guard let value = Int64(text), String(value) == text, (-safe...safe).contains(value) else {
            position = start
            throw failure("not a permitted value")
        }
        return value
    }

    private mutating func string() throws(Malformed) -> String {
        try expect(0x22)
        var content: [UInt8] = []
        var start = position
        while true {
            // Runs of plain characters without a check for each: most of a ledger is base64.
            let longest = min(bytes.count, start + limits.stringBytes - content.count)
            position =
                bytes[position..<max(position, longest)].firstIndex {
                    $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F
                } ?? max(position, longest)
            let byte = try peek()
            if byte == 0x22 { break }
            if byte == 0x5C {
                content += bytes[start..<position]
                position += 1
                switch try peek() {
                case 0x22: content.append(0x22)
                case 0x5C: content.append(0x5C)
                case 0x6E: content.append(0x0A)
                default: throw failure("an escape that the canonical form does not use")
                }
                position += 1
                start = position
            } else {
                guard byte >= 0x20, byte != 0x7F else { throw failure("a control character") }
                position += 1
            }
            guard content.count + position - start <= limits.stringBytes else {
                throw failure("a string of more than \(limits.stringBytes) bytes")
            }
        }
        let last = start..<position
        position += 1
        let text = bytes.withUnsafeBufferPointer { bytes in
            let rest = UnsafeBufferPointer(rebasing: bytes[last])
            return content.isEmpty
                ? String(validating: rest, as: UTF8.self) : String(validating: content + rest, as: UTF8.self)
        }
        guard let text else { throw failure("not UTF-8") }
        // Control characters of two bytes: U+0080 to U+009F.
        guard
            text.utf8.allSatisfy({ $0 < 0x80 }) || text.unicodeScalars.allSatisfy({ !(0x80...0x9F).contains($0.value) })
        else { throw failure("a control character") }
        return text
    }
}
