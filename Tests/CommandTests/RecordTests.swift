import Foundation
import Testing

@Suite("exhibit record")
struct RecordTests {
    private func bench() throws -> Bench {
        let bench = try Bench()
        let made = try bench.run(
            """
            exhibit init mycase --no-passphrase --publisher P --contact C --quiet && photos in &&
            exhibit ingest in/Garden.jpg --case mycase && exhibit gallery add g in --case mycase
            """)
        try #require(made.code == 0, "\(made.error)")
        return bench
    }

    private static let edit = "sh -c 'djpeg in/Garden.jpg | cjpeg -quality 40 >out.jpg'"

    @Test("keeps what an editor made as a picture that has a history, and a claim on it has its class")
    func edits() throws {
        let bench = try bench()
        let recorded = try bench.run(
            "export EXHIBIT_CASE=mycase; exhibit record in/Garden.jpg --output out.jpg -- \(Self.edit)")
        #expect(recorded.code == 0, "\(recorded.error)")
        #expect(recorded.output.contains("one step of class T3, observed, not stepwise"), "\(recorded.output)")
        let after = try bench.run(
            """
            export EXHIBIT_CASE=mycase; exhibit runs out.jpg; jpegtran -copy none -optimize out.jpg >copy.jpg; exhibit runs copy.jpg
            exhibit identify out.jpg --gallery g; exhibit report --last -o r.html -q && exhibit verify r.html -q && echo verified
            exhibit ingest out.jpg -q; exhibit identify out.jpg --gallery g -q; exhibit report --last -o again.html -q && exhibit verify again.html -q && echo verified
            exhibit reproduce '#5'; echo "code $?"
            exhibit record out.jpg --generates-pixels -o more.jpg -q -- sh -c 'djpeg out.jpg | cjpeg >more.jpg'
            exhibit record more.jpg in/Garden.jpg -o last.jpg --json -- sh -c 'djpeg more.jpg | cjpeg -quality 30 >last.jpg'
            """)
        #expect(after.output.components(separatedBy: "observed-program 1  completed").count == 3, "\(after.output)")
        #expect(after.output.contains("out.jpg  (made from #2)"), "\(after.error)")
        #expect(after.output.contains("Class T3: A learned or unknown process touched these pixels."))
        #expect(after.output.components(separatedBy: "verified\n").count == 3, "\(after.error)")
        #expect(after.output.contains("CANNOT BE ATTEMPTED") && after.output.contains("code 3"))
        #expect(after.output.contains("observed, not stepwise: the program and its arguments are recorded in sealed:"))
        #expect(after.output.contains(#""taint":"T4""#), "a program on generated pixels makes no cleaner ones")
        let copied = try bench.run(
            "export EXHIBIT_CASE=mycase; exhibit record last.jpg -o same.jpg -- cp last.jpg same.jpg && exhibit audit -q"
        )
        #expect(copied.code == 0 && copied.error.contains("output 1 is picture 1, byte for byte"), "\(copied.error)")
    }

