import Dispatch
import ExhibitCore
import ExhibitStorage
import Foundation
import Synchronization

/// Makes large ledgers quickly: the same bytes as the program's, signed on all cores and appended some thousand at a time.
struct Generator {
    let folder: CaseFolder
    let memory: LedgerMemory
    let signer: SigningKey
    /// What lets the program go on with the case: where this machine's memory of it is.
    let environment: [String: String]

    init(at path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = CaseFolder(path: path + "/case")
        environment = ["XDG_STATE_HOME": path + "/state", "XDG_CONFIG_HOME": path + "/config"]
        memory = try LedgerMemory(environment: environment)
        signer = try SigningKey(seed: [UInt8](repeating: 3, count: 32))
    }

    func create() throws -> Case {
        try Case.create(
            folder, publisher: "Bench", contact: "", passphrase: nil, memory: memory,
            seeds: [.operator: signer.seed], now: { 1_767_225_600_000 })
    }

    func open(forWriting: Bool) throws -> Case {
        let keyring = forWriting ? Keyring(folder: folder) { [] } : nil
        return try Case(folder, keyring: keyring, memory: memory, now: { 1_767_225_600_000 })
    }

    /// Signed evidence entries, each of another picture.
    func recordings(_ numbers: Range<Int>, ledger: ContentHash, withSlots: Bool) -> [LedgerWriter.Recording] {
        let made = Mutex([LedgerWriter.Recording?](repeating: nil, count: numbers.count))
        let chunk = max(1, numbers.count / 32)
        DispatchQueue.concurrentPerform(iterations: (numbers.count + chunk - 1) / chunk) { part in
            for offset in (part * chunk)..<min(part * chunk + chunk, numbers.count) {
                guard
                    let recording = try? recording(
                        numbers.lowerBound + offset, ledger: ledger, withSlots: withSlots)
                else { preconditionFailure("a draft of this program's own") }
                made.withLock { $0[offset] = recording }
            }
        }
        return made.withLock { $0.compactMap { $0 } }
    }

    private func recording(_ number: Int, ledger: ContentHash, withSlots: Bool) throws -> LedgerWriter.Recording {
        let name = TypedName(.sealed, ContentHash(of: Array("picture \(number)".utf8)))
        let draft = Draft(
            .evidence, subjects: [name],
            body: [
                "artifact": .string(name.description), "media_type": "image/png", "outcome": "undecodable",
                "warnings": [], "coefficients": .null, "pixels": .null, "decoder": .null, "origin": "unknown",
            ])
        let random = SystemRandomness()
        let head = Head(
            author: signer.publicKey, ledger: ledger, nonce: random.bytes(16), time: Hour(milliseconds: 0))
        let (statement, values) = try draft.sealed(head: head, randomness: random)
        var recording = LedgerWriter.Recording()
        recording.entries = [try Entry(signing: statement, with: signer)]
        if withSlots {
            recording.rows = values.map {
                .slot(PrivateSlot(nonce: head.nonce, path: $0.path, salt: $0.salt, value: $0.value.encoded))
            }
        }
        return recording
    }

    /// A ledger of about this many entries, with the index entries that it needs.
    func make(entries: Int, progress: (Int) -> Void) throws {
        let made = try create()
        let key = try made.signingKey(.checkpoint)
        var next = 0
        while next < entries {
            let end = min(next + 3_840, entries)
            var all = LedgerWriter.Recording()
            all.entries = recordings(next..<end, ledger: made.ledgerID, withSlots: false).flatMap(\.entries)
            _ = try made.writer.append(all, checkpointKey: key).placed.get()
            try made.readNewEntries()
            _ = try made.appendIndex()
            next = end
            progress(next)
        }
        try made.close()
    }
}
