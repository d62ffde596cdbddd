import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A report of which one byte was changed", .serialized)
struct TamperedReportTests {
    @Test("is rejected, whichever byte it was, and the findings name what is damaged")
    func everyByte() async throws {
        let story = try Story()
        let report = try story.compose(try story.identify())
        // Its 18 entries are 36 KB and the page around them 38 KB, before any base64; pictures are 16 × 16.
        #expect(report.count < 131_072)
        let trust = story.trust
        #expect(ReportVerifier.verify(report, trust: trust).exitCode == 0)

        let tampering = Tampering(report)
        let step = Tampering.step(unoptimised: 307)
        let outcome = await tampering.run(step: step) { changed, _, _ in
            let verdict = ReportVerifier.verify(changed, trust: trust)
            guard verdict.exitCode == 2 else { return "exit code \(verdict.exitCode)" }
            let tampered = verdict.findings.filter { $0.severity == .tampered }
            guard tampered.allSatisfy({ !$0.object.isEmpty && !$0.message.isEmpty }) else {
                return "a finding about nothing"
            }
            return nil
        }
        tampering.say("a report", outcome, step: step)
        #expect(outcome.accepted == [])
        #expect(outcome.tried == (report.count + step - 1) / step * 2)
    }

    @Test("in its first line is not recognised, and not accepted either")
    func unrecognised() throws {
        let story = try Story()
        let report = try story.compose(try story.identify())
        for place in 0..<15 {
            var changed = report
            changed[place] ^= 0x01
            #expect(Verification.verify(changed, trust: story.trust).exitCode == 1)
        }
    }

    @Test("at its end or its beginning is rejected too", arguments: [0, 1, 14, 15, 40])
    func cutShort(by count: Int) throws {
        let story = try Story()
        let report = try story.compose(try story.identify())
        for changed in [Array(report.dropLast(count + 1)), Array(report.dropFirst(count + 1)), report + [0x0A]] {
            #expect(ReportVerifier.verify(changed, trust: story.trust).exitCode == 2)
        }
    }

    @Test("is rejected as a whole ledger too, of which one byte was changed")
    func export() async throws {
        let story = try Story()
        _ = try story.compose(try story.identify())
        let ledger = story.publisher.ledger
        let export = LedgerExport(leaves: ledger.entries.map(\.entry.leaf), checkpoint: try ledger.checkpoint()).encoded
        let trust = story.trust
        #expect(Verification.verify(export, trust: trust).exitCode == 0)
        let header = LedgerExport.header.utf8.count
        let tampering = Tampering(export)
        let step = Tampering.step(unoptimised: 211)
        let outcome = await tampering.run(step: step) { changed, place, _ in
            // Without its first line it is not recognised as a ledger.
            let code = Verification.verify(changed, trust: trust).exitCode
            return code == (place <= header ? 1 : 2) ? nil : "exit code \(code)"
        }
        tampering.say("a ledger export", outcome, step: step)
        #expect(outcome.accepted == [])
    }
}
