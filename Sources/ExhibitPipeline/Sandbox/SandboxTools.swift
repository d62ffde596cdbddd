import CLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The system's programs that confine others. Looked for where distributions have them, never along `PATH`.
struct SandboxTools: Sendable {
    let bwrap: String?
    let setpriv: String?
    let prlimit: String?
    /// Since Linux 5.14. Before, the limit counts every process of the user, and would end what has nothing to do with
    /// the run.
    let countsProcessesByNamespace: Bool

    static let installed: SandboxTools = {
        func find(_ name: String) -> String? {
            ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }.first(where: Posix.isExecutable)
        }
        return SandboxTools(
            bwrap: find("bwrap"), setpriv: find("setpriv"), prlimit: find("prlimit"),
            countsProcessesByNamespace: EnvironmentFacts.kernelVersion.map { $0 >= (5, 14) } ?? false)
    }()

    /// The program for `--seccomp`; empty where there is none for this processor.
    static let filter: [UInt8] = {
        [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
            count = launch_filter(buffer.baseAddress, buffer.count)
        }
    }()
}

extension Sandbox {
    public enum Availability: Sendable, Hashable {
        /// `version` as bubblewrap says it: "bubblewrap 0.8.0".
        case available(version: String)
        /// For people: why not, and what to do.
        case unavailable(String)
    }

    /// Whether a program can be confined here. Tried once, with the very options of a run.
    public static let availability: Availability = {
        let tools = SandboxTools.installed
        guard let bwrap = tools.bwrap else {
            return .unavailable("bubblewrap is not installed: install the package \"bubblewrap\"")
        }
        guard tools.prlimit != nil, runAs == nil || tools.setpriv != nil else {
            return .unavailable("prlimit or setpriv is missing: install the package \"util-linux\"")
        }
        var folders: [String] = []
        for _ in 0..<2 {
            var template = Array("/tmp/exhibit-probe-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else {
                return .unavailable("no folder could be made in /tmp: \(String(cString: strerror(errno)))")
            }
            folders.append(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        defer { for folder in folders { ScratchFolder.remove(folder) } }
        var probe = Sandbox(command: [bwrap, "--version"], output: folders[0], temporary: folders[1])
        probe.limits.wallSeconds = 20
        // Whether the machine has memory to spare is no question of whether bubblewrap works.
        probe.limits.hostReserve = 1
        let run = probe.run(version: nil, isCancelled: { false }) { channel throws(Stop) in
            let line = try channel.line(within: 20)
            _ = try channel.finish(within: 20)
            return line.map { String(decoding: $0, as: UTF8.self) }
        }
        if case .success(let version?) = run.result, run.exit == .code(0) { return .available(version: version) }
        let said = String(decoding: run.errors.prefix(300), as: UTF8.self).split(separator: "\n").first.map(String.init)
        let reason = said ?? run.exit?.description ?? "it could not be started"
        return .unavailable("bubblewrap does not work here (\(reason)): allow user namespaces")
    }()
}
