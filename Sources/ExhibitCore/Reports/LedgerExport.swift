/// A whole ledger as one text file, for whoever wants to check it without SQLite: a header line, one leaf per line, an
/// empty line, and the latest checkpoint as it was signed. It holds entries only: no picture and no private value.
public struct LedgerExport: Sendable {
    public let leaves: [[UInt8]]
    public let checkpoint: SignedNote

    public static let header = "exhibit-ledger-v1"
    static let maximumBytes = 4 << 30

    public init(leaves: [[UInt8]], checkpoint: SignedNote) {
        self.leaves = leaves
        self.checkpoint = checkpoint
    }

    public var encoded: [UInt8] {
        var bytes = Array("\(Self.header)\n".utf8)
        for leaf in leaves { bytes += leaf + [0x0A] }
        return bytes + [0x0A] + checkpoint.encoded
    }

    public static func isExport(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("\(header)\n".utf8)) }

    /// Divides the file; the leaves are judged one by one by whoever reads them.
    public init(encoded bytes: [UInt8]) throws(Malformed) {
        guard bytes.count <= Self.maximumBytes, Self.isExport(bytes) else {
            throw Malformed("ledger export", "another header, or too long")
        }
        // No envelope is that short, and each line takes memory of its own.
        guard bytes.count(where: { $0 == 0x0A }) <= bytes.count / 256 + SignedNote.maximumSignatures + 16 else {
            throw Malformed("ledger export", "more lines than its bytes have room for entries")
        }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard let empty = lines.firstIndex(where: \.isEmpty) else { throw Malformed("ledger export", "no checkpoint") }
        leaves = lines[1..<empty].map(Array.init)
        let start = lines[...empty].reduce(0) { $0 + $1.count + 1 }
        guard start < bytes.count else { throw Malformed("ledger export", "no checkpoint") }
        checkpoint = try SignedNote(encoded: Array(bytes[start...]))
        guard encoded == bytes else { throw Malformed("ledger export", "not in canonical form") }
    }
}
