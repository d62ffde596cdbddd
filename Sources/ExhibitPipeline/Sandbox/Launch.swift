#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The command line that puts a program into its limits: programs of the system that each restrict themselves and become
/// the next one, so that nothing of ours runs between a fork and an exec.
///
///     bwrap … --                      as root only: every bind where another user can reach it
///     setpriv --reuid nobody … --     as root only: no limit on processes holds for root
///     bwrap --unshare-all … --        namespaces, the root folder, the filter of system calls
///     prlimit --nproc … --            limits, inside: a user namespace counts its own processes
///     the program
struct Launch {
    let arguments: [String]
    let environment: [String: String]
    let folder: String
    /// Whether it also gets every variable of ours.
    var isInheriting = false

    /// Where the root folder of the first bubblewrap has the binds for the second.
    private static let stage = "/tmp"

    /// - Parameter filter: the descriptor at which the program for `--seccomp` can be read, if there is one.
    init(_ sandbox: Sandbox, tools: SandboxTools, marker: String, filter: Int32?) {
        let limits = Self.limits(sandbox, tools)
        guard sandbox.confinement == .bubblewrap, let bwrap = tools.bwrap else {
            // The program ends with us; what it started is found by the marker.
            let tied = tools.setpriv.map { [$0, "--pdeathsig", "KILL", "--no-new-privs", "--"] } ?? []
            arguments = tied + limits + sandbox.command
            environment = sandbox.variables.merging(Self.variable(marker)) { $1 }
            folder = sandbox.temporary
            return
        }
        var binds = sandbox.readOnly
        var (output, temporary) = (sandbox.output, sandbox.temporary)
        var command: [String] = []
        if let user = Sandbox.runAs, let setpriv = tools.setpriv {
            // A process namespace here, too: when we die, the signal of the kernel that follows is sent in the name of a
            // bubblewrap that has no right to end another user's process. The end of a namespace needs no right.
            command = [
                bwrap, "--unshare-pid", "--die-with-parent", "--dev-bind", "/", "/", "--perms", "0755", "--tmpfs",
                Self.stage,
            ]
            for (index, bind) in binds.enumerated() {
                command += ["--ro-bind", bind.host, "\(Self.stage)/\(index)"]
                binds[index] = Sandbox.Bind(host: "\(Self.stage)/\(index)", inside: bind.inside)
            }
            command += ["--bind", output, "\(Self.stage)/output", "--bind", temporary, "\(Self.stage)/temporary"]
            (output, temporary) = ("\(Self.stage)/output", "\(Self.stage)/temporary")
            command += [
                "--", setpriv, "--reuid=\(user)", "--regid=\(user)", "--clear-groups", "--inh-caps=-all",
                "--bounding-set=-all", "--no-new-privs", "--",
            ]
        }
        command += [
            bwrap, "--unshare-user", "--unshare-all", "--disable-userns", "--die-with-parent", "--new-session", "--uid",
            "65534", "--gid", "65534", "--hostname", "runner",
        ]
        if let filter { command += ["--seccomp", String(filter)] }
        command += Self.systemRoot
        command += ["--proc", "/proc", "--dev", "/dev", "--size", String(sandbox.limits.sharedMemory)]
        command += ["--perms", "1777", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]
        command += ["--bind", temporary, "/tmp", "--bind", output, sandbox.outputPath]
        // Shorter first: a bind may lie inside another one.
        for bind in binds.sorted(by: { ($0.inside.utf8.count, $0.inside) < ($1.inside.utf8.count, $1.inside) }) {
            command += ["--ro-bind", bind.host, bind.inside]
        }
        command += ["--remount-ro", "/", "--chdir", sandbox.temporaryPath, "--clearenv"]
        for (name, value) in sandbox.variables.sorted(by: { $0.key < $1.key }) { command += ["--setenv", name, value] }
        arguments = command + ["--"] + limits + sandbox.command
        // The first process inside keeps the variables that bubblewrap was started with, for all inside to read.
        environment = Self.variable(marker)
        folder = "/"
    }

    /// A program of the operator's own, not confined.
    init(observed command: [String], folder: String, marker: String) {
        arguments = command
        environment = Self.variable(marker)
        self.folder = folder
        isInheriting = true
    }

    private static func variable(_ marker: String) -> [String: String] {
        let parts = marker.split(separator: "=", maxSplits: 1)
        return [String(parts[0]): String(parts[1])]
    }

    private static func limits(_ sandbox: Sandbox, _ tools: SandboxTools) -> [String] {
        guard let prlimit = tools.prlimit else { return [] }
        let limits = sandbox.limits
        // The second number is the one that cannot be raised; at it, SIGKILL follows SIGXCPU.
        var options = [
            prlimit, "--core=0:0", "--cpu=\(limits.cpuSeconds):\(limits.cpuSeconds + 1)",
            "--fsize=\(limits.fileBytes):\(limits.fileBytes)", "--nofile=\(limits.openFiles):\(limits.openFiles)",
        ]
        if sandbox.confinement == .bubblewrap, tools.countsProcessesByNamespace {
            options.append("--nproc=\(limits.processes):\(limits.processes)")
        }
        return options + ["--"]
    }

    /// What a program needs of the system: programs and libraries, no settings and no users.
    private static let systemRoot: [String] = {
        var options = ["--ro-bind", "/usr", "/usr"]
        for name in ["bin", "sbin", "lib", "lib64", "lib32", "libx32"] {
            var state = stat()
            guard lstat("/\(name)", &state) == 0 else { continue }
            if state.st_mode & S_IFMT == S_IFLNK {
                var target = [CChar](repeating: 0, count: 256)
                let count = readlink("/\(name)", &target, 255)
                guard count > 0 else { continue }
                let text = String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
                options += ["--symlink", text, "/\(name)"]
            } else {
                options += ["--ro-bind", "/\(name)", "/\(name)"]
            }
        }
        return options + ["/etc/ld.so.cache", "/etc/alternatives"].flatMap { ["--ro-bind-try", $0, $0] }
    }()
}

extension Sandbox {
    /// What the program finds as its environment.
    var variables: [String: String] {
        [
            "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "TMPDIR": temporaryPath,
        ].merging(environment) { $1 }
    }
}
