import Dispatch
import ExhibitCore
import ExhibitStorage
import Foundation

/// How fast entries become durable.
struct AppendRows {
    let folder: String

    /// 64 threads, each appending one entry with its private values at a time, beside one core that only signs.
    func together() throws -> Row {
        let generator = try Generator(at: folder + "/together")
        let made = try generator.create()
        // Five rounds stay below the 4,096 entries after which an index entry is due.
        let count = 768
        var next = 0
        let payload = generator.recordings(0..<1, ledger: made.ledgerID, withSlots: false)[0].entries[0].statement
            .payload
        let message = Entry.preAuthenticationEncoding(payload: payload)
        let writer = made.writer
        let key = try made.signingKey(.checkpoint)
        let (ours, theirs) = Measure.sideBySide {
            let start = next
            let ledger = made.ledgerID
            let done = DispatchGroup()
            // Threads of their own: a pool has as many as there are cores, and these spend their time waiting.
            for lane in 0..<64 {
                done.enter()
                Thread.detachNewThread {
                    for number in stride(from: start + lane, to: start + count, by: 64) {
                        let recording = generator.recordings(number..<(number + 1), ledger: ledger, withSlots: true)[0]
                        _ = try? writer.append(recording, checkpointKey: key).placed.get()
                    }
                    done.leave()
                }
            }
            done.wait()
            next += count
        } _: {
            for _ in 0..<count { _ = generator.signer.sign(message) }
        }
        try made.readNewEntries()
        guard made.size == UInt64(next) + 2 else { preconditionFailure("an append failed") }
        try made.close()
        return Row(
            work: "durable signed appends, 64 at a time", beside: "Ed25519 signing, one core",
            ours: Measure.rate(count, ours), theirs: Measure.rate(count, theirs), ratio: theirs / ours,
            target: "≥ 0.35", isMet: theirs / ours >= 0.35)
    }

    /// One entry after the other, beside raw commits of the same bytes to two databases.
    func oneByOne() throws -> Row {
        let generator = try Generator(at: folder + "/alone")
        let made = try generator.create()
        let count = 200
        let key = try made.signingKey(.checkpoint)
        let raw = try [folder + "/raw-a.sqlite", folder + "/raw-b.sqlite"].map { path in
            let database = try SQLite(path: path, mode: .create)
            try database.write { try $0.script("CREATE TABLE rows(id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT") }
            return database
        }
        var next = 0
        let sample = generator.recordings(0..<1, ledger: made.ledgerID, withSlots: true)[0]
        let leaf = sample.entries[0].leaf
        let slots = [UInt8](repeating: 7, count: sample.rows.count * 80)
        let (ours, theirs) = try Measure.sideBySide {
            for recording in generator.recordings(next..<(next + count), ledger: made.ledgerID, withSlots: true) {
                _ = try made.writer.append(recording, checkpointKey: key).placed.get()
            }
            next += count
        } _: {
            for _ in 0..<count {
                for (database, bytes) in zip(raw, [slots, leaf]) {
                    try database.write { try $0.run("INSERT INTO rows(body) VALUES(?)", [.blob(bytes)]) }
                }
            }
        }
        try made.close()
        return Row(
            work: "durable append with slots, one at a time", beside: "two raw SQLite FULL commits of the same bytes",
            ours: Measure.rate(count, ours), theirs: Measure.rate(count, theirs), ratio: theirs / ours,
            target: "≥ 0.6", isMet: theirs / ours >= 0.6)
    }
}
