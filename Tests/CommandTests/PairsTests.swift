import ExhibitTestSupport
import Foundation
import Testing

@Suite("exhibit calibrate MODEL --pairs")
struct PairsTests {
    private static let runners = Place.tests + "/Runners"
    private static let levels = [20, 60, 100, 140, 180, 220]

    /// A case with a model that reads grey levels, and so many grey pictures of 40 × 40 pixels: each of its own, near one
    /// of the labels, every fortieth as near to the next.
    private func bench(_ count: Int) throws -> Bench {
        let bench = try Bench()
        try FileManager.default.createDirectory(atPath: bench.work + "/p", withIntermediateDirectories: true)
        for number in 0..<count {
            let level = Self.levels[number % 6] + (number % 40 == 0 ? 30 : number % 9)
            let picture = SyntheticImage(width: 40, height: 40) { x, y in
                x + y == 0
                    ? (UInt8(number % 251), UInt8(number / 251), 0) : (UInt8(level), UInt8(level), UInt8(level))
            }
            try Data(PNGWriter(picture).file).write(to: URL(fileURLWithPath: "\(bench.work)/p/\(number).png"))
        }
        let made = try bench.run(
            """
            exhibit init c --publisher Someone --no-passphrase -q && cp p/7.png q.png && echo >>q.png && cd c &&
            exhibit ingest ../q.png -q &&
            exhibit model add m '\(Self.runners)/model-grey' --runner "python3 '\(Self.runners)/reads-grey.py'" --match 0.95 -q
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")
        return bench
    }

    /// Each picture with its own label and with the next one.
    private func write(_ count: Int, to bench: Bench, more: String = "") throws {
        let lines = (0..<count).flatMap { number in
            [
                "p/\(number).png,\(Self.levels[number % 6]),same",
                "p/\(number).png,\(Self.levels[(number + 1) % 6]),different",
            ]
        }
        let text = "picture,candidate,truth\n" + lines.map { $0 + "\n" }.joined() + more
        try Data(text.utf8).write(to: URL(fileURLWithPath: bench.work + "/pairs.csv"))
    }

    @Test("weighs what the model answers, in a report that verifies")
    func story() throws {
        let bench = try bench(310)
        try write(310, to: bench)
        let ask = "exhibit identify ../q.png --model m --about thing"
        let before = try bench.run("cd c; \(ask)")
        #expect(before.output.contains("P04.no-calibration"), "\(before.output)\(before.error)")
        let calibrated = try bench.run(
            "cd c; exhibit calibrate m --pairs ../pairs.csv --conditions grey; exhibit calibrate list", limit: 600)
        #expect(calibrated.code == 0, "\(calibrated.output)\(calibrated.error)")
        #expect(calibrated.output.contains("Calibrated m by 620 pairs of 310 sources"), "\(calibrated.output)")
        #expect(
            calibrated.output.contains(
                "smaller side 32 to 127 pixels: 310 pairs that are the same, 310 of them independent; 310 different, 310 independent"
            ), "\(calibrated.output)")
        #expect(
            calibrated.output.contains("pairs that are the same and do not: 8 of 310; of independent ones 8 of 310"))
        #expect(calibrated.output.contains("smaller side 32 to 127 pixels: 8 of 310, at most 4.61 %"))
        let after = try bench.run(
            """
            cd c; \(ask) --json --population 20 --prior 0.1 --prior-reason "Ten levels." && \(ask) &&
            exhibit report --last -o r.html -q && exhibit verify r.html -q && exhibit-verify r.html && exhibit audit &&
            exhibit claim "#$(exhibit log --kind claim --csv | tail -1 | cut -d, -f1 | tr -dc 0-9)" --json
            """)
        #expect(after.code == 0, "\(after.output)\(after.error)")
        #expect(after.output.contains("\"tested_pairs\":310") && after.output.contains("\"searched\":6"))
        #expect(after.output.contains("Not an identification. This is a lead"), "\(after.output)")
        #expect(after.output.contains("measured by #") && after.output.contains("on 620 pairs of 310 sources"))
        #expect(after.output.contains("1 calibration"), "\(after.output)")
        let page = try String(contentsOfFile: bench.work + "/c/r.html", encoding: .utf8)
        #expect(page.contains("exhibit-report-answers-v6") && page.contains("What this is worth"))
        // What was measured later says nothing of a run before it.
        let earlier = try bench.run("cd c; exhibit claim '#4'")
        #expect(earlier.code == 0 && earlier.output.contains("P04.no-calibration"), "\(earlier.output)\(earlier.error)")
        let person = try bench.run("cd c; exhibit identify ../q.png --model m --about person")
        #expect(person.output.contains("REFUSED") && !person.output.contains("measured by"), "\(person.output)")
    }

    @Test("names every wrong line, and asks and records nothing")
    func wrongLines() throws {
        let bench = try bench(8)
        try write(2, to: bench, more: "p/3.png,21,same\n\np/0.png,20,different\np/4.png,20,maybe\n")
        let result = try bench.run(
            "cd c; exhibit calibrate m --pairs ../pairs.csv; echo \"code $?\"; exhibit calibrate list")
        #expect(result.output.contains("code 1") && result.output.contains("No calibration"), "\(result.output)")
        for line in ["line 7: it is empty", "line 9: truth is neither"] {
            #expect(result.error.contains(line), "\(result.error)")
        }
        try write(2, to: bench, more: "p/3.png,21,same\np/0.png,20,different\n")
        let other = try bench.run("cd c; exhibit calibrate m --pairs ../pairs.csv")
        #expect(
            other.error.contains("line 6: its candidate is nothing that the model can answer")
                && other.error.contains("line 7: line 2 states"))
        #expect(other.error.contains("2 wrong lines"), "\(other.error)")
    }

    @Test("leaves out what gives no score, counted by reason, and says what is too few")
    func leftOut() throws {
        let bench = try bench(8)
        try write(4, to: bench, more: "no.png,20,same\nbroken.png,20,different\np/0.png,20,same\n")
        let result = try bench.run(
            "echo x >broken.png; cd c; exhibit calibrate m --pairs ../pairs.csv; echo \"code $?\"; exhibit audit -q && echo whole"
        )
        #expect(result.output.contains("code 3") && result.output.contains("whole"), "\(result.output)\(result.error)")
        for words in [
            "1 pair: left out: the picture cannot be read", "1 pair: left out: the picture does not decode",
            "1 line: left out",
        ] {
            #expect(result.error.contains(words), "\(result.error)")
        }
        #expect(result.output.contains("Too few for a claim to be weighed by it"), "\(result.output)")
        let shown = try bench.run(
            "cd c; exhibit show \"#$(exhibit log --kind calibration --csv | tail -1 | cut -d, -f1 | tr -dc 0-9)\"")
        #expect(shown.output.contains("left_out"), "\(shown.output)\(shown.error)")
        for name in ["0.png", "broken", "pairs.csv"] { #expect(!shown.output.contains(name), "\(shown.output)") }
    }

    @Test("compares pictures with pictures where the model has no labels")
    func references() throws {
        let bench = try bench(8)
        let folder = try bench.run(
            """
            mkdir likeness && echo card >likeness/card.md && cd c &&
            exhibit model add l ../likeness --runner "python3 '\(Self.runners)/reads-grey.py'" --match 0.9 -q &&
            printf 'picture,candidate,truth\\np/0.png,p/6.png,same\\np/0.png,p/1.png,different\\np/2.png,p/3.png,different\\np/2.png,no.png,different\\n' >../l.csv
            exhibit calibrate l --pairs ../l.csv --json; exhibit audit -q && echo whole
            """)
        #expect(
            folder.output.contains("\"sources\":5") && folder.output.contains("whole"),
            "\(folder.output)\(folder.error)")
        #expect(folder.output.contains("\"reason\":\"candidate-unreadable\"") && folder.output.contains("\"pairs\":3"))
    }

    @Test("weighs readings of digits by how many other readings there are, and draws nothing from what is drawn")
    func digits() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            mkdir plates; exhibit init c --publisher Someone --no-passphrase -q
            echo 'picture,candidate,truth' >pairs.csv
            for number in $(seq 100 409); do
              '\(Place.tests)/../Scripts/plate' $number 35 $number | cjpeg -quality 95 -grayscale >plates/$number.jpg
              echo "plates/$number.jpg,$number,same" >>pairs.csv; echo "plates/$number.jpg,$((number + 1)),different" >>pairs.csv
            done
            '\(Place.tests)/../Scripts/plate' 777 35 5 | cjpeg -quality 95 -grayscale >asked.jpg; echo "plates/100.jpg,12,different" >>pairs.csv
            cd c; exhibit ingest ../asked.jpg -q && exhibit identify ../asked.jpg --model digit-reader --about thing -q
            exhibit calibrate digit-reader --pairs ../pairs.csv --conditions plates
            echo "code $?"
            """, limit: 300)
        #expect(made.output.contains("620 pairs of 310 sources") && made.output.contains("code 3"), "\(made.output)")
        #expect(made.output.contains("1 pair: left out") || made.error.contains("1 pair: left out"), "\(made.error)")
        let asked = try bench.run(
            """
            cd c; exhibit identify ../asked.jpg --model digit-reader --about thing --json &&
            exhibit report --last -o r.html -q && exhibit verify r.html && exhibit-verify r.html >&2 && exhibit audit -q &&
            exhibit show "#$(exhibit log --kind claim --csv | tail -1 | cut -d, -f1 | tr -dc 0-9)" &&
            exhibit identify ../asked.jpg --model digit-reader --about thing
            """)
        #expect(asked.code == 0, "\(asked.output)\(asked.error)")
        #expect(asked.output.contains("\"searched\":1000") && asked.output.contains("\"tested_pairs\":310"))
        #expect(asked.output.contains("subject_class"), "\(asked.output)")
        // 1,000 answers, each wrong one at most once in a hundred: several could count by chance.
        #expect(asked.output.contains("strangers are expected"), "\(asked.output)")
    }

    @Test("refuses models that have no measure: copies, what draws, what was withdrawn")
    func refused() throws {
        let bench = try bench(8)
        try write(2, to: bench)
        let result = try bench.run(
            """
            cd c; exhibit calibrate copy --pairs ../pairs.csv; echo "code $?"
            exhibit calibrate digit-restorer --pairs ../pairs.csv
            exhibit calibrate other --pairs ../pairs.csv; exhibit calibrate m --pairs none.csv
            exhibit model withdraw m --reason old -q; exhibit calibrate m --pairs ../pairs.csv; echo "code $?"
            """)
        #expect(result.output == "code 64\ncode 1\n", "\(result.output)")
        for words in [
            "of the pictures of a set", "generates pixels", "no model \"other\"", "none.csv",
            "was withdrawn",
        ] {
            #expect(result.error.contains(words), "\(words): \(result.error)")
        }
    }
}
