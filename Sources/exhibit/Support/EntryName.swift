import ExhibitCore
import ExhibitStorage

/// What a person types for an entry: "#12", "12", or the start of an entry id or a statement id.
struct EntryName {
    private let text: String
    private let plain: String
    /// An id may begin with nothing but decimal digits; without "#" a number beyond the end is the start of one.
    private let isNumber: Bool

    init(_ text: String) {
        self.text = text
        isNumber = text.hasPrefix("#")
        plain = isNumber ? String(text.dropFirst()) : text
    }

    private var number: UInt64? { isNumber || plain.utf8.count < 8 ? canonicalDecimal(plain) : nil }

    /// - Parameter other: looks further where no id begins like this; gets the text without "#".
    func position(in file: LedgerFile, size: UInt64, otherwise other: (String) throws -> [UInt64] = { _ in [] }) throws
        -> UInt64
    {
        if let number, number < size { return number }
        let beyond = UserError("\(shown(text)): the ledger ends with #\(size - 1); see: exhibit log")
        if isNumber, number != nil { throw beyond }
        let prefix = plain.hasPrefix("statement:") ? String(plain.dropFirst("statement:".count)) : plain
        guard prefix.utf8.count >= 4 else {
            if number != nil { throw beyond }
            throw UserError("\(shown(text)): give #NUMBER, or at least 4 digits of an id; see: exhibit log")
        }
        if let id = ContentHash(hex: prefix), let position = try file.position(ofStatement: id), position < size,
            let leaf = try file.leaf(at: position), (try? Entry(leaf: leaf))?.statement.id == id
        {
            return position
        }
        var found: Set<UInt64> = []
        try file.forEachRow { row in
            guard found.count < 7, UInt64(row.position) < size else { return }
            let ids = [MerkleTree.leafHash(row.leaf).hex, (try? Entry(leaf: row.leaf))?.statement.id.hex ?? ""]
            if ids.contains(where: { $0.hasPrefix(prefix) }) { found.insert(UInt64(row.position)) }
        }
        if found.isEmpty { found = Set(try other(plain)) }
        guard let first = found.min() else {
            if number != nil { throw beyond }
            throw UserError("\(shown(text)): no entry has this id; see: exhibit log")
        }
        guard found.count == 1 else {
            let places =
                found.sorted().prefix(6).map { "#\($0)" }.joined(separator: ", ") + (found.count > 6 ? ", …" : "")
            let count = found.count > 6 ? "several" : "\(found.count)"
            throw UserError("\(shown(text)): \(count) entries begin like this (\(places)); give more digits")
        }
        return first
    }
}
