import ExhibitCore
import ExhibitVerification
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("A ledger file with a page that cannot be read")
struct DamagedPageTests {
    private static let size = 48

    @Test("has its other rows and checkpoints judged, on both sides of each such page")
    func everyPage() throws {
        let folder = try Folder()
        let (whole, trust, last) = try Self.ledger(in: folder)
        // A bit in the last entry's signature: far behind the damage, to be found all the same.
        var judged = whole
        let place = try #require(Data(whole).firstRange(of: Data(last.suffix(40))))
        judged[place.lowerBound] ^= 1
        let pages = Self.pages(of: whole)
        #expect(pages.entries.count > 10 && pages.checkpoints.count >= 1)
        for page in pages.entries where !(page..<page + 4_096).contains(place.lowerBound) {
            var changed = judged
            for offset in 0..<8 { changed[page + offset] = 0xFF }
            let verdict = try Self.verdict(changed, trust, folder)
            let objects = verdict.findings.filter { $0.message.contains("missing, or not to be read") }.map(\.object)
            #expect(objects.count == 1, "\(page): \(verdict.findings)")
            let isNamed = verdict.findings.contains {
                $0.object == "entry \(Self.size)" && $0.message == "its signature does not hold"
            }
            #expect(isNamed, "\(page): \(verdict.findings)")
            #expect(verdict.findings.contains { $0.message.contains("cannot be read: it") })
            // Nobody else is accused: what rests on what is missing is said once for all.
            let others = verdict.findings.filter { $0.object.hasPrefix("entry ") && $0.object != "entry \(Self.size)" }
            #expect(others.allSatisfy { $0.message.contains("missing") }, "\(page): \(others)")
        }
        for page in pages.checkpoints {
            var changed = judged
            for offset in 0..<8 { changed[page + offset] = 0xFF }
            let verdict = try Self.verdict(changed, trust, folder)
            #expect(verdict.findings.contains { $0.message.contains("checkpoints of sizes from") })
            #expect(verdict.findings.contains { $0.object == "entry \(Self.size)" })
            #expect(!verdict.findings.contains { $0.message.contains("missing") })
        }
    }

    /// Pages that hold rows of entries, and rows of checkpoints: leaves of tables (0D) by what stands in them.
    private static func pages(of file: [UInt8]) -> (entries: [Int], checkpoints: [Int]) {
        var pages: (entries: [Int], checkpoints: [Int]) = ([], [])
        for page in stride(from: 4_096, to: file.count, by: 4_096) where file[page] == 0x0D {
            let bytes = Data(file[page..<page + 4_096])
            if bytes.firstRange(of: Data("in-toto+json".utf8)) != nil {
                pages.entries.append(page)
            } else if bytes.firstRange(of: Data("exhibit-ledger/v1/".utf8)) != nil {
                pages.checkpoints.append(page)
            }
        }
        return pages
    }

    /// A ledger of many small entries, each with a checkpoint.
    private static func ledger(in folder: Folder) throws -> (bytes: [UInt8], trust: TrustPolicy, last: [UInt8]) {
        let opened = try newCase(in: folder, randomness: "damaged pages")
        while opened.size <= size {
            try TamperedLedgerTests.record("picture \(opened.size)", in: opened)
        }
        let last = try opened.entry(at: UInt64(size)).entry.leaf
        let trust = TrustPolicy(ledgers: [opened.ledgerID])
        try opened.close()
        return (try bytes(of: opened.folder.ledger), trust, last)
    }

    private static func verdict(_ bytes: [UInt8], _ trust: TrustPolicy, _ folder: Folder) throws -> Verdict {
        let file = folder["damaged.sqlite"]
        try put(bytes, at: file)
        return try TamperedLedgerTests.verdict(file, trust)
    }
}
