import Foundation
import Testing

@Suite("exhibit identify --model with --gallery")
struct ModelGalleryTests {
    private static let runners = Place.tests + "/Runners"

    /// A case with a recorded picture, a set of four photographs of which one is the same, and a model.
    private func bench(_ runner: String = "compares-grey") throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            photos g && djpeg g/Garden.jpg | cjpeg -quality 60 >p.jpg && cp g/Dune.jpg g/again.jpg && echo text >g/notes.txt &&
            exhibit init c --publisher Someone --no-passphrase -q && cd c && exhibit ingest ../p.jpg -q &&
            exhibit gallery add g ../g -q &&
            exhibit model add m '\(Self.runners)/model' --runner "python3 '\(Self.runners)/\(runner).py'" --match 0.99 -q
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")
        return bench
    }

    private let ask = "exhibit identify ../p.jpg --model m --gallery g --about thing"

    @Test("names the right picture of the set as a lead, with all that could be decoded, each once")
    func lead() throws {
        let bench = try bench()
        let asked = try bench.run("cd c; \(ask)")
        #expect(asked.code == 0, "\(asked.error)")
        #expect(asked.output.contains("with 4 of 6 references of \"g\""), "\(asked.output)")
        #expect(asked.output.contains("  1. named  \(bench.work)/g/Garden.jpg  0.99"), "\(asked.output)")
        #expect(asked.output.contains("LEAD  ") && asked.output.contains("has not been measured: at most a lead"))
        #expect(asked.error.contains("1 picture of \"g\" could not be decoded"))
        let report = try bench.run(
            """
            cd c; exhibit report --last -o r.html -q && exhibit-verify r.html && exhibit audit -q &&
            exhibit report --last --disclose gallery -o s.html -q && exhibit-verify s.html >/dev/null && grep -c '<b>reference 1</b>' s.html
            """)
        #expect(report.code == 0, "\(report.output)\(report.error)")
        #expect(report.output.contains("the set's list of pictures is withheld") && report.output.hasSuffix("\n1\n"))
    }

    @Test("shows nobody where the question is about a person: not on the screen, in JSON, in the report or its bundle")
    func person() throws {
        let bench = try bench()
        let ask = "exhibit identify ../p.jpg --model m --gallery g --about person"
        let asked = try bench.run(
            "cd c; \(ask) 2>/dev/null; \(ask) --json 2>/dev/null; exhibit report --last -o r.html -q")
        #expect(asked.code == 0 && asked.output.contains("no candidate is shown"), "\(asked.output)\(asked.error)")
        #expect(asked.output.contains("\"answers\":[]") && asked.output.contains("\"status\":\"REFUSED\""))
        #expect(!asked.output.contains("Garden") && !asked.output.contains("f32:"))
        let looked = try bench.run(
            """
            cd c; exhibit-verify r.html >/dev/null || exit; sed -n 's/.*id="exhibit-bundle">\\([^<]*\\).*/\\1/p' r.html | base64 -d >bundle
            grep -c exhibit-bundle-v1 bundle; grep -c '"role":"reference"' bundle; grep -c 'exhibit-scores-v1\\|f32:' r.html
            grep -o '"bytes":"[^"]*"' bundle | cut -d'"' -f4 | while read part; do echo $part | base64 -d | grep -c exhibit-scores; done | sort -u
            """)
        #expect(looked.output == "1\n0\n0\n0\n", "\(looked.output)\(looked.error)")
    }

    @Test("gives the same bits when it is run again, in the case and from a bag with the set")
    func reproduce() throws {
        let bench = try bench()
        let again = try bench.run(
            """
            cd c; \(ask) -q; exhibit report --last -o r.html -q
            exhibit reproduce "#$(exhibit log --kind claim | tail -n 1 | cut -d' ' -f1 | tr -d '#')" | tail -n 1
            exhibit export bag r.html --include gallery -o ../whole -q; exhibit export bag r.html -o ../part -q; cd ..; mv g elsewhere
            for bag in whole part; do exhibit reproduce $bag --runner "python3 '\(Self.runners)/compares-grey.py'"; echo "code $?"; done
            """)
        let classes = again.output.split(separator: "\n").filter { $0.hasPrefix("R0") || $0.hasPrefix("RX") }
        #expect(classes.map { $0.prefix(2) } == ["R0", "R0", "RX"], "\(again.output)\(again.error)")
        #expect(again.output.contains("missing: gallery: sealed:") && again.output.contains("--include gallery"))
    }

    @Test("asks nothing and records nothing where a reference is gone, was changed, or there are too many")
    func missing() throws {
        let bench = try bench()
        let before = try bench.run("cd c; exhibit log | wc -l").output
        for (change, words) in [
            ("echo x >>../g/Aqua.jpg", "Aqua.jpg: its file was changed after it was hashed"),
            ("rm ../g/Aqua.jpg", "Aqua.jpg: its file cannot be read any more"),
        ] {
            let asked = try bench.run("cd c; \(change); \(ask)")
            #expect(asked.code == 1 && asked.error.contains(words), "\(asked.error)")
            #expect(asked.error.contains("Nothing was asked."))
        }
        #expect(try bench.run("cd c; exhibit log | wc -l").output == before)
        let many = try bench.run(
            """
            mkdir many; for n in $(seq 2001); do echo $n >many/$n.txt; done; cd c
            exhibit gallery add many ../many -q 2>/dev/null; exhibit identify ../p.jpg --model m --gallery many --about thing
            """)
        #expect(many.code == 1 && many.error.contains("a model is given at most 2000"), "\(many.error)")
        let none = try bench.run(
            "cd c; mkdir ../n; echo n >../n/n.txt; exhibit gallery add n ../n -q 2>/dev/null; exhibit identify ../p.jpg --model m --gallery n --about thing"
        )
        #expect(none.code == 1 && none.error.contains("no picture of the reference set could be decoded"))
    }

    @Test(
        "records as failed what a runner answers that it was not given, or was not asked for",
        arguments: [
            ("unknown-reference", "no reference of the request"), ("reference-twice", "comes twice"),
            ("two-sorts", "was given pictures to compare with"),
            ("labels-for-references", "was given pictures to compare with"),
            ("too-many-references", "more candidates than it was asked for"),
        ])
    func hostile(runner: String, words: String) throws {
        let bench = try bench(runner)
        let asked = try bench.run("cd c; \(ask) --depth 3")
        #expect(asked.code == 1 && asked.output.contains("the run failed: "), "\(asked.output)\(asked.error)")
        #expect(asked.output.contains(words) && asked.output.contains("REFUSED"), "\(asked.output)")
        let after = try bench.run(
            "cd c; exhibit audit -q && exhibit report --last -o r.html -q && exhibit-verify r.html >/dev/null")
        #expect(after.code == 0, "\(after.output)\(after.error)")
    }

    @Test("keeps a runner from changing the references")
    func writes() throws {
        let bench = try bench("writes-references")
        let asked = try bench.run("cd c; \(ask)")
        #expect(asked.output.contains("  1. named  \(bench.work)/g/Aqua.jpg"), "\(asked.output)\(asked.error)")
    }
}
