/// The tags and texts of an XML document, as far as an XMP packet may use XML: no document type, so that no entity can
/// be defined, and no more than its well-formedness needs to be sure what is markup and what is comment.
struct XMLScanner {
    struct Attribute {
        let name: ArraySlice<UInt8>
        let value: String
    }

    enum Event {
        case start(name: ArraySlice<UInt8>, attributes: [Attribute], isEmpty: Bool)
        case end(name: ArraySlice<UInt8>)
        case text(String)
    }

    static let attributeLimit = 4096

    private let bytes: ArraySlice<UInt8>
    private var at: Int

    /// - Parameter bytes: UTF-8, a byte-order mark allowed, spaces and NULs behind it ignored.
    init(_ bytes: ArraySlice<UInt8>) {
        var content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        while let last = content.last, last == 0 || Self.isSpace(last) { content.removeLast() }
        self.bytes = content
        at = content.startIndex
    }

    /// Nil at the end.
    mutating func next() throws(Unreadable) -> Event? {
        while at < bytes.endIndex {
            if bytes[at] != 0x3C { return .text(try text(upTo: 0x3C)) }
            if takes("<!--") {
                _ = try content(before: "-->")
            } else if takes("<![CDATA[") {
                return .text(try Self.string(try content(before: "]]>")))
            } else if takes("<?") {
                _ = try content(before: "?>")
            } else if takes("<!") {
                throw Unreadable("XML with a declaration")
            } else if takes("</") {
                let name = try name()
                skipSpace()
                guard takes(">") else { throw Unreadable("XML with a tag that does not end") }
                return .end(name: name)
            } else {
                at += 1
                return try startTag()
            }
        }
        return nil
    }

    private mutating func startTag() throws(Unreadable) -> Event {
        let tag = try name()
        var attributes: [Attribute] = []
        while true {
            let before = at
            skipSpace()
            if takes("/>") { return .start(name: tag, attributes: attributes, isEmpty: true) }
            if takes(">") { return .start(name: tag, attributes: attributes, isEmpty: false) }
            guard at > before else { throw Unreadable("XML with attributes that are not apart") }
            guard attributes.count < Self.attributeLimit else { throw Unreadable("XML with too many attributes") }
            let name = try name()
            skipSpace()
            guard takes("=") else { throw Unreadable("XML with an attribute without a value") }
            skipSpace()
            guard at < bytes.endIndex, bytes[at] == 0x22 || bytes[at] == 0x27 else {
                throw Unreadable("XML with an attribute without quotation marks")
            }
            let quote = bytes[at]
            at += 1
            let value = try text(upTo: quote)
            guard at < bytes.endIndex else { throw Unreadable("XML that ends too early") }
            at += 1
            attributes.append(Attribute(name: name, value: value))
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private mutating func skipSpace() {
        while at < bytes.endIndex, Self.isSpace(bytes[at]) { at += 1 }
    }

    private mutating func takes(_ text: StaticString) -> Bool {
        guard bytes.endIndex - at >= text.utf8CodeUnitCount else { return false }
        for k in 0..<text.utf8CodeUnitCount where bytes[at + k] != text.utf8Start[k] { return false }
        at += text.utf8CodeUnitCount
        return true
    }

    private mutating func content(before end: StaticString) throws(Unreadable) -> ArraySlice<UInt8> {
        let start = at
        while at < bytes.endIndex {
            let here = at
            if takes(end) { return bytes[start..<here] }
            at += 1
        }
        throw Unreadable("XML that ends too early")
    }

    private mutating func name() throws(Unreadable) -> ArraySlice<UInt8> {
        let start = at
        // Everything but white space and the ASCII that delimits names, NUL included.
        while at < bytes.endIndex, bytes[at] > 0x20, !Array("\"'&/<=>!?".utf8).contains(bytes[at]) { at += 1 }
        guard at > start else { throw Unreadable("XML with a name that is none") }
        return bytes[start..<at]
    }

    /// Up to the delimiter, which stays, or to the end. A tag cannot begin in an attribute's value.
    private mutating func text(upTo end: UInt8) throws(Unreadable) -> String {
        var text: [UInt8] = []
        while at < bytes.endIndex, bytes[at] != end {
            switch bytes[at] {
            case 0x26: text += try entity()
            case 0x3C, 0: throw Unreadable("XML with a byte that cannot be in text")
            default:
                text.append(bytes[at])
                at += 1
            }
        }
        return try Self.string(text[...])
    }

    private static func string(_ bytes: ArraySlice<UInt8>) throws(Unreadable) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Unreadable("XML that is not UTF-8") }
        return text
    }

    private mutating func entity() throws(Unreadable) -> [UInt8] {
        guard let end = bytes[at...].prefix(12).firstIndex(of: 0x3B) else {
            throw Unreadable("XML with an entity that does not end")
        }
        let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        at = end + 1
        switch name {
        case "amp": return [0x26]
        case "lt": return [0x3C]
        case "gt": return [0x3E]
        case "quot": return [0x22]
        case "apos": return [0x27]
        default:
            let isHex = name.hasPrefix("#x")
            let digits = name.dropFirst(isHex ? 2 : 1)
            // UInt32 takes a sign.
            let code = digits.first == "+" || !name.hasPrefix("#") ? nil : UInt32(digits, radix: isHex ? 16 : 10)
            guard let code, code != 0, let scalar = Unicode.Scalar(code) else {
                throw Unreadable("XML with an unknown entity")
            }
            return Array(String(scalar).utf8)
        }
    }
}
