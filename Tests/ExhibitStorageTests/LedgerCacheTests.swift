import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("The cache of a case")
struct LedgerCacheTests {
    /// A case with some index entries and a long list of one name.
    private static func filled(_ folder: Folder, entries: Int = 400) throws -> Case {
        let made = try newCase(in: folder)
        for start in stride(from: 0, to: entries, by: 100) {
            _ = try made.append((start..<start + 100).map { evidenceDraft($0) })
            if start % 200 == 0 { _ = try made.appendIndex() }
        }
        return made
    }

    private static func cache(_ folder: Folder) -> String {
        let place = CaseFolder(path: folder["case"])
        return place.cache(place.newestCache() ?? 1)
    }

    private static func check(_ opened: Case) throws {
        var tree = MerkleTree()
        var index = ReferenceIndex()
        try opened.ledger.forEachRow { row in
            let entry = try Entry(leaf: row.leaf)
            tree.append(entry.id)
            index.add(entry)
        }
        #expect(opened.size == tree.size)
        #expect(opened.tree.root == tree.root)
        for position in stride(from: 0, to: tree.size, by: 37) {
            let size = tree.size - position % 5
            guard position < size else { continue }
            #expect(
                try opened.proveInclusion(of: position, size: size) == tree.proveInclusion(of: position, size: size))
            let statement = try opened.entry(at: position).statement
            for name in statement.references {
                #expect(opened.entries(referringTo: name)?.map(\.position) == index.positions(of: name))
            }
        }
        let events = opened.history
        #expect(events.holds(FixedKeys.operator.publicKey, .operator, at: opened.size))
    }

    /// The verdict of an audit of the ledger file, which knows no cache.
    private static func audit(_ folder: Folder) throws -> Int32 {
        let path = folder["case"] + "/ledger.sqlite"
        let ledger = try LedgerFile(path: path, mode: .readOnly)
        let id = try Entry(leaf: try #require(try ledger.leaf(at: 0))).statement.id
        try ledger.close()
        return try TamperedLedgerTests.audit(path, TrustPolicy(ledgers: [id]))
    }

    @Test("gives the same tree, lists and roles as the entries, opened with it and without")
    func same() throws {
        let folder = try Folder()
        let made = try Self.filled(folder)
        try Self.check(made)
        try made.close()
        #expect(FileState.size(of: Self.cache(folder)) > 0)
        let opened = try reopened(folder)
        #expect(opened.tail.start > 200)
        try Self.check(opened)
        try opened.close()
        try FileManager.default.removeItem(atPath: Self.cache(folder))
        let without = try reopened(folder)
        #expect(without.tail.start == 0)
        try Self.check(without)
        try without.close()
        #expect(try Self.audit(folder) == 0)
    }

    @Test("that is missing, another ledger's, older, cut or overwritten is made again")
    func wrong() throws {
        let folder = try Folder()
        let made = try Self.filled(folder)
        try made.close()
        let cache = Self.cache(folder)
        let whole = try bytes(of: cache)

        let other = try Folder()
        try Self.filled(other, entries: 300).close()
        let foreign = try bytes(of: Self.cache(other))

        var damaged: [[UInt8]] = [[], foreign, Array(whole.prefix(whole.count / 2))]
        var random = Repeatable(state: 7)
        for _ in 0..<3 {
            var bytes = whole
            for _ in 0..<40 { bytes[Int.random(in: 100..<bytes.count, using: &random)] ^= 0xFF }
            damaged.append(bytes)
        }
        for (number, bytes) in damaged.enumerated() {
            let cache = Self.cache(folder)
            try put(bytes, at: cache)
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: cache + suffix) }
            let opened = try reopened(folder)
            _ = try opened.append([evidenceDraft(10_000 + number)])
            _ = try opened.appendIndex()
            #expect(opened.tail.items.count == 1)
            try opened.close()
            #expect(try Self.audit(folder) == 0, "damage \(number)")
        }
    }

    @Test("never makes a wrong root be signed: every page is compared with the root before it")
    func everyPage() throws {
        let folder = try Folder()
        try Self.filled(folder).close()
        let cache = Self.cache(folder)
        #expect(
            try run(
                "sqlite3",
                [
                    cache,
                    "UPDATE pages SET body = CAST(substr(body, 1, 41) || x'00' || substr(body, 43) AS BLOB) WHERE number > 1",
                ]
            ).status == 0)
        let opened = try reopened(folder)
        _ = try opened.append((0..<50).map { evidenceDraft(20_000 + $0) })
        _ = try opened.appendIndex()
        try opened.close()
        #expect(try Self.audit(folder) == 0)
    }

    @Test(
        "with one row wrong answers as the entries do, and no index entry signs what it says",
        arguments: [
            "UPDATE state SET keys = 5", "UPDATE state SET root = zeroblob(32)", "UPDATE state SET size = size - 1",
            "DELETE FROM refs WHERE position % 2 = 0", "DELETE FROM refs", "DROP TABLE refs",
            "DELETE FROM packed WHERE position % 2 = 0", "DELETE FROM packed", "DROP TABLE packed",
            "UPDATE packed SET body = CAST(substr(body, 1, length(body) - 41) AS BLOB)",
            "UPDATE packed SET body = CAST(substr(body, 2) AS BLOB)",
            "DELETE FROM kinds WHERE kind = 'key'", "DELETE FROM kinds WHERE number > 0", "DELETE FROM kinds",
            "UPDATE kinds SET positions = CAST(substr(positions, 9) AS BLOB)",
            "UPDATE kinds SET positions = CAST(substr(positions, 2) AS BLOB)",
            "DROP TABLE kinds", "DELETE FROM kind_values", "DELETE FROM pages", "DELETE FROM tree",
            "INSERT INTO refs SELECT DISTINCT name, 399 FROM packed WHERE position < 5",
        ])
    func oneRow(sql: String) throws {
        let folder = try Folder()
        try Self.filled(folder).close()
        #expect(try run("sqlite3", [Self.cache(folder), sql]).status == 0)
        let opened = try reopened(folder)
        try Self.check(opened)
        #expect(try opened.entries(of: .evidence).count == 400)
        #expect(try opened.entries(of: .key).count == 1)
        _ = try opened.append([evidenceDraft(20_000)])
        _ = try opened.appendIndex()
        try opened.close()
        #expect(try Self.audit(folder) == 0)
    }

    @Test("is not needed, and not touched, by those who read")
    func reading() throws {
        let folder = try Folder()
        try Self.filled(folder).close()
        let cache = Self.cache(folder)
        let before = try bytes(of: cache)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder["case"] + "/private").sorted()
        func read() throws -> Case {
            try Case(
                CaseFolder(path: folder["case"]), keyring: nil, memory: LedgerMemory(folder: folder["heads"]),
                now: { 0 })
        }
        let opened = try read()
        try Self.check(opened)
        try opened.close()
        #expect(try bytes(of: cache) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder["case"] + "/private").sorted() == names)
        try FileManager.default.removeItem(atPath: cache)
        let without = try read()
        try Self.check(without)
        try without.close()
        #expect(FileState.size(of: cache) == 0)
    }

    @Test("serves two programs that append in turn")
    func twoPrograms() throws {
        let folder = try Folder()
        let one = try Self.filled(folder, entries: 300)
        let other = try reopened(folder)
        for round in 0..<6 {
            let turn = round % 2 == 0 ? one : other
            _ = try turn.exclusively { try turn.append((0..<40).map { evidenceDraft(30_000 + round * 100 + $0) }) }
            if round % 3 != 2 { _ = try turn.exclusively { try turn.appendIndex() } }
        }
        try one.readNewEntries()
        try Self.check(one)
        try one.close()
        try other.readNewEntries()
        try Self.check(other)
        try other.close()
        #expect(try Self.audit(folder) == 0)
    }

    @Test("of a long ledger is made at once when it is missing, also for those who only read, who leave no file")
    func long() throws {
        let folder = try Folder()
        let made = try newCase(in: folder)
        func append(_ numbers: Range<Int>) throws {
            for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 250) {
                let batch = start..<min(start + 250, numbers.upperBound)
                _ = try made.append(batch.map { evidenceDraft($0 % 16_000) })
            }
        }
        for start in stride(from: 0, to: 17_000, by: 1_700) {
            try append(start..<start + 1_700)
            _ = try made.appendIndex()
        }
        try append(0..<300)
        try made.close()
        func check(_ opened: Case) throws {
            #expect(opened.tail.items.isEmpty)
            for number in [0, 299, 300, 999, 1_000, 15_999] {
                let name = try #require(evidenceDraft(number).subjects.first)
                let found = try #require(opened.entries(referringTo: name))
                #expect(found.count == (number < 300 ? 3 : number < 1_000 ? 2 : 1), "\(number)")
                #expect(try opened.names(startingWith: name.description.dropLast(40).description) == [name])
            }
            #expect(try opened.entries(of: .index).count == 10)
            #expect(try opened.entries(of: .evidence).count == 17_300)
            #expect(try opened.isTreeSigned())
        }
        for mode in [Keyring(folder: CaseFolder(path: folder["case"])) { [] }, nil] {
            let cache = Self.cache(folder)
            try FileManager.default.removeItem(atPath: cache)
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: cache + suffix) }
            let opened = try Case(
                CaseFolder(path: folder["case"]), keyring: mode, memory: LedgerMemory(folder: folder["heads"]),
                now: { 0 })
            try check(opened)
            try opened.close()
            #expect((FileState.size(of: Self.cache(folder)) > 0) == (mode != nil))
            if mode != nil { try check(try reopened(folder)) }
        }
    }
}
