import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// Files that stand in a case under two names: the runs on one are on no list of the other, so a report on one hides them.
struct TwinFiles {
    /// 32 digest ‖ u64 position.
    private var digests = RecordSorter(width: 40, memory: 8 << 20, scratch: try? ScratchFile())

    /// - Parameter plain: the disclosed SHA-256 of an evidence entry.
    mutating func add(_ plain: String, at position: Int64) throws {
        guard let digest = ContentHash(hex: plain) else { return }
        let record = digest.bytes + UInt64(clamping: position).bigEndianBytes
        try digests.add { $0.copyBytes(from: record) }
    }

    /// Nil where there is none.
    mutating func check() throws -> Verdict.Check? {
        var check = Verdict.Check("names", "no file was recorded twice, under two names")
        var last: (digest: [UInt8], position: UInt64)?
        var cursor = try digests.sorted().cursor()
        while let record = try cursor.next() {
            let digest = Array(record[..<32])
            guard let position = UInt64(bigEndianBytes: Array(record[32...])) else { continue }
            if let last, last.digest == digest {
                check.fail(
                    .incomplete, "entry \(position)",
                    "it is the same file as that of entry \(last.position) under another name: reports on one leave out the runs on the other"
                )
            }
            last = (digest, position)
        }
        return check.findings.isEmpty ? nil : check
    }
}
