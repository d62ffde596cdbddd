/// A box of ISO/IEC 19566-5 (JUMBF): a length that includes the header, a type, content.
struct JUMBFBox {
    /// Four bytes, as ASCII if they are, else with replacement characters.
    let type: String
    let content: Range<Int>

    /// The box at the front of `range`, which it does not leave.
    init(at range: Range<Int>, of bytes: ArraySlice<UInt8>) throws(Unreadable) {
        guard range.count >= 8 else { throw Unreadable("a box that is cut off") }
        let start = range.lowerBound
        let length = UInt64(Self.number(bytes[start..<(start + 4)]))
        type = String(decoding: bytes[(start + 4)..<(start + 8)], as: UTF8.self)
        switch length {
        // The last box may leave its length open, and one above 4 GiB has it behind the type.
        case 0: content = (start + 8)..<range.upperBound
        case 1:
            guard range.count >= 16 else { throw Unreadable("a box that is cut off") }
            let long = Self.number(bytes[(start + 8)..<(start + 16)])
            guard long >= 16, long <= UInt64(range.count) else { throw Unreadable("a box longer than what holds it") }
            content = (start + 16)..<(start + Int(long))
        case 8...UInt64(range.count): content = (start + 8)..<(start + Int(length))
        default: throw Unreadable("a box with an impossible length")
        }
    }

    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

/// The description box that opens every superbox: what it is, and its label.
struct JUMBFDescription {
    /// The first four bytes of the content type, "c2pa" for a store and "c2ma", "c2um", "c2cm" for its manifests.
    let kind: String
    /// Empty when it has none.
    let label: String

    init(_ content: ArraySlice<UInt8>) throws(Unreadable) {
        guard content.count >= 17 else { throw Unreadable("a description box that is cut off") }
        kind = String(decoding: content.prefix(4), as: UTF8.self)
        guard content[content.startIndex + 16] & 2 != 0 else {
            label = ""
            return
        }
        let rest = content.dropFirst(17)
        guard let end = rest.firstIndex(of: 0), let label = String(validating: rest[..<end], as: UTF8.self) else {
            throw Unreadable("a label that is not text")
        }
        self.label = label
    }
}
