import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("An erasure")
struct ErasureTests {
    private struct Stopped: Error {}

    private static let picture = Array("a picture that somebody wants gone".utf8)
    private static let source = "from an informant who wants it gone"

    private let folder: QuickFolder
    private let place: CaseFolder
    private let memory: LedgerMemory

    init() throws {
        folder = try QuickFolder()
        place = CaseFolder(path: folder["case"])
        memory = LedgerMemory(folder: folder["heads"])
    }

    /// A case with two pictures, the first of which is to go.
    private func make() throws -> (evidence: Statement, other: Statement, secrets: ArtifactSecrets) {
        let opened = try Case.create(
            place, publisher: "", contact: "", passphrase: nil, memory: memory, seeds: FixedKeys.seeds,
            now: { 1_767_225_600_000 })
        func record(_ bytes: [UInt8], _ source: String) throws -> Statement {
            let name = try opened.keep(
                Sealing(bytes, randomness: opened.randomness), bytes: bytes, media: "image/png", stable: true)
            let draft = Draft(
                .evidence, subjects: [name],
                body: [
                    "artifact": .string(name.description), "media_type": "image/png", "outcome": "kept",
                    "warnings": [], "coefficients": .null, "pixels": .null, "decoder": .null, "origin": "unknown",
                ],
                slots: ["source": .string(source), "sha256": .string(ContentHash(of: bytes).hex)])
            return try opened.append([draft])[0].statement
        }
        let (evidence, other) = (try record(Self.picture, Self.source), try record(Array("other".utf8), "another"))
        let row = try #require(try opened.store.artifact(name: evidence.name("artifact")!.hash.hex))
        try opened.close()
        return (evidence, other, ArtifactSecrets(salt: row.salt, key: try #require(row.key)))
    }

    private func open() throws -> Case {
        try Case(place, keyring: FixedKeys.keyring(place), memory: memory, now: { 1_767_225_600_000 })
    }

    private func erasure(of evidence: Statement) throws -> Erasure {
        Erasure(
            artifacts: [try #require(evidence.name("artifact"))],
            slots: ["source", "sha256"].map { .init(statement: evidence.id, path: "body.\($0)") },
            reason: .courtOrder)
    }

    /// Every file of the case but the shared memory of databases, which is no copy of anything.
    private func files() throws -> [String: Data] {
        let names = try #require(FileManager.default.enumerator(atPath: place.path)).compactMap { $0 as? String }
        return Dictionary(
            uniqueKeysWithValues: names.filter { !$0.hasSuffix("-shm") }.compactMap { name in
                FileManager.default.contents(atPath: "\(place.path)/\(name)").map { (name, $0) }
            })
    }

    /// Also finds what stands in no row: free pages, the log, leftovers.
    private func isAnywhere(_ bytes: [UInt8]) throws -> Bool {
        try files().values.contains { $0.range(of: Data(bytes)) != nil }
    }

    private func checkIsGone(_ evidence: Statement, _ other: Statement, _ when: String) throws {
        let opened = try open()
        defer { try? opened.close() }
        let name = try #require(evidence.name("artifact"))
        let entries = opened.erasures(about: evidence).entries
        #expect(entries.count == 1, "\(when)")
        #expect(try !opened.hasPendingErasure(), "\(when)")
        #expect(try opened.store.artifact(name: name.hash.hex) == nil, "\(when)")
        #expect(failure { try opened.bytes(of: name) }?.reason.contains("ERASED by entry") == true, "\(when)")
        #expect(FileManager.default.fileExists(atPath: opened.artifacts.sealedPath(name.hash.bytes)) == false)
        let left = try opened.values(of: evidence).map(\.path)
        #expect(!left.isEmpty && !left.contains("body.source") && !left.contains("body.sha256"), "\(when)")
        // The others are there, under the new key.
        #expect(try opened.bytes(of: #require(other.name("artifact"))) == Array("other".utf8), "\(when)")
        #expect(try opened.values(of: other).contains { $0.value == "another" }, "\(when)")
        let names = try FileManager.default.contentsOfDirectory(atPath: place.privateFolder)
        #expect(names.contains("wrapping.key") && !names.contains("wrapping.next.key"), "\(when)")
        _ = try opened.appendIndex()
    }

    @Test(
        "that is cut short at any step is brought to its end by the next program",
        arguments: Case.ErasureMoment.allCases)
    func cutShort(at stop: Case.ErasureMoment) throws {
        let (evidence, other, _) = try make()
        let wrapping = try bytes(of: place.privateFolder + "/wrapping.key")
        let opened = try open()
        let erasure = try erasure(of: evidence)
        #expect(throws: Stopped.self) {
            _ = try opened.alone {
                try opened.erase(erasure, approver: nil) { if $0 == stop { throw Stopped() } }
            }
        }
        // Killed: nothing is closed in good order, and what stands in the logs stays there.
        let copy = try QuickFolder()
        for name in ["case", "heads"] {
            try FileManager.default.copyItem(atPath: folder[name], toPath: copy[name])
        }
        try opened.close()
        for name in ["case", "heads"] {
            try FileManager.default.removeItem(atPath: folder[name])
            try FileManager.default.moveItem(atPath: copy[name], toPath: folder[name])
        }
        let next = try open()
        #expect(try next.hasPendingErasure())
        // Whoever only reads gets nothing of it from the moment that the ledger says so.
        let name = try #require(evidence.name("artifact"))
        if stop == .noted {
            #expect(try next.salt(of: name) != nil)
        } else {
            #expect(throws: (any Error).self) { try next.bytes(of: name) }
            #expect(try next.salt(of: name) == nil)
            #expect(try !next.values(of: evidence).contains { $0.path == "body.source" })
        }
        let ended = try next.alone { try next.finishErasure() }
        #expect(ended.count == 1)
        #expect(try next.finishErasure().isEmpty)
        try next.close()
        try checkIsGone(evidence, other, "\(stop)")
        #expect(try !isAnywhere(wrapping))
    }

    @Test("leaves nothing of it in any file of the case, in no log and in no free page")
    func residue() throws {
        let (evidence, other, secrets) = try make()
        let name = try #require(evidence.name("artifact")).hash.hex
        let blob = try bytes(of: ArtifactFolder(path: place.artifacts).sealedPath(Hex.decode(name) ?? []))
        let store = try PrivateStore(folder: place.privateFolder, mode: .readOnly)
        let rows = try store.database.read { session in
            try session.all("SELECT secrets FROM wrapped_artifacts WHERE name = ?", [.text(name)]) { try $0.blob(0) }
                + session.all(
                    "SELECT secrets FROM wrapped_slots WHERE nonce = ?", [.blob(evidence.head.nonce)]
                ) { try $0.blob(0) }
        }
        try store.close()
        let wrapping = try #require(
            Hex.decode(String(decoding: try bytes(of: place.privateFolder + "/wrapping.key").dropLast(), as: UTF8.self))
        )
        let clear = [
            Self.picture, Array(Self.source.utf8), secrets.key, secrets.salt, ContentHash(of: Self.picture).bytes,
        ]
        func spellings(_ bytes: [UInt8]) -> [[UInt8]] {
            [bytes, Array(Hex.encode(bytes).utf8), Array(Base64.encode(bytes).utf8)]
        }
        // What the search must find before: the bytes that, with the wrapping key, are all of it.
        #expect(rows.count > 10)
        for needle in rows + [blob] { #expect(try isAnywhere(needle)) }
        #expect(try isAnywhere(Array(Hex.encode(wrapping).utf8)))
        let key = WrappingKey(wrapping)
        let opened = rows.indices.compactMap { index in
            key.unwrap(rows[index], row: WrappedRows.row(artifact: name))
        }
        #expect(opened.contains { Data($0).range(of: Data(secrets.key)) != nil })

        let working = try open()
        _ = try working.alone { try working.erase(try erasure(of: evidence), approver: "a judge") }
        // While the case is open, too.
        let gone = clear + [wrapping]
        for needle in gone.flatMap(spellings) { #expect(try !isAnywhere(needle)) }
        try working.close()
        for needle in gone.flatMap(spellings) + rows + [blob] { #expect(try !isAnywhere(needle)) }
        try checkIsGone(evidence, other, "afterwards")
    }

    @Test("waits until no other program has the case open for writing, and keeps others out meanwhile")
    func alone() throws {
        _ = try make()
        let (one, other) = (try open(), try open())
        let error = failure { try one.alone(waitingFor: .milliseconds(50)) {} }
        #expect(error?.kind == .busy)
        #expect(error?.reason.contains("(process \(ProcessInfo.processInfo.processIdentifier))") == true)
        // Who waited in vain keeps nobody else out.
        try other.close()
        try one.alone {
            let use = failure { try CaseUse(place, waitingFor: .milliseconds(50)).close() }
            #expect(use?.kind == .busy && use?.reason.contains("being erased from") == true)
        }
        try open().close()
        try one.close()
    }

    @Test("lets a program that reads meanwhile go on under the new key")
    func reader() throws {
        let (evidence, other, _) = try make()
        let reading = try PrivateStore(folder: place.privateFolder, mode: .readOnly)
        let opened = try open()
        _ = try opened.alone { try opened.erase(try erasure(of: evidence), approver: nil) }
        try opened.close()
        #expect(try reading.slots(nonce: other.head.nonce).contains { $0.path == "body.source" })
        #expect(try reading.slots(nonce: evidence.head.nonce).allSatisfy { $0.path != "body.source" })
        try reading.close()
    }

    @Test("that its keys of today may not record is dropped, and destroyed nothing")
    func keysReplaced() throws {
        let (evidence, _, _) = try make()
        let opened = try open()
        let erasure = try erasure(of: evidence)
        #expect(throws: Stopped.self) {
            _ = try opened.erase(erasure, approver: nil) { _ in throw Stopped() }
        }
        _ = try opened.rotate(.ledger)
        #expect(failure { try opened.finishErasure() }?.kind == .refused)
        #expect(try !opened.hasPendingErasure())
        #expect(try opened.bytes(of: #require(evidence.name("artifact"))) == Self.picture)
        #expect(try opened.erase(erasure, approver: nil).count == 1)
        try opened.close()
    }

    @Test("changes nothing that was signed: the audit of the ledger and every proof hold")
    func proofs() throws {
        let (evidence, _, _) = try make()
        let before = try LedgerFile(path: place.ledger, mode: .readOnly)
        var leaves: [[UInt8]] = []
        try before.forEachRow { leaves.append($0.leaf) }
        try before.close()
        let opened = try open()
        _ = try opened.alone { try opened.erase(try erasure(of: evidence), approver: nil) }
        let ledger = opened.ledgerID
        try opened.close()
        let after = try LedgerFile(path: place.ledger, mode: .readOnly)
        var audit = LedgerAudit(trust: TrustPolicy(ledgers: [ledger]))
        var (found, checkpoints): ([[UInt8]], [LedgerFile.StoredCheckpoint]) = ([], [])
        let findings = try after.examine {
            found.append($0.leaf)
        } checkpoint: {
            checkpoints.append($0)
        }
        for (position, leaf) in found.enumerated() {
            audit.add(position: Int64(position), leaf: leaf, stored: nil)
            for due in checkpoints where due.size == Int64(position + 1) {
                audit.add(checkpoint: due.note, storedSize: due.size)
            }
        }
        #expect(findings == [])
        #expect(Array(found.prefix(leaves.count)) == leaves && found.count == leaves.count + 1)
        #expect(!audit.finish().findings.contains { $0.severity == .tampered })
    }

    @Test("of many things stands in several entries, and is one erasure")
    func many() throws {
        _ = try make()
        let opened = try open()
        let names = try (0..<150).map { number in
            try opened.keep(
                Sealing(Array("derived \(number)".utf8), randomness: opened.randomness),
                bytes: Array("derived \(number)".utf8), media: "image/png", stable: false)
        }
        _ = try opened.appendIndex()
        let entries = try opened.erase(Erasure(artifacts: names, slots: [], reason: .retention), approver: nil)
        #expect(entries.count == 3)
        #expect(try names.allSatisfy { try opened.salt(of: $0) == nil })
        #expect(throws: StorageError.self) {
            try opened.erase(Erasure(artifacts: [], slots: [], reason: .retention), approver: nil)
        }
        try opened.close()
    }
}
