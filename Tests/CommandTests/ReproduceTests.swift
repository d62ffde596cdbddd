import Foundation
import Testing

@Suite("exhibit reproduce")
struct ReproduceTests {
    /// A case with one picture, a reference set that has a copy of it, and a claim.
    private func bench() throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            photos in && djpeg in/Garden.jpg | cjpeg -quality 60 >copy.jpg &&
            exhibit init mycase --no-passphrase --publisher P --contact C && export EXHIBIT_CASE=mycase &&
            exhibit ingest copy.jpg && exhibit gallery add g in && exhibit identify copy.jpg --gallery g &&
            exhibit report --last -o report.html
            """)
        try #require(made.code == 0, "\(made.error)")
        return bench
    }

    /// The positions of the last run and the last claim.
    private func positions(_ bench: Bench) throws -> (run: Int, claim: Int) {
        func last(_ kind: String) throws -> Int {
            let log = try bench.run("exhibit log --kind \(kind) --case mycase").output
            let digits = log.split(separator: "\n").last?.dropFirst().prefix { $0.isNumber }
            return try #require(digits.flatMap { Int($0) })
        }
        return (try last("run.opened"), try last("claim"))
    }

    private func json(_ result: Bench.Result) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test("A run and its claim give the same bits, one line a step")
    func same() throws {
        let bench = try bench()
        let (run, claim) = try positions(bench)
        for entry in [run, claim] {
            let result = try bench.run("exhibit reproduce '#\(entry)' --case mycase")
            let steps = result.output.split(separator: "\n").filter { $0.contains("  same bits") }
            #expect(result.code == 0 && steps.count == 7, "\(result.output)\(result.error)")
            #expect(result.output.hasSuffix("\nR0  every step gave the same bits.\n"))
        }
        let object = try json(try bench.run("exhibit reproduce '#\(claim)' --case mycase --json"))
        #expect(object["class"] as? String == "R0" && object["run"] as? Int == run)
    }

    @Test("A damaged picture is named, and the class is RX")
    func damaged() throws {
        let bench = try bench()
        let (run, _) = try positions(bench)
        let damage = try bench.run(
            """
            name=$(exhibit show '#\(run)' --case mycase --json | grep -o 'sealed:[0-9a-f]*' | head -n 1 | cut -d: -f2)
            file=mycase/artifacts/$(echo $name | cut -c1-2)/$name
            chmod u+w $file && printf X | dd of=$file bs=1 seek=100 conv=notrunc && echo "name $name"
            """)
        let name = try #require(damage.output.split(separator: "\n").last?.dropFirst(5).description)
        let result = try bench.run("exhibit reproduce '#\(run)' --case mycase")
        #expect(result.code == 3)
        #expect(result.output.contains("missing: evidence: sealed:\(name) is damaged in this case"))
        #expect(result.output.contains("\nRX  could not be attempted in full: "))
    }

    @Test("A report alone says what is missing; one that was changed is not run at all")
    func reports() throws {
        let bench = try bench()
        let alone = try bench.run("cd .. && exhibit reproduce work/report.html --json")
        let object = try json(alone)
        #expect(alone.code == 3 && object["class"] as? String == "RX")
        let changed = try bench.run("sed 's/LEAD/LEED/' report.html >changed.html; exhibit reproduce changed.html")
        #expect(changed.code == 2 && changed.output.isEmpty && changed.error.contains("Nothing was run."))
    }

    @Test("What is no run is refused with a way on", arguments: ["'#0'", "nothing", "in", "copy.jpg"])
    func refused(what: String) throws {
        let bench = try bench()
        let result = try bench.run("exhibit reproduce \(what) --case mycase")
        #expect(result.code == 1 && result.output.isEmpty && result.error.hasPrefix("exhibit: "))
    }
}
