#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the kernel has no limit for: looked at ten times a second, while somebody waits for the program.
struct Watch {
    let limits: SandboxLimits
    let process: pid_t
    /// Given where processes can leave the tree, and so are looked for by it.
    let marker: String?
    let output: String
    let temporary: String
    let isCancelled: () -> Bool
    let started = SuspendingClock.now

    private var next = SuspendingClock.now
    static let interval = Duration.milliseconds(100)

    init(_ sandbox: Sandbox, process: pid_t, marker: String?, isCancelled: @escaping () -> Bool) {
        limits = sandbox.limits
        self.process = process
        self.marker = marker
        output = sandbox.output
        temporary = sandbox.temporary
        self.isCancelled = isCancelled
    }

    var deadline: SuspendingClock.Instant { started + .seconds(limits.wallSeconds) }

    /// Looks where it is time to look.
    mutating func check() throws(Stop) {
        let now = SuspendingClock.now
        guard now >= next else { return }
        if isCancelled() { throw Stop(.cancelled, "it was cancelled") }
        guard now < deadline else {
            throw Stop(.late, "it was still running after \(limits.wallSeconds) seconds")
        }
        let table = ProcessTable(of: process, marker: marker)
        // Bubblewrap's own are among them, and are few.
        guard table.threads <= limits.processes + 8 else {
            throw Stop(.limit, "it started more than \(limits.processes) processes and threads")
        }
        guard table.resident <= limits.memory else {
            throw Stop(.limit, "it used more than \(limits.memory) bytes of memory")
        }
        try checkFolder(output, "output folder", limits.outputBytes)
        try checkFolder(temporary, "folder for temporary files", limits.temporaryBytes)
        try checkHost()
        // A look takes longer where there is more to see: never more than a fifth of the time.
        let spent = SuspendingClock.now - now
        next = SuspendingClock.now + max(Self.interval, spent * 4)
    }

    private func checkFolder(_ path: String, _ name: String, _ limit: Int) throws(Stop) {
        let size = ScratchFolder.size(of: path, entries: limits.folderEntries)
        if let problem = size.problem { throw Stop(.limit, "its \(name) was refused: \(problem)") }
        guard size.bytes <= limit else { throw Stop(.limit, "its \(name) grew beyond \(limit) bytes") }
    }

    private func checkHost() throws(Stop) {
        for folder in [output, temporary] {
            var state = statvfs()
            guard statvfs(folder, &state) == 0 else { continue }
            guard UInt64(state.f_bavail) * UInt64(state.f_frsize) >= UInt64(limits.hostReserve) else {
                let words = "had less than \(limits.hostReserve) bytes left"
                throw Stop(.limit, "the disk \(words)", "the disk that holds \(folder) \(words)")
            }
        }
        guard let available = Self.availableMemory else { return }
        guard available >= limits.hostReserve else {
            throw Stop(.limit, "the machine had less than \(limits.hostReserve) bytes of memory left")
        }
    }

    /// Bytes; nil where the system does not say.
    private static var availableMemory: Int? {
        guard let text = Posix.contents("/proc/meminfo", limit: 4_096),
            let line = text.split(separator: 0x0A).first(where: { $0.starts(with: "MemAvailable:".utf8) })
        else { return nil }
        let words = line.split(separator: 0x20)
        return words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)).map { $0 << 10 } : nil
    }
}
