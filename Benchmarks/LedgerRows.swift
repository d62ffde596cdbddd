import ExhibitCore
import ExhibitStorage
import Foundation

/// What a ledger costs to check, to open and to prove from, by its size.
struct LedgerRows {
    let ledgers: Ledgers
    /// The folder of the programs.
    let programs: String

    private var entries: Int { ledgers.entries }

    /// The program's audit of a ledger file: whole, beside the signatures alone on all cores; and what is left of it when
    /// the time of the signatures alone is taken off, beside the rows read and hashed.
    func audit() throws -> [Row] {
        let large = try ledgers.large()
        let opened = try large.open(forWriting: false)
        let (ledger, entry) = (opened.ledgerID, try opened.entry(at: 1).entry)
        try opened.close()
        let sample = min(entries, 10_000)
        let raw = try RawDatabase(ledger: large.folder.ledger)
        let times = try Measure.inTurn(
            rounds: entries > 2_000_000 ? 1 : 3,
            [
                {
                    try Command.run(
                        programs + "/exhibit", ["verify", large.folder.ledger, "--key", ledger.hex, "--quiet"])
                },
                {
                    try Measure.seconds {
                        for _ in 0..<sample where !entry.isSigned { throw Failure("a signature does not hold") }
                    }
                },
                { try Measure.seconds { _ = try raw.scan() } },
            ])
        let signatures = times[1].scaled(by: Double(entries) / Double(sample * Measure.cores))
        let rest = times[0].scaled(by: max(0.01, 1 - signatures.median / times[0].median))
        return [
            Row(
                "audit with signatures, \(entries) entries", beside: "Ed25519 verification on \(Measure.cores) cores",
                ours: times[0].rate(of: entries), theirs: signatures.rate(of: entries),
                ratio: signatures.median / times[0].median, target: .atLeast(0.85)),
            Row(
                "audit, the time of its signatures alone taken off, \(entries) entries",
                beside: "raw SQLite scan and SHA-256 of the same rows, one core", ours: rest.rate(of: entries),
                theirs: times[2].rate(of: entries), ratio: times[2].median / rest.median, target: .atLeast(0.3)),
        ]
    }

    func open() throws -> [Row] {
        let (large, small) = (try ledgers.large(), try ledgers.small())
        let times = try Measure.sideBySide(rounds: 15) {
            try large.open(forWriting: false).close()
        } _: {
            try small.open(forWriting: false).close()
        }
        let ratio = times.ours.median / times.theirs.median
        return [
            Row(
                "open a case, \(entries) entries", beside: "the same at 10,000", ours: times.ours.milliseconds,
                theirs: times.theirs.milliseconds, ratio: ratio, target: .atMost(1.5))
        ]
    }

    /// 200 inclusion proofs and 200 proofs of lists; returns their bytes.
    @discardableResult
    private static func prove(_ opened: Case) throws -> (inclusion: Int, completeness: Int) {
        let covers = opened.size - 1
        var bytes = (inclusion: 0, completeness: 0)
        for number in 0..<200 {
            let position = covers * UInt64(number) / 200
            bytes.inclusion += 32 * (try opened.proveInclusion(of: position, size: opened.size)).count
            let entry = try opened.entry(at: position)
            guard let name = entry.statement.references.first, let key = IndexLeaf.key(of: name) else { continue }
            bytes.completeness += try opened.proveReferences(of: key, covers: covers).encoded.count
        }
        return bytes
    }

    func proofs() throws -> [Row] {
        // An index entry at the end, so that the cache stands exactly at what it covers.
        let cases = try [ledgers.large(), ledgers.small()].map { generator in
            let opened = try generator.open(forWriting: true)
            _ = try opened.appendIndex()
            return opened
        }
        let times = try Measure.sideBySide {
            try Self.prove(cases[0])
        } _: {
            try Self.prove(cases[1])
        }
        let sizes = try cases.map { try Self.prove($0) }
        let growth = log2(Double(cases[0].size)) / log2(Double(cases[1].size))
        for opened in cases { try opened.close() }
        func size(_ name: String, _ ours: Int, _ theirs: Int) -> Row {
            Row(
                "mean size of 200 \(name) proofs, \(entries) entries", beside: "the same at 10,000",
                ours: "\(ours / 200) bytes", theirs: "\(theirs / 200) bytes", ratio: Double(ours) / Double(theirs),
                target: .atMost(growth), also: ("the ratio of the logarithms", true))
        }
        return [
            Row(
                "200 inclusion and completeness proofs, \(entries) entries", beside: "the same at 10,000",
                ours: times.ours.milliseconds, theirs: times.theirs.milliseconds,
                ratio: times.ours.median / times.theirs.median, target: .atMost(2)),
            size("inclusion", sizes[0].inclusion, sizes[1].inclusion),
            size("completeness", sizes[0].completeness, sizes[1].completeness),
        ]
    }

    /// The cache made again from the entries, beside the hashes that it consists of.
    func rebuild() throws -> [Row] {
        let large = try ledgers.large()
        var entries: [(id: ContentHash, references: [TypedName])] = []
        let ledger = try LedgerFile(path: large.folder.ledger, mode: .readOnly)
        try ledger.forEachRow { row in
            let entry = try Entry(leaf: row.leaf)
            entries.append((entry.id, Array(entry.statement.references)))
        }
        try ledger.close()
        let times = try Measure.sideBySide(rounds: self.entries > 2_000_000 ? 1 : 3) {
            try FileManager.default.removeItem(atPath: large.folder.cache(large.folder.newestCache() ?? 1))
            try large.open(forWriting: true).close()
        } _: {
            Self.hash(entries)
        }
        let attributes = try FileManager.default.attributesOfItem(
            atPath: large.folder.cache(large.folder.newestCache() ?? 1))
        return [
            Row(
                "cache rebuilt, \(self.entries) entries, \((attributes[.size] as? Int ?? 0) >> 20) MiB",
                beside: "its SHA-256 alone", ours: times.ours.rate(of: self.entries),
                theirs: times.theirs.rate(of: self.entries), ratio: times.theirs.median / times.ours.median,
                target: .atLeast(0.5))
        ]
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

    /// Peaks of resident memory, of the programs as a person runs them.
    func memory() throws -> [Row] {
        let large = try ledgers.large()
        let opened = try large.open(forWriting: false)
        let ledger = opened.ledgerID
        try opened.close()
        let tiles = large.folder.path + "-tiles"
        defer { try? FileManager.default.removeItem(atPath: tiles) }
        let works = [
            ("audit", ["verify", large.folder.ledger, "--key", ledger.hex, "--quiet"]),
            ("export tiles", ["export", "tiles", tiles, "--case", large.folder.path, "--quiet"]),
        ]
        return try works.map { name, arguments in
            let peak = try Command.peakMemory(programs + "/exhibit", arguments, environment: large.environment)
            return Row(
                "peak memory of \(name), \(entries) entries", beside: "256 MiB", ours: "\(Int(peak)) MiB",
                theirs: "256 MiB", ratio: peak / 256, target: .atMost(1))
        }
    }
}
