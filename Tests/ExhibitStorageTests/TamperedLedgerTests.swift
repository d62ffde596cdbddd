import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Synchronization
import Testing

@testable import ExhibitStorage

@Suite("A ledger file of which one byte was changed", .serialized)
struct TamperedLedgerTests {
    /// How many changes leave every row and every setting as it was, by step: bytes in the unused part of a page, and
    /// what only SQLite's cache reads. They may become fewer; these numbers never grow.
    static let excusable = [1: 29_337, 16: 1_828, 61: 482]

    @Test("is rejected, or says in every row and setting what it said before")
    func everyByte() async throws {
        let folder = try Folder()
        let (whole, trust) = try Self.ledger(in: folder)
        let path = folder.path
        let original = try Self.dump("\(path)/case/ledger.sqlite")
        #expect(try Self.audit("\(path)/case/ledger.sqlite", trust) == 0)

        let tampering = Tampering(whole)
        let step = Tampering.step(unoptimised: 61)
        let excused = Counter()
        let outcome = await tampering.run(step: step) { changed, place, pattern in
            let file = "\(path)/\(place)-\(pattern).sqlite"
            defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) } }
            do {
                try put(changed, at: file)
                guard try Self.audit(file, trust) == 0 else { return nil }
                let dump = try Self.dump(file)
                if dump == original {
                    excused.add(place)
                    return nil
                }
                return "accepted, and says: \(zip(dump, original).filter { $0.0 != $0.1 }.map(\.0))"
            } catch is StorageError {
                return nil
            } catch {
                return "\(error)"
            }
        }
        let places = excused.places
        tampering.say(
            "a ledger file", outcome, step: step, ", \(places.count) of them change nothing that the file says")
        #expect(outcome.accepted == [])
        #expect(places.count <= Self.excusable[step, default: 0])
    }

    @Test("is judged in the end, also where the database gives one checkpoint again and again")
    func disordered() throws {
        let folder = try Folder()
        var (changed, trust) = try Self.ledger(in: folder)
        // The key of a cell among the checkpoints: 3 becomes 2, and stands behind 2.
        changed[15_432] ^= 0x01
        try put(changed, at: folder["changed.sqlite"])
        #expect(try Self.audit(folder["changed.sqlite"], trust) == 2)
    }

    /// The smallest ledger with every layer in it: two entries of `init`, one piece of evidence, one index.
    static func ledger(in folder: Folder) throws -> (bytes: [UInt8], trust: TrustPolicy) {
        let opened = try newCase(in: folder, randomness: "tampered ledger")
        try record("picture", in: opened)
        _ = try opened.appendIndex()
        let trust = TrustPolicy(ledgers: [opened.ledgerID])
        try opened.close()
        return (try bytes(of: opened.folder.ledger), trust)
    }

    /// One entry of evidence that was not decoded, of these bytes.
    static func record(_ text: String, in opened: Case) throws {
        let sealing = Sealing(Array(text.utf8), randomness: opened.randomness)
        let name = try opened.keep(sealing, bytes: nil, media: "image/png", stable: true)
        _ = try opened.append([
            Draft(
                .evidence, subjects: [name],
                body: [
                    "artifact": .string(name.description), "media_type": "image/png", "outcome": "undecodable",
                    "warnings": [], "coefficients": .null, "pixels": .null, "decoder": .null, "origin": "unknown",
                ])
        ])
    }

    /// The exit code of what `exhibit audit` does with a ledger file.
    static func audit(_ path: String, _ trust: TrustPolicy) throws -> Int32 {
        try verdict(path, trust).exitCode
    }

    /// What `exhibit audit` says of a ledger file.
    static func verdict(_ path: String, _ trust: TrustPolicy) throws -> Verdict {
        let ledger = try LedgerFile(path: path, mode: .readOnly)
        defer { try? ledger.close() }
        var audit = LedgerAudit(trust: trust)
        let findings = try ledger.examine { row in
            audit.add(
                position: row.position, leaf: row.leaf,
                stored: .init(entryID: row.entryID, statementID: row.statementID, chain: row.chain))
        } checkpoint: { checkpoint in
            audit.add(checkpoint: checkpoint.note, storedSize: checkpoint.size)
        }
        var verdict = audit.finish()
        var form = Verdict.Check("database", "the database is whole")
        for finding in findings { form.fail(.tampered, path, finding) }
        verdict.add(form)
        return verdict
    }

    /// Everything that the file says, by SQLite's own account.
    static func dump(_ path: String) throws -> [String] {
        let database = try SQLite(path: path, mode: .readOnly)
        defer { try? database.close() }
        return try database.read { session in
            // `PRAGMA journal_mode` may write, so it is refused here: it reads byte 19 (2 is WAL). Byte 18 only says who
            // may write, and SQLite then refuses to.
            var lines = ["journal_mode \(try bytes(of: path)[19])"]
            for pragma in [
                "user_version", "application_id", "page_size", "encoding", "auto_vacuum",
                "schema_version",
                "freelist_count", "page_count",
            ] {
                lines.append("\(pragma) \(String(describing: try session.firstValue("PRAGMA \(pragma)")))")
            }
            for (table, columns) in [
                ("sqlite_master", 5), ("entries", 5), ("checkpoints", 2),
            ] {
                try session.forEachText("SELECT * FROM \(table) ORDER BY rowid") { row in
                    lines.append(try (0..<columns).map { "\(try row.value($0))" }.joined(separator: " "))
                }
            }
            return lines
        }
    }

    private final class Counter: Sendable {
        private let found = Mutex<[Int]>([])
        func add(_ place: Int) { found.withLock { $0.append(place) } }
        var places: [Int] { found.withLock { $0 } }
    }
}

@Suite("The schema of a ledger file")
struct LedgerSchemaTests {
    /// Changes that leave every entry as it was, made with the program that everybody has.
    @Test(
        "is compared in every column and setting",
        arguments: [
            ("PRAGMA auto_vacuum = FULL; VACUUM", "auto_vacuum"), ("VACUUM", "schema_version"),
            ("DROP TRIGGER entries_update", "missing or changed: trigger entries_update"),
            ("CREATE VIEW more AS SELECT 1", "not of this program: view more"),
            (
                "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 1 WHERE name = 'entries_update'",
                "missing or changed: trigger entries_update"
            ),
            (
                "PRAGMA writable_schema = ON; UPDATE sqlite_master SET tbl_name = 'dntries' WHERE type = 'index'",
                "missing or changed: index sqlite_autoindex_entries_1"
            ),
        ])
    func compared(sql: String, finding: String) throws {
        let folder = try Folder()
        _ = try TamperedLedgerTests.ledger(in: folder)
        let path = folder["case"] + "/ledger.sqlite"
        func findings() throws -> [String] {
            let ledger = try LedgerFile(path: path, mode: .readOnly)
            defer { try? ledger.close() }
            return try ledger.examine { _ in
            } checkpoint: { _ in
            }
        }
        #expect(try findings() == [])
        #expect(try run("sqlite3", [path, sql]).status == 0)
        let found = try findings()
        #expect(found.contains { $0.contains(finding) }, "\(found)")
    }
}
