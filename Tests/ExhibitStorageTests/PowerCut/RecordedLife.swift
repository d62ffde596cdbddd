import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Foundation

@testable import ExhibitStorage

/// A case's life with everything that writes to its databases, and what its user was told on the way.
struct RecordedLife: Sendable {
    /// What holds from a mark on, whatever happens to the machine.
    struct Told: Sendable {
        let entries: Int
        let checkpoint: Checkpoint
    }

    private(set) var events: [DiskRecorder.Recorded] = []
    private(set) var leaves: [[UInt8]] = []
    private(set) var told: [Told] = []
    let ledger: ContentHash
    /// It is made durable before the private database is, and not replaced in this life.
    let wrappingKey: [UInt8]

    static let shared = Result { try RecordedLife() }

    init() throws {
        let folder = try QuickFolder()
        let memory = LedgerMemory(folder: folder["heads"])
        try DurableFile.makeFolder(memory.folder)
        let place = CaseFolder(path: folder["case"])
        let ((leaves, told, ledger), events) = try DiskRecorder.record(below: folder.path, outside: memory.folder) {
            try Self.live(in: place, memory: memory, recorder: $0)
        }
        wrappingKey = try bytes(of: place.privateFolder + "/wrapping.key")
        (self.leaves, self.told, self.ledger, self.events) = (leaves, told, ledger, events)
    }

    private static func live(
        in place: CaseFolder, memory: LedgerMemory, recorder: DiskRecorder
    ) throws -> ([[UInt8]], [Told], ContentHash) {
        var leaves: [[UInt8]] = []
        var told: [Told] = []
        let randomness = FixedRandomness("power cut")
        var opened = try Case.create(
            place, publisher: "Example Archive", contact: "", passphrase: nil, memory: memory, seeds: FixedKeys.seeds,
            randomness: randomness, now: { 1_767_225_600_000 })
        func tell() throws {
            for position in UInt64(leaves.count)..<opened.size {
                leaves.append(try opened.entry(at: position).entry.leaf)
            }
            guard let note = try opened.checkpoint(ofSize: opened.size) else { return }
            recorder.mark(told.count)
            told.append(Told(entries: leaves.count, checkpoint: try Checkpoint(text: note.text)))
        }
        func append(_ count: Int) throws {
            let drafts = try (0..<count).map { number in try evidence("\(leaves.count) \(number)", in: opened) }
            _ = try opened.append(drafts)
            try tell()
        }
        func index() throws {
            _ = try opened.appendIndex()
            try tell()
        }
        func reopen() throws {
            try opened.close()
            recorder.mark(told.count - 1)
            opened = try Case(
                place, keyring: FixedKeys.keyring(place), memory: memory, randomness: randomness,
                now: { 1_767_225_600_000 })
        }
        try tell()
        try append(1)
        try append(3)
        try index()
        try append(20)
        // All frames moved and the log emptied, as at the end of a command.
        try opened.ledger.database.checkpoint()
        try append(1)
        try append(2)
        try reopen()
        // The log begins again from its start each time that so many pages are full, without being emptied.
        _ = try opened.ledger.database.read { session in try session.runText("PRAGMA wal_autocheckpoint = 8") }
        for count in [1, 4, 1] { try append(count) }
        try index()
        try append(1)
        try reopen()
        try append(2)
        try index()
        try opened.close()
        recorder.mark(told.count - 1)
        return (leaves, told, opened.ledgerID)
    }

    static func evidence(_ label: String, in opened: Case) throws -> Draft {
        let sealing = Sealing(Array("picture \(label)".utf8), randomness: opened.randomness)
        let name = try opened.keep(sealing, bytes: nil, media: "image/png", stable: true)
        return Draft(
            .evidence, subjects: [name],
            body: [
                "artifact": .string(name.description), "media_type": "image/png", "outcome": "undecodable",
                "warnings": [], "coefficients": .null, "pixels": .null, "decoder": .null, "origin": "unknown",
            ], slots: ["source": .string("source of \(label)")])
    }
}

extension FixedKeys {
    static let seeds: [Role: [UInt8]] = [
        .ledger: ledger.seed, .checkpoint: checkpoint.seed, .operator: `operator`.seed,
    ]

    static func keyring(_ place: CaseFolder) throws -> Keyring {
        Keyring(folder: place, keys: [.ledger: ledger, .checkpoint: checkpoint, .operator: `operator`])
    }
}

/// A folder in memory where the system has one: thousands of states are synced there.
final class QuickFolder {
    let path: String

    init() throws {
        let memory = "/dev/shm"
        let base =
            FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        path = "\(base)/exhibit-power-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    subscript(_ name: String) -> String { path + "/" + name }
}
