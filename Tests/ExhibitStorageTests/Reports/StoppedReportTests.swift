import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("A report that is stopped in the making")
struct StoppedReportTests {
    @Test("at any moment loses nothing, and the next one is right")
    func everyMoment() throws {
        let made = try QuickFolder()
        try ClaimedCase(in: made.path).make()
        let moments = try stopped(nil, from: made, goingOn: .here)
        let calls = moments.map { $0.split(separator: " ")[1] }
        for call in ["index", "append", "keep", "checkpoint"] { #expect(calls.contains { $0 == call }) }
        // Between two reads the files are what they were.
        let reads = ["values", "salt", "bytes"]
        let tried = moments.indices.filter { LongRun.isOn || !reads.contains(String(calls[$0])) }
        for stop in tried {
            for way in GoingOn.allCases { _ = try stopped(stop, from: made, goingOn: way) }
        }
        print(
            "stopped reports: \(tried.count) of \(moments.count) moments (EXHIBIT_LONG=1 tries all), "
                + "each gone on from in \(GoingOn.allCases.count) ways")
    }

    private enum GoingOn: CaseIterable {
        /// The same process, which was told of an error.
        case here
        /// Another one, after this one was killed: on the files as they were at that moment.
        case elsewhere
    }

    /// Makes a report that is stopped, then another one; returns the moments that were passed.
    private func stopped(_ stop: Int?, from made: QuickFolder, goingOn way: GoingOn) throws -> [String] {
        let folder = try QuickFolder()
        let (first, second) = (ClaimedCase(in: folder["1"]), ClaimedCase(in: folder["2"]))
        try copy(made.path, to: folder["1"])
        let opened = try first.open()
        let claim = try #require(try (0..<opened.size).map { try opened.entry(at: $0) }.last)
        try #require(claim.statement.isClaim)
        let stopping = StoppingCase(opened, stop: stop) { try copy(folder["1"], to: folder["2"]) }
        do {
            _ = try ReportComposer(stopping, now: { ClaimedCase.time }).compose(of: claim)
            #expect(stop == nil, "it was not stopped")
        } catch is StoppingCase.Stopped {}
        let size = opened.size
        let head = try #require(try opened.checkpoint(ofSize: size))

        let next = way == .here || stop == nil ? opened : try second.open()
        let moment = Comment(rawValue: stopping.moments.last ?? "")
        #expect(next.size == size, moment)
        let report = try ReportComposer(next, now: { ClaimedCase.time }).compose(of: claim)
        let verdict = ReportVerifier.verify(report.file.encoded, trust: TrustPolicy(ledgers: [next.ledgerID]))
        #expect(verdict.exitCode == 0, "\(moment): \(verdict.lines)")
        // What the first one gave out still holds.
        #expect(try next.checkpoint(ofSize: size) == head, moment)
        let path = next.ledger.path
        try next.close()
        #expect(try TamperedLedgerTests.audit(path, TrustPolicy(ledgers: [next.ledgerID])) == 0, moment)
        return stopping.moments
    }

    /// As a kill leaves it: the shared memory beside a database is not of the disk.
    private func copy(_ from: String, to target: String) throws {
        try FileManager.default.copyItem(atPath: from, toPath: target)
        for name in ["case/ledger.sqlite-shm", "case/private/private.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: "\(target)/\(name)")
        }
    }
}
