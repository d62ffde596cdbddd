import ExhibitPipeline
import Foundation
import Testing

@Suite("Sandbox")
struct SandboxTests {
    private let workshop: Workshop

    init() throws { workshop = try Workshop() }

    @Test("Bubblewrap works on this machine")
    func available() {
        guard case .available(let version) = Sandbox.availability else {
            Issue.record("\(Sandbox.availability)")
            return
        }
        #expect(version.hasPrefix("bubblewrap "))
    }

    @Test("A program has no network, no privilege, no other process, and no variable but those it was given")
    func alone() throws {
        var sandbox = try workshop.sandbox(
            python: """
                import os, socket
                status = open("/proc/self/status").read()
                print([line.split()[1].strip("0") for line in status.splitlines() if line.startswith("Cap")])
                print("NoNewPrivs:\\t1" in status, "Seccomp:\\t2" in status, os.getuid())
                print([name for _, name in socket.if_nameindex()])
                for family, address in ((socket.AF_INET, ("192.0.2.1", 9)), (socket.AF_INET6, ("2001:db8::1", 9))):
                    try: socket.socket(family, socket.SOCK_DGRAM).connect(address); print("a route")
                    except OSError: print("no route")
                print(len([name for name in os.listdir("/proc") if name.isdigit()]))
                print(sorted(name for name in os.listdir("/proc/self/fd") if os.path.exists("/proc/self/fd/" + name)))
                print(sorted(os.environ))
                first = {each.split("=")[0] for each in open("/proc/1/environ").read().split("\\0")}
                print(sorted(first - {"", "PWD"}))
                """)
        sandbox.environment = ["GIVEN": "1"]
        let run = sandbox.lines()
        #expect(
            run.value == [
                "['', '', '', '', '']", "True True 65534", "['lo']", "no route", "no route", "2", "['0', '1', '2']",
                "['GIVEN', 'HOME', 'LANG', 'LC_ALL', 'PATH', 'PWD', 'TMPDIR', 'TZ']", "['EXHIBIT_RUN']",
            ], "\(run.said)")
        #expect(run.exit == .code(0))
    }

    @Test("A program sees neither secrets nor anybody's files, and cannot write what it reads")
    func files() throws {
        let secret = try workshop.newFile("secret")
        let sandbox = try workshop.sandbox(
            python: """
                import os, sys
                for path in ("/etc/shadow", "/etc/passwd", "/root", "/home", sys.argv[2], "/var", "/sys"):
                    print(os.path.exists(path), end=" ")
                print()
                for path in ("/x", "/usr/x", "/dev/x", "/run/exhibit/program/x", sys.argv[0], "/proc/sys/kernel/hostname"):
                    try: open(path, "a"); print("written")
                    except OSError as error: print("refused", end=" ")
                print()
                open(sys.argv[1] + "/mine", "w").write("kept")
                open("/tmp/mine", "w").write("not kept")
                """, [secret])
        let run = sandbox.lines()
        #expect(
            run.value == [String(repeating: "False ", count: 7), String(repeating: "refused ", count: 6)],
            "\(run.said)")
        #expect(try String(contentsOfFile: sandbox.output + "/mine", encoding: .utf8) == "kept")
    }

    #if arch(x86_64) || arch(arm64)
        @Test("A program is refused sockets that no namespace holds, and calls that keep memory outside of it")
        func systemCalls() throws {
            let sandbox = try workshop.sandbox(
                python: """
                    import os, socket
                    for family in (socket.AF_VSOCK, socket.AF_PACKET, socket.AF_ALG):
                        try: socket.socket(family, socket.SOCK_RAW); print("made")
                        except OSError as error: print(error.errno)
                    try: os.memfd_create("x"); print("made")
                    except OSError as error: print(error.errno)
                    print(os.system("unshare --user true 2> /dev/null") != 0)
                    """)
            let run = sandbox.lines()
            #expect(run.value == ["97", "97", "97", "1", "True"], "\(run.said)")
        }
    #endif

    @Test("What was enforced is listed, with its numbers")
    func enforced() throws {
        let run = try workshop.sandbox(python: "pass").lines()
        #expect(run.exit == .code(0))
        let facts = Dictionary(uniqueKeysWithValues: run.enforced.map { ($0.name, $0.value) })
        #expect(facts["network"] == "none")
        #expect(facts["memory"] == "4294967296 bytes resident, watched")
        #expect(facts["confinement"]?.hasPrefix("bubblewrap ") == true)
        #expect(facts["processes"]?.hasPrefix("512 with threads") == true)
        #expect(run.enforced.allSatisfy { $0.name.utf8.count <= 128 && $0.value.utf8.count <= 512 })
    }

    @Test("Without a sandbox the program runs within its limits, and the record says what was not enforced")
    func unconfined() throws {
        let sandbox = try workshop.sandbox(
            python: "import resource\nprint(resource.getrlimit(resource.RLIMIT_FSIZE))", confinement: .unconfined)
        let run = sandbox.lines()
        #expect(run.value == ["(67108864, 67108864)"], "\(run.said)")
        let facts = Dictionary(uniqueKeysWithValues: run.enforced.map { ($0.name, $0.value) })
        #expect(facts["confinement"] == "none: started without a sandbox (--unconfined)")
        #expect(facts["network"] == "not restricted")
    }

    @Test("Folders with something in them, relative paths and impossible limits are refused before anything starts")
    func refused() throws {
        func stop(_ change: (inout Sandbox) -> Void) throws -> Stop.Kind? {
            var sandbox = try workshop.sandbox(python: "pass")
            change(&sandbox)
            let run = sandbox.lines()
            #expect(run.exit == nil && run.enforced.isEmpty)
            return run.stop?.kind
        }
        #expect(try stop { $0.command = [] } == .notStarted)
        #expect(try stop { $0.command[0] = "python3" } == .notStarted)
        #expect(try stop { $0.output = self.workshop.folder } == .notStarted)
        #expect(try stop { $0.output = "/nowhere" } == .notStarted)
        #expect(try stop { $0.environment["A=B"] = "" } == .notStarted)
        #expect(try stop { $0.limits.memory = 0 } == .notStarted)
        #expect(try stop { $0.readOnly = [.init(host: "/usr", inside: "/run/../usr")] } == .notStarted)
        #expect(try stop { $0.command.append("a\0b") } == .notStarted)
    }

    @Test("A program that is not there ends with a status, not with a wait")
    func missing() throws {
        var sandbox = try workshop.sandbox(python: "pass")
        sandbox.command = ["/nowhere/program"]
        #expect(sandbox.lines().exit == .code(127))
    }
}
