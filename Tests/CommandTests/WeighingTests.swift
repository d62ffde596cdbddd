import ExhibitTestSupport
import Foundation
import Testing

@Suite("A search that was measured")
struct WeighingTests {
    /// A case with a set of 720 drawn pictures, and a smaller copy of the first as evidence.
    private func bench() throws -> Bench {
        let bench = try Bench()
        try FileManager.default.createDirectory(atPath: bench.work + "/set", withIntermediateDirectories: true)
        for number in 0..<720 {
            let picture = SyntheticImage.mondrian(seed: UInt64(500 + number), width: 96, height: 96, rectangles: 16)
            try Data(PNGWriter(picture).file).write(
                to: URL(fileURLWithPath: bench.work + "/set/\(String(format: "%03d", number)).png"))
            if number == 0 {
                var copy = picture
                copy.fill(3..<6, 3..<6, (90, 120, 30))
                try Data(PNGWriter(copy).file).write(to: URL(fileURLWithPath: bench.work + "/received.png"))
            }
        }
        let made = try bench.run(
            """
            exhibit init c --no-passphrase -q && exhibit ingest received.png --case c -q &&
            exhibit gallery add archive set --case c -q
            """)
        try #require(made.code == 0, "\(made.error)")
        return bench
    }

    private func json(_ text: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("is a lead without numbers before, and one with bounds after; reports of both verify")
    func beforeAndAfter() throws {
        let bench = try bench()
        let before = try bench.run("exhibit identify received.png --gallery archive --case c")
        #expect(before.output.contains("LEAD  recorded as claim"), "\(before.output)\(before.error)")
        #expect(before.output.contains("P04.no-calibration"))
        let after = try bench.run(
            """
            exhibit report --last -o before.html --case c -q &&
            exhibit calibrate copy --gallery archive --case c >&2 &&
            exhibit identify received.png --gallery archive --case c --json --population 1000 \
              --question "A copy?" --proposition "It is." --alternative "Another picture of the place." --asked before &&
            exhibit report --last -o after.html --case c -q && exhibit verify before.html -q &&
            exhibit verify after.html -q && exhibit audit --case c -q && echo whole
            """)
        #expect(after.code == 0 && after.output.contains("whole"), "\(after.output)\(after.error)")
        let result = try json(try #require(after.output.split(separator: "\n").first))
        let weight = try #require(result["weight"] as? [String: Any], "\(after.output)\(after.error)")
        #expect(result["status"] as? String == "LEAD" && weight["searched"] as? Int == 720)
        #expect((weight["coincidences"] as? String)?.hasPrefix("0.0") == true, "\(weight)")
        let page = try String(contentsOfFile: bench.work + "/after.html", encoding: .utf8)
        #expect(page.contains("one-sided 95 % bound") && page.contains("Another picture of the place."))
        #expect(!page.contains("has not been measured"))
        let shown = try bench.run("exhibit identify received.png --gallery archive --case c")
        #expect(
            shown.output.contains("searches without an original that find a picture: at most 0.0"), "\(shown.output)")
        #expect(shown.output.contains("independent comparisons of one source"), "\(shown.output)")
        let person = try bench.run(
            """
            exhibit identify received.png --gallery archive --about person --case c &&
            exhibit report --last -o person.html --case c -q && exhibit verify person.html -q && exhibit audit --case c -q
            """)
        #expect(person.code == 0, "\(person.output)\(person.error)")
        #expect(
            person.output.contains("P14.person: Of a person nothing is claimed by this program, whatever was measured.")
        )
        #expect(!person.output.contains("has not been measured") && !person.output.contains("distance"))
    }

    @Test("asks two blind reviewers of a document that names persons, and answers nothing about who is protected")
    func subjects() throws {
        let bench = try bench()
        let asked = try bench.run(
            """
            exhibit calibrate copy --gallery archive --case c -q
            for subject in thing document protected; do
              exhibit identify received.png --gallery archive --case c --json --subject $subject &&
              exhibit report --last -o $subject.html --case c -q && exhibit verify $subject.html -q &&
              exhibit-verify $subject.html >&2 || exit 9
            done
            exhibit audit --case c -q && echo whole
            """)
        try #require(asked.output.contains("whole"), "\(asked.output)\(asked.error)")
        let claims = try asked.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map { try json($0) }
        try #require(claims.count == 3)
        let status = claims.map { $0["status"] as? String }
        #expect(status == ["LEAD", "LEAD", "REFUSED"])
        #expect(asked.output.contains("P15.excluded-subject"), "\(asked.output)")
        let document = try String(contentsOfFile: bench.work + "/document.html", encoding: .utf8)
        #expect(document.contains("The publisher states that this is about a document that names persons."))
        #expect(document.contains("exhibit-report-v6") && document.contains("What this is worth"))
        let protected = try String(contentsOfFile: bench.work + "/protected.html", encoding: .utf8)
        #expect(protected.contains("It is not answered.") && !protected.contains("What this is worth"))
        // Whom the rules protect is not shown.
        #expect(!protected.contains("<img") && document.contains("<img"))
        let shown = try bench.run(
            """
            exhibit report --last -o shown.html --case c -q --disclose evidence-pictures && exhibit verify shown.html -q
            grep -c '<img' shown.html; exhibit report --last -o none.html --case c --withhold picture
            """)
        #expect(shown.output == "1\n" && shown.error.contains("reference-pictures"), "\(shown.output)\(shown.error)")
    }

