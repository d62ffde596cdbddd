import ExhibitCore
import ExhibitTestSupport
import Foundation
import Testing

@testable import ExhibitStorage

/// A kill leaves what was written, synced or not, for the next program to read; a power cut after it does not.
@Suite("A power cut after a kill", .serialized)
struct KillThenCutTests {
    @Test("loses nothing that a program read in between", arguments: [SQLite.Mode.readWriteExisting, .readOnly])
    func readInBetween(mode: SQLite.Mode) throws {
        let life = try RecordedLife.shared.get()
        var disk = Disk()
        var isMade = false
        var kills = 0
        for recorded in life.events {
            // Everything of a transaction is written, and nothing of it synced.
            if isMade, case .synced("ledger.sqlite-wal") = recorded.event {
                kills += 1
                let (told, left) = try readAndCut(disk, mode: mode)
                #expect(told > 0)
                #expect(left >= told, "\(told) entries were read before the cut, \(left) are left")
            }
            disk.take(recorded.event)
            if case .mark = recorded.event { isMade = true }
        }
        #expect(kills > 10)
    }

    /// How many entries a program reads after the kill, and how many are there after the cut.
    private func readAndCut(_ disk: Disk, mode: SQLite.Mode) throws -> (told: Int, left: Int) {
        let (killed, cut) = (try QuickFolder(), try QuickFolder())
        try put(disk.files(namings: disk.namingCount) { $1 }, in: killed)
        let (told, events) = try DiskRecorder.record(below: killed.path, outside: killed["none"]) { recorder in
            let ledger = try LedgerFile(path: killed["ledger.sqlite"], mode: mode)
            let count = try self.count(ledger)
            recorder.mark(count)
            try ledger.close()
            return count
        }
        var disk = disk
        for recorded in events {
            if case .mark = recorded.event { break }
            disk.take(recorded.event)
        }
        try put(disk.files(namings: 0) { _, _ in nil }, in: cut)
        let ledger = try LedgerFile(path: cut["ledger.sqlite"], mode: .readWriteExisting)
        defer { try? ledger.close() }
        return (told, try count(ledger))
    }

    private func count(_ ledger: LedgerFile) throws -> Int {
        var count = 0
        try ledger.forEachRow { _ in count += 1 }
        return count
    }

    private func put(_ files: [String: [UInt8]], in folder: QuickFolder) throws {
        for (name, content) in files { try ExhibitStorageTests.put(content, at: folder[name]) }
    }
}
