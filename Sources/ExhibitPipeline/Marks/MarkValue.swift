/// A CBOR or JSON item, reduced to what a mark can stand in.
enum MarkValue {
    case text(String)
    case list([MarkValue])
    /// In order, equal keys kept: which of two a reader believes must not decide whether a mark is seen. A key that is
    /// not text is "".
    case map([(key: String, value: MarkValue)])
    /// Numbers, bytes, true, false, null.
    case other

    /// CBOR, JSON and JUMBF each: deeper nesting than any writer's, and far from the end of a thread's stack.
    static let depthLimit = 16
}

/// Something is there, and this is why it could not be read.
struct Unreadable: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// What all manifest stores of one file may cost together. A CBOR item takes one byte of the file and fifty of memory.
struct ReadingBudget {
    private var items = 250_000
    private var boxes = 20_000
    private var manifests = 256

    mutating func takeItem() throws(Unreadable) { try Self.take(&items, "too many CBOR or JSON items") }
    mutating func takeBox() throws(Unreadable) { try Self.take(&boxes, "too many boxes") }
    mutating func takeManifest() throws(Unreadable) { try Self.take(&manifests, "too many manifests") }

    private static func take(_ left: inout Int, _ reason: String) throws(Unreadable) {
        guard left > 0 else { throw Unreadable(reason) }
        left -= 1
    }
}
