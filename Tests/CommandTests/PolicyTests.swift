import Foundation
import Testing

@Suite("exhibit policy")
struct PolicyTests {
    private func bench() throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            "exhibit init c --publisher Someone --no-passphrase -q && exhibit policy show -o standard.json -q")
        try #require(made.code == 0, "\(made.output)\(made.error)")
        return bench
    }

    private func json(_ result: Bench.Result) throws -> [String: Any] {
        let line = result.output.split(separator: "\n").first ?? ""
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test("What was set is in force from then on, survives the audit, and only tightens further")
    func tightens() throws {
        let bench = try bench()
        let set = try bench.run("cd c; exhibit policy set --tighten P10.runs=3 --reason 'Two were too few' --json")
        #expect(set.code == 0, "\(set.output)\(set.error)")
        let first = try json(set)
        #expect(first["entry"] as? Int == 2 && first["recorded"] as? Bool == true)
        let shown = try json(try bench.run("cd c; exhibit policy show --json"))
        #expect(shown["policy"] as? String == first["policy"] as? String && shown["entry"] as? Int == 2)
        let thresholds = try #require(shown["thresholds"] as? [[String: Any]])
        #expect(thresholds.count == 27)
        let runs = try #require(thresholds.first { $0["threshold"] as? String == "P10.runs" })
        #expect(runs["value"] as? String == "3" && runs["standard"] as? String == "2")

        // Tighter than the standard policy, and looser than the one in force.
        let back = try bench.run("cd c; exhibit policy set ../standard.json; exhibit audit -q")
        #expect(back.code == 0 && back.output.isEmpty, "\(back.output)")
        #expect(back.error.contains("P10.runs would be loosened from 3 to 2; it may only be raised"), "\(back.error)")
        let between = try bench.run("cd c; exhibit policy set --tighten P10.runs=2 --tighten P18.days=400")
        #expect(between.code == 1 && between.error.contains("P10.runs would be loosened from 3 to 2"))
        #expect(between.error.contains("P18.days would be loosened from 365 to 400; it may only be lowered"))

        let second = try bench.run(
            """
            cd c; exhibit policy set --tighten P13.reviews_of_things=2 && exhibit show 3 --json && exhibit show 2 --json &&
            exhibit policy show '#2' -o ../first.json -q && sha256sum ../first.json && exhibit audit -q
            """)
        #expect(second.code == 0, "\(second.output)\(second.error)")
        #expect(second.output.contains("P13.reviews_of_things  1     2   tighter"), "\(second.output)")
        let entries = try second.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        try #require(entries.count == 2)
        let bodies = entries.compactMap { $0["body"] as? [String: Any] }
        #expect(bodies[0]["replaces"] as? String == (entries[1]["statement"] as? String).map { "statement:\($0)" })
        #expect(bodies[1]["replaces"] is NSNull && bodies[0]["topic"] as? String == bodies[1]["topic"] as? String)
        let digest = try #require(first["policy"] as? String).dropFirst("sha256:".count)
        #expect(second.output.contains("\(digest)  ../first.json"))
        let secret = try bench.run(
            "cd c; exhibit show 2 | grep -c 'Two were too few'; exhibit export ledger - | grep -c 'Two were'")
        #expect(secret.output == "1\n0\n")
    }

    @Test("What is in force already is not recorded again, also where its digits are written otherwise")
    func already() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            cd c; exhibit policy set ../standard.json; exhibit policy set --tighten P08.posterior=0.950
            exhibit policy set --tighten P08.posterior=0.99 -q; exhibit policy set --tighten P08.posterior=0.9900
            exhibit log --kind policy | wc -l
            """)
        #expect(result.code == 0 && result.error.isEmpty, "\(result.error)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 4 && lines[0] == lines[1] && lines[0].hasPrefix("In force already, the standard one:"))
        #expect(lines[2].hasPrefix("In force already, set by #2:") && lines.last == "2")
    }

    @Test("A lost or damaged document is said to be, and put back by whoever has it")
    func lost() throws {
        for damage in ["rm -f", "sed -i s/LEAD/LEAF/"] {
            let bench = try bench()
            let made = try bench.run(
                """
                cd c; exhibit policy set --tighten P10.runs=3 -q && exhibit policy show -o ../mine.json -q &&
                for f in $(grep -rl exhibit-policy-v2 artifacts); do chmod u+w "$f"; \(damage) "$f"; done
                """)
            #expect(made.code == 0, "\(made.error)")
            let asked = try bench.run("cd c; exhibit policy show")
            #expect(asked.code == 1 && asked.error.contains("the policy of #2 cannot be read"), "\(asked.error)")
            #expect(asked.error.contains("exhibit policy set FILE puts it back"))
            #expect(try bench.run("cd c; exhibit policy set --tighten P10.runs=4").code == 1)
            #expect(try bench.run("cd c; exhibit audit -q").code != 0)
            let again = try bench.run(
                "cd c; exhibit policy set ../mine.json && exhibit policy show -o - | cmp - ../mine.json && exhibit audit -q"
            )
            #expect(again.code == 0 && again.output.contains("In force already"), "\(again.output)\(again.error)")
        }
    }

    @Test("Says what is wrong, and records nothing")
    func mistakes() throws {
        let bench = try bench()
        let edits = try bench.run(
            """
            sed 's/"P05.false_positive_rate":"0.01"/"P05.false_positive_rate":"0.02"/; s/"P10.runs":2/"P10.runs":3/' standard.json >looser.json
            sed 's/"P10.runs":2/"P10.runs":0/' standard.json >range.json
            sed 's/at most a lead/perhaps/' standard.json >words.json; (cat standard.json; echo) >feed.json
            head -c 70000 /dev/zero | tr '\\0' ' ' >large.json; echo '{"policy":"exhibit-policy-v3"}' | tr -d '\\n' >version.json
            """)
        #expect(edits.code == 0)
        for (command, code, words) in [
            ("set", 64, "name either"), ("set ../standard.json --tighten P10.runs=3", 64, "name either"),
            ("set --tighten P10.runs", 64, "THRESHOLD=VALUE"), ("set --tighten =3", 64, "no threshold \"\""),
            ("set --tighten P10.run=3", 64, "there are P10.class, P10.runs, P10.other_parties"),
            ("set --tighten P99.x=3", 64, "see: exhibit policy show"),
            ("set --tighten P10.runs=3 --tighten P10.runs=4", 64, "named twice"),
            ("set --tighten P10.runs=3.5", 64, "must be a whole number"),
            ("set --tighten P05.tested_share=1.1", 64, "it must lie from 0 to 1"),
            ("set --tighten P10.class=R2", 64, "must be R1 or R0"),
            ("set --tighten P10.runs=1", 1, "from 2 to 1; it may only be raised"),
            ("set ../looser.json", 1, "P05.false_positive_rate would be loosened from 0.01 to 0.02"),
            ("check ../looser.json", 1, "may only be lowered"), ("check ../range.json", 1, "P10.runs is 0"),
            ("set ../words.json", 1, "rules or sentences differ"), ("check ../feed.json", 1, "no line feed at its end"),
            ("set ../large.json", 1, "larger than the 65536 bytes"), ("check ../version.json", 1, "another version"),
            ("set ../none.json", 1, "No such file"), ("show ../none.json", 1, "none.json"),
            ("show '#1'", 1, "is a key entry, and sets no policy"), ("show -o ../standard.json", 1, "exists already"),
            ("show -o - --json", 64, "without --json"),
            ("set --tighten P10.runs=3 --reason \"$(printf 'a\\tb')\"", 64, "tab"),
        ] {
            let result = try bench.run("cd c; exhibit policy \(command)")
            #expect(result.code == code && result.error.contains(words), "\(command): \(result.code) \(result.error)")
        }
        #expect(try bench.run("cd c; exhibit log --kind policy").output == "No such entry.\n")
    }
}
