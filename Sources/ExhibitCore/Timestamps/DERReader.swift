/// Reads DER (X.690 section 10) element by element: one-byte tags, definite lengths in their shortest form.
struct DERReader {
    /// Universal tags, and the context tag [0], constructed.
    enum Tag {
        static let boolean: UInt8 = 0x01
        static let integer: UInt8 = 0x02
        static let octets: UInt8 = 0x04
        static let null: UInt8 = 0x05
        static let identifier: UInt8 = 0x06
        static let utf8: UInt8 = 0x0C
        static let generalizedTime: UInt8 = 0x18
        static let sequence: UInt8 = 0x30
        static let set: UInt8 = 0x31
        static let context0: UInt8 = 0xA0
    }

    private var rest: ArraySlice<UInt8>
    private let object: String

    /// - Parameter object: what is read, as errors name it.
    init(_ bytes: ArraySlice<UInt8>, as object: String) {
        rest = bytes
        self.object = object
    }

    var isAtEnd: Bool { rest.isEmpty }
    var nextTag: UInt8? { rest.first }

    /// The content of the next element, which must have this tag.
    mutating func next(_ tag: UInt8) throws(Malformed) -> ArraySlice<UInt8> {
        guard nextTag == tag else { throw failure("another element than expected, or none") }
        return try nextElement().content
    }

    /// The next element with the bytes that encode it.
    mutating func nextElement() throws(Malformed) -> (
        tag: UInt8, content: ArraySlice<UInt8>, encoded: ArraySlice<UInt8>
    ) {
        let start = rest.startIndex
        guard rest.count >= 2, rest[start] & 0x1F != 0x1F else { throw failure("it ends too early, or has a long tag") }
        var length = Int(rest[start + 1])
        var header = 2
        if length >= 0x80 {
            let digits = length - 0x80
            guard (1...3).contains(digits), rest.count >= 2 + digits else {
                throw failure("a length that is indefinite, or longer than the file")
            }
            length = rest[(start + 2)..<(start + 2 + digits)].reduce(0) { $0 << 8 | Int($1) }
            guard length >= 0x80, length >> (8 * (digits - 1)) > 0 else {
                throw failure("a length not in its shortest form")
            }
            header += digits
        }
        guard rest.count - header >= length else { throw failure("an element that is longer than the file") }
        let end = start + header + length
        defer { rest = rest[end...] }
        return (rest[start], rest[(start + header)..<end], rest[start..<end])
    }

    /// A reader of the content of the next element.
    mutating func enter(_ tag: UInt8) throws(Malformed) -> DERReader {
        DERReader(try next(tag), as: object)
    }

    /// An integer that is not negative, as its shortest bytes without a leading zero; nothing for 0.
    mutating func natural() throws(Malformed) -> [UInt8] {
        let content = try next(Tag.integer)
        guard let first = content.first, first < 0x80,
            first != 0 || content.count == 1 || content.dropFirst().first! >= 0x80
        else { throw failure("a number that is negative, or not in its shortest form") }
        return Array(content.drop { $0 == 0 })
    }

    func end() throws(Malformed) {
        guard rest.isEmpty else { throw failure("bytes follow where it should end") }
    }

    func failure(_ reason: String) -> Malformed { Malformed(object, reason) }
}
