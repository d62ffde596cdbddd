import Foundation
import Testing

@Suite("exhibit model, and identify --model")
struct ModelTests {
    private static let runners = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Runners").path

    /// A case with one recorded picture and a model.
    private func bench(_ runner: String, model: String = "model", match: String = "--match 0.000001") throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            exhibit init c --publisher Someone --no-passphrase -q && cp "$FIXTURES/baseline.jpg" p.jpg && cd c && exhibit ingest ../p.jpg -q &&
            exhibit model add m '\(Self.runners)/\(model)' --runner "python3 '\(Self.runners)/\(runner).py'" \(match)
            """)
        #expect(made.code == 0, "\(made.output)\(made.error)")
        return bench
    }

    @Test("records a model, asks it, and reports an answer that verifies")
    func good() throws {
        let bench = try bench("good")
        let shown = try bench.run("cd c; exhibit model list; exhibit model show m")
        #expect(shown.output.contains("in use") && shown.output.contains("  labels.txt\n"))
        let asked = try bench.run("cd c; exhibit identify ../p.jpg --model m --about thing --json")
        #expect(asked.code == 0, "\(asked.error)")
        #expect(asked.output.contains("\"status\":\"LEAD\"") && asked.output.contains("\"score\":\"f32:"))
        let report = try bench.run(
            "cd c; exhibit report --last -o r.html && exhibit verify r.html && exhibit-verify r.html && exhibit audit")
        #expect(report.code == 0, "\(report.output)\(report.error)")
        #expect(report.output.contains("template exhibit-report-answers-v6"))
        #expect(try bench.run("cd c; exhibit runs ../p.jpg").output.contains("completed"))
    }

    @Test(
        "records what a runner that goes wrong did, as a failed run that says why",
        arguments: [
            "crash", "wrong-id", "endless-output", "link-escape", "name-escape",
            "wrong-digest",
            "extra-member", "unlisted-output", "exit-nonzero-after-result", "dirties-stdout-after-result",
            "out-of-rank",
        ])
    func wrong(runner: String) throws {
        let bench = try bench(runner)
        let asked = try bench.run("cd c; exhibit identify ../p.jpg --model m --about thing")
        #expect(asked.code == 1 && asked.output.contains("the run failed: "), "\(asked.output)\(asked.error)")
        #expect(asked.error.contains("the run failed, and is recorded: "))
        #expect(asked.output.contains("REFUSED"))
        let json = try bench.run("cd c; exhibit identify ../p.jpg --model m --about thing --json")
        #expect(json.code == 1 && !json.output.contains("\"exit_code\":0"), "\(json.output)")
        let after = try bench.run(
            "cd c; exhibit runs ../p.jpg; exhibit audit -q; exhibit report --last -o r.html && exhibit verify r.html -q"
        )
        #expect(after.code == 0 && after.output.contains("failed"), "\(after.output)\(after.error)")
    }

    @Test(
        "keeps a runner from the network, from other files and from the model",
        arguments: ["network", "reads-home", "writes-model", "sees-others"])
    func confined(runner: String) throws {
        let bench = try bench(runner)
        let asked = try bench.run("cd c; exhibit identify ../p.jpg --model m --about thing")
        #expect(asked.output.contains("1. confined"), "\(asked.output)\(asked.error)")
    }

    @Test("names the file of a model that is not what was recorded, and records the run as failed")
    func flipped() throws {
        let bench = try bench("good")
        let asked = try bench.run(
            """
            cd c; f=$(grep -l confined artifacts/open/*); chmod u+w $f; printf 'X' | dd of=$f bs=1 seek=2 conv=notrunc 2>/dev/null
            exhibit identify ../p.jpg --model m --about thing; exhibit audit
            """)
        #expect(asked.output.contains("the run failed: the model's file labels.txt is not the one that was recorded"))
        #expect(asked.code == 2, "audit finds it as well: \(asked.output)")
    }

    @Test("starts no run with a model that was withdrawn, and keeps what it said before")
    func withdrawn() throws {
        let bench = try bench("good")
        let all = try bench.run(
            """
            cd c; exhibit identify ../p.jpg --model m --about thing -q; exhibit model withdraw m --reason "wrong labels"
            exhibit identify ../p.jpg --model m --about thing; echo "code $?"; exhibit report --last -o r.html && exhibit verify r.html -q; echo "code $?"
            exhibit model list; exhibit model withdraw m --reason again; echo "code $?"
            """)
        #expect(all.error.contains("was withdrawn by #") && all.error.contains("wrong labels"))
        #expect(all.output.contains("code 1") && all.output.contains("withdrawn by #") && all.output.contains("code 0"))
    }

    @Test("shows every model that it lists, and says of one that is built in that it needs no adding")
    func builtIn() throws {
        let bench = try Bench()
        let result = try bench.run(
            """
            photos in; exhibit init c --publisher S --no-passphrase -q; cd c
            for name in copy-detection digit-reader image-operations; do exhibit model show $name; done
            exhibit ingest ../in -q; exhibit derive ../in/Aqua.jpg --upright -q; exhibit gallery add g ../in -q
            exhibit identify ../in/Aqua.jpg --gallery g -q; exhibit identify ../in/Aqua.jpg --model digit-reader --about thing -q
            exhibit model list --csv | tail -n +2 | cut -d, -f2 | while read -r name; do exhibit model show "$name" || echo "LOST $name"; done
            exhibit model add digit-reader . --runner python3
            exhibit identify ../in/Aqua.jpg --model copy-detection --about thing
            """)
        #expect(result.error.components(separatedBy: "is built in, and is recorded at its first run").count == 4)
        #expect(result.error.contains("copy-detection: is built in, and is not named to a command"), "\(result.error)")
        #expect(!result.error.contains("exhibit model add"), "\(result.error)")
        #expect(!result.output.contains("LOST "), "\(result.output)")
        for name in ["copy-detection 1", "digit-reader 1", "image-operations 1"] {
            #expect(result.output.contains("\(name)  (#"), "\(result.output)")
        }
    }

    @Test("tells damage to the private half from what was never known")
    func damaged() throws {
        let bench = try bench("good")
        let result = try bench.run(
            """
            cd c; exhibit identify ../p.jpg --model m --about thing -q
            python3 -c "import sqlite3; c = sqlite3.connect('private/private.sqlite'); c.execute('UPDATE wrapped_slots SET secrets = ? WHERE path = ?', (b'x', 'body.command')); c.commit()"
            exhibit reproduce "#$(exhibit log --kind run.opened | tail -n 1 | tr -dc '0-9 ' | cut -d' ' -f1)"; echo "code $?"
            exhibit model show m; echo "code $?"
            """)
        #expect(result.output.components(separatedBy: "code 1\n").count == 3, "\(result.output)\(result.error)")
        #expect(result.error.components(separatedBy: "private value").count == 3, "\(result.error)")
        #expect(!result.error.contains("not known"))
    }

    @Test("says what is wrong with a model, a runner or an option, and records nothing")
    func mistakes() throws {
        let bench = try Bench()
        let before = try bench.run(
            "exhibit init c --publisher S --no-passphrase -q; cd c; mkdir e; exhibit log | wc -l")
        for (command, words) in [
            ("exhibit model add m e --runner 'python3 /nowhere.py'", "has 0 files"),
            ("exhibit model add m nowhere --runner python3", "is no folder"),
            ("exhibit model add m '\(Self.runners)/model' --runner nothing-like-it", "there is no program"),
            ("exhibit model add m '\(Self.runners)/model' --runner \"python3 '\"", "quote is not closed"),
            ("exhibit model add m '\(Self.runners)/model' --runner python3 --match 1e3", "decimal"),
            (
                "exhibit model add m '\(Self.runners)/model' --runner \"python3 '\(Self.runners)/good.py'\" --match 5",
                "the scores of this model lie between"
            ),
            ("exhibit model add m '\(Self.runners)/model' --runner false", "did not describe itself"),
            (
                "exhibit model add m '\(Self.runners)/model' --runner \"python3 '\(Self.runners)/not-json.py'\"",
                "did not describe itself"
            ),
            (
                "exhibit model add m '\(Self.runners)/model' --runner \"python3 '\(Self.runners)/huge-line.py'\"",
                "did not describe itself"
            ),
            ("exhibit identify x --model none", "--about thing or --about person"),
            ("exhibit identify x --model none --about thing", "no model \"none\""),
            ("exhibit identify x --model none --gallery g", "--about thing or --about person"),
            ("exhibit identify x --model none --gallery g --about thing", "no model \"none\""),
            ("exhibit identify x --model digit-reader --gallery g --about thing", "compares with no reference set"),
            ("exhibit identify x", "--gallery NAME for copies"),
            ("exhibit identify x --gallery g --seed 3", "are for --model"),
        ] {
            let result = try bench.run("cd c; \(command)")
            #expect(result.code != 0 && result.error.contains(words), "\(command): \(result.error)")
        }
        #expect(try bench.run("cd c; exhibit log | wc -l").output == before.output)
        #expect(try bench.run("ls c/artifacts/open").output.isEmpty, "no file of a model that is not recorded stays")
    }
}
