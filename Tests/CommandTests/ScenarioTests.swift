import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import Foundation
import Testing

/// Whole stories, told with the programs as a publisher and a reader use them.
@Suite("What a publisher did, and what a reader can find out")
struct ScenarioTests {
    private func read(_ name: String, _ bench: Bench) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(bench.work)/\(name)")))
    }

    private func write(_ bytes: [UInt8], _ name: String, _ bench: Bench) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(bench.work)/\(name)"))
    }

    @Test(
        "Restored from 35 percent, a plate is read wrong with full confidence, and the ledger of the restoring refuses")
    func restored() throws {
        let bench = try Bench()
        let plate = try PlatePicture(seed: 42, seen: DigitVisibility(.top, pixels: 12))
        try write(plate.file, "plate.png", bench)
        let before = try bench.run(
            """
            exhibit init c --no-passphrase -q && exhibit init elsewhere --no-passphrase -q && cd c && exhibit ingest ../plate.png -q
            for seed in 1 2 3; do exhibit identify ../plate.png --model digit-restorer --about thing --seed $seed || exit 1; done
            exhibit report --last -o ../restored.html -q && exhibit export bag ../restored.html -o ../bag -q && exhibit-verify --quiet ../restored.html
            """)
        try #require(before.code == 0, "\(before.output)\(before.error)")
        #expect(before.output.components(separatedBy: "REFUSED").count == 4 && !before.output.contains("1.0"))
        #expect(before.output.components(separatedBy: "P03.generated-pixels").count == 4)

        // Whoever has only the picture that was drawn, in a ledger that knows nothing of its making.
        let elsewhere = try bench.run(
            """
            name=$(grep -o 'sealed:[0-9a-f]*","role":"output.restored"' bag/data/salts.json | cut -c 8-71)
            cp bag/data/artifacts/sealed/$name restored.png && exhibit ingest restored.png --case elsewhere -q
            exhibit identify restored.png --case elsewhere --model digit-reader --about thing --depth 1 --json
            """)
        let answer = elsewhere.output.components(separatedBy: "\"answer\":\"").dropFirst().first?.prefix(6)
        let digits = try #require(answer.map(String.init), "\(elsewhere.output)\(elsewhere.error)")
        #expect(elsewhere.output.contains("\"score\":\"f64:3ff0000000000000\""))
        #expect(digits.count == 6 && digits != plate.digits, "\(digits) of \(plate.digits)")

        let here = try bench.run(
            """
            cd c; exhibit ingest ../restored.png -q; exhibit identify ../restored.png --model digit-reader --about thing
            exhibit identify ../plate.png --model digit-reader --about thing --json && exhibit report --last -o ../read.html -q &&
            exhibit verify -q ../read.html && exhibit runs ../plate.png && exhibit runs ../restored.png
            """)
        #expect(here.code == 0, "\(here.error)")
        // The ledger that restored it knows it again, also with another byte.
        let saved = try bench.run(
            """
            cp restored.png saved.png && printf x >>saved.png && exhibit ingest saved.png --case c &&
            exhibit identify saved.png --model digit-reader --about thing --case c
            """)
        #expect(saved.output.contains("the picture that run #") && saved.output.contains("(digit-restorer)"))
        #expect(saved.output.contains("REFUSED") && saved.output.contains("P03.generated-pixels"), "\(saved.output)")
        #expect(!here.output.contains("\"status\":\"LEAD\""), "\(here.output)")
        #expect(here.output.components(separatedBy: "digit-restorer 1  completed").count >= 5, "\(here.output)")
        let set = try #require(
            here.output.components(separatedBy: "compatible digits per place at 95 %: ").dropFirst().first)
        let places = set.prefix { $0 != "\"" }.split(separator: " ")
        #expect(places.count == 6)
        for (place, digit) in zip(places, plate.digits) { #expect(place.contains(digit), "\(place) lacks \(digit)") }
        let page = try String(contentsOfFile: bench.work + "/read.html", encoding: .utf8)
        #expect(page.components(separatedBy: "digit-restorer 1").count >= 4)
    }

    @Test("Of a picture that was drawn about a person every run is listed, though nothing may be asked about it")
    func drawnOfAPerson() throws {
        let bench = try Bench()
        try write(PlatePicture(seed: 42, seen: DigitVisibility(.top, pixels: 12)).file, "plate.png", bench)
        let result = try bench.run(
            """
            exhibit init c --no-passphrase -q && cd c && exhibit ingest ../plate.png -q
            exhibit identify ../plate.png --model digit-restorer --about person
            name=$(for n in 5 6 7 8; do exhibit show $n --json; done | grep -o '"artifact":"sealed:[0-9a-f]*","role":"output.restored"' | head -n 1 | cut -c 13-83)
            exhibit runs "$name"; exhibit identify "$name" --model digit-reader --about thing; echo "code $?"
            """)
        #expect(result.output.contains("REFUSED") && result.output.contains("code 1"), "\(result.output)")
        #expect(result.output.contains("digit-restorer 1  completed"), "\(result.output)\(result.error)")
        #expect(result.error.contains("nothing is claimed of it"), "\(result.error)")
    }

    @Test("A plate that Scripts/plate draws has the layout that the digit models read")
    func drawn() throws {
        let bench = try Bench()
        let result = try bench.run(
            """
            '\(Place.tests)/../Scripts/plate' 9081726354 | cjpeg -quality 95 -grayscale >whole.jpg && exhibit init c --no-passphrase -q &&
            exhibit ingest whole.jpg --case c -q && exhibit identify whole.jpg --model digit-reader --about thing --case c
            '\(Place.tests)/../Scripts/plate' 12x >none; echo "code $?"
            """)
        #expect(result.output.contains("{9} {0} {8} {1} {7} {2} {6} {3} {5} {4}"), "\(result.output)\(result.error)")
        #expect(result.output.contains("code 64"))
    }

    @Test("Of eight runs one is published, and the report lists the seven others")
    func eightRuns() throws {
        let bench = try Bench()
        try write(PlatePicture(seed: 42, seen: .all, scale: 2).file, "plate.png", bench)
        let made = try bench.run(
            """
            exhibit init c --no-passphrase -q && export EXHIBIT_CASE=c && exhibit ingest plate.png -q || exit 1
            for left in 0 14 28 42; do exhibit derive plate.png --crop $left,0,14x18 -q || exit 1; done
            for depth in 4 3 2 1; do exhibit identify plate.png --model digit-reader --about thing --depth $depth -q || exit 1; done
            exhibit report --last -o r.html -q && exhibit-verify r.html >verdict
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")
        let report = try read("r.html", bench)
        let page = String(decoding: try ReportFile(encoded: report).page, as: UTF8.self)
        let bundle = try Bundle(encoded: try ReportFile(encoded: report).bundle)
        let entries = try bundle.entries.map { (position: $0.position, statement: try Entry(leaf: $0.leaf).statement) }
        let runs = entries.filter { $0.statement.isKind(.runOpened) }
        #expect(runs.count == 8)
        for run in runs {
            #expect(page.contains(run.statement.id.hex.prefix(12)), "run #\(run.position) is not on the page")
        }
        #expect(
            page.contains(
                "Runs up to entry \(entries.last { $0.statement.isKind(.index) }.map { $0.position - 3 } ?? 0): 8."))

        // Whoever hides one of the seven: its opening, its closing, a step, its claim, or everything of it.
        var hidings: [String: Set<UInt64>] = [:]
        for run in runs.dropLast() {
            let parts = entries.filter { $0.statement.name("run") == run.statement.name }
            hidings["opening \(run.position)"] = [run.position]
            for part in parts { hidings["\(part.statement.kind?.name ?? "?") \(part.position)"] = [part.position] }
            hidings["run \(run.position)"] = Set([run.position] + parts.map(\.position))
            #expect(parts.contains { $0.statement.isKind(.runClosed) }, "the closing of #\(run.position) is not given")
        }
        for (what, gone) in hidings {
            let entriesAlone = try Forge.edit(report) { parts in parts.entries.removeAll { gone.contains($0.position) }
            }
            let withLists = try Forge.edit(report) { parts in
                parts.entries.removeAll { gone.contains($0.position) }
                parts.lists = parts.lists.map { list in
                    .init(name: list.name, positions: list.positions.filter { !gone.contains($0) }, proof: list.proof)
                }
            }
            try expectFound(entriesAlone, what, bench)
            try expectFound(withLists, "\(what), in the lists too", bench)
        }
        for list in bundle.lists where list.positions.count > 1 {
            let shorter = try Forge.edit(report) { parts in
                parts.lists = parts.lists.map {
                    $0.name == list.name
                        ? .init(name: $0.name, positions: $0.positions.dropLast(), proof: $0.proof) : $0
                }
            }
            try expectFound(shorter, "the last position of \(list.name)", bench)
        }
        let unlisted = page.replacing(runs[0].statement.id.hex.prefix(12), with: runs[7].statement.id.hex.prefix(12))
        try expectFound(
            ReportFile(page: Array(unlisted.utf8), bundle: try ReportFile(encoded: report).bundle).encoded,
            "the line of the page", bench)
    }

    private func expectFound(_ report: [UInt8], _ what: String, _ bench: Bench) throws {
        try write(report, "hidden.html", bench)
        let result = try bench.run("exhibit-verify --quiet hidden.html")
        #expect(result.code == 2, "\(what): exit code \(result.code)")
    }

    @Test(
        "A bag of a built-in model gives the same bits on a machine where the case never was",
        arguments: ["digit-reader", "digit-restorer"])
    func elsewhere(model: String) throws {
        let bench = try Bench()
        try write(PlatePicture(seed: 7, seen: DigitVisibility(.left, pixels: 18)).file, "plate.png", bench)
        let made = try bench.run(
            """
            exhibit init c --no-passphrase -q && exhibit ingest plate.png --case c -q &&
            exhibit identify plate.png --model \(model) --about thing --case c -q && exhibit report --last -o r.html --case c -q &&
            exhibit export bag r.html -o bag --case c -q
            """)
        try #require(made.code == 0, "\(made.error)")
        let crate = try JSONSerialization.jsonObject(with: Data(try read("bag/ro-crate-metadata.json", bench)))
        let graph = try #require((crate as? [String: Any])?["@graph"] as? [[String: Any]])
        let ids = Set(graph.compactMap { $0["@id"] as? String })
        let actions = graph.filter { $0["@type"] as? String == "CreateAction" }
        // Decoded, written upright, asked, reduced; and what was drawn is decoded.
        #expect(actions.count == (model == "digit-restorer" ? 5 : 4))
        for action in actions {
            for member in ["instrument", "object", "result"] {
                let used = action[member].map { $0 as? [Any] ?? [$0] } ?? []
                let names = used.compactMap { ($0 as? [String: String])?["@id"] }
                #expect(!names.isEmpty && ids.isSuperset(of: names), "\(member) of \(action)")
            }
        }

        let stranger = try Bench()
        let replay = try stranger.run(
            """
            cp -r '\(bench.work)/bag' bag && exhibit reproduce bag --key \(try ledger(of: bench))
            exhibit reproduce bag --json | grep -o '"class":"[^"]*"'
            """)
        #expect(replay.output.contains("R0  every step gave the same bits."), "\(replay.output)\(replay.error)")
        #expect(replay.output.hasSuffix("\"class\":\"R0\"\n"), "\(replay.output)\(replay.error)")
    }

    private func ledger(of bench: Bench) throws -> String {
        let result = try bench.run(
            "exhibit status --case c --json | grep -o '\"ledger\":\"[0-9a-f]*\"' | cut -d '\"' -f 4")
        return try #require(result.output.split(separator: "\n").first.map(String.init))
    }
}