    @Test("makes pictures that can be asked about, of one picture or of several, and what was generated stays refused")
    func asked() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            export EXHIBIT_CASE=mycase
            claim() { exhibit identify "$1" --gallery g; exhibit report --last -o "$1.html" -q && exhibit verify "$1.html" -q && echo verified; }
            exhibit ingest in/Dune.jpg -q
            exhibit record in/Garden.jpg in/Dune.jpg -o both.jpg -q -- sh -c 'djpeg in/Garden.jpg | cjpeg -quality 40 >both.jpg'
            claim both.jpg
            exhibit record in/Garden.jpg -o drawn.jpg --generates-pixels -q -- sh -c 'djpeg in/Garden.jpg | cjpeg -quality 41 >drawn.jpg'
            claim drawn.jpg
            exhibit record drawn.jpg in/Garden.jpg -o last.jpg -q -- sh -c 'djpeg drawn.jpg | cjpeg -quality 30 >last.jpg'
            claim last.jpg
            """)
        let parts = result.output.components(separatedBy: "verified\n")
        try #require(parts.count == 4 && parts[3].isEmpty, "\(result.output)\(result.error)")
        #expect(parts[0].contains("LEAD  recorded") && parts[0].contains("Class T3: A learned or unknown process"))
        for part in parts[1...2] {
            #expect(part.contains("REFUSED  recorded") && part.contains("Class T4: "), "\(part)")
        }
    }

    @Test(
        "makes a failed run of every bad end, and says which",
        arguments: [
            ("sh -c 'echo half >out.jpg; exit 7'", "the program ended with exit status 7"),
            ("true", "output 1 was not made: out.jpg"),
            ("sh -c 'kill -9 $$'", "the program was ended by signal 9"),
            ("./nonesuch", "the program could not be started"), ("in/Garden.jpg", "the program could not be started"),
            ("sh -c 'cp in/Dune.jpg out.jpg; echo >>in/Garden.jpg'", "picture 1 changed while the program ran"),
            ("sh -c 'cp in/Dune.jpg out.jpg; rm in/Garden.jpg'", "picture 1 is gone since"),
            ("./self", "the program's own file changed while it ran"),
            ("mkdir out.jpg", "output 1 could not be read"),
            ("ln -s mycase/private/keys/ledger.pem out.jpg", "output 1 is a file of a case, and was not kept"),
            ("sh -c 'ln -s mycase/private p; ln -s p/keys/ledger.pem out.jpg'", "output 1 is a file of a case"),
        ])
    func failures(command: String, message: String) throws {
        let bench = try bench()
        let result = try bench.run(
            """
            export EXHIBIT_CASE=mycase; printf '#!/bin/sh\\ncp in/Dune.jpg out.jpg; echo >>self\\n' >self; chmod +x self
            exhibit record in/Garden.jpg -o out.jpg --json -- \(command); echo "code $?"
            exhibit runs '#2'; exhibit audit -q && echo whole
            """)
        #expect(result.error.contains("the run failed, and is recorded as run #5: \(message)"), "\(result.error)")
        #expect(result.output.contains("code 1") && result.output.contains(#""exit_code":1"#), "\(result.output)")
        #expect(result.output.contains("observed-program 1  failed") && result.output.contains("whole"))
    }

    @Test(
        "refuses what should not be touched before anything is recorded",
        arguments: [
            ("record in/Garden.jpg -o in/Dune.jpg -- true", 1, "exists already"),
            ("record in/Garden.jpg -o in/Garden.jpg --force -- true", 64, "is named twice"),
            ("record in/Garden.jpg -o mycase/private/x -- true", 1, "belongs to a case"),
            ("record in/Dune2.jpg -o x -- true", 1, "is no file"), ("record '#2' -o x -- true", 1, "is no file"),
            ("record new.jpg -o x -- true", 1, "not recorded yet"),
            ("record in/Garden.jpg -o '' -- true", 64, "--output takes a file"),
            ("record in/Garden.jpg -- true", 64, "--output FILE"), ("record in/Garden.jpg -o x", 64, "say what to run"),
            ("record -o x -- true", 64, "name the recorded pictures"),
            ("record in/Garden.jpg -o x -- true \"$(printf '\\t')\"", 64, "control character"),
            ("record in/Garden.jpg -o x -- true \"$(printf '\\377')\"", 64, "not UTF-8"),
        ])
    func refused(arguments: String, code: Int32, message: String) throws {
        let bench = try bench()
        let result = try bench.run("photo Aqua new.jpg 31; export EXHIBIT_CASE=mycase; exhibit \(arguments)")
        #expect(result.code == code && result.error.contains(message), "\(result.error)")
        #expect(try bench.run("exhibit runs '#2' --case mycase").output.contains("No run on this picture"))
    }

    @Test("says the class that a picture has with all that it was made from, and counts a picture once")
    func inherited() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            export EXHIBIT_CASE=mycase
            exhibit record in/Garden.jpg -o drawn.jpg --generates-pixels -q -- sh -c 'djpeg in/Garden.jpg | cjpeg -quality 41 >drawn.jpg'
            exhibit derive drawn.jpg --grey -o grey.png -q
            exhibit record grey.png grey.png ./grey.png -o same.png -- cp grey.png same.png
            """)
        #expect(result.code == 0, "\(result.error)")
        #expect(result.output.contains(" on 1 picture: ") && result.output.contains("class T4"), "\(result.output)")
    }

    @Test("hashes a file that was there, and knows whether the program wrote it")
    func force() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            export EXHIBIT_CASE=mycase; echo old >out.jpg
            exhibit record in/Garden.jpg -o out.jpg --force -- true; echo "code $?"
            exhibit record in/Garden.jpg -o out.jpg --force --json -- \(Self.edit); sha256sum out.jpg; echo old | sha256sum
            """)
        #expect(result.output.contains("code 1") && result.error.contains("was there before, and was not written"))
        let digests = result.output.split(separator: "\n").suffix(2).map { String($0.prefix(64)) }
        #expect(digests.count == 2 && result.output.contains(#""before":"\#(digests[1])""#), "\(result.output)")
        #expect(result.output.contains(#"{"after":"\#(digests[0])""#))
    }

    @Test("keeps the beginning of a GiB of output, passes it on, and ends what was left behind")
    func streams() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            export EXHIBIT_CASE=mycase
            exhibit record in/Garden.jpg -o out.txt --json -- sh -c 'head -c 1073741824 /dev/zero; echo x >out.txt' 2>&1 >json | wc -c
            exhibit record in/Garden.jpg -o out2.txt -- sh -c 'sleep 300 & echo x >out2.txt'
            cat json; exhibit audit -q && echo whole
            """)
        let passed = Int(result.output.split(separator: "\n").first?.trimmingCharacters(in: .whitespaces) ?? "") ?? 0
        #expect(passed > 1_073_741_824 && passed < 1_073_742_824, "\(passed)")
        #expect(result.output.contains(#""bytes":1073741824"#) && result.output.contains("whole"), "\(result.output)")
        #expect(result.error.contains("processes that it had left behind were ended"), "\(result.error)")
    }

    /// Starts a program that never ends, and waits until it runs.
    private func endless(_ bench: Bench) throws -> Bench.Running {
        let running = try bench.start(
            "exec exhibit record in/Garden.jpg -o out.txt --case mycase -- sh -c 'echo $$ >started; exec sleep 300'")
        let end = Date().addingTimeInterval(60)
        while running.process.isRunning, Date() < end,
            (try? String(contentsOfFile: bench.work + "/started", encoding: .utf8))?.hasSuffix("\n") != true
        { usleep(5_000) }
        return running
    }

    private func program(_ bench: Bench) throws -> pid_t {
        let text = try String(contentsOfFile: bench.work + "/started", encoding: .utf8)
        return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test("Ctrl-C or a system that shuts down ends the program too, and is a failed run", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) throws {
        let bench = try bench()
        let running = try endless(bench)
        kill(running.process.processIdentifier, signal)
        let result = try bench.finish(running)
        #expect(result.code == 130 && result.error.contains("it was interrupted, and the program was ended"))
        #expect(kill(try program(bench), 0) != 0, "it still runs")
        let after = try bench.run("exhibit runs '#2' --case mycase; exhibit audit --case mycase -q && echo whole")
        #expect(after.output.contains("observed-program 1  failed") && after.output.contains("whole"))
    }

    @Test("killed leaves a run that was started and has no result, in every report")
    func killed() throws {
        let bench = try bench()
        let running = try endless(bench)
        kill(running.process.processIdentifier, SIGKILL)
        _ = try bench.finish(running)
        kill(try program(bench), SIGKILL)
        let after = try bench.run(
            """
            export EXHIBIT_CASE=mycase; exhibit runs '#2'; exhibit show '#5'
            exhibit identify in/Garden.jpg --gallery g -q; exhibit report --last -o r.html -q && exhibit verify r.html -q && exhibit audit -q && echo whole
            """)
        #expect(after.output.contains("started, no result") && after.output.contains("whole"), "\(after.error)")
        #expect(after.output.contains("exec sleep 300"), "the intent says what was started")
        let page = try String(contentsOfFile: bench.work + "/r.html", encoding: .utf8)
        #expect(page.contains("observed-program 1"))
    }

    @Test("keeps names, paths and arguments out of the ledger, its export and the report")
    func privacy() throws {
        let bench = try bench()
        let result = try bench.run(
            """
            export EXHIBIT_CASE=mycase; mkdir anna-beispiel
            printf '#!/bin/sh\\necho quorvex-cell-7; exit 9\\n' >anna-beispiel/klaus-muster; chmod +x anna-beispiel/klaus-muster
            exhibit record in/Garden.jpg -o anna-beispiel/suspect.jpg -q -- anna-beispiel/klaus-muster sekretaer-9
            exhibit record in/Garden.jpg -o anna-beispiel/suspect.jpg -q -- cp in/Dune.jpg anna-beispiel/suspect.jpg
            exhibit identify in/Garden.jpg --gallery g -q && exhibit report --last -o r.html -q
            exhibit export ledger l.txt; exhibit show '#6'
            """)
        #expect(result.code == 0 && result.error.contains("quorvex-cell-7"), "\(result.error)")
        let words = ["anna-beispiel", "klaus-muster", "suspect.jpg", "sekretaer-9", "quorvex-cell-7"]
        for word in words.dropLast() { #expect(result.output.contains(word)) }
        for file in ["mycase/ledger.sqlite", "mycase/ledger.sqlite-wal", "l.txt", "r.html"]
        where FileManager.default.fileExists(atPath: "\(bench.work)/\(file)") {
            for layer in layers(try Data(contentsOf: URL(fileURLWithPath: "\(bench.work)/\(file)"))) {
                for word in words { #expect(Secret(word).spelling(in: layer) == nil, "\(word) stands in \(file)") }
            }
        }
        let page = try String(contentsOfFile: bench.work + "/r.html", encoding: .utf8)
        #expect(page.contains("the program ended with exit status 9"), "why it failed is disclosed, without names")
    }
}
