import ExhibitCore

/// What a reader remembers of a ledger that they trust: without it nobody could tell an old standing from the newest.
///
///     <size> SP <64 hex root> LF                      the largest checkpoint that was seen
///     <64 hex statement id of a report> SP <size> LF  by id: the largest tree that a standing of it was seen under
public struct SeenLedger: Sendable, Equatable {
    public private(set) var size: UInt64
    public private(set) var root: ContentHash
    public private(set) var standings: [ContentHash: UInt64]

    public static let maximumBytes = 1 << 20
    /// As many as fit; more are not remembered.
    static let mostReports = 10_000

    public init(_ head: Checkpoint) {
        (size, root, standings) = (head.size, head.root, [:])
    }

    /// Whether one history cannot have both.
    func contradicts(_ head: Checkpoint) -> Bool { head.size == size && head.root != root }

    mutating func note(_ head: Checkpoint, report: ContentHash) {
        if head.size > size { (size, root) = (head.size, head.root) }
        guard standings[report] != nil || standings.count < Self.mostReports else { return }
        standings[report] = max(standings[report] ?? 0, head.size)
    }

    /// Of two programs that remember at once neither takes back what the other one saw.
    public func merged(with other: SeenLedger) -> SeenLedger {
        var merged = other.size > size ? other : self
        merged.standings = standings.merging(other.standings) { max($0, $1) }
        return merged
    }

    public var encoded: [UInt8] {
        let reports = standings.sorted { $0.key < $1.key }.map { "\($0.key.hex) \($0.value)\n" }
        return Array("\(size) \(root.hex)\n\(reports.joined())".utf8)
    }

    /// Nil for anything that `encoded` does not make.
    public init?(encoded bytes: [UInt8]) {
        guard bytes.count <= Self.maximumBytes, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        guard let first = lines.first, first.count == 2, let size = UInt64(first[0]),
            let root = ContentHash(hex: String(first[1]))
        else { return nil }
        (self.size, self.root, standings) = (size, root, [:])
        for line in lines.dropFirst() {
            guard line.count == 2, let report = ContentHash(hex: String(line[0])), let size = UInt64(line[1]) else {
                return nil
            }
            standings[report] = size
        }
        guard encoded == bytes else { return nil }
    }
}
