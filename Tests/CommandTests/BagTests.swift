import Foundation
import Testing

@Suite("exhibit export bag")
struct BagTests {
    /// A case in which a picture was found in a reference set, and a report of it.
    private func bench() throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            photos secret-set; photo Garden copy.jpg 60; exhibit init case --no-passphrase --quiet
            exhibit ingest copy.jpg --case case --quiet --source informant-77
            exhibit gallery add refs secret-set --case case --quiet
            exhibit identify copy.jpg --gallery refs --case case --quiet
            exhibit report --last -o r.html --case case --quiet
            """)
        try #require(made.code == 0, "\(made.output)\(made.error)")
        return bench
    }

    private let check = """
        (cd bag && sha256sum -c --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt)
        """

    @Test("gives the report and its pictures, keeps the reference set and every name, and says so")
    func standard() throws {
        let bench = try bench()
        let result = try bench.run(
            "exhibit export bag r.html -o bag/ --case case && \(check) && cmp r.html bag/data/report.html")
        #expect(result.code == 0, "\(result.output)\(result.error)")
        #expect(result.output.contains("Withheld: gallery, hashes"))
        #expect(result.output.contains("exhibit reproduce bag"))
        // The evidence, in clear.
        #expect(try bench.run("grep -q $(sha256sum <copy.jpg | cut -c1-64) bag/manifest-sha256.txt").code == 0)
        let leaks = try bench.run("grep -rlaE 'secret-set|copy.jpg|informant-77|LadyBird|\(bench.root)' bag")
        #expect(leaks.code == 1, "\(leaks.output)")
        #expect(try bench.run("find bag -type l -o -name '.*'").output.isEmpty)
        let crate = try JSONSerialization.jsonObject(
            with: try Data(contentsOf: URL(fileURLWithPath: bench.work + "/bag/ro-crate-metadata.json")))
        let graph = try #require((crate as? [String: Any])?["@graph"] as? [[String: Any]])
        let ids = Set(graph.compactMap { $0["@id"] as? String })
        #expect(ids.count == graph.count)
        for entity in graph {
            for value in entity.values.flatMap({ $0 as? [Any] ?? [$0] }) {
                guard let id = (value as? [String: Any])?["@id"] as? String, !id.hasPrefix("http") else { continue }
                #expect(ids.contains(id), "\(id) is not described")
            }
        }
        #expect(try bench.run("ls -a | grep exhibit-bag").code == 1)
    }

    @Test("gives the reference set where that is asked for")
    func gallery() throws {
        let bench = try bench()
        let result = try bench.run("exhibit export bag r.html -o bag --include gallery --case case --json && \(check)")
        #expect(result.code == 0, "\(result.output)\(result.error)")
        #expect(result.output.contains("\"withheld\":[]"))
        #expect(try bench.run("grep -rqa secret-set/LadyBird.jpg bag/data/artifacts/sealed").code == 0)
    }

    @Test("keeps the evidence and all that was made of it where that is asked for, except what the report shows")
    func evidence() throws {
        let bench = try bench()
        let result = try bench.run(
            "exhibit export bag r.html -o bag --withhold evidence --withhold gallery --case case && \(check)")
        #expect(result.code == 0, "\(result.output)\(result.error)")
        for word in ["evidence", "luminance", "reference"] {
            #expect(try bench.run("grep -q '\"role\":\"\(word)\"' bag/data/withheld.json").code == 0, "\(word)")
        }
        for picture in ["copy.jpg", "secret-set/Garden.jpg"] {
            let found = try bench.run("grep -q $(sha256sum <\(picture) | cut -c1-64) bag/manifest-sha256.txt")
            #expect(found.code == 1, "\(picture)")
        }
        // The reduced copies, which the report has.
        #expect(try bench.run("ls bag/data/artifacts/sealed/* | wc -l").output.contains("3"))
    }

    @Test("names what this case has lost, and ends with 3")
    func lost() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            name=$(exhibit show 2 --case case --json | grep -o '"artifact":"sealed:[0-9a-f]*' | head -1 | tail -c 65)
            rm case/artifacts/$(echo $name | cut -c1-2)/$name
            exhibit export bag r.html -o bag --case case; code=$?; \(check) && exit $code
            """)
        #expect(result.code == 3, "\(result.output)\(result.error)")
        #expect(result.error.contains("evidence, sealed:"))
        #expect(try bench.run("grep -q '\"role\":\"evidence\",\"state\":\"missing\"' bag/data/withheld.json").code == 0)
    }

    @Test("refuses what is there, a changed report, a report of another case, and the insides of a case")
    func refusals() throws {
        let bench = try bench()
        let before = try bench.run(
            """
            mkdir full; echo x >full/x; sed 's/<title>/<title>Not /' r.html >changed.html
            exhibit init other --no-passphrase --quiet
            """)
        try #require(before.code == 0)
        for (command, code, words) in [
            ("exhibit export bag r.html -o full --case case", Int32(1), "never written over"),
            ("exhibit export bag changed.html -o bag --case case", 2, "does not verify"),
            ("exhibit export bag r.html -o bag --case other", 1, "another ledger"),
            ("exhibit export bag r.html -o case/private/bag --case case", 1, "belongs to a case"),
            ("exhibit export bag r.html -o none/bag --case case", 1, "there is no folder none"),
            ("exhibit export bag r.html -o bag --include gallery --withhold gallery --case case", 64, "opposites"),
        ] {
            let result = try bench.run(command)
            #expect(result.code == code, "\(command): \(result.error)")
            #expect(result.error.contains(words), "\(command): \(result.error)")
        }
        #expect(try bench.run("ls -a").output.split(separator: "\n").filter { $0.contains("bag") }.isEmpty)
        #expect(try bench.run("cat full/x").output == "x\n")
    }

    @Test("A folder without the lists of a bag is not opened as one, whatever else it has")
    func noDeclaration() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            exhibit export bag r.html -o bag --case case -q && cp -r bag plain && rm plain/bagit.txt
            mv plain/data/salts.json salts && ln -s ../../salts plain/data/salts.json; exhibit reproduce plain
            """)
        #expect(result.code == 1 && result.output.isEmpty, "\(result.output)")
        #expect(result.error.contains("plain: is no bag (it has no bagit.txt)"), "\(result.error)")
        #expect(result.error.contains("--artifacts"))
    }

    @Test("The parts of a bag serve as a folder of artifacts; salts that cannot be read are said to be so")
    func loose() throws {
        let bench = try bench()
        let whole = try bench.run(
            """
            exhibit export bag r.html -o bag --include gallery --case case -q && exhibit reproduce bag
            rm bag/bagit.txt; exhibit reproduce r.html --artifacts bag/data
            """)
        #expect(whole.output.components(separatedBy: "\nR0  ").count == 3, "\(whole.output)\(whole.error)")
        let damaged = try bench.run("echo x >>bag/data/salts.json; exhibit reproduce r.html --artifacts bag/data")
        #expect(damaged.code == 1 && damaged.error.contains("bag/data/salts.json: malformed salts"), "\(damaged.error)")
        let none = try bench.run("rm bag/data/salts.json; exhibit reproduce r.html --artifacts bag/data")
        #expect(none.code == 3 && none.output.contains("was given without its salt"), "\(none.output)\(none.error)")
    }

    @Test("A bag whose salts were changed to fit its lists makes no honest run look as if it differed")
    func foreignSalts() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            exhibit export bag r.html -o bag --include gallery --case case -q && cd bag
            sed -i -E 's/"salt":"[0-9a-f]{64}"/"salt":"'$(printf %064d 1)'"/g' data/salts.json
            find data -type f | LC_ALL=C sort | xargs sha256sum >manifest-sha256.txt
            ls bag-info.txt bagit.txt manifest-sha256.txt ro-crate-metadata.json | LC_ALL=C sort | xargs sha256sum >tagmanifest-sha256.txt
            cd ..; exhibit reproduce bag
            """)
        #expect(result.code == 3 && result.output.contains("\nRX  "), "\(result.output)\(result.error)")
    }

    @Test("An artifact that was changed to fit the lists of a bag is no step that gave the same bits")
    func foreignArtifact() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            exhibit export bag r.html -o bag --include gallery --case case -q && cd bag
            name=$(grep -o 'sealed:[0-9a-f]*","role":"candidates"' data/salts.json | head -n 1 | cut -c 8-71)
            echo x >>data/artifacts/sealed/$name
            find data -type f | LC_ALL=C sort | xargs sha256sum >manifest-sha256.txt
            ls bag-info.txt bagit.txt manifest-sha256.txt ro-crate-metadata.json | LC_ALL=C sort | xargs sha256sum >tagmanifest-sha256.txt
            cd ..; exhibit reproduce bag
            """)
        #expect(result.code == 3 && result.output.contains("\nRX  "), "\(result.output)\(result.error)")
        #expect(result.output.contains("what was given is not what the report names"), "\(result.output)")
    }

    @Test("What a model said of a person stays, unless its publisher gives it; the model can be run again all the same")
    func person() throws {
        let bench = try Bench()
        let runners = Place.tests + "/Runners"
        let made = try bench.run(
            """
            exhibit init c --publisher S --no-passphrase -q && cp "$FIXTURES/baseline.jpg" p.jpg && exhibit ingest p.jpg --case c -q
            exhibit model add m '\(runners)/model' --runner "python3 '\(runners)/warns.py'" --case c -q
            exhibit identify p.jpg --model m --about person --case c -q
            exhibit report --last -o r.html --case c -q && exhibit export bag r.html -o bag --case c
            """)
        try #require(made.code == 0, "\(made.error)")
        for role in ["candidates", "environment", "transcript"] {
            let withheld = "\"role\":\"\(role)\",\"state\":\"withheld\""
            #expect(try bench.run("grep -q '\(withheld)' bag/data/withheld.json").code == 0)
            #expect(try bench.run("grep -q '\"role\":\"\(role)\"' bag/data/salts.json").code == 1)
        }
        #expect(try bench.run("grep -rla 'below what this' bag/data/artifacts/sealed").output.isEmpty)
        let unnamed = try bench.run("exhibit reproduce bag")
        #expect(unnamed.code == 3 && unnamed.output.contains("--runner COMMAND"), "\(unnamed.output)")
        let again = try bench.run("exhibit reproduce bag --runner \"python3 '\(runners)/warns.py'\"")
        #expect(again.code == 3 && again.output.contains("\nRX  "), "\(again.output)\(again.error)")
        #expect(!again.output.contains("alpha"))
        let given = try bench.run(
            """
            exhibit export bag r.html -o all --include log --case c -q && exhibit reproduce all --runner "python3 '\(runners)/warns.py'"
            """)
        #expect(given.code == 0 && given.output.contains("\nR0  "), "\(given.output)\(given.error)")
    }

    @Test("A run that failed has a model's step that failed in the bag's catalogue, and no other")
    func failedRun() throws {
        let bench = try Bench()
        let runners = Place.tests + "/Runners"
        let made = try bench.run(
            """
            exhibit init c --publisher S --no-passphrase -q && cp "$FIXTURES/baseline.jpg" p.jpg && exhibit ingest p.jpg --case c -q
            exhibit model add m '\(runners)/model' --runner "python3 '\(runners)/crash.py'" --case c -q
            exhibit identify p.jpg --model m --about thing --case c -q
            exhibit report --last -o r.html --case c -q && exhibit export bag r.html -o bag --case c -q
            """)
        try #require(made.code == 0, "\(made.error)")
        let crate = try JSONSerialization.jsonObject(
            with: try Data(contentsOf: URL(fileURLWithPath: bench.work + "/bag/ro-crate-metadata.json")))
        let graph = try #require((crate as? [String: Any])?["@graph"] as? [[String: Any]])
        let actions = graph.filter { $0["@type"] as? String == "CreateAction" }
        #expect(actions.count > 1)
        for action in actions {
            let isModel = action["name"] as? String == "model.run"
            let status = "http://schema.org/\(isModel ? "Failed" : "Completed")ActionStatus"
            #expect(action["actionStatus"] as? String == status, "\(action)")
            let instrument = (action["instrument"] as? [String: Any])?["@id"] as? String
            let program = graph.first { $0["@id"] as? String == instrument }
            #expect(program?["@type"] as? String == "SoftwareApplication")
            #expect((program?["name"] as? String == "exhibit") != isModel)
            #expect((action["result"] as? [Any])?.isEmpty != true)
        }
    }
}
