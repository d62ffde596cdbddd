/// One CBOR item (RFC 8949). Lengths are compared with what is left before anything is read or kept.
///
/// Any well-formed encoding is read, not only the deterministic one: what a lenient reader elsewhere understands has to
/// be seen here too.
struct CBORReader {
    private let bytes: ArraySlice<UInt8>
    private var at: Int
    private var budget: ReadingBudget

    static func read(_ bytes: ArraySlice<UInt8>, _ budget: inout ReadingBudget) throws(Unreadable) -> MarkValue {
        var reader = CBORReader(bytes: bytes, at: bytes.startIndex, budget: budget)
        defer { budget = reader.budget }
        let value = try reader.item(depth: 0)
        guard reader.at == bytes.endIndex else { throw Unreadable("CBOR with bytes behind its end") }
        return value
    }

    /// The major type and the argument; nil for an indefinite length.
    private struct Head {
        let major: UInt8
        let info: UInt8
        let argument: UInt64?
    }

    private var left: Int { bytes.endIndex - at }

    private mutating func head() throws(Unreadable) -> Head {
        guard left > 0 else { throw Unreadable("CBOR that ends too early") }
        let (major, info) = (bytes[at] >> 5, bytes[at] & 31)
        at += 1
        switch info {
        case 0..<24: return Head(major: major, info: info, argument: UInt64(info))
        case 24...27:
            let size = 1 << Int(info - 24)
            guard left >= size else { throw Unreadable("CBOR that ends too early") }
            let argument = bytes[at..<(at + size)].reduce(0) { $0 << 8 | UInt64($1) }
            at += size
            return Head(major: major, info: info, argument: argument)
        case 31 where (2...5).contains(major) || major == 7: return Head(major: major, info: info, argument: nil)
        default: throw Unreadable("CBOR with a reserved length")
        }
    }

    private mutating func item(depth: Int) throws(Unreadable) -> MarkValue {
        guard depth < MarkValue.depthLimit else { throw Unreadable("CBOR nested too deeply") }
        try budget.takeItem()
        let head = try head()
        switch head.major {
        case 2:
            _ = try chunks(head)
            return .other
        case 3: return .text(try text(head))
        case 4: return .list(try list(head, depth))
        case 5: return .map(try map(head, depth))
        case 6: return try item(depth: depth + 1)
        case 7 where head.argument == nil: throw Unreadable("CBOR with a break where none can be")
        default: return .other
        }
    }

    /// True at the end of an array, map or string of indefinite length, whose end mark is then behind.
    private mutating func takesBreak() throws(Unreadable) -> Bool {
        guard left > 0 else { throw Unreadable("CBOR that ends too early") }
        guard bytes[at] == 0xFF else { return false }
        at += 1
        return true
    }

    private mutating func string(_ count: UInt64) throws(Unreadable) -> ArraySlice<UInt8> {
        guard count <= UInt64(left) else { throw Unreadable("CBOR that ends too early") }
        at += Int(count)
        return bytes[(at - Int(count))..<at]
    }

    private mutating func chunks(_ head: Head) throws(Unreadable) -> [ArraySlice<UInt8>] {
        if let count = head.argument { return [try string(count)] }
        var chunks: [ArraySlice<UInt8>] = []
        while try !takesBreak() {
            try budget.takeItem()
            let chunk = try self.head()
            guard chunk.major == head.major, let count = chunk.argument else {
                throw Unreadable("CBOR with a string in pieces of another kind")
            }
            chunks.append(try string(count))
        }
        return chunks
    }

    private mutating func text(_ head: Head) throws(Unreadable) -> String {
        var text = ""
        for chunk in try chunks(head) {
            guard let part = String(validating: chunk, as: UTF8.self) else {
                throw Unreadable("CBOR with text that is not UTF-8")
            }
            text += part
        }
        return text
    }

    private mutating func list(_ head: Head, _ depth: Int) throws(Unreadable) -> [MarkValue] {
        var items: [MarkValue] = []
        guard let count = head.argument else {
            while try !takesBreak() { items.append(try item(depth: depth + 1)) }
            return items
        }
        guard count <= UInt64(left) else { throw Unreadable("CBOR that ends too early") }
        for _ in 0..<count { items.append(try item(depth: depth + 1)) }
        return items
    }

    private mutating func map(_ head: Head, _ depth: Int) throws(Unreadable) -> [(key: String, value: MarkValue)] {
        var pairs: [(key: String, value: MarkValue)] = []
        guard let count = head.argument else {
            while try !takesBreak() { pairs.append(try pair(depth)) }
            return pairs
        }
        guard count <= UInt64(left / 2) else { throw Unreadable("CBOR that ends too early") }
        for _ in 0..<count { pairs.append(try pair(depth)) }
        return pairs
    }

    private mutating func pair(_ depth: Int) throws(Unreadable) -> (key: String, value: MarkValue) {
        let key: String = if case .text(let text) = try item(depth: depth + 1) { text } else { "" }
        return (key, try item(depth: depth + 1))
    }
}
