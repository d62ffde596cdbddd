import Foundation
import Testing

@Suite("exhibit pack")
struct PackTests {
    /// A case in which a picture was found in a reference set, and a report of it.
    private func bench(_ options: String = "") throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            photos secret-set; photo Garden copy.jpg 60
            exhibit init case --no-passphrase --quiet --publisher 'Harbour <b>Gazette</b>' --contact desk@example.org
            exhibit ingest copy.jpg --case case --quiet --source informant-77
            exhibit gallery add refs secret-set --case case --quiet
            exhibit identify copy.jpg --gallery refs --case case --quiet
            exhibit report --last -o r.html --case case --quiet \(options)
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")
        return bench
    }

    private let stranger = "export HOME=$BENCH/elsewhere; mkdir -p $HOME; rm -rf case;"
    private let list = "(cd pack && sha256sum -c --strict --quiet MANIFEST-sha256.txt)"

    private func items(_ bench: Bench, _ folder: String = "pack") throws -> [String: [String: Any]] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(bench.work)/\(folder)/disclosure.json"))
        let object = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        let items = try #require(object["items"] as? [[String: Any]])
        return Dictionary(items.compactMap { item in (item["id"] as? String).map { ($0, item) } }) { first, _ in first }
    }

    @Test("needs the report alone, says that its ledger is unknown, and holds by stock commands")
    func alone() throws {
        let bench = try bench()
        let result = try bench.run("\(stranger) exhibit pack r.html -o pack/")
        #expect(result.code == 3, "\(result.output)\(result.error)")
        #expect(result.output.contains("signed by a ledger that you have not said you trust"))
        let checks = try bench.run("\(list) && sh pack/checks.sh && cmp r.html pack/report.html")
        #expect(checks.code == 0, "\(checks.output)\(checks.error)")
        #expect(!checks.output.contains("FAILED"))
        let verifier = try bench.run("exhibit verifier -o v.html -q && cmp v.html pack/verify.html")
        #expect(verifier.code == 0)
        let page = try String(contentsOfFile: bench.work + "/pack/start-here.html", encoding: .utf8)
        #expect(page.contains("the report is unchanged as far as it goes, but this is open:"))
        #expect(page.contains("Not an identification."))
        #expect(page.contains("Harbour &lt;b&gt;Gazette&lt;/b&gt;") && !page.contains("<b>Gazette"))
        #expect(!page.contains("<script") && !page.contains("http:") && !page.contains("https:"))
        // What the report withholds is nowhere in the folder.
        let leaks = try bench.run("grep -rlaE 'secret-set|copy.jpg|informant-77|LadyBird|\(bench.root)' pack")
        #expect(leaks.code == 1, "\(leaks.output)")
        #expect(try bench.run("find pack -type l -o -name '.*'; ls -a | grep exhibit-pack").output.isEmpty)
    }

    @Test("says what is present, withheld and absent, and where")
    func disclosure() throws {
        let bench = try bench("--disclose source")
        let result = try bench.run("exhibit pack r.html -o pack --json; \(list)")
        #expect(result.code == 0, "\(result.output)\(result.error)")
        let items = try items(bench)
        func state(_ id: String) -> String? { items[id]?["state"] as? String }
        for id in [
            "software", "maker", "digest", "settings", "preparation", "candidates", "named", "set", "runs", "proofs",
        ] {
            #expect(state(id) == "present", "\(id)")
        }
        for id in ["original", "set-list", "times", "metadata", "again"] { #expect(state(id) == "withheld", "\(id)") }
        for id in ["error-rates", "edits", "reviews", "source", "outside-tests", "objections", "timestamps"] {
            #expect(state(id) == "absent", "\(id)")
        }
        #expect(state("source-of-picture") == "present")
        #expect((items["source-of-picture"]?["text"] as? String)?.contains("informant-77") == true)
        #expect(result.output.contains("\"withheld\":[") && result.output.contains("\"original\""))
        // Each place is there.
        for (id, item) in items where state(id) == "present" {
            let place = try #require(item["place"] as? String)
            #expect(!place.isEmpty, "\(id)")
            for part in place.split(separator: "; ") where part.contains("/") || part.hasSuffix(".txt") {
                #expect(FileManager.default.fileExists(atPath: "\(bench.work)/pack/\(part)"), "\(id): \(part)")
            }
        }
        let table = try bench.run("head -n 1 pack/disclosure.csv; wc -l <pack/disclosure.csv; cat pack/letter.txt")
        #expect(
            table.output.hasPrefix(
                "\"id\",\"what\",\"state\",\"what there is\",\"where\",\"asked for in\"\r\n\(items.count + 1)\n"))
        #expect(table.output.contains("  - The picture exactly as it was received"))
        // Runs as the record has them, by another program.
        let rows = try bench.run("cd pack && sqlite3 :memory: <entries.sql")
        #expect(rows.code == 0, "\(rows.error)")
        #expect(rows.output.contains(/copy-detection +completed +LEAD/), "\(rows.output)")
    }

    @Test("finds a byte changed in any of its files")
    func everyFile() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            exhibit pack r.html -o pack -q; cd pack; count=0
            for file in $(find . -type f); do
              size=$(wc -c <$file); [ $size -gt 0 ] || continue
              at=$((size / 2)); byte=$(od -An -tu1 -j $at -N 1 $file | tr -d ' ')
              cp $file ../kept; count=$((count + 1))
              { head -c $at ../kept; printf "\\\\$(printf %o $((byte ^ 1)))"; tail -c +$((at + 2)) ../kept; } >$file
              sha256sum -c --strict --status MANIFEST-sha256.txt 2>/dev/null && echo "not found in $file"
              cp ../kept $file
            done
            sh checks.sh >/dev/null && echo $count
            """)
        #expect(try #require(Int(result.output.trimmingCharacters(in: .newlines)), "\(result.output)") > 60)
    }

    @Test(
        "finds it by signatures and proofs where whoever changed it wrote the list anew",
        arguments: [
            "entries/2.payload.json", "entries/2.sig", "entries/2.leaf.json", "entries/2.proof", "checkpoint.txt",
            "report.html", "disclosed/evidence-reduced.jpg", "disclosed/evidence-reduced.jpg.salt", "parts.txt",
            "keys/$(sed -n 's/^entry 2 //p' parts.txt).pem", "disclosed/$(sed -n 's/^evidence .* //p' parts.txt).salt",
            "disclosed/reference-1-reduced.jpg", "disclosed/$(sed -n 's/^open .* //p' parts.txt | head -n 1)",
        ])
    func rewritten(_ file: String) throws {
        let bench = try bench()
        let again = """
            rm MANIFEST-sha256.txt; find . -type f | sed 's|^./||' | LC_ALL=C sort | xargs sha256sum >../list
            mv ../list MANIFEST-sha256.txt
            """
        let result = try bench.run(
            """
            exhibit pack r.html -o pack -q; cd pack; \(again); sh checks.sh >/dev/null || echo 'unchanged, and refused'
            file=\(file); at=40; [ $file = report.html ] && at=1000
            [ $(wc -c <$file) -gt 90 ] || at=9
            byte=$(od -An -tu1 -j $at -N 1 $file | tr -d ' '); cp $file ../kept
            { head -c $at ../kept; printf "\\\\$(printf %o $((byte ^ 1)))"; tail -c +$((at + 2)) ../kept; } >$file
            cmp -s $file ../kept && echo 'not changed'
            \(again); sh checks.sh
            """)
        #expect(result.code == 2, "\(result.output)\(result.error)")
        #expect(result.output.contains("FAILED") && !result.output.contains("refused"), "\(result.output)")
    }

    @Test("tells whether a picture is the evidence, and checks a timestamp with its authority's certificate")
    func pictureAndTime() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            authority make tsa; authority make other; cd case; exhibit anchor request -o ../q -q
            authority reply ../tsa ../q ../a; exhibit anchor add ../a --ca ../tsa/root.pem -q
            exhibit report --last -o ../t.html -q; cd ..; exhibit pack t.html -o pack -q
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")
        let right = try bench.run("PICTURE=copy.jpg CA=tsa/root.pem sh pack/checks.sh")
        #expect(right.code == 0, "\(right.output)")
        #expect(right.output.contains("copy.jpg is the evidence, byte for byte"))
        #expect(right.output.contains("certificate vouches for the timestamp"))
        #expect(try bench.run("PICTURE=secret-set/Dune.jpg sh pack/checks.sh").code == 2)
        #expect(try bench.run("CA=other/root.pem sh pack/checks.sh").code == 2)
        #expect(try items(bench)["timestamps"]?["state"] as? String == "present")
    }

    @Test("packs an altered report too, says so first, and repeats nothing of it")
    func altered() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            sed 's/Not an identification/An identification/' r.html >x.html; export HOME=$BENCH/elsewhere; mkdir $HOME
            exhibit pack x.html -o pack; code=$?; \(list) && exit $code
            """)
        #expect(result.code == 2, "\(result.output)\(result.error)")
        let page = try String(contentsOfFile: bench.work + "/pack/start-here.html", encoding: .utf8)
        let words = try #require(page.firstRange(of: "<main>")).upperBound
        #expect(page[words...].prefix(300).contains("this report was altered after it was signed"))
        for word in ["Gazette", "LEAD<", "An identification", "data:image"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(
            !page.contains("trust add") && !page.contains("desk@example.org")
                && page.contains("Do not rely on this report."))
        #expect(try bench.run("ls pack | grep -c 'disclosure\\|letter'").output == "0\n")
        #expect(try bench.run("sh pack/checks.sh | grep FAILED").output.contains("the page is the one"))
    }

    @Test("adds a bag, from the publisher's case or as it was given, with which it can be run again")
    func withBag() throws {
        let bench = try bench()
        let result = try bench.run("exhibit pack r.html -o pack --case case && \(list) && sh pack/checks.sh >/dev/null")
        #expect(result.code == 0, "\(result.output)\(result.error)")
        #expect(try items(bench)["original"]?["state"] as? String == "present")
        let given = try bench.run(
            """
            exhibit export bag r.html -o bag --case case --include gallery -q; rm -rf case
            exhibit pack r.html -o own --bag bag -q; exhibit reproduce own/bag
            """)
        #expect(given.code == 0, "\(given.output)\(given.error)")
        #expect(try items(bench, "own")["set-list"]?["state"] as? String == "present")
        let damaged = try bench.run(
            "echo x >>$(ls bag/data/artifacts/sealed/* | head -n 1); exhibit pack r.html -o third --bag bag")
        #expect(damaged.code == 1 && damaged.error.contains("has other bytes than the bag lists"), "\(damaged.error)")
        #expect(try bench.run("ls -a | grep 'third\\|exhibit-pack'").code == 1)
    }

    @Test("shows no candidate where the claim is refused, and nothing of a picture that is withheld")
    func refused() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            exhibit identify copy.jpg --gallery refs --about person --case case -q
            exhibit report --last -o p.html --withhold pictures --case case -q; exhibit pack p.html -o pack
            """)
        #expect(made.code == 0, "\(made.output)\(made.error)")
        let items = try items(bench)
        for id in ["shown", "original", "candidates"] { #expect(items[id]?["state"] as? String == "withheld", "\(id)") }
        #expect(items["named"]?["state"] as? String == "absent")
        let page = try String(contentsOfFile: bench.work + "/pack/start-here.html", encoding: .utf8)
        #expect(page.contains("Refused: nobody and nothing is identified.") && !page.contains("data:image"))
        #expect(try bench.run("ls pack/disclosed | grep -c jpg$").output == "0\n")
    }

    @Test("says what verify says of a report whose standing this machine has seen, and takes one that is given")
    func standing() throws {
        let bench = try bench()
        let made = try bench.run(
            """
            exhibit challenge new r.html --ground C5 --text no -o x.challenge -q; exhibit challenge receive x.challenge --case case -q
            exhibit report standing r.html -o new.standing --case case -q; exhibit verify r.html --standing new.standing -q; echo $?
            exhibit verify r.html -q; echo $?; exhibit pack r.html -o pack; echo $?
            exhibit pack r.html -o with --standing new.standing; echo $?; cmp new.standing with/report.standing && (cd with && sha256sum -c --strict --quiet MANIFEST-sha256.txt) && sh with/checks.sh >/dev/null; echo $?
            exhibit challenge new r.html --ground C5 --text no -o y.challenge | head -n 1
            head -c 2000 new.standing >bad.standing; exhibit pack r.html -o bad --standing bad.standing; echo "bad $?"; ls -d bad
            """)
        let lines = made.output.split(separator: "\n").map(String.init)
        #expect(lines.filter { Int($0) != nil } == ["5", "3", "3", "5", "0"], "\(made.output)\(made.error)")
        #expect(lines.contains { $0.hasPrefix("Report    CONTESTED: ") }, "\(made.output)")
        #expect(lines.contains { $0.hasPrefix("Report    STALE") }, "\(made.output)\(made.error)")
        #expect(lines.last == "bad 2" && made.error.contains("bad.standing: does not hold"), "\(made.error)")
    }

    @Test("makes text of what a spreadsheet would compute, and shows what would reorder a line")
    func hostile() throws {
        let bench = try Bench()
        let made = try bench.run(
            """
            photos refs; photo Garden copy.jpg 60
            exhibit init case --no-passphrase -q --publisher '=cmd()"x' --contact "$(printf 'a\\342\\200\\256b')"
            exhibit ingest copy.jpg --case case -q; exhibit gallery add refs refs --case case -q
            exhibit identify copy.jpg --gallery refs --case case -q
            exhibit report --last -o r.html --case case -q; exhibit pack r.html -o pack -q
            """)
        #expect(made.code == 0, "\(made.output)\(made.error)")
        let table = try String(contentsOfFile: bench.work + "/pack/disclosure.csv", encoding: .utf8)
        #expect(table.contains("\"'=cmd()\"\"x, contact a\\u{202e}b"), "\(table)")
        let mark = "$(printf '\\342\\200\\256')"
        #expect(
            try bench.run("cd pack; cat start-here.html disclosure.csv letter.txt | grep -qaF \"\(mark)\"").code == 1)
    }

    @Test("refuses what is there, what is no report, a bag of another, and the insides of a case")
    func refusals() throws {
        let bench = try bench()
        try #require(
            try bench.run(
                """
                mkdir full; echo x >full/x; echo '<!DOCTYPE html><p>no</p>' >news.html
                exhibit report --last -o s.html --case case -q; exhibit export bag s.html -o bag --case case -q
                sed 's/<title>/<title>Not /' r.html >changed.html
                """
            ).code == 0)
        for (command, code, words) in [
            ("exhibit pack r.html -o full", Int32(1), "never written over"),
            ("exhibit pack news.html -o pack", 2, "no pack is made"),
            ("exhibit pack r.html -o pack --bag bag", 1, "another report"),
            ("exhibit pack r.html -o pack --bag full", 1, "is no bag"),
            ("exhibit pack changed.html -o pack --case case", 2, "Without --case"),
            ("exhibit pack r.html -o case/private/pack", 1, "belongs to a case"),
            ("exhibit pack r.html -o none/pack", 1, "there is no folder none"),
            ("exhibit pack r.html -o pack --bag bag --case case", 64, "one bag"),
            ("exhibit pack none.html -o pack", 1, "No such file"),
        ] {
            let result = try bench.run(command)
            #expect(result.code == code, "\(command): \(result.error)")
            #expect(result.error.contains(words), "\(command): \(result.error)")
        }
        #expect(try bench.run("ls -a | grep pack").code == 1)
    }
}
