import Foundation
import Testing

@Suite("What a claim rests on")
struct ClaimGroundTests {
    private func bench() throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            cp "$FIXTURES/baseline.jpg" p.jpg && exhibit init c --no-passphrase -q && exhibit ingest p.jpg --case c -q &&
            exhibit gallery add set p.jpg --case c -q
            """)
        try #require(made.code == 0, "\(made.error)")
        return bench
    }

    @Test("that withholds what its claim counts is reported with what its readers will be told")
    func withheld() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            exhibit identify p.jpg --gallery set --case c -q --corroboration "The sender's letter" &&
            exhibit report --last -o r.html --case c -q --withhold corroboration_items; echo "code $?"
            exhibit report --last -o s.html --case c --json --withhold corroboration_items 2>/dev/null
            exhibit verify r.html -q; echo "verify $?"
            exhibit report --last -o t.html --case c -q --withhold size >&2; exhibit verify t.html -q; echo "verify $?"
            """)
        #expect(made.output.contains("code 0") && made.output.contains("verify 3\nverify 0"), "\(made.output)")
        #expect(made.output.contains("\"verifies\":3"), "\(made.output)")
        #expect(made.error.contains("corroboration: the 1 items that it counts are withheld"), "\(made.error)")
        #expect(made.error.contains("whoever verifies this report gets exit code 3"))
        #expect(made.error.split(separator: "\n").count == 2, "\(made.error)")
    }

    @Test("is the policy that was set, also where nothing was measured")
    func policy() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            exhibit policy set --tighten P10.runs=3 --case c -q && exhibit identify p.jpg --gallery set --case c &&
            exhibit report --last -o r.html --case c -q && exhibit verify r.html && exhibit policy show --case c | head -1
            """)
        #expect(made.code == 0, "\(made.output)\(made.error)")
        #expect(made.output.contains("LEAD  recorded as claim") && !made.output.contains("whether the publisher had"))
    }
}
