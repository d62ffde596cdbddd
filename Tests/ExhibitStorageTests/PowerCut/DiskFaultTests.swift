import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("A database call that fails", .serialized)
struct DiskFaultTests {
    @Test("ends an append with an error or not at all, and the case goes on", arguments: DiskFaults.Kind.allCases)
    func everyCall(kind: DiskFaults.Kind) throws {
        // Before anything is opened: a connection keeps the layer that it was opened with.
        try #require(DiskRecorder.isInstalled)
        let made = try QuickFolder()
        let claimed = ClaimedCase(in: made.path)
        try claimed.makeEmpty()
        var call = 0
        var wentOn = 0
        while true {
            call += 1
            let outcome = try hit(kind, from: call, made)
            if outcome == .notHit { break }
            if outcome == .wentOn { wentOn += 1 }
        }
        print("database calls that fail (\(kind)): \(call - 1), after \(wentOn) the same process went on")
        #expect(call > 10)
        // A program that must be started again after any error would be whole too, and of little use.
        #expect(wentOn * 2 > call)
    }

    private enum Outcome { case notHit, wentOn, reopened }

    private func hit(_ kind: DiskFaults.Kind, from call: Int, _ made: QuickFolder) throws -> Outcome {
        let folder = try QuickFolder()
        try FileManager.default.copyItem(atPath: made.path, toPath: folder["1"])
        let claimed = ClaimedCase(in: folder["1"])
        var acknowledged: [[UInt8]] = []
        var opened = try claimed.open()
        func append(_ label: String) throws {
            acknowledged += try opened.append([RecordedLife.evidence(label, in: opened)]).map(\.entry.leaf)
        }
        let isHit = try DiskFaults.during(kind, from: call, below: folder.path) { faults in
            for work in [{ try append("a") }, { try append("b") }, { _ = try opened.appendIndex() }] {
                do { try work() } catch is StorageError {}
            }
            faults.end()
            return faults.hasHit
        }
        var outcome = isHit ? Outcome.wentOn : .notHit
        do {
            try append("after")
        } catch is StorageError {
            outcome = .reopened
            try? opened.close()
            opened = try claimed.open()
            try append("after")
        }
        _ = try opened.appendIndex()
        let leaves = try (0..<opened.size).map { try opened.entry(at: $0).entry }
        let moment = Comment(rawValue: "\(kind) from call \(call)")
        for leaf in acknowledged { #expect(leaves.contains { $0.leaf == leaf }, moment) }
        for entry in leaves where entry.statement.isEvidence {
            #expect(try opened.values(of: entry.statement).count == Kind.evidence.slots.count, moment)
        }
        let path = opened.ledger.path
        let trust = TrustPolicy(ledgers: [opened.ledgerID])
        try opened.close()
        #expect(try TamperedLedgerTests.audit(path, trust) == 0, moment)
        return outcome
    }
}
