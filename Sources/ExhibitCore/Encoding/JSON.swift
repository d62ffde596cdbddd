/// A value of the restricted JSON in which payloads, bundles and views are written.
///
/// Integers only; strings of permitted scalars; member names fixed by a schema. Equality is equality of the encoded
/// bytes: Swift's `String` calls two spellings of "é" equal, a signature does not.
public enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// RFC 8785 form, UTF-8. Total: any value can be written; only `JSONParser` says whether it may be read.
    public var encoded: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    public static func == (left: JSON, right: JSON) -> Bool { left.encoded == right.encoded }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): out.append(contentsOf: String(value).utf8)
        case .string(let value): JSON.write(value, to: &out)
        case .array(let elements):
            out.append(0x5B)
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(0x2C) }
                element.write(to: &out)
            }
            out.append(0x5D)
        case .object(let members):
            out.append(0x7B)
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { out.append(0x2C) }
                JSON.write(member.key, to: &out)
                out.append(0x3A)
                member.value.write(to: &out)
            }
            out.append(0x7D)
        }
    }

    private static func write(_ string: String, to out: inout [UInt8]) {
        out.append(0x22)
        var string = string
        string.withUTF8 { text in
            // Nearly every string has nothing to escape: digests, names, base64.
            if text.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
                out.append(contentsOf: text)
                return
            }
            for byte in text {
                switch byte {
                case 0x22, 0x5C: out += [0x5C, byte]
                case 0x0A: out += [0x5C, 0x6E]
                case 0x00..<0x20: out += Array("\\u00".utf8) + Array(Hex.encode([byte]).utf8)
                default: out.append(byte)
                }
            }
        }
        out.append(0x22)
    }
}

extension JSON {
    public subscript(name: String) -> JSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }
    public var text: String? { if case .string(let value) = self { value } else { nil } }
    public var number: Int64? { if case .integer(let value) = self { value } else { nil } }
    public var elements: [JSON]? { if case .array(let value) = self { value } else { nil } }
    public var members: [String: JSON]? { if case .object(let value) = self { value } else { nil } }
    public var isNull: Bool { if case .null = self { true } else { false } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(Dictionary(uniqueKeysWithValues: members))
    }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
}
