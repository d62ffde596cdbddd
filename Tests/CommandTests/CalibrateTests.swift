import ExhibitPipeline
import ExhibitTestSupport
import Foundation
import Testing

@Suite("exhibit calibrate")
struct CalibrateTests {
    /// A case with a set of drawn pictures, one of them twice.
    private func bench(_ count: Int = 24) throws -> Bench {
        let bench = try Bench()
        for number in 0..<count {
            let file = PNGWriter(.mondrian(seed: UInt64(100 + number), width: 96, height: 96, rectangles: 16)).file
            try FileManager.default.createDirectory(atPath: bench.work + "/set", withIntermediateDirectories: true)
            try Data(file).write(to: URL(fileURLWithPath: "\(bench.work)/set/\(number).png"))
        }
        let made = try bench.run(
            """
            exhibit init c --no-passphrase -q && { cat set/0.png; echo; } >set/again.png && echo none >set/none.png &&
            exhibit gallery add archive set --case c -q
            """)
        try #require(made.code == 0, "\(made.error)")
        return bench
    }

    @Test("measures a set, records every score, and says what it left out and what has no copies")
    func copy() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            echo changed >>set/5.png; rm set/6.png
            exhibit calibrate copy --gallery archive --conditions "drawn rectangles" --case c; echo "code $?"
            exhibit calibrate list --case c && exhibit audit --case c -q && echo whole
            """)
        #expect(
            result.code == 0 && result.output.contains("code 3") && result.output.contains("whole"), "\(result.error)")
        #expect(result.output.contains("Calibrated copy detection on 24 pictures of \"archive\", recorded as #4"))
        #expect(result.output.contains("half size") && result.output.contains(" of 22, at most "))
        #expect(
            result.output.contains("among 23: 0 of 23; of independent ones 0 of 11, at most 23.85 %"),
            "\(result.output)")
        #expect(result.output.contains("quality 80 to 100: 0 of 11, at most 23.85 %"), "\(result.output)")
        #expect(
            result.output.contains("Too few for a claim to be weighed by it") && result.output.contains("600 pictures"))
        for reason in [
            "again.png: left out: has the pixels of another picture", "5.png: no copies made: its file was changed",
            "6.png: no copies made: its file cannot be read", "none.png: left out: does not decode",
        ] {
            #expect(result.error.contains(reason), "\(reason): \(result.error)")
        }
        #expect(!result.output.contains("drawn rectangles"))
    }

    @Test("gives scripts the findings, and the ledger no path")
    func json() throws {
        let bench = try bench(8)
        let result = try bench.run("exhibit calibrate copy --gallery archive --case c --json")
        let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(json?["schema"] as? String == "exhibit-calibrate-v1" && json?["exit_code"] as? Int == 0)
        let findings = try #require(json?["findings"] as? [String: Any])
        let cells = try #require(findings["cells"] as? [[String: Any]])
        #expect((findings["transforms"] as? [Any])?.count == 9 && cells.map { $0["gallery"] as? Int } == [7, 7])
        #expect((json?["sources"] as? [String])?.count == 8 && json?["supports_lead"] as? Bool == false)
        let shown = try bench.run("exhibit show 4 --case c --json; grep -a -c set/ c/ledger.sqlite || true")
        #expect(shown.output.contains("calibration") && shown.output.hasSuffix("0\n"), "\(shown.output)")
    }

    @Test("records every calibration of a set under one name, and a file of the set twice as one picture")
    func topic() throws {
        let bench = try bench(8)
        let result = try bench.run(
            """
            for i in 1 2; do exhibit calibrate copy --gallery archive --case c --json; done
            """)
        let topics = try result.output.split(separator: "\n").map { line in
            let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return try #require((json?["body"] as? [String: Any])?["topic"] as? String)
        }
        try #require(topics.count == 2 && topics[0] == topics[1])
        let listed = try bench.run("exhibit log --kind calibration --case c; exhibit calibrate list --json --case c")
        #expect(listed.output.contains("#4") && listed.output.contains("#5"), "\(listed.output)")
        #expect(listed.output.contains("\"set\":\"archive\"") && listed.output.contains("\"pictures\":8"))
    }

    @Test("says what to do where there is no set, or nothing in it")
    func wrong() throws {
        let bench = try bench(1)
        let result = try bench.run(
            """
            exhibit calibrate copy --gallery other --case c; echo "code $?"
            exhibit calibrate copy --gallery archive --case c; echo "code $?"
            exhibit calibrate copy --case c; echo "code $?"; exhibit calibrate list --case c
            """)
        #expect(result.output.contains("code 1\ncode 1\ncode 64"), "\(result.output)")
        #expect(result.error.contains("no reference set \"other\"") && result.error.contains("takes two at least"))
        #expect(result.output.contains("No calibration. Next: exhibit calibrate copy --gallery NAME"))
    }

    @Test("names pairs that match: one picture twice, or a false match")
    func nearDuplicates() throws {
        let bench = try bench(6)
        let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(bench.work)/set/0.png")))
        let image = try #require(ImageDecoder.decode(file).image)
        let smaller = try ImageOperation.resize(width: 80, height: 80, kernel: .area).apply(to: image).image
        try Data(ImageEncoder.png(smaller)).write(to: URL(fileURLWithPath: "\(bench.work)/set/smaller.png"))
        let result = try bench.run(
            "exhibit gallery add second set --case c -q && exhibit calibrate copy --gallery second --case c")
        #expect(result.code == 0, "\(result.error)")
        #expect(result.error.contains("2 pairs of the set are as near as copies are"), "\(result.error)")
        #expect(result.error.contains("1 pair of the set match, and count as false matches"), "\(result.error)")
        #expect(result.error.contains("0.png and ") && result.error.contains("smaller.png"))
        #expect(result.output.contains("among 6: 2 of 7; of independent ones 1 of 3"), "\(result.output)")
    }
}
