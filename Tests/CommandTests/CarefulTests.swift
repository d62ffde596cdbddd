import Foundation
import Testing

@Suite("Whatever surrounds the programs, they answer and the ledger stays whole")
struct CarefulTests {
    /// A case with one picture, a reference set, a claim and a report.
    private func bench() throws -> Bench {
        let bench = try Bench()
        try bench.makePictures(3, in: "in")
        let made = try bench.run(
            """
            exhibit init mycase --no-passphrase --publisher P --contact C && export EXHIBIT_CASE=mycase &&
            exhibit ingest in/000000.jpg && exhibit gallery add g in && exhibit identify in/000000.jpg --gallery g &&
            exhibit report --last -o report.html
            """)
        try #require(made.code == 0, "\(made.error)")
        return bench
    }

    private static let commands = [
        "init new --no-passphrase", "init mycase", "status", "status --case nowhere", "ingest in nothing",
        "ingest nothing",
        "ingest in --dry-run", "ingest", "gallery add h in", "gallery add g in", "gallery list",
        "gallery add i nothing",
        "identify in/000000.jpg --gallery g", "identify in nothing --gallery g", "identify nothing --gallery g",
        "identify in/000000.jpg --gallery none", "report --last -o r.html", "report --last", "report '#1' -o q.html",
        "derive in/000000.jpg --crop 0,0,4x4 -o d.png", "derive in/000000.jpg --crop 0,0,9999x1",
        "derive in/000000.jpg", "derive nothing --upright", "derive in/000000.jpg --upright -o -",
        "identify d.png --gallery g", "identify in/000000.jpg --model digit-reader",
        "report --last -o -", "verify report.html", "verify report.html nothing", "verify nothing", "verify mycase",
        "verify mycase/ledger.sqlite", "verify in/000000.jpg", "verify report.html --picture in/000001.jpg", "verify",
        "verify report.html --key none", "audit", "audit --case nowhere", "log", "log --kind none", "show 2",
        "show report.html", "show 999", "show ffff", "runs in/000000.jpg", "runs nothing", "head", "head -o h.txt",
        "head -o h.txt", "export ledger e.txt", "export ledger e.txt", "export ledger -", "key show", "trust add none",
        "trust add 4444444444444444444444444444444444444444444444444444444444444444", "trust list", "trust remove 4444",
        "trust remove 5555", "adopt", "reproduce '#6'",
        "reproduce report.html", "reproduce in", "reproduce none", "reproduce '#6' --artifacts in",
        "nonsense", "--case mycase status",
    ]

    @Test("With --json every line is an object with schema and exit code, and the last one has the command's")
    func json() throws {
        let bench = try bench()
        for command in Self.commands {
            let result = try bench.run("EXHIBIT_CASE=mycase exhibit \(command) --json")
            let lines = result.output.split(separator: "\n")
            var last: Int?
            for line in lines {
                let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                let schema = json?["schema"] as? String
                #expect(
                    schema?.hasPrefix("exhibit-") == true && schema?.hasSuffix("-v1") == true, "\(command): \(line)")
                last = json?["exit_code"] as? Int
            }
            #expect(last == Int(result.code), "\(command): \(result.output)\(result.error)")
        }
    }

    @Test("A reader that has seen enough stops no recording")
    func head() throws {
        let bench = try Bench()
        try bench.makePictures(64, in: "many")
        try #require(try bench.run("exhibit init mycase --no-passphrase --publisher P --contact C").code == 0)
        let result = try bench.run("{ exhibit ingest many --json --case mycase; echo $? >code; } | head -n 1; cat code")
        #expect(result.output.hasSuffix("\n0\n"))
        #expect(try bench.evidenceCount() == 64)
    }

    @Test("Closed standard streams never become the ledger's files")
    func closedStreams() throws {
        let bench = try bench()
        for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
            #expect(try bench.run("exhibit ingest in --case mycase \(closed)").code == 0)
            #expect(try bench.run("exhibit audit --case mycase").code == 0)
        }
    }

    @Test("Results that cannot be written are an error")
    func fullOutput() throws {
        let bench = try bench()
        for command in ["log", "status", "audit", "show 2", "log --json", "log --csv"] {
            let result = try bench.run("exhibit \(command) --case mycase >/dev/full")
            #expect(result.code == 1 && result.error.contains("No space left on device"), "\(command)")
        }
    }

    @Test(
        "A full disk is named, and nothing recorded is lost",
        .enabled(if: Self.mayMount, "needs unshare(1) and the right to mount"))
    func fullDisk() throws {
        let bench = try Bench()
        // A batch of 64 fits, all of them do not.
        try bench.makePictures(200, in: "many")
        let result = try bench.run(
            """
            mkdir small && exec unshare -rm sh -c '
            mount -t tmpfs -o size=1000k none small && exhibit init small/mycase --no-passphrase --quiet &&
            exhibit ingest many --case small/mycase; echo "ingest $?"
            exhibit audit --case small/mycase --quiet; echo "audit $?"
            mount -o remount,size=20m none small; exhibit ingest many --case small/mycase --quiet; echo "again $?"
            exhibit audit --case small/mycase --quiet; echo "audit $?"'
            """)
        #expect(result.error.contains("Free some space") && result.error.contains("stopped after"), "\(result.error)")
        #expect(result.output.contains("ingest 1\naudit 0\nagain 0\naudit 0\n"), "\(result.output)")
    }

    private static let mayMount = (try? Bench().run("unshare -rm mount -t tmpfs none /mnt").code) == 0

    @Test(
        "A case that may only be read can be looked at and checked, and refuses to record",
        .enabled(if: geteuid() != 0, "the superuser may write everywhere: run it as somebody else"))
    func readOnly() throws {
        let bench = try bench()
        try #require(try bench.run("chmod -R a-w mycase").code == 0)
        for command in [
            "status", "audit", "log", "show 2", "runs in/000000.jpg", "head", "key show", "export ledger e.txt",
        ] {
            let result = try bench.run("exhibit \(command) --case mycase")
            #expect(result.code == 0, "\(command): \(result.error)")
        }
        for command in [
            "ingest in", "gallery add h in", "identify in/000000.jpg --gallery g", "report --last -o r.html",
        ] {
            let result = try bench.run("exhibit \(command) --case mycase")
            #expect(result.code == 1 && result.error.contains("may not be written"), "\(command): \(result.error)")
        }
        let unreadable = try bench.run("chmod 0 in/000001.jpg; chmod -R u+w mycase; exhibit ingest in --case mycase")
        #expect(unreadable.code == 3 && unreadable.error.contains("in/000001.jpg: not recorded: Permission denied"))
        let folder = try bench.run("mkdir shut; chmod 500 shut; cd shut; exhibit init x --no-passphrase")
        #expect(folder.code == 1 && folder.error.hasPrefix("exhibit: x: could not be created: Permission denied"))
    }
}
