import Foundation
import Testing

@testable import ExhibitStorage

@Suite("A damaged database")
struct SQLiteDamageTests {
    let folder: Folder
    let path: String
    let whole: [UInt8]

    init() throws {
        folder = try Folder()
        path = folder["a.sqlite"]
        let database = try SQLite(path: path, mode: .create)
        try database.write { session in
            try session.script(
                """
                CREATE TABLE t(n INTEGER PRIMARY KEY, v BLOB NOT NULL, s TEXT NOT NULL) STRICT;
                CREATE INDEX t_s ON t(s);
                """)
            for n in 0..<40 {
                try session.run(
                    "INSERT INTO t VALUES(?, zeroblob(300), ?)", [.integer(Int64(n)), .text("row \(n)")])
            }
        }
        try database.close()
        whole = try bytes(of: path)
    }

    /// Reads everything that can be read. Only an error of ours may come out.
    func readAll(_ mode: SQLite.Mode) -> String {
        do {
            let database = try SQLite(path: path, mode: mode)
            _ = try database.check(thorough: true)
            let sum = try database.read { session in
                var sum: Int64 = 0
                try session.forEach("SELECT n, v, s FROM t ORDER BY s") { row in
                    sum += try row.integer(0) &+ Int64(try row.blob(1).count + (try row.text(2).utf8.count))
                }
                return sum
            }
            if mode != .readOnly { try database.write { try $0.run("INSERT INTO t VALUES(999, x'00', 'x')") } }
            try database.close()
            return "\(sum)"
        } catch let error as StorageError {
            return "\(error.kind)"
        } catch {
            Issue.record("another error: \(error)")
            return "other"
        }
    }

    func place(_ bytes: [UInt8]) throws {
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        try put(bytes, at: path)
    }

    @Test("Each flipped byte of the header gives a result or a clear error", arguments: [false, true])
    func header(readOnly: Bool) throws {
        var outcomes: Set<String> = []
        for offset in 0..<100 {
            for pattern: UInt8 in [0xff, 0x01] {
                var bytes = whole
                bytes[offset] ^= pattern
                try place(bytes)
                outcomes.insert(readAll(readOnly ? .readOnly : .readWriteExisting))
            }
        }
        #expect(outcomes.contains("damaged"))
    }

    @Test("Flipped bytes anywhere give a result or a clear error", arguments: [UInt64](1...4))
    func anywhere(seed: UInt64) throws {
        var random = Repeatable(state: seed)
        var outcomes: [String: Int] = [:]
        for round in 0..<250 {
            var bytes = whole
            for _ in 0..<(1 << (round % 6)) {
                // The pages' own headers and pointers, where damage misleads the most, half of the time.
                let page = Int.random(in: 0..<(bytes.count / 4096), using: &random) * 4096
                let within = Bool.random(using: &random) ? 100 : 4096
                bytes[page + Int.random(in: 0..<within, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            try place(bytes)
            outcomes[readAll(round % 2 == 0 ? .readOnly : .readWriteExisting), default: 0] += 1
        }
        #expect(outcomes["damaged", default: 0] > 10)
    }

    @Test("A file cut short gives a clear error", arguments: [1, 99, 100, 512, 4095, 4096, 4097, 8192])
    func truncated(length: Int) throws {
        try place(Array(whole[..<length]))
        #expect(readAll(.readOnly) == "damaged")
    }

    @Test("The check names what is wrong with an index")
    func checkNames() throws {
        var bytes = whole
        let range = Data(bytes).range(of: Data("row 17".utf8))
        let found = try #require(range)
        bytes[found.lowerBound + 5] = UInt8(ascii: "8")
        try place(bytes)
        let database = try SQLite(path: path, mode: .readOnly)
        #expect(try database.check(thorough: true).isEmpty == false)
    }
}
