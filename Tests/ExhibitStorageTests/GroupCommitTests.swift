import Dispatch
import ExhibitCore
import ExhibitTestSupport
import Foundation
import Synchronization
import Testing

@testable import ExhibitStorage

@Suite("Appends of several threads")
struct GroupCommitTests {
    private struct Refused: Error {}

    @Test("share a commit while one is being written, and each gets its own outcome")
    func shared() throws {
        let commits = GroupCommit<Int, Int>(largestGroup: 64)
        let groups = Mutex<[[Int]]>([])
        let outcomes = Mutex<[Int: Int]>([:])
        DispatchQueue.concurrentPerform(iterations: 200) { number in
            let outcome = try? commits.submit(number) { items in
                groups.withLock { $0.append(items) }
                return items.map { $0 % 3 == 0 ? .failure(Refused()) : .success($0 * 2) }
            }
            outcomes.withLock { $0[number] = outcome ?? -1 }
        }
        let written = groups.withLock { $0 }
        #expect(written.flatMap { $0 }.sorted() == Array(0..<200))
        #expect(written.allSatisfy { $0.count <= 64 })
        for number in 0..<200 {
            #expect(outcomes.withLock { $0[number] } == (number % 3 == 0 ? -1 : number * 2))
        }
    }

    @Test("wait for the commit that is running, and then go into one together")
    func together() {
        let commits = GroupCommit<Int, Int>(largestGroup: 64)
        let started = DispatchSemaphore(value: 0)
        let release = DispatchSemaphore(value: 0)
        let groups = Mutex<[[Int]]>([])
        let done = DispatchGroup()
        func submit(_ number: Int, waits: Bool) {
            done.enter()
            Thread {
                _ = try? commits.submit(number) { items in
                    groups.withLock { $0.append(items) }
                    if waits {
                        started.signal()
                        release.wait()
                    }
                    return items.map { .success($0) }
                }
                done.leave()
            }.start()
        }
        submit(0, waits: true)
        started.wait()
        for number in 1...20 { submit(number, waits: false) }
        while commits.waitingCount < 20 { usleep(1_000) }
        release.signal()
        done.wait()
        #expect(groups.withLock { $0.map { $0.sorted() } } == [[0], Array(1...20)])
    }

    @Test("reach a case in one ledger without gaps, each under its own rows")
    func ledger() throws {
        let folder = try Folder()
        let made = try newCase(in: folder)
        defer { try? made.close() }
        let key = try made.signingKey(.operator)
        let checkpointKey = try made.signingKey(.checkpoint)
        let (writer, store, ledger, start) = (made.writer, made.store, made.ledgerID, made.size)
        let positions = Mutex<[UInt64]>([])
        DispatchQueue.concurrentPerform(iterations: 64) { number in
            do {
                let head = Head(
                    author: key.publicKey, ledger: ledger, nonce: Self.nonce(number), time: Hour(milliseconds: 0))
                let draft = evidenceDraft(number)
                let (statement, values) = try draft.sealed(head: head, randomness: FixedRandomness("\(number)"))
                var recording = LedgerWriter.Recording()
                recording.entries = [try Entry(signing: statement, with: key)]
                recording.rows = values.map {
                    .slot(PrivateSlot(nonce: head.nonce, path: $0.path, salt: $0.salt, value: $0.value.encoded))
                }
                let placed = try writer.append(recording, checkpointKey: checkpointKey).placed.get()
                positions.withLock { $0 += placed.map(\.position) }
                let stored = try store.slots(nonce: head.nonce)
                if stored.count != values.count { Issue.record("entry \(number) has \(stored.count) rows") }
            } catch {
                Issue.record(error)
            }
        }
        #expect(positions.withLock { $0.sorted() } == Array(start..<start + 64))
        try made.readNewEntries()
        #expect(made.size == start + 64)
    }

    @Test("are not lost with one among them that breaks a rule")
    func oneIsRefused() throws {
        let folder = try Folder()
        let made = try newCase(in: folder)
        defer { try? made.close() }
        let stranger = try SigningKey(seed: [UInt8](repeating: 7, count: 32))
        let key = try made.signingKey(.operator)
        let checkpointKey = try made.signingKey(.checkpoint)
        let (writer, ledger) = (made.writer, made.ledgerID)
        let refused = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 32) { number in
            let author = number % 4 == 0 ? stranger : key
            let head = Head(
                author: author.publicKey, ledger: ledger, nonce: Self.nonce(number), time: Hour(milliseconds: 0))
            var recording = LedgerWriter.Recording()
            do {
                let statement = try evidenceDraft(number).sealed(
                    head: head, randomness: FixedRandomness("\(number)")
                ).statement
                recording.entries = [try Entry(signing: statement, with: author)]
                _ = try writer.append(recording, checkpointKey: checkpointKey).placed.get()
            } catch {
                refused.withLock { $0 += 1 }
            }
        }
        try made.readNewEntries()
        #expect(refused.withLock { $0 } == 8)
        #expect(made.size == 2 + 24)
    }

    private static func nonce(_ number: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: 8) + UInt64(number).bigEndianBytes
    }
}
