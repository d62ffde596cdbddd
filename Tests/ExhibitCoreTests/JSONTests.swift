import ExhibitCore
import ExhibitTestSupport
import Testing

/// The restricted JSON: what is refused, and that nothing permitted is.
@Suite("JSON") struct JSONTests {
    static func parse(_ bytes: [UInt8], depth: Int = 16) throws(Malformed) -> JSON {
        try JSONParser.parse(bytes, as: "json", limits: .init(bytes: 40_960, depth: depth))
    }

    static let refused: [(String, String)] = [
        ("nothing at all", ""), ("an unclosed object", "{"), ("an unclosed string", #"""#),
        ("a repeated member", #"{"a":1,"a":1}"#), ("members out of order", #"{"b":1,"a":2}"#),
        ("a space", #"{"a": 1}"#), ("a leading space", " 1"), ("a line feed at the end", "1\n"), ("a tab", "[1,\t2]"),
        ("an escape for a letter", #""\u0041""#), ("an escaped solidus", #""\/""#),
        ("a unicode line feed", #""\u000a""#),
        ("an escaped tab", #""\t""#), ("an escaped return", #""\r""#), ("an escaped form feed", #""\f""#),
        ("an escaped backspace", #""\b""#), ("an escaped lone surrogate", #""\ud800""#),
        ("a fraction", "1.5"), ("a whole fraction", "1.0"), ("an exponent", "1e3"), ("a negative zero", "-0"),
        ("a plus sign", "+7"), ("a leading zero", "07"), ("a lone minus", "-"), ("two minus signs", "--1"),
        ("2^53", "9007199254740992"), ("−2^53", "-9007199254740992"), ("2^64", "18446744073709551616"),
        ("a number of 400 digits", String(repeating: "9", count: 400)), ("hexadecimal", "0x1"),
        ("not a number", "NaN"), ("infinity", "Infinity"), ("a capital literal", "True"), ("half a literal", "nul"),
        ("bytes after the end", "1 "), ("two values", "1,2"), ("a closing bracket too many", "[]]"),
        ("a comma at the end of a list", "[1,]"), ("a comma at the start", "[,1]"), ("a comma alone", "[,]"),
        ("a comma at the end of an object", #"{"a":1,}"#), ("a missing value", #"{"a":}"#),
        ("a missing colon", #"{"a"1}"#), ("a number as name", "{1:1}"), ("a name with a leading digit", #"{"1a":1}"#),
        ("a name with a space", #"{"a b":1}"#), ("an empty name", #"{"":1}"#), ("a name with a slash", #"{"a/b":1}"#),
        ("a name that is not ASCII", #"{"é":1}"#), ("the Kelvin sign as a name", "{\"\u{212A}\":1}"),
        ("a name of 65 bytes", "{\"\(String(repeating: "a", count: 65))\":1}"),
        ("an escape in a name", #"{"\u0061":1}"#), ("single quotes", "'a'"), ("a comment", "1//"),
        ("a return", "\"\r\""), ("a raw line feed", "\"\n\""), ("a raw tab", "\"\t\""), ("a null byte", "\"\0\""),
        ("DEL", "\"\u{7F}\""), ("the first C1 control", "\"\u{80}\""), ("the last C1 control", "\"\u{9F}\""),
        ("a byte order mark", "\u{FEFF}1"),
    ]

    @Test("What the canonical form does not write is refused", arguments: refused)
    func refuses(_ name: String, _ text: String) {
        #expect(throws: Malformed.self, "\(name)") { try Self.parse(text.bytes) }
    }

    @Test(
        "Bytes that are not UTF-8 are refused",
        arguments: [
            "eda080", "edbfbf", "c080", "e08080", "f4908080", "ff", "80", "c3", "e282", "f09f98", "f8888080", "c328",
        ])
    func notUTF8(hex: String) {
        #expect(throws: Malformed.self) { try Self.parse([0x22] + hex.hexBytes + [0x22]) }
    }

    @Test(
        "Permitted values come out as they went in",
        arguments: [
            "null", "true", "false", "0", "-1", "9007199254740991", "-9007199254740991", "[]", "{}", #""""#,
            #""\"\\\n""#, #"{"A":1,"_":2,"a.b-c9":3}"#, "\"\u{20}\u{7E}\u{A0}\u{FEFF}\u{FFFF}\u{10FFFF}\"",
            "\"e\u{301}\u{E9}\"", #"[[],{},[{"a":[]}]]"#, "{\"\(String(repeating: "a", count: 64))\":1}",
        ])
    func accepts(text: String) throws {
        #expect(try Self.parse(text.bytes).encoded == text.bytes)
    }

    @Test("Depth 16 is permitted, depth 17 is not, in lists as in objects")
    func depth() throws {
        func list(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        func object(_ depth: Int) -> String {
            String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
        }
        for nested in [list, object] {
            #expect(try Self.parse(nested(16).bytes).encoded == nested(16).bytes)
            #expect(throws: Malformed.self) { try Self.parse(nested(17).bytes) }
            #expect(throws: Malformed.self) { try Self.parse(nested(3_000).bytes) }
        }
    }

    @Test("A string has at most 4,096 bytes, however they are spelt")
    func stringBound() throws {
        func quoted(_ text: String) -> [UInt8] { JSON.string(text).encoded }
        let plain = String(repeating: "a", count: 4_096)
        let feeds = String(repeating: "\n", count: 4_096)
        for text in [plain, feeds, String(repeating: "é", count: 2_048), plain.dropLast() + "\n"] {
            #expect(try Self.parse(quoted(text)) == .string(text))
            for extra in ["a", "\n", "\"", "é"] {
                #expect(throws: Malformed.self, "\(text.prefix(1)) and \(extra)") {
                    try Self.parse(quoted(text + extra))
                }
            }
        }
    }

    @Test("A payload has at most 40,960 bytes")
    func byteBound() throws {
        let element = JSON.string(String(repeating: "a", count: 4_093))
        let full = JSON.array([JSON](repeating: element, count: 9) + [.string(String(repeating: "a", count: 4_089))])
        #expect(full.encoded.count == 40_960 - 3)
        let elements = try #require(full.elements)
        #expect(try Self.parse(JSON.array(elements + [10]).encoded) == .array(elements + [10]))
        #expect(throws: Malformed.self) { try Self.parse(JSON.array(elements + [100]).encoded) }
    }

    @Test("A document of megabytes holds no more values than one for sixteen of its bytes")
    func valueBound() throws {
        let limits = JSONParser.Limits(bytes: 4 << 20)
        func list(_ count: Int) -> [UInt8] {
            Array("[".utf8) + Array("[],".utf8).repeated(count - 1) + Array("[]]".utf8)
        }
        #expect(try JSONParser.parse(list((4 << 16) - 1), as: "list", limits: limits).elements?.count == (4 << 16) - 1)
        #expect(throws: Malformed.self) { try JSONParser.parse(list(4 << 16), as: "list", limits: limits) }
    }

    @Test("Two spellings of é are different values")
    func normalisation() {
        #expect(JSON.string("e\u{301}") != JSON.string("\u{E9}"))
        #expect(JSON.string("\u{E9}") == JSON.string("\u{E9}"))
    }

    @Test("Writing sorts members by their bytes")
    func order() {
        let json: JSON = ["b": 1, "a.": 2, "a-": 3, "a": 4, "B": 5, "_": 6, "a0": 7]
        #expect(json.encoded == #"{"B":5,"_":6,"a":4,"a-":3,"a.":2,"a0":7,"b":1}"#.bytes)
    }
}

extension [UInt8] {
    fileprivate func repeated(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in self } }
}
