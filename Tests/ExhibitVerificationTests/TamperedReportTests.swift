import ExhibitCore
import ExhibitTestSupport
import ExhibitVerification
import Testing

@Suite("A report of which one byte was changed", .serialized)
struct TamperedReportTests {
    enum Size: CaseIterable {
        /// At most 64 KiB, with a page that has no script, as earlier ones had none. The evidence is a picture of 16 × 16 pixels whose file is cut short, so that its run fails, its
        /// claim is REFUSED, and no step is recorded; the machine is not described, nothing is disclosed, and
        /// the evidence has the first version of its kind.
        ///
        /// No report is much smaller. Its eleven entries (ledger, key, evidence, gallery, model, run.opened, run.closed,
        /// claim, index, report, index) are 11 KB of payload, and three layers of base64 make 64/27 of each byte; eight
        /// lists, proofs and open files are 11 KB of the bundle, in one layer; the page is 22 KB, nearly all of it the
        /// template's. The five steps of a picture that decodes would be 18 KB more, and the page that shows them 10 KB.
        case small
        /// A lead, with a candidate and both pictures.
        case whole

        func report() throws -> (story: Story, bytes: [UInt8]) {
            guard self == .small else {
                let story = try Story()
                return (story, try story.compose(try story.identify()))
            }
            let picture = PNGWriter(.mondrian(seed: 3, width: 16, height: 16, rectangles: 3)).file.prefix(40)
            let story = try Story(picture: Array(picture), members: [Story.members[0]], hasMarks: false) {
                $0.ledger.statesSeen = false
            }
            story.environment = []
            var forge = Forge()
            forge.disclosures = { $0 = [] }
            return (story, try forge.report(story, of: try story.identify()))
        }
    }

    @Test("is rejected, whichever byte it was, and the findings name what is damaged", arguments: Size.allCases)
    func everyByte(size: Size) async throws {
        let (story, report) = try size.report()
        #expect(report.count <= (size == .small ? 65_536 : 229_376))
        let trust = story.trust
        #expect(ReportVerifier.verify(report, trust: trust).exitCode == 0)

        let tampering = Tampering(report)
        // The whole one has all of the small one's parts, and is larger and slower.
        let step = Tampering.step(unoptimised: 307) * (size == .small ? 1 : LongRun.isOn ? 16 : 4)
        let outcome = await tampering.run(step: step) { changed, _, _ in
            let verdict = ReportVerifier.verify(changed, trust: trust)
            guard verdict.exitCode == 2 else { return "exit code \(verdict.exitCode)" }
            let tampered = verdict.findings.filter { $0.severity == .tampered }
            guard tampered.allSatisfy({ !$0.object.isEmpty && !$0.message.isEmpty }) else {
                return "a finding about nothing"
            }
            return nil
        }
        tampering.say("a \(size) report", outcome, step: step)
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
