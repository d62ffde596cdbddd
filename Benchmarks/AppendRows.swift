import Dispatch
import ExhibitCore
import ExhibitStorage
import Foundation

/// How fast entries become durable.
struct AppendRows {
    let folder: String

    func rows() throws -> [Row] {
        [
            try together(withSlots: false), try together(withSlots: true), try oneByOne(withSlots: false),
            try oneByOne(withSlots: true),
        ]
    }

    private func generator(_ name: String) throws -> Generator {
        let path = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return try Generator(at: path)
    }

    /// 64 threads, each appending one entry at a time, beside one core that only signs.
    private func together(withSlots: Bool) throws -> Row {
        let generator = try generator("together-\(withSlots)")
        let made = try generator.create()
        // Five rounds stay below the 4,096 entries after which an index entry is due.
        let count = 768
        var next = 0
        let payload = generator.recordings(0..<1, ledger: made.ledgerID, withSlots: false)[0].entries[0].statement
            .payload
        let message = Entry.preAuthenticationEncoding(payload: payload)
        let writer = made.writer
        let key = try made.signingKey(.checkpoint)
        let times = try Measure.sideBySide {
            let start = next
            let ledger = made.ledgerID
            let done = DispatchGroup()
            // Threads of their own: a pool has as many as there are cores, and these spend their time waiting.
            for lane in 0..<64 {
                done.enter()
                Thread.detachNewThread {
                    for number in stride(from: start + lane, to: start + count, by: 64) {
                        let recording = generator.recordings(
                            number..<(number + 1), ledger: ledger, withSlots: withSlots)[0]
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
        guard made.size == UInt64(next) + 2 else { throw Failure("an append failed") }
        try made.close()
        return Row(
            "durable signed appends \(withSlots ? "with" : "without") slots, 64 at a time",
            beside: "Ed25519 signing, one core", ours: times.ours.rate(of: count), theirs: times.theirs.rate(of: count),
            ratio: times.theirs.median / times.ours.median, target: .atLeast(0.35))
    }

    /// One entry after the other, beside raw commits of the same bytes; with slots to two databases, as there are two.
    private func oneByOne(withSlots: Bool) throws -> Row {
        let generator = try generator("alone-\(withSlots)")
        let made = try generator.create()
        let count = 200
        let key = try made.signingKey(.checkpoint)
        let sample = generator.recordings(0..<1, ledger: made.ledgerID, withSlots: withSlots)[0]
        var same = [sample.entries[0].leaf]
        if withSlots { same.insert([UInt8](repeating: 7, count: sample.rows.count * 80), at: 0) }
        let raw = try same.indices.map { try RawDatabase(creating: "\(folder)/raw-\(withSlots)-\($0).sqlite") }
        var next = 0
        let times = try Measure.sideBySide {
            for recording in generator.recordings(next..<(next + count), ledger: made.ledgerID, withSlots: withSlots) {
                _ = try made.writer.append(recording, checkpointKey: key).placed.get()
            }
            next += count
        } _: {
            for _ in 0..<count {
                for (database, bytes) in zip(raw, same) { try database.commit(bytes) }
            }
        }
        try made.close()
        return Row(
            "durable append \(withSlots ? "with" : "without") slots, one at a time",
            beside: "\(withSlots ? "two raw SQLite FULL commits" : "a raw SQLite FULL commit") of the same bytes",
            ours: times.ours.rate(of: count), theirs: times.theirs.rate(of: count),
            ratio: times.theirs.median / times.ours.median, target: .atLeast(0.6))
    }
}