    @Test("is reviewed blind before anything is claimed, dissent is kept, and the claim counts both")
    func reviews() throws {
        let bench = try bench()
        let setUp = try bench.run(
            """
            exhibit calibrate copy --gallery archive --case c -q &&
            exhibit identify received.png --gallery archive --hold --case c &&
            for name in one two three; do
              exhibit key reviewer -o $name.key --no-passphrase -q &&
              exhibit key grant reviewer $name.key --case c -q || exit 9
            done
            exhibit log --kind run.opened --case c --csv | tail -1 | cut -d, -f1
            """)
        #expect(setUp.code == 0 && setUp.output.contains("held: no score is shown"), "\(setUp.output)\(setUp.error)")
        #expect(!setUp.output.contains("distance"))
        let run = try #require(setUp.output.split(separator: "\n").last).filter(\.isNumber)
        let reviewed = try bench.run(
            """
            exhibit review '#\(run)' --pictures look --case c && ls look &&
            exhibit review '#\(run)' --conclusion supports --reviewer-key one.key --reasons "Same lines" --case c &&
            exhibit claim '#\(run)' --case c --json --corroboration "The sender's letter" &&
            exhibit review '#\(run)' --conclusion "leans for" --reviewer-key two.key --case c &&
            exhibit review '#\(run)' --conclusion opposes --reviewer-key three.key --reasons "Another hand" --case c &&
            exhibit claim '#\(run)' --case c --json && exhibit report --last -o r.html --case c -q &&
            exhibit verify r.html -q && exhibit audit --case c -q && echo whole
            """)
        #expect(reviewed.code == 0 && reviewed.output.contains("whole"), "\(reviewed.output)\(reviewed.error)")
        #expect(reviewed.output.contains("evidence.jpg") && reviewed.output.contains("reference-1.jpg"))
        #expect(reviewed.output.contains("supports, blind") && reviewed.output.contains("leans for, not blind"))
        let claims = try reviewed.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map { try json($0) }
        func rules(_ claim: [String: Any]) -> [String] {
            (claim["reasons"] as? [[String: Any]] ?? []).compactMap { $0["rule"] as? String }
        }
        try #require(claims.count == 2)
        #expect(!rules(claims[0]).contains("P13.reviews") && !rules(claims[0]).contains("P12.corroboration"))
        #expect(rules(claims[1]).contains("P13.dissent"))
        let page = try String(contentsOfFile: bench.work + "/r.html", encoding: .utf8)
        #expect(page.contains("Another hand") && page.contains("different keys are not proof of different people"))
        let own = try bench.run("exhibit key grant reviewer c/private/keys/operator.pem --case c")
        #expect(own.code == 1 && own.error.contains("nobody reviews their own work"), "\(own.error)")
        // Searching again makes no dissent disappear, and nobody blind who could have read a claim.
        let again = try bench.run(
            """
            exhibit identify received.png --gallery archive --hold --case c -q &&
            run=$(exhibit log --kind run.opened --case c --csv | tail -1 | cut -d, -f1 | tr -dc 0-9) &&
            exhibit review "#$run" --conclusion supports --reviewer-key one.key --case c &&
            exhibit claim "#$run" --case c
            """)
        #expect(again.code == 0 && again.output.contains("supports, not blind"), "\(again.output)\(again.error)")
        #expect(again.output.contains("P13.dissent"))
        let stranger = try bench.run(
            """
            exhibit key reviewer -o four.key --no-passphrase -q
            exhibit review '#\(run)' --conclusion supports --reviewer-key four.key --case c
            """)
        #expect(stranger.code == 1 && stranger.error.contains("exhibit key grant reviewer"), "\(stranger.error)")
    }

    @Test("of which the calibration is lost is not begun: nothing is recorded")
    func lost() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            exhibit calibrate copy --gallery archive --case c --json >made
            name=$(grep -o '"scores":"sealed:[0-9a-f]*' made | cut -d: -f3) && find c/artifacts -name "$name" | grep -c . &&
            find c/artifacts -name "$name" -delete
            exhibit log --case c --csv >before
            exhibit identify received.png --gallery archive --case c; echo "code $?"
            exhibit identify received.png --gallery archive --case c --hold; echo "code $?"
            exhibit log --case c --csv | cmp - before && echo same
            exhibit identify received.png --gallery archive --about person --case c; echo "code $?"
            """)
        #expect(made.output.hasPrefix("1\ncode 1\ncode 1\nsame\n"), "\(made.output)\(made.error)")
        #expect(made.output.hasSuffix("code 0\n"), "\(made.output)\(made.error)")
        #expect(made.error.contains("of its calibration are not here. Nothing was searched"), "\(made.error)")
    }

    @Test("says that its question is none of a person, and what words no record supports")
    func mistakes() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            exhibit identify received.png --gallery archive --case c --proposition "A 99 % match confirmed"
            exhibit identify received.png --gallery archive --about person --case c --question "Who?"; echo "code $?"
            exhibit identify received.png --gallery archive --case c --prior 2 --prior-reason x; echo "code $?"
            exhibit identify received.png --gallery archive --case c --prior 0.5; echo "code $?"
            exhibit identify received.png --gallery archive --case c --hold --question "A?"; echo "code $?"
            exhibit claim '#0' --case c; echo "code $?"
            exhibit audit --case c -q && echo whole
            """)
        #expect(result.error.contains("\"99 % match\" will be flagged"), "\(result.error)")
        #expect(result.error.contains("of a person nothing is claimed"))
        #expect(result.error.contains("--prior takes a decimal between 0 and 1"))
        #expect(result.error.contains("--prior and --prior-reason go together"))
        #expect(result.error.contains("with --hold nothing is claimed yet"))
        #expect(result.error.contains("#0: is no search of a reference set"))
        #expect(result.output.contains("whole"), "\(result.output)")
    }
}
