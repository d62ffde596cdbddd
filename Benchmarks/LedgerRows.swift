import ExhibitCore
import ExhibitStorage
import Foundation

/// What a ledger costs to check, to open and to prove from, by its size.
struct LedgerRows {
    let small: Generator
    let large: Generator
    let entries: Int
    /// The folder of the programs.
    let programs: String

    /// The program's own audit of a ledger file.
    private func auditWithProgram(ledger: ContentHash) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: programs + "/exhibit")
        process.arguments = ["verify", large.folder.ledger, "--key", ledger.hex, "--quiet"]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { preconditionFailure("a ledger of this program's own") }
    }

    /// The whole audit, signatures included, beside the signatures alone on all cores.
    func audit() throws -> Row {
        let opened = try large.open(forWriting: false)
        let (ledger, entry) = (opened.ledgerID, try opened.entry(at: 1).entry)
        try opened.close()
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let sample = min(entries, 5_000)
        let (ours, theirs) = try Measure.sideBySide(rounds: 1) {
            try auditWithProgram(ledger: ledger)
        } _: {
            for _ in 0..<sample where !entry.isSigned { preconditionFailure("a signature of this program's own") }
        }
        let limit = theirs / Double(sample) * Double(entries) / Double(cores)
        return Row(
            work: "audit with signatures, \(entries) entries", beside: "Ed25519 verification on \(cores) cores",
            ours: Measure.rate(entries, ours), theirs: Measure.rate(entries, limit), ratio: limit / ours,
            target: "≥ 0.85", isMet: limit / ours >= 0.85)
    }

    func open() throws -> Row {
        let (ours, theirs) = try Measure.sideBySide(rounds: 15) {
            try large.open(forWriting: false).close()
        } _: {
            try small.open(forWriting: false).close()
        }
        return Row(
            work: "open a case, \(entries) entries", beside: "the same at 10,000",
            ours: Measure.milliseconds(ours), theirs: Measure.milliseconds(theirs), ratio: ours / theirs,
            target: "≤ 1.5", isMet: ours / theirs <= 1.5)
    }

    /// 200 inclusion proofs and 200 proofs of lists.
    private static func prove(_ opened: Case) throws {
        let covers = opened.size - 1
        for number in 0..<200 {
            let position = covers * UInt64(number) / 200
            _ = try opened.proveInclusion(of: position, size: opened.size)
            let entry = try opened.entry(at: position)
            guard let name = entry.statement.references.first, let key = IndexLeaf.key(of: name) else { continue }
            _ = try opened.proveReferences(of: key, covers: covers)
        }
    }

    func proofs() throws -> Row {
        // An index entry at the end, so that the cache stands exactly at what it covers.
        let cases = try [large, small].map { generator in
            let opened = try generator.open(forWriting: true)
            _ = try opened.appendIndex()
            return opened
        }
        let (ours, theirs) = try Measure.sideBySide {
            try Self.prove(cases[0])
        } _: {
            try Self.prove(cases[1])
        }
        for opened in cases { try opened.close() }
        return Row(
            work: "200 inclusion and completeness proofs, \(entries) entries", beside: "the same at 10,000",
            ours: Measure.milliseconds(ours), theirs: Measure.milliseconds(theirs), ratio: ours / theirs,
            target: "≤ 2", isMet: ours / theirs <= 2)
    }

    /// The cache made again from the entries, beside the hashes that it consists of.
    func rebuild() throws -> Row {
        var entries: [(id: ContentHash, references: [TypedName])] = []
        let ledger = try LedgerFile(path: large.folder.ledger, mode: .readOnly)
        try ledger.forEachRow { row in
            let entry = try Entry(leaf: row.leaf)
            entries.append((entry.id, Array(entry.statement.references)))
        }
        try ledger.close()
        let (ours, theirs) = try Measure.sideBySide(rounds: 1) {
            try FileManager.default.removeItem(atPath: large.folder.cache(large.folder.newestCache() ?? 1))
            try large.open(forWriting: true).close()
        } _: {
            Self.hash(entries)
        }
        let disk =
            (try? FileManager.default.attributesOfItem(
                atPath: large.folder.cache(large.folder.newestCache() ?? 1))[.size] as? Int) ?? nil
        return Row(
            work: "cache rebuilt, \(self.entries) entries, \((disk ?? 0) >> 20) MiB", beside: "its SHA-256 alone",
            ours: Measure.rate(self.entries, ours), theirs: Measure.rate(self.entries, theirs), ratio: theirs / ours,
            target: "≥ 0.5", isMet: theirs / ours >= 0.5)
    }

    /// The tree, the running values and the trie, without any store.
    private static func hash(_ entries: [(id: ContentHash, references: [TypedName])]) {
        var tree = TreeFrontier()
        var leaves: [ContentHash: IndexLeaf] = [:]
        for (position, entry) in entries.enumerated() {
            tree.append(entry.id)
            for key in entry.references.compactMap({ IndexLeaf.key(of: $0) }) {
                leaves[key, default: IndexLeaf(key: key)].add(position: UInt64(position), entry: entry.id)
            }
        }
        _ = IndexTrie(leaves.values).root
    }
}
